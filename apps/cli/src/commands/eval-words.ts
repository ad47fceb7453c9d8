// Words and tables of `heed eval` in both languages.
import {
  choiceAtWork,
  type GoldComparison,
  type GoldTask,
  type ReaderPromotion,
  type ReaderRow,
} from "@heed/core";
import type { GoldEvaluation, GoldImport, TaskEvaluation } from "@heed/workbench";
import { type Language, table } from "../output.ts";

const TASKS = {
  en: { kind: "Kind", sentiment: "Sentiment" },
  zh: { kind: "类别", sentiment: "情感" },
} as const;

export const EVAL_WORDS = {
  en: {
    drawn: (count: number, out: string) =>
      `${count} mentions drawn. Fill in kind and sentiment in ${out}, then: heed eval import ${out}`,
    imported: ({ added, skipped }: GoldImport) =>
      `${added} labels brought in${skipped === 0 ? "" : `, ${skipped} rows without a known class left out`}.`,
    log: (log: readonly ReaderPromotion[]) => [
      ...atWork("Reads kind", "Reads sentiment", log),
      ...log.map(
        ({ number, at, choice, backTo }) =>
          `  ${number}  ${at.slice(0, 16)}  kind: ${choice.kind}, sentiment: ${choice.sentiment}${backTo === null ? "" : ` (back to ${backTo})`}`,
      ),
      "Used from the next analysis on; what was read before keeps the name of its reader.",
    ],
    titles: [
      "Reader",
      "Accuracy (95 %)",
      "Macro F1",
      "Precision",
      "Recall",
      "Against the winner",
      "p50 / p95",
      "1,000 items",
    ],
    labels: (count: number) => `${count} labels`,
    lack: (found: Lack) =>
      found.reason === "one-class"
        ? "cannot tell: all labels are of one class. Label some of another."
        : `cannot tell: ${found.labels} labels, ${found.needed} are needed. ${found.more} more: heed eval sample --out FILE.csv`,
    winner: "winner",
    better: (p: string) => `winner is better (p ${p})`,
    same: (more: number | null) =>
      more === null ? "no difference" : `no difference yet (${more} more labels would tell)`,
    warning: {
      "mostly-corrections":
        "Most labels are corrections of what the reader at work got wrong, so it looks worse than it is. Label a random sample: heed eval sample",
      "rare-class": "Some classes have fewer than 5 labels: their figures say little.",
    },
    seen: (count: number) =>
      `${count} items were left out, since a model of the lab was trained on them.`,
    leftOut: (name: string) => `${name} was left out: it was trained on the gold set.`,
    noPrice: "no price",
    free: "nothing",
    perCall: "per call",
  },
  zh: {
    drawn: (count: number, out: string) =>
      `已抽取 ${count} 条提及。请在 ${out} 中填写 kind 与 sentiment，然后：heed eval import ${out}`,
    imported: ({ added, skipped }: GoldImport) =>
      `已导入 ${added} 条标注${skipped === 0 ? "" : `，跳过 ${skipped} 行（类别无法识别）`}。`,
    log: (log: readonly ReaderPromotion[]) => [
      ...atWork("判断类别", "判断情感", log),
      ...log.map(
        ({ number, at, choice, backTo }) =>
          `  ${number}  ${at.slice(0, 16)}  类别：${choice.kind}，情感：${choice.sentiment}${backTo === null ? "" : `（恢复到 ${backTo}）`}`,
      ),
      "自下次分析起生效；已有结果保留原阅读器的名称。",
    ],
    titles: [
      "阅读器",
      "准确率 (95%)",
      "宏平均 F1",
      "精确率",
      "召回率",
      "与优胜者相比",
      "p50 / p95",
      "每千条",
    ],
    labels: (count: number) => `${count} 条标注`,
    lack: (found: Lack) =>
      found.reason === "one-class"
        ? "无法判断：全部标注同属一类，请补充其他类别。"
        : `无法判断：现有 ${found.labels} 条标注，需要 ${found.needed} 条。还差 ${found.more} 条：heed eval sample --out 文件.csv`,
    winner: "优胜",
    better: (p: string) => `优胜者更好（p ${p}）`,
    same: (more: number | null) =>
      more === null ? "无差别" : `尚无差别（再标 ${more} 条可分高下）`,
    warning: {
      "mostly-corrections":
        "标注多为对现用阅读器错误的更正，会使它显得更差。请标注随机样本：heed eval sample",
      "rare-class": "有的类别标注不足 5 条，其指标参考价值有限。",
    },
    seen: (count: number) => `有 ${count} 条被排除：自训模型曾用它们训练。`,
    leftOut: (name: string) => `${name} 未参与比较：它曾用这些标注训练。`,
    noPrice: "无标价",
    free: "无",
    perCall: "每次调用",
  },
} as const;
type Lack = Extract<GoldComparison, { ok: false }>;

function atWork(kind: string, sentiment: string, log: readonly ReaderPromotion[]): string[] {
  const choice = choiceAtWork(log);
  return [`${kind}: ${choice.kind}`, `${sentiment}: ${choice.sentiment}`];
}

export function evaluationLines({ tasks }: GoldEvaluation, language: Language): string[] {
  return (["kind", "sentiment"] as const).flatMap((task, at) => [
    ...(at === 0 ? [] : [""]),
    ...taskLines(task, tasks[task], language),
  ]);
}

function taskLines(
  task: GoldTask,
  { comparison, seen, leftOut }: TaskEvaluation,
  language: Language,
): string[] {
  const words = EVAL_WORDS[language];
  const name = TASKS[language][task];
  const notes = [
    ...(seen === 0 ? [] : [words.seen(seen)]),
    ...leftOut.map((one) => words.leftOut(one.name)),
  ];
  if (!comparison.ok) return [`${name}: ${words.lack(comparison)}`, ...notes];
  return [
    `${name}: ${words.labels(comparison.labels)}`,
    ...table(
      words.titles.map((title, at) => ({ title, align: at === 0 || at === 5 ? "left" : "right" })),
      comparison.rows.map((row) => rowCells(row, language)),
    ),
    ...comparison.warnings.map((warning) => words.warning[warning]),
    ...notes,
  ];
}

function rowCells(row: ReaderRow, language: Language): string[] {
  const words = EVAL_WORDS[language];
  const { accuracy, macro, againstWinner: against, times, cost, hasPrice } = row;
  const figure = ({ value, low, high }: ReaderRow["accuracy"]) =>
    `${percent(value)} (${percent(low)}–${percent(high)})`;
  const ms = (value: number) => (value < 10 ? value.toFixed(1) : value.toFixed(0));
  return [
    row.name,
    figure(accuracy),
    figure(macro.f1),
    figure(macro.precision),
    figure(macro.recall),
    against === null
      ? words.winner
      : against.verdict === "winner-is-better"
        ? words.better(pText(against.pValue))
        : words.same(against.more),
    times === null
      ? "–"
      : `${ms(times.p50Ms)} / ${ms(times.p95Ms)} ms${times.per === "call" ? ` ${words.perCall}` : ""}`,
    cost === null ? (hasPrice ? words.free : words.noPrice) : `${cost.per1000} ${cost.currency}`,
  ];
}

function percent(share: number): string {
  return (share * 100).toFixed(1);
}

function pText(p: number | null): string {
  return p === null ? "–" : p < 0.001 ? "< .001" : p.toFixed(3);
}
