// Tables of the lab in the terminal: figures with intervals, confusion, slices, mistakes.
import type {
  Dataset,
  DatasetReport,
  DatasetWarning,
  EvaluationReport,
  LabelIssues,
  RefusedFile,
} from "@heed/core";
import { figureText } from "@heed/workbench";
import { type Language, printable, table } from "../output.ts";

const MOST_IN_MATRIX = 14;
const MOST_MISTAKES = 8;

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** Words of examples by number, as far as they are known. */
export type ExampleWords = ReadonlyMap<number, string>;

export function evaluationLines(
  report: EvaluationReport,
  language: Language,
  words: ExampleWords = new Map(),
): string[] {
  const en = language === "en";
  const { accuracy, macro, weighted, majority, calibration, ceiling, seen } = report;
  const lines = [
    `${en ? "examples" : "样本"} ${report.examples}${seen > 0 ? (en ? ` (${seen} left out: it was trained on them)` : `（另有 ${seen} 条训练过的样本未计）`) : ""}`,
    `${en ? "accuracy" : "正确率"} ${figureText(accuracy)}${ceiling === null ? "" : en ? `; people agree in ${figureText(ceiling.same)}` : `；人与人一致率 ${figureText(ceiling.same)}`}`,
    `${en ? "macro   " : "宏平均"} P ${figureText(macro.precision)}  R ${figureText(macro.recall)}  F1 ${figureText(macro.f1)}`,
    `${en ? "weighted" : "加权"} P ${figureText(weighted.precision)}  R ${figureText(weighted.recall)}  F1 ${figureText(weighted.f1)}`,
    `${en ? "always the most frequent class" : "总答最常见类别"} ${percent(majority)}; ${en ? "calibration error" : "校准误差"} ${percent(calibration.error)}`,
    "",
    ...classTable(report, en),
  ];
  if (report.classes.length <= MOST_IN_MATRIX) lines.push("", ...matrix(report, en));
  if (report.slices.length > 0) lines.push("", ...slices(report, en));
  if (report.mistakes.length > 0)
    lines.push(
      "",
      en ? "Surest mistakes (example: is → answered)" : "最有把握的错误（样本：真实 → 回答）",
      ...report.mistakes
        .slice(0, MOST_MISTAKES)
        .map(
          ({ example, truth, answer, probability }) =>
            `  ${example}: ${truth} → ${answer} ${percent(probability)}${wordsOf(words, example)}`,
        ),
    );
  return lines;
}

function wordsOf(words: ExampleWords, example: number): string {
  const own = words.get(example);
  return own === undefined ? "" : `  ${printable(own).slice(0, 70)}`;
}

/** Labels that a model denies which has not seen them, the most suspicious first. */
export function issueLines(
  { issues, estimatedNoise }: LabelIssues,
  language: Language,
  words: ExampleWords,
): string[] {
  if (issues.length === 0) return [];
  return [
    "",
    language === "en"
      ? `Labels to look at again (${percent(estimatedNoise)}; given → looks like)`
      : `建议复查的标签（${percent(estimatedNoise)}；标注 → 更像）`,
    ...issues
      .slice(0, MOST_MISTAKES)
      .map(
        ({ example, given, suggested, selfConfidence }) =>
          `  ${example}: ${given} → ${suggested} ${percent(1 - selfConfidence)}${wordsOf(words, example)}`,
      ),
  ];
}

function classTable({ perClass }: EvaluationReport, en: boolean): string[] {
  const titles = en
    ? ["class", "examples", "precision", "recall", "F1"]
    : ["类别", "样本", "精确率", "召回率", "F1"];
  return table(
    titles.map((title, at) => ({ title, align: at === 0 ? "left" : "right", most: 34 })),
    perClass.map(({ name, examples, precision, recall, f1 }) => [
      ...[name, String(examples)],
      ...[precision, recall, f1].map((figure) => (figure === null ? "–" : figureText(figure))),
    ]),
  );
}

function matrix({ classes, confusion }: EvaluationReport, en: boolean): string[] {
  return table(
    ["", ...classes].map((title, at) => ({
      title: at === 0 ? (en ? "is ↓ answered →" : "真实 ↓ 回答 →") : title.slice(0, 12),
      align: at === 0 ? "left" : "right",
      most: 16,
    })),
    confusion.map((row, at) => [classes[at], ...row.map(String)]),
  );
}

