// The words of model cards in both languages.
import type { LabLanguage } from "./model-answers.ts";

const WORDS = {
  title: ["Model card", "模型卡"],
  data: ["How much data", "数据多少"],
  time: ["How long", "耗时多久"],
  quality: ["How good", "效果如何"],
  safety: ["Is it safe", "是否安全"],
  facts: ["What it is", "基本信息"],
  task: ["task", "任务"],
  target: ["tells apart", "区分目标"],
  classes: ["classes", "类别"],
  recipe: ["recipe", "配方"],
  dataset: ["data set", "数据集"],
  split: ["split", "划分方式"],
  seed: ["seed", "随机种子"],
  made: ["made", "制作时间"],
  checksum: ["SHA-256", "SHA-256"],
  figures: ["Figures", "指标"],
  figure: ["figure", "指标"],
  value: ["value (95 % interval)", "数值（95% 区间）"],
  accuracy: ["accuracy", "正确率"],
  macroPrecision: ["macro precision", "宏平均精确率"],
  macroRecall: ["macro recall", "宏平均召回率"],
  macroF1: ["macro F1", "宏平均 F1"],
  weightedF1: ["weighted F1", "加权 F1"],
  majority: ["always the most frequent class", "总答最常见类别"],
  ceiling: ["agreement of people", "人与人一致率"],
  beyondChance: ["agreement beyond chance", "剔除偶然后的一致性"],
  calibration: ["calibration error", "校准误差"],
  logLoss: ["log loss", "对数损失"],
  class: ["class", "类别"],
  examples: ["examples", "样本"],
  precision: ["precision", "精确率"],
  recall: ["recall", "召回率"],
  f1: ["F1", "F1"],
  confusion: ["Confusion: rows are so, columns answered", "混淆矩阵：行为真实类别，列为回答"],
  contestants: ["Recipes that were tried", "尝试过的配方"],
  chosenByLoss: [
    "The recipe with the least log loss was chosen on the same folds, so its figures are a little favourable.",
    "在同一折上选出对数损失最小的配方，因此其指标略微偏高。",
  ],
  chosenAside: [
    "The recipe was chosen on a part of the training data; the figures come from examples that no choice has seen.",
    "配方在训练数据的一部分上选出；指标来自未参与任何选择的样本。",
  ],
  slices: ["By slice", "分组表现"],
  slice: ["slice", "分组"],
  worse: ["worse than the rest", "差于其余"],
  curve: ["Learning curve", "学习曲线"],
  labels: ["labels", "标注数"],
  expected: ["expected macro F1 (90 % interval)", "预计宏平均 F1（90% 区间）"],
  labelQuality: ["Labels to look at again", "建议复查的标签"],
  suggestion: [
    "given as {given}, looks like {suggested} (p {p})",
    "标为 {given}，更像 {suggested}（p {p}）",
  ],
  noIssues: ["None stands out.", "没有突出的可疑标签。"],
  mistakes: ["Worst mistakes", "最严重的错误"],
  mistake: ["is {truth}, answered {answer} with {p}", "实为 {truth}，答为 {answer}（{p}）"],
  example: ["example", "样本"],
  training: ["Training", "训练过程"],
  limits: ["Limits", "局限"],
  limit: [
    "Measured on data like its training data: on other products, languages or times it may do worse; heed lab drift tells. Do not use it to judge people.",
    "指标来自与训练数据相似的数据：换产品、语言或时期可能变差，可用 heed lab drift 监测。请勿用于评判个人。",
  ],
} as const satisfies Readonly<Record<string, readonly [en: string, zh: string]>>;

export type CardWord = keyof typeof WORDS;

const RECIPES: Readonly<Record<string, readonly [string, string]>> = {
  majority: ["majority: always the most frequent class", "majority：总答最常见类别"],
  words: [
    "words: logistic regression over words and letters (baseline)",
    "words：词与字符上的逻辑回归（基线）",
  ],
  meaning: [
    "meaning: words and the built-in embedder's meaning, logistic regression",
    "meaning：词加自带向量的含义，逻辑回归",
  ],
  reader: [
    "reader: words, meaning and what the built-in reader says of sentiment and kind",
    "reader：词、含义，以及自带读取模型对情感与类型的判断",
  ],
  network: [
    "network: a small network trained on these labels",
    "network：在这些标签上训练的小网络",
  ],
  linear: [
    "linear: logistic regression over the columns (baseline)",
    "linear：各列上的逻辑回归（基线）",
  ],
  "edges-and-colours": [
    "edges-and-colours: logistic regression over edges and colours (baseline)",
    "edges-and-colours：边缘与颜色上的逻辑回归（基线）",
  ],
  convolution: ["convolution: a small convolutional network", "convolution：小型卷积网络"],
  "pitch-means": [
    "pitch-means: logistic regression over pitch bands (baseline)",
    "pitch-means：音高频带上的逻辑回归（基线）",
  ],
};

export function cardWord(key: CardWord, language: LabLanguage): string {
  return WORDS[key][language === "en" ? 0 : 1];
}

export function recipeText(name: string, language: LabLanguage): string {
  return RECIPES[name]?.[language === "en" ? 0 : 1] ?? name;
}

/** A sentence with values in its places. */
export function filled(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}
