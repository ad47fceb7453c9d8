// Measures the built-in readers on the labelled sets: run `npm run evaluate -- readers --data FOLDER`.

import { fileURLToPath } from "node:url";
import { type MentionReader, type ReadableText, readItem, type TextReading } from "@heed/core";
import { createLexiconReader, createReader, detectLanguage, splitMentions } from "@heed/text";
import type { LabelledText } from "./data/labelled-text.ts";
import { loadReaderTasks, type ReaderTask } from "./data/reader-tasks.ts";
import { accuracyOf, macroF1Of } from "./figures.ts";

/** Figures of one reader on one set. */
export interface ReaderRow {
  readonly set: string;
  readonly language: "en" | "zh";
  readonly origin: "public" | "own";
  readonly target: "sentiment" | "kind";
  /** `text`: each text read as one mention; `mentions`: split first and put together by the rules for items. */
  readonly unit: "text" | "mentions";
  readonly texts: number;
  readonly accuracy: number;
  readonly macroF1: number;
  readonly textsPerSecond: number;
}

/** Figures of a reader on a part of every set, each text whole and by mentions. */
export async function evaluateReaders(
  reader: MentionReader,
  dataFolder: string,
  part: "test" | "train" = "test",
): Promise<ReaderRow[]> {
  const rows: ReaderRow[] = [];
  for (const task of await loadReaderTasks(dataFolder, part)) {
    rows.push(await evaluateTask(reader, task, "text"));
    rows.push(await evaluateTask(reader, task, "mentions"));
  }
  return rows;
}

/** Figures of a reader on one task. */
export async function evaluateTask(
  reader: MentionReader,
  task: ReaderTask,
  unit: ReaderRow["unit"] = "text",
): Promise<ReaderRow> {
  const texts = task.rows.map(readable);
  const started = performance.now();
  const readings =
    unit === "text" ? await readWhole(reader, texts) : await readByMentions(reader, texts);
  const seconds = (performance.now() - started) / 1000;
  const answers = readings.map(task.answer);
  const labels = task.rows.map(({ label }) => label);
  const { set, language, origin, target } = task;
  return {
    ...{ set, language, origin, target, unit },
    texts: texts.length,
    accuracy: accuracyOf(labels, answers),
    macroF1: macroF1Of(labels, answers),
    textsPerSecond: texts.length / seconds,
  };
}

function readable({ text, rating }: LabelledText): ReadableText {
  return { text, language: "und", rating: rating ?? null };
}

async function readWhole(
  reader: MentionReader,
  texts: readonly ReadableText[],
): Promise<TextReading[]> {
  return reader.read(texts.map((text) => ({ ...text, language: detectLanguage(text.text) })));
}

async function readByMentions(
  reader: MentionReader,
  texts: readonly ReadableText[],
): Promise<TextReading[]> {
  const counts: number[] = [];
  const mentions: ReadableText[] = [];
  for (const { text, rating } of texts) {
    const language = detectLanguage(text);
    const spans = splitMentions(text, language);
    counts.push(spans.length);
    for (const { start, end } of spans) {
      mentions.push({ text: text.slice(start, end), language, rating });
    }
  }
  const readings = await reader.read(mentions);
  let from = 0;
  return counts.map((count, index) => {
    const own = readings.slice(from, from + count);
    from += count;
    return together(own, texts[index]!.rating);
  });
}

/** The item's reading by the rules of the annotation guide. */
function together(mentions: readonly TextReading[], rating: number | null): TextReading {
  return readItem(mentions, rating) ?? { sentiment: "neutral", sentimentScore: 0, kind: "other" };
}

async function main(): Promise<void> {
  const folder = process.argv[2] ?? "../shared/data";
  console.log(["reader", "set", "target", "unit", "texts", "accuracy", "macro-F1"].join("\t"));
  for (const reader of [createReader(), createLexiconReader()]) {
    for (const row of await evaluateReaders(reader, folder)) {
      const figures = [row.accuracy, row.macroF1].map((figure) => (figure * 100).toFixed(1));
      console.log(
        [reader.model.name, row.set, row.target, row.unit, row.texts, ...figures].join("\t"),
      );
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
