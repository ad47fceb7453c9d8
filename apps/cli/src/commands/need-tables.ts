// How the terminal shows needs: a calm table of all, and one need with its reasons.
import { type Estimate, headlineOf, type RateRatio } from "@heed/core";
import type { GatheredQuote, HeadedNeed, ReleaseOutcome } from "@heed/workbench";
import { type Language, table } from "../output.ts";

const TITLES = {
  en: [
    "#",
    "ranks",
    "need",
    "key words",
    "id",
    "people",
    "share (95 %)",
    "severity",
    "trend",
    "worth",
    "score",
  ],
  zh: [
    "#",
    "名次范围",
    "需求",
    "关键词",
    "编号",
    "人数",
    "占比 (95%)",
    "严重",
    "趋势",
    "价值",
    "得分",
  ],
} as const;
const DIRECTIONS = {
  rising: { en: "rising", zh: "上升" },
  falling: { en: "falling", zh: "下降" },
  steady: { en: "steady", zh: "平稳" },
} as const;

export function needTable(needs: readonly HeadedNeed[], language: Language): string[] {
  const titles = TITLES[language];
  return table(
    titles.map((title, index) => ({
      title,
      ...(index === 2 ? { most: 44 } : index === 3 ? { most: 24 } : {}),
      ...([2, 3, 4, 8].includes(index) ? {} : { align: "right" as const }),
    })),
    needs.map((need) => [
      String(need.rank),
      `${need.rankRange.best}–${need.rankRange.worst}`,
      headlineOf(need, language).text,
      headlineOf(need, language).name ?? "",
      need.id,
      String(need.people),
      shareRange(need.share),
      need.severity.value.toFixed(2),
      need.trend.ok ? DIRECTIONS[need.trend.direction][language] : "?",
      need.value.ok ? percent(need.value.share.value) : "–",
      need.score.value.toFixed(1),
    ]),
  );
}

/** One need: figures, reasons, changes, segments and quotes. */
export function describeNeed(
  need: HeadedNeed,
  quotes: readonly GatheredQuote[],
  language: Language,
  outcomes: readonly ReleaseOutcome[] = [],
): string[] {
  const say = (en: string, zh: string) => (language === "en" ? en : zh);
  const { parts, score, severity, trend, value, people, anonymous } = need;
  const figures = [
    `${say("people", "人数")} ${people} · ${shareRange(need.share)} %${anonymous > 0 ? say(` · ${anonymous} without an author`, ` · 其中 ${anonymous} 条没有作者`) : ""}`,
    `${say("severity", "严重程度")} ${range(severity, 2)}`,
    trend.ok
      ? `${say("last 4 weeks against those before", "近 4 周与此前相比")} ${ratio(trend.ratio)} · ${DIRECTIONS[trend.direction][language]}`
      : `${say("trend cannot be told", "无法判断趋势")}: ${trend.reason}`,
    value.ok
      ? `${say("worth", "账户价值")} ${Math.round(value.total)} · ${value.accounts} ${say("accounts", "个账户")} · ${shareRange(value.share)} %`
      : `${say("worth cannot be told", "无法判断账户价值")}: ${value.reason}`,
    `${say("score", "得分")} ${range(score, 1)} = 100 × ${parts.reach.toFixed(3)} (${say("reach", "影响面")}) × ${parts.severity.toFixed(2)} (${say("severity", "严重")}) × ${parts.growth.toFixed(2)} (${say("growth", "增长")})`,
    `${say("reach", "影响面")} = ${(1 - parts.valueWeight).toFixed(2)} × ${parts.peopleShare.toFixed(3)} (${say("people", "人数")}) + ${parts.valueWeight.toFixed(2)} × ${parts.valueShare.toFixed(3)} (${say("worth", "价值")})`,
  ];
  const changes = need.changes.map(
    ({ weekDate, before, after }) =>
      `  ${say("week of", "周")} ${weekDate}: ${percent(before)} % → ${percent(after)} %`,
  );
  const segments = need.segments
    .filter(({ says }) => says !== "same")
    .map(
      ({ dimension, value: name, says, people: told, heard, ratio: times }) =>
        `  ${dimension}=${name}: ${says === "more" ? say("more", "更多") : say("less", "更少")}, ${told}/${heard}${times === null ? "" : `, ${ratio(times)}`}`,
    );
  const part = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ["", title, ...lines];
  const { text, name, other, isStatement } = headlineOf(need, language);
  const source = isStatement
    ? need.statement[language]
    : other === null
      ? null
      : need.statement[other.language];
  return [
    `${need.rank}. ${plain(text)}  (${need.id})`,
    ...(name === null ? [] : [`  ${plain(name)}`]),
    ...(other === null ? [] : [`  “${plain(other.text)}”`]),
    ...(source === null ? [] : [`  ${say("said in", "出处")} ${source.itemId}`]),
    ...figures.map((line) => `  ${line}`),
    ...part(say("changes", "变化"), changes),
    ...part(say("who says it", "谁在说"), segments),
    ...part(
      say("what releases did", "各版本的效果"),
      outcomes.map(({ version, sentence }) => `  ${plain(version)}: ${sentence[language]}`),
    ),
    ...part(
      say("in their words", "用户原话"),
      quotes.map(({ itemId, text }) => `  “${plain(text)}”  ${itemId}`),
    ),
  ];
}

function percent(share: number): string {
  return (share * 100).toFixed(share < 0.0995 ? 1 : 0);
}

function shareRange({ value, low, high }: Estimate): string {
  return `${percent(value)} (${percent(low)}–${percent(high)})`;
}

function range({ value, low, high }: Estimate, digits: number): string {
  return `${value.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;
}

function ratio({ value, low, high }: RateRatio): string {
  const bound = high === null ? "∞" : high.toFixed(2);
  return value === null
    ? `> ${low.toFixed(2)}×`
    : `${value.toFixed(2)}× (${low.toFixed(2)}–${bound})`;
}

/** Feedback is hostile: control and direction characters must not repaint the terminal. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069]+/gu, " ").trim();
}
