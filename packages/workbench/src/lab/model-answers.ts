// The four questions a person asks of a model, answered in plain sentences from its figures: how much data, how long, how good, is it safe.
import type { LabModel, MeasuredFigure } from "@heed/core";

export type LabLanguage = "en" | "zh";

export interface ModelAnswers {
  readonly data: string;
  readonly time: string;
  readonly quality: string;
  readonly safety: string;
}

/** Gain over always guessing the most frequent class below which a model hardly helps. */
const LITTLE_GAIN = 0.05;
const MUCH_NOISE = 0.08;
const POORLY_CALIBRATED = 0.1;

/** `.873` as `87.3 %`. */
export function percentText(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** `87.3 % (82.1–91.9)`. */
export function figureText({ value, low, high }: MeasuredFigure): string {
  return `${percentText(value)} (${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)})`;
}

export function secondsText(seconds: number, language: LabLanguage): string {
  if (seconds < 90)
    return `${seconds.toFixed(seconds < 10 ? 1 : 0)} ${language === "en" ? "s" : "秒"}`;
  return `${(seconds / 60).toFixed(1)} ${language === "en" ? "min" : "分钟"}`;
}

export function bytesText(bytes: number): string {
  if (bytes < 1e6) return `${Math.max(1, Math.round(bytes / 1e3))} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

export function answerQuestions(model: LabModel, language: LabLanguage): ModelAnswers {
  const en = language === "en";
  return {
    data: dataAnswer(model, en),
    time: en
      ? `Training took ${secondsText(model.took.seconds, language)} and ${Math.round(model.took.megabytes)} MB of memory (estimated: ${secondsText(model.estimated.seconds, language)}, ${Math.round(model.estimated.megabytes)} MB); the file has ${bytesText(model.bytes)}.`
      : `训练用时 ${secondsText(model.took.seconds, language)}，内存 ${Math.round(model.took.megabytes)} MB（预估：${secondsText(model.estimated.seconds, language)}、${Math.round(model.estimated.megabytes)} MB）；文件 ${bytesText(model.bytes)}。`,
    quality: qualityAnswer(model, en),
    safety: safetyAnswer(model, en),
  };
}

function dataAnswer(
  { dataset, classes, learningCurve, labelIssues }: LabModel,
  en: boolean,
): string {
  const noise = labelIssues.estimatedNoise;
  const next = learningCurve?.forecasts.find(({ more }) => more === 500);
  const parts = [
    en
      ? `${dataset.examples} labelled examples of ${classes.length} classes.`
      : `${classes.length} 个类别，共 ${dataset.examples} 条标注样本。`,
  ];
  if (next !== undefined)
    parts.push(
      en
        ? `500 more labels: expect a macro F1 of ${points(next.low)} to ${points(next.high)}.`
        : `再标 500 条：宏平均 F1 预计为 ${points(next.low)} 至 ${points(next.high)}。`,
    );
  else if (learningCurve?.cannotTell === "no-rise")
    parts.push(
      en
        ? "Within this data, more labels brought nothing that can be told from chance."
        : "在现有数据范围内，增加标注未带来可分辨的提升。",
    );
  else
    parts.push(
      en ? "Too little to say what more labels would bring." : "数据太少，无法预测更多标注的收益。",
    );
  if (noise > MUCH_NOISE)
    parts.push(
      en
        ? `${percentText(noise)} of the labels are denied by a model that has not seen them: look at those first; some may be wrong, others beyond it.`
        : `${percentText(noise)} 的标签被未见过它们的模型否定：请先复查，其中有些可能有误，有些是它判断不了的。`,
    );
  return parts.join(" ");
}

function qualityAnswer({ evaluation, measuredBy }: LabModel, en: boolean): string {
  const { accuracy, macro, majority, ceiling } = evaluation;
  const how =
    measuredBy.way === "held-out"
      ? en
        ? `on ${measuredBy.test} examples held out`
        : `在留出的 ${measuredBy.test} 条样本上`
      : en
        ? `by ${measuredBy.folds}-fold cross-validation`
        : `${measuredBy.folds} 折交叉验证`;
  const parts = [
    en
      ? `Right in ${figureText(accuracy)} of cases, macro F1 ${figureText(macro.f1)}, ${how}; always saying the most frequent class is right in ${percentText(majority)}.`
      : `正确率 ${figureText(accuracy)}，宏平均 F1 ${figureText(macro.f1)}（${how}）；总答最常见类别的正确率为 ${percentText(majority)}。`,
  ];
  if (accuracy.low > majority && accuracy.value < majority + LITTLE_GAIN)
    parts.push(en ? "That is better than guessing, but only a little." : "优于盲猜，但幅度很小。");
  if (accuracy.low <= majority)
    parts.push(
      en
        ? "That is not surely better than guessing: label more before you rely on it."
        : "尚不能确定优于盲猜：请多标注后再依赖它。",
    );
  if (ceiling !== null)
    parts.push(
      en
        ? `People agree with one another in ${figureText(ceiling.same)} of ${ceiling.examples} examples that two or more labelled: no score above that can be believed.`
        : `在 ${ceiling.examples} 条由两人以上标注的样本上，人与人一致率为 ${figureText(ceiling.same)}：高于它的分数不可信。`,
    );
  return parts.join(" ");
}

function safetyAnswer({ evaluation, task }: LabModel, en: boolean): string {
  const parts = [
    en
      ? "It ran on this machine alone and sends nothing; its file holds numbers and hashes, and none of the words it was trained on. It can only answer one of its classes, so text that gives it orders cannot make it do anything else."
      : "全程只在本机运行，不外传任何内容；文件中只有数字与哈希，不含训练原文。它只能回答既定类别，文本中的指令无法让它做别的事。",
  ];
  const { error } = evaluation.calibration;
  parts.push(
    error > POORLY_CALIBRATED
      ? en
        ? `Its confidence is off by ${percentText(error)} on average: do not rest decisions on it.`
        : `其置信度平均偏差 ${percentText(error)}：不要据此做决定。`
      : en
        ? `Its confidence is off by ${percentText(error)} on average.`
        : `其置信度平均偏差 ${percentText(error)}。`,
  );
  const worse = evaluation.slices.filter(({ isWorse }) => isWorse);
  if (worse.length > 0)
    parts.push(
      (en ? "It does worse on: " : "在以下部分表现较差：") +
        worse
          .map(
            ({ slice, value, accuracy }) => `${slice} = ${value} (${percentText(accuracy.value)})`,
          )
          .join(en ? ", " : "、") +
        (en ? "." : "。"),
    );
  const weak = evaluation.perClass.filter(({ recall }) => recall !== null && recall.value < 0.5);
  if (weak.length > 0)
    parts.push(
      (en ? "It misses more than half of: " : "以下类别漏掉一半以上：") +
        weak.map(({ name }) => name).join(en ? ", " : "、") +
        (en ? "." : "。"),
    );
  if (task !== "text")
    parts.push(
      en ? "Drift is watched by its answers and confidence only." : "漂移仅按其回答与置信度监测。",
    );
  return parts.join(" ");
}

function points(share: number): string {
  return share.toFixed(2).replace(/^0/, "");
}
