// `heed intents`: what people ask as intents of a dialogue, a recogniser of them, and files for any dialogue system.
import { writeFile } from "node:fs/promises";
import { type Intent, intentsAsCsv, intentsAsFile, type RecogniserReport } from "@heed/core";
import {
  type KeptRecogniser,
  lastRecogniser,
  openExistingWorkspace,
  type ReadIntents,
  readIntents,
  recogniseIntent,
  trainRecogniser,
} from "@heed/workbench";
import type { Command } from "commander";
import { interruptSignal } from "../interrupt.ts";
import { chooseLanguage, type Language, table } from "../output.ts";
import { printJson, type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

interface Flags extends WorkspaceFlags {
  readonly out?: string;
  readonly train?: boolean;
  readonly ask?: string;
}

export function addIntents(program: Command): void {
  const command = program
    .command("intents")
    .description(
      "turn what people ask into intents of a dialogue, with their words as samples\n把用户的提问整理为对话意图，以原话为样例",
    )
    .option("--train", "train a recogniser and tell how good it is on questions held out")
    .option("--ask <text>", "what the recogniser makes of a question")
    .option("--out <file>", "write the intents as .json or .csv");
  withWorkspace(command).action(async (flags: Flags) => {
    const language = chooseLanguage(flags.lang);
    const workspace = await openExistingWorkspace(flags.workspace);
    try {
      if (flags.ask !== undefined) {
        printJson(await recogniseIntent(workspace, flags.ask));
        return;
      }
      const found = await readIntents(workspace);
      const recogniser =
        flags.train === true
          ? await trainRecogniser(workspace, found, {
              now: () => new Date(),
              signal: interruptSignal(),
            })
          : await lastRecogniser(workspace.records);
      const file = intentsAsFile(found.intents, recogniser?.report ?? null);
      if (flags.out !== undefined) {
        const isCsv = flags.out.endsWith(".csv");
        const words = isCsv
          ? `\ufeff${intentsAsCsv(found.intents)}`
          : JSON.stringify(file, null, 2);
        await writeFile(flags.out, `${words}${isCsv ? "" : "\n"}`);
      }
      if (flags.json === true) printJson({ ...file, left: found.left, recogniser });
      else process.stdout.write(`${describe(found, recogniser, language).join("\n")}\n`);
    } finally {
      await workspace.close();
    }
  });
}

const WORDS = {
  en: {
    titles: ["Intent", "Name", "People", "Questions", "Entities", "In their words", "Answer"],
    none: "No theme has three different questions yet, so there is no intent to design for.",
    left: (counts: string) => `Questions in no intent: ${counts}.`,
    reasons: {
      "too-few-alike": "too few alike",
      "no-theme": "without a theme",
      hidden: "left out",
    },
    toWrite: "to write",
    written: "written",
    notTrained: "No recogniser was trained yet: heed intents --train",
    lack: (needed: number) => `Cannot tell: a recogniser needs ${needed} intents.`,
    accuracy: (right: string, questions: number, intents: number, majority: string) =>
      `Recogniser: right in ${right} of ${questions} questions held out, among ${intents} intents (always the most frequent one: ${majority}).`,
    fallback: (threshold: string, right: string, wrong: string, unanswered: string) =>
      `Answering from a probability of ${threshold} on: ${right} right, ${wrong} wrong, ${unanswered} not understood.`,
    rejected: (share: string, others: number) =>
      `Of ${others} other messages it rightly does not answer ${share}.`,
    confusion: (truth: string, answer: string, count: number) =>
      `  ${truth} taken for ${answer}: ${count}`,
  },
  zh: {
    titles: ["意图", "名称", "人数", "提问", "实体", "原话", "回答"],
    none: "还没有主题达到三个不同的提问，无可设计的意图。",
    left: (counts: string) => `未归入意图的提问：${counts}。`,
    reasons: { "too-few-alike": "同类太少", "no-theme": "没有主题", hidden: "已隐去" },
    toWrite: "待写",
    written: "已写",
    notTrained: "尚未训练识别器：heed intents --train",
    lack: (needed: number) => `无法判断：识别器至少需要 ${needed} 个意图。`,
    accuracy: (right: string, questions: number, intents: number, majority: string) =>
      `识别器：在 ${intents} 个意图的 ${questions} 个留出提问上正确率 ${right}（总答最常见意图：${majority}）。`,
    fallback: (threshold: string, right: string, wrong: string, unanswered: string) =>
      `概率达 ${threshold} 才回答时：正确 ${right}，错误 ${wrong}，未听懂 ${unanswered}。`,
    rejected: (share: string, others: number) => `对 ${others} 条其他话语，正确地不作答 ${share}。`,
    confusion: (truth: string, answer: string, count: number) =>
      `  ${truth} 误为 ${answer}：${count}`,
  },
} as const;

function describe(
  { intents, left }: ReadIntents,
  recogniser: KeptRecogniser | null,
  language: Language,
): string[] {
  const words = WORDS[language];
  const rows = intents.map((intent) => [
    ...[intent.id, intent.name[language], String(intent.people), String(intent.questions)],
    intent.entities.map(({ name }) => name).join(", "),
    sampleOf(intent, language),
    intent.answer[language] === "" ? words.toWrite : words.written,
  ]);
  const lines =
    intents.length === 0
      ? [words.none]
      : table(
          words.titles.map((title, at) => ({
            title,
            most: at === 5 ? 48 : 30,
            align: at === 2 || at === 3 ? "right" : "left",
          })),
          rows,
        );
  const reasons = Map.groupBy(left, ({ reason }) => reason);
  const counts = [...reasons].map(([reason, own]) => `${own.length} ${words.reasons[reason]}`);
  return [
    ...lines,
    "",
    ...(counts.length === 0 ? [] : [words.left(counts.join(", "))]),
    ...(recogniser === null ? [words.notTrained] : reportLines(recogniser.report, language)),
  ];
}

/** A question in the reader's language, where there is one. */
function sampleOf({ utterances }: Intent, language: Language): string {
  const quoted = utterances.filter(({ origin }) => origin === "quoted");
  return (quoted.find((one) => one.language === language) ?? quoted[0])?.text ?? "";
}

function reportLines(report: RecogniserReport, language: Language): string[] {
  const words = WORDS[language];
  if (!report.ok) return [words.lack(report.needed)];
  const percent = (share: number) => `${(share * 100).toFixed(0)} %`;
  const { accuracy, majority, questions, intents, fallback, confusions } = report;
  const right = `${percent(accuracy.value)} (${percent(accuracy.low)}–${percent(accuracy.high)})`;
  return [
    words.accuracy(right, questions, intents, percent(majority)),
    words.fallback(
      fallback.threshold.toFixed(3),
      percent(fallback.right),
      percent(fallback.wrong),
      percent(fallback.unanswered),
    ),
    ...(fallback.rejected === null
      ? []
      : [words.rejected(percent(fallback.rejected.value), fallback.others)]),
    ...confusions
      .slice(0, 5)
      .map(({ truth, answer, count }) => words.confusion(truth, answer, count)),
  ];
}
