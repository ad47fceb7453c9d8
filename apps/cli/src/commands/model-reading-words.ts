// What is told of readings by a large model: the cost beforehand, the agreement with the built-in reader afterwards.
import { formatPico } from "@heed/core";
import type { EncodingEstimate, FilesAnalysis, PricedEstimate } from "@heed/workbench";
import type { Language } from "../output.ts";

/** What reading will likely take, in one line. */
export function estimateLine(estimate: PricedEstimate, language: Language): string {
  const { mentions, calls, inputTokens, outputTokens, model, cost, currency } = estimate;
  const tokens = `${inputTokens} + ${outputTokens}`;
  const money = cost === null ? null : `${formatPico(cost)} ${currency}`;
  if (language === "zh")
    return `${model} 将阅读 ${mentions} 条提及，约 ${calls} 次调用、${tokens} token（误差约三分之一）${money === null ? "，价格未知" : `，约 ${money}`}。`;
  return `${model} will read ${mentions} mentions in about ${calls} calls and ${tokens} tokens, give or take a third${money === null ? "; its price is not known" : `: about ${money}`}.`;
}

/** What making vectors will likely take, in one line. */
export function encodingLine(estimate: EncodingEstimate, language: Language): string {
  const { mentions, calls, inputTokens, model, cost, currency } = estimate;
  const money = cost === null ? null : `${formatPico(cost)} ${currency}`;
  if (model.startsWith("local/"))
    return language === "zh"
      ? `${model} 将在本机为 ${mentions} 条提及生成向量，不产生费用。`
      : `${model} will embed ${mentions} mentions on this machine, at no cost.`;
  if (language === "zh")
    return `${model} 将为 ${mentions} 条提及生成向量，约 ${calls} 次调用、${inputTokens} token（误差约三分之一）${money === null ? "，价格未知" : `，约 ${money}`}。`;
  return `${model} will embed ${mentions} mentions in about ${calls} calls and ${inputTokens} tokens, give or take a third${money === null ? "; its price is not known" : `: about ${money}`}.`;
}

type Agreement = NonNullable<FilesAnalysis["modelReadings"]>["agreement"]["kind"];

/** How far the built-in reader agrees with what the model read; nothing where no model read. */
export function agreementLines(
  readings: FilesAnalysis["modelReadings"],
  language: Language,
): string[] {
  if (readings === null) return [];
  const { model, mentions, instead, agreement } = readings;
  const kind = kappa(agreement.kind, language);
  const sentiment = kappa(agreement.sentiment, language);
  if (language === "zh")
    return [
      `${model} 本次读了 ${mentions} 条提及${instead > 0 ? `，其中 ${instead} 条改由自带模型阅读` : ""}；与自带模型在 ${agreement.mentions} 条上的一致性：类型 ${kind}，情感 ${sentiment}。`,
    ];
  return [
    `${model} read ${mentions} mentions${instead > 0 ? `, ${instead} of them were left to the built-in reader` : ""}; agreement with the built-in reader on ${agreement.mentions}: kind ${kind}, sentiment ${sentiment}.`,
  ];
}

function kappa(outcome: Agreement, language: Language): string {
  if (!outcome.ok) return language === "en" ? "cannot tell" : "无法判断";
  const { kappa: value, low, high, observedAgreement } = outcome;
  const share = `${(observedAgreement * 100).toFixed(0)} %`;
  return `κ ${value.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)}), ${share}`;
}
