// Says a verdict in one sentence of each language, with its interval or with what would be needed.
import type { Impact, ImpactNeeds, ImpactRatio, ImpactReason } from "@heed/core";

type Both = { readonly en: string; readonly zh: string };

const REASONS: Readonly<Record<ImpactReason, Both>> = {
  "too-few-weeks": { en: "too few weeks on one side", zh: "发布前后的周数不足" },
  "too-few-people": { en: "too few people voice it", zh: "提到的人太少" },
  "too-noisy": { en: "the weeks vary too much", zh: "各周波动太大" },
  "trend-explains": {
    en: "a trend that began before explains it as well",
    zh: "发布前已有的趋势同样能解释",
  },
  "one-week": { en: "one week alone carries it", zh: "变化只来自某一周" },
  placebo: {
    en: "weeks without this release show as strong a step",
    zh: "没有发布的周也有同样大的变化",
  },
  "everything-moved": {
    en: "many other themes moved the same way",
    zh: "许多其他主题也同向变化",
  },
  "exposures-disagree": {
    en: "per user it changed, per person heard it did not",
    zh: "按用户数有变化，按发声人数没有",
  },
};

/** The verdict in both languages; reasons, figures and what is missing included. */
export function impactSentence(impact: Impact): Both {
  const { verdict, change, reason, detectable } = impact;
  if ((verdict === "fell" || verdict === "rose") && change !== null) {
    const en = verdict === "fell" ? "Fell" : "Rose";
    const zh = verdict === "fell" ? "下降" : "上升";
    const size = changeText(change);
    const level = Math.round(impact.confidenceLevel * 1000) / 10;
    return {
      en: `${en}: ${size.en} the rate before (${level} % interval).`,
      zh: `${zh}：为发布前的${size.zh}（${level}% 区间）。`,
    };
  }
  if (verdict === "no-change" && detectable !== null) {
    const fall = percent(1 - detectable.fallTo);
    const rise = percent(detectable.riseTo - 1);
    return {
      en: `No change detected; a fall of ${fall} or a rise of ${rise} would have been seen in 4 of 5 cases.`,
      zh: `未发现变化；若下降 ${fall} 或上升 ${rise}，五次中有四次能发现。`,
    };
  }
  const why = reason === null ? { en: "no reason is known", zh: "原因不明" } : REASONS[reason];
  const needed = neededText(impact.needed);
  return {
    en: `Cannot tell: ${why.en}${needed === null ? "" : `; needed: ${needed.en}`}.`,
    zh: `无法判断：${why.zh}${needed === null ? "" : `；还需要${needed.zh}`}。`,
  };
}

/** A ratio with its interval: `0.42 times (0.30–0.60)`; open ends are said in words. */
export function changeText({ ratio, low, high }: ImpactRatio): Both {
  if (ratio === null) {
    return {
      en: `at least ${digits(low)} times`,
      zh: `至少 ${digits(low)} 倍`,
    };
  }
  const range = `${digits(low)}–${high === null ? "∞" : digits(high)}`;
  return { en: `${digits(ratio)} times (${range})`, zh: ` ${digits(ratio)} 倍 (${range})` };
}

function neededText({ weeksAfter, weeksBefore, people }: ImpactNeeds): Both | null {
  const parts: Both[] = [];
  const add = (count: number | undefined, en: string, zh: string) => {
    if (count === undefined) return;
    parts.push({ en: `${count} more ${en}`, zh: ` ${count} ${zh}` });
  };
  add(weeksAfter, "weeks after it", "周（发布后）");
  add(weeksBefore, "weeks before it", "周（发布前）");
  add(people, "people", "人");
  if (parts.length === 0) return null;
  return {
    en: parts.map(({ en }) => en).join(", "),
    zh: parts.map(({ zh }) => zh).join("、"),
  };
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