function slices({ slices: all }: EvaluationReport, en: boolean): string[] {
  const titles = en ? ["slice", "examples", "accuracy", ""] : ["分组", "样本", "正确率", ""];
  return table(
    titles.map((title) => ({ title })),
    all.map(({ slice, value, examples, accuracy, isWorse }) => [
      `${slice} = ${value}`,
      String(examples),
      figureText(accuracy),
      isWorse ? (en ? "worse than the rest" : "差于其余") : "",
    ]),
  );
}

const WARNINGS: Readonly<Record<DatasetWarning, Readonly<Record<Language, string>>>> = {
  "one-class": { en: "There is only one class.", zh: "只有一个类别。" },
  "few-labels": {
    en: "Fewer than 50 labels: figures will be vague.",
    zh: "标签不足 50 条：指标会很粗略。",
  },
  "rare-class": { en: "A class has fewer than 8 examples.", zh: "有类别不足 8 条样本。" },
  imbalanced: {
    en: "The largest class has over ten times the examples of the smallest.",
    zh: "最大类别的样本超过最小类别十倍。",
  },
  contradictions: {
    en: "Some near repeats carry different labels.",
    zh: "部分近似重复的样本标签不同。",
  },
  "many-repeats": {
    en: "Over a fifth of the examples are repeats; they are kept on one side of every split.",
    zh: "超过五分之一为重复样本；划分时会放在同一侧。",
  },
};

const LEFT_OUT: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  empty: { en: "without words", zh: "没有文字" },
  "broken-row": { en: "rows that cannot be read", zh: "无法读取的行" },
  "broken-file": { en: "files that cannot be read", zh: "无法读取的文件" },
  "missing-file": { en: "files that are not there", zh: "缺失的文件" },
  "too-large": { en: "files over 50 MB", zh: "超过 50 MB 的文件" },
  "rare-class": { en: "of rare classes", zh: "稀少类别" },
};

export function datasetLines(
  { name, task, target, leftOut }: Dataset,
  report: DatasetReport,
  language: Language,
): string[] {
  const en = language === "en";
  const { exact, near, contradictions } = report.duplicates;
  const lines = [
    `${name} · ${task} · ${target}`,
    en
      ? `${report.examples} examples, ${report.labelled} labelled; ${exact} exact and ${near} near repeats, ${contradictions.length} contradictions`
      : `${report.examples} 条样本，${report.labelled} 条已标注；完全重复 ${exact}、近似重复 ${near}，矛盾 ${contradictions.length} 组`,
  ];
  for (const [reason, count] of Object.entries(leftOut))
    lines.push(`${en ? "left out" : "略去"} ${count}: ${LEFT_OUT[reason]?.[language] ?? reason}`);
  lines.push(
    ...table(
      [
        { title: en ? "class" : "类别", most: 40 },
        { title: en ? "examples" : "样本", align: "right" },
        { title: "" },
      ],
      report.classes.map(({ name: one, examples }) => [
        one,
        String(examples),
        "█".repeat(Math.max(1, Math.round((24 * examples) / report.classes[0].examples))),
      ]),
    ),
    ...report.warnings.map((code) => `! ${WARNINGS[code][language]}`),
  );
  return lines;
}

const REFUSALS: Readonly<Record<RefusedFile["reason"], Readonly<Record<Language, string>>>> = {
  "not-media": { en: "neither a picture nor a WAV file", zh: "不是图片或 WAV 文件" },
  "other-sort": { en: "of the other sort", zh: "属于另一类媒体" },
  "system-file": { en: "kept by a system", zh: "系统文件" },
  empty: { en: "empty", zh: "空文件" },
  "too-large": { en: "above 50 MB", zh: "超过 50 MB" },
  "missing-file": { en: "cannot be read", zh: "无法读取" },
  "broken-file": { en: "broken, or other than its name says", zh: "损坏，或与扩展名不符" },
};
const MOST_REFUSED = 20;

/** Files of a folder that were not taken, each with its reason. */
export function refusedLines(refused: readonly RefusedFile[], language: Language): string[] {
  if (refused.length === 0) return [];
  const rest = refused.length - MOST_REFUSED;
  return [
    "",
    language === "en" ? `Not taken (${refused.length})` : `未采用（${refused.length}）`,
    ...refused
      .slice(0, MOST_REFUSED)
      .map(({ path, reason }) => `  ${printable(path)}  ${REFUSALS[reason][language]}`),
    ...(rest > 0 ? [language === "en" ? `  and ${rest} more` : `  另有 ${rest} 个`] : []),
  ];
}
