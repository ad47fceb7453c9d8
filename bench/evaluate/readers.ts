// Measures the built-in readers on held-out rows of every labelled set: run `npm run evaluate -- readers --data FOLDER [--write]`.

import { readFileSync, writeFileSync } from "node:fs";
import { KINDS, type MentionReader, readItem, type TextReading } from "@heed/core";
import { calibrationError } from "@heed/nn";
import { createLexiconReader, createReader, detectLanguage, splitMentions } from "@heed/text";
import { openShareReader, type ShareReader } from "../../packages/text/src/read/reader.ts";
import type { LabelledText } from "./data/labelled-text.ts";
import { loadReaderTasks, type ReaderTask } from "./data/reader-tasks.ts";
import { hasFastText, measureFastText } from "./fasttext-baseline.ts";
import { accuracyOf, figuresByClass, macroF1Of, percent } from "./figures.ts";
import { sharesOf } from "./task-shares.ts";

/** Answers to the rows of a task, each text read as one mention. */
export async function answersOf(reader: MentionReader, task: ReaderTask): Promise<string[]> {
  const texts = task.rows.map(({ text, rating }) => ({
    text,
    language: detectLanguage(text),
    rating: rating ?? null,
  }));
  return (await reader.read(texts)).map(task.answer);
}

/** Answers to the rows of a task, each text split into mentions and put together by the rules for items. */
async function answersByMentions(reader: MentionReader, task: ReaderTask): Promise<string[]> {
  const mentions = task.rows.map(mentionsOf);
  const readings = await reader.read(mentions.flat());
  let from = 0;
  return mentions.map((own, index) => {
    const read = readings.slice(from, from + own.length);
    from += own.length;
    return task.answer(together(read, task.rows[index]!.rating ?? null));
  });
}

function mentionsOf({ text, rating }: LabelledText) {
  const language = detectLanguage(text);
  return splitMentions(text, language).map(({ start, end }) => {
    return { text: text.slice(start, end), language, rating: rating ?? null };
  });
}

function together(mentions: readonly TextReading[], rating: number | null): TextReading {
  return readItem(mentions, rating) ?? { sentiment: "neutral", sentimentScore: 0, kind: "other" };
}

/** One line of the table: every figure of one task. */
async function rowOf(task: ReaderTask, train: ReaderTask | undefined, readers: Readers) {
  const labels = task.rows.map(({ label }) => label);
  const answers = await answersOf(readers.trained, task);
  const byMentions = await answersByMentions(readers.trained, task);
  const rules = await answersOf(readers.rules, task);
  const { numbers, shares, classes } = await sharesOf(readers.shares, task);
  const opponent =
    readers.hasFastText && train !== undefined && task.origin === "public"
      ? measureFastText(train.rows, task.rows, task.language)
      : null;
  return [
    task.set,
    task.language,
    task.rows.length,
    percent(accuracyOf(labels, answers)),
    percent(macroF1Of(labels, answers)),
    percent(accuracyOf(labels, byMentions)),
    percent(calibrationError(numbers, shares, { classes }).expectedError),
    percent(accuracyOf(labels, rules)),
    opponent === null ? "" : `${percent(opponent.accuracy)} (${opponent.setting})`,
    task.published ?? "",
  ];
}

interface Readers {
  readonly trained: MentionReader;
  readonly rules: MentionReader;
  readonly shares: ShareReader;
  readonly hasFastText: boolean;
}

const HEAD = [
  "set",
  "language",
  "texts",
  "accuracy",
  "macro-F1",
  "by mentions",
  "calibration error",
  "rules",
  "fastText on that set",
  "published",
];

function markdown(head: readonly string[], rows: readonly (readonly (string | number)[])[]) {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Precision, recall and F1 of each class over the labelled mentions of a language. */
async function classTable(tasks: readonly ReaderTask[], readers: Readers): Promise<string> {
  const rows: (string | number)[][] = [];
  for (const task of tasks.filter(({ set }) => set.startsWith("labelled mentions"))) {
    const labels = task.rows.map(({ label }) => label);
    const answers = await answersOf(readers.trained, task);
    for (const one of figuresByClass(labels, answers)) {
      const { name, count, precision, recall, f1 } = one;
      rows.push([task.language, name, count, percent(precision), percent(recall), percent(f1)]);
    }
  }
  return markdown(["language", "class", "mentions", "precision", "recall", "F1"], rows);
}

/** Puts the figures between the two marks of a model card. */
function writeCard(name: string, figures: string): void {
  const card = new URL(`../../packages/text/models/${name}.md`, import.meta.url);
  const [before, after] = readFileSync(card, "utf8").split(/<!-- figures -->[\s\S]*<!-- end -->/);
  writeFileSync(card, `${before}<!-- figures -->\n\n${figures}\n\n<!-- end -->${after}`);
}

async function main(): Promise<void> {
  const [folder = "../shared/data", ...flags] = process.argv.slice(2);
  const readers = {
    trained: createReader(),
    rules: createLexiconReader(),
    shares: await openShareReader(),
    hasFastText: hasFastText(),
  };
  if (!readers.hasFastText) console.log("fasttext is not installed: its column stays empty.");
  const tasks = await loadReaderTasks(folder, "test");
  const trainTasks = await loadReaderTasks(folder, "train");
  for (const target of ["sentiment", "kind"] as const) {
    const own = tasks.filter((task) => task.target === target);
    const rows = [];
    for (const task of own) {
      const train = trainTasks.find((one) => one.set === task.set && one.target === target);
      rows.push(await rowOf(task, train, readers));
    }
    const figures = `${markdown(HEAD, rows)}\n\n${await classTable(own, readers)}`;
    console.log(`\n${target} (${target === "kind" ? KINDS.length : 3} classes)\n\n${figures}`);
    if (flags.includes("--write")) writeCard(target, figures);
  }
}

if (import.meta.main) await main();
