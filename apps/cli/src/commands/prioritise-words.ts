// Words of `heed prioritise` in both languages.
import type { PartWeight, PriorityMethod, PriorityPart, Robustness } from "@heed/core";
import type { Language } from "../output.ts";

const PARTS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    ...{ reach: "reach", impact: "impact", confidence: "confidence", effort: "effort" },
    ...{ "ice-impact": "impact", "ice-confidence": "confidence", ease: "ease" },
    ...{ severity: "severity", growth: "growth", worth: "account value" },
  },
  zh: {
    ...{ reach: "覆盖", impact: "影响", confidence: "把握", effort: "投入" },
    ...{ "ice-impact": "影响", "ice-confidence": "把握", ease: "易做" },
    ...{ severity: "严重", growth: "增长", worth: "账户价值" },
  },
};
const MARKS = { counted: "", derived: "~", guess: "?", weight: "" } as const;

export function partName(name: string, language: Language): string {
  return PARTS[language][name] ?? name.replace(/^score:/, "");
}

/** `reach 412 (380–446)`, `impact ~1.5`, `effort ?2`. */
export function partText(part: PriorityPart, language: Language): string {
  const { name, origin, value, low, high } = part;
  const range =
    origin === "counted" && low < high ? ` (${shortFigure(low)}–${shortFigure(high)})` : "";
  return `${partName(name, language)} ${MARKS[origin]}${shortFigure(value)}${range}`;
}

export function missingText(missing: readonly string[], language: Language): string {
  const names = missing.map((name) => partName(name, language));
  return language === "en" ? `lacks ${names.join(", ")}` : `缺少${names.join("、")}`;
}

function shortFigure(value: number): string {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(2)));
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

export const PRIORITY_WORDS = {
  en: {
    need: "Need",
    score: "Score",
    parts: "Parts",
    first: "First",
    topThree: "Top 3",
    places: "Places",
    origins:
      "Plain figures are counted, ~ is derived from what people said, ? is somebody's guess.",
    verdict: {
      holds: ({ ranks }: Robustness) =>
        `The first place holds: it is kept in ${percent(ranks[0]!.first)} of worlds.`,
      leans: ({ ranks }: Robustness) =>
        `The first place leans: it is kept in ${percent(ranks[0]!.first)} of worlds, so look again before much is spent on it.`,
      open: ({ ranks }: Robustness) =>
        `The first place is open: the need that leads is first in only ${percent(ranks[0]!.first)} of worlds.`,
    },
    drawn: ({ draws, doubt, seed, topThreeHolds, tau }: Robustness) =>
      `${draws} worlds (seed ${seed}), guesses off by up to ${percent(doubt)}: order agrees by ${tau.toFixed(2)} (Kendall's tau)${topThreeHolds === null ? "" : `, the same top 3 in ${percent(topThreeHolds)}`}.`,
    matters: ({ part, swaps, changesFirst, low, high }: PartWeight, need: string | null) =>
      `  ${partName(part, "en")}${need === null ? " (weight)" : ` of “${need}”`}, between ${shortFigure(low)} and ${shortFigure(high)}: swaps up to ${swaps} ${swaps === 1 ? "pair" : "pairs"}${changesFirst ? ", and who comes first" : ""}`,
    untold: (count: number, method: PriorityMethod) =>
      `Cannot tell a ${method === "weighted" ? "weighted" : method.toUpperCase()} score of ${count} ${count === 1 ? "need" : "needs"}:`,
    howToGuess: (need: string, method: PriorityMethod) =>
      `Guess what is missing: heed prioritise --set ${need}.${method === "rice" ? "effort=2" : "ease=5"}`,
  },
  zh: {
    need: "需求",
    score: "得分",
    parts: "构成",
    first: "居首",
    topThree: "前三",
    places: "名次",
    origins: "无标记的数字为统计所得，~ 由用户所言推得，? 为人的估计。",
    verdict: {
      holds: ({ ranks }: Robustness) => `首位稳固：在 ${percent(ranks[0]!.first)} 的模拟中保持。`,
      leans: ({ ranks }: Robustness) =>
        `首位偏稳：在 ${percent(ranks[0]!.first)} 的模拟中保持，大量投入前请再核实。`,
      open: ({ ranks }: Robustness) =>
        `首位未定：领先的需求仅在 ${percent(ranks[0]!.first)} 的模拟中居首。`,
    },
    drawn: ({ draws, doubt, seed, topThreeHolds, tau }: Robustness) =>
      `${draws} 次模拟（种子 ${seed}），估计误差至多 ${percent(doubt)}：与现排序的一致度 ${tau.toFixed(2)}（Kendall τ）${topThreeHolds === null ? "" : `，前三名不变占 ${percent(topThreeHolds)}`}。`,
    matters: ({ part, swaps, changesFirst, low, high }: PartWeight, need: string | null) =>
      `  ${need === null ? `权重“${partName(part, "zh")}”` : `“${need}”的${partName(part, "zh")}`}在 ${shortFigure(low)} 与 ${shortFigure(high)} 之间：最多改变 ${swaps} 对名次${changesFirst ? "，且会换首位" : ""}`,
    untold: (count: number, method: PriorityMethod) =>
      `有 ${count} 条需求无法算出${method === "weighted" ? "加权" : ` ${method.toUpperCase()} `}得分：`,
    howToGuess: (need: string, method: PriorityMethod) =>
      `请补上估计：heed prioritise --set ${need}.${method === "rice" ? "effort=2" : "ease=5"}`,
  },
} as const;
