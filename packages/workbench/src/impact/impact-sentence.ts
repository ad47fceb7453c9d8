// Says a verdict in one sentence of each language, with its interval or with what would be needed.
import type { Impact, ImpactNeeds, ImpactRatio, ImpactReason } from "@heed/core";

type Both = { readonly en: string; readonly zh: string };

/** Why it cannot be told, and what would help where no number does. */
const REASONS: Readonly<
  Record<ImpactReason, { readonly why: Both; readonly needed: Both | null }>
> = {
  "too-few-weeks": {
    why: { en: "too few weeks on one side of the release", zh: "发布前或发布后的周数不足" },
    needed: null,
  },
  "too-few-people": { why: { en: "too few people voice it", zh: "提到的人太少" }, needed: null },
  "too-noisy": {
    why: {
      en: "too few people voice it for how much its weeks vary",
      zh: "提到的人太少，而各周起伏很大",
    },
    needed: null,
  },
  "trend-explains": {
    why: {
      en: "a trend that began before the release explains it as well",
      zh: "发布前已有的趋势同样能解释这一变化",
    },
    needed: {
      en: "more weeks, or old and new versions in use at the same time",
      zh: "更多周的数据，或新旧版本同时有人使用的数据",
    },
  },
  "one-week": {
    why: { en: "one week alone carries the change", zh: "变化只来自某一周" },
    needed: { en: "more weeks that show the same", zh: "更多周出现同样的变化" },
  },
  placebo: {
    why: {
      en: "weeks without a release show steps as large",
      zh: "没有发布的周也出现过同样大的变化",
    },
    needed: { en: "more weeks after it", zh: "发布后更多周的数据" },
  },
  "everything-moved": {
    why: {
      en: "many other themes moved the same way at that time",
      zh: "同期许多其他主题也同向变化",
    },
    needed: { en: "users per week (--exposure FILE)", zh: "每周用户数（--exposure 文件）" },
  },
  "exposures-disagree": {
    why: {
      en: "per user it changed, among the people heard it did not",
      zh: "按用户数看有变化，在发声者中的占比却没有",
    },
    needed: {
      en: "weeks in which as many users speak as before",
      zh: "发声用户比例与之前相当的几周",
    },
  },
  "other-release": {
    why: {
      en: "another release within 4 weeks fits the change clearly better",
      zh: "四周内的另一个版本明显更符合这一变化",
    },
    needed: {
      en: "old and new versions in use at the same time",
      zh: "新旧版本同时有人使用的数据",
    },
  },
  "theme-split": {
    why: {
      en: "people now say it under a theme that is new or was split off",
      zh: "人们现在把它说在新出现或拆分出的主题里",
    },
    needed: {
      en: "those themes linked to the release too",
      zh: "把那些主题也关联到该版本",
    },
  },
};
/** Weeks beyond which more of the same is no advice. */
const MOST_WEEKS = 52;

/** The verdict in both languages; reasons, figures and what is missing included. */
export function impactSentence(impact: Impact): Both {
  const { verdict, change, reason, detectable } = impact;
  if ((verdict === "fell" || verdict === "rose") && change !== null) {
    return movedSentence(verdict, change, Math.round(impact.confidenceLevel * 1000) / 10);
  }
  if (verdict === "no-change" && detectable !== null) {
    const fall = percent(1 - detectable.fallTo);
    const rise = percent(detectable.riseTo - 1);
    return {
      en: `No change detected. A fall by ${fall.en} or a rise by ${rise.en} would have been seen in 4 of 5 cases; smaller ones may have been missed.`,
      zh: `未发现变化。若下降 ${fall.zh} 或上升 ${rise.zh}，五次中有四次能发现；更小的变化可能看不出。`,
    };
  }
  const told = reason === null ? null : REASONS[reason];
  const why = told?.why ?? { en: "no reason is known", zh: "原因不明" };
  const needed = neededText(impact.needed) ?? told?.needed ?? null;
  return {
    en: `Cannot tell: ${why.en}${needed === null ? "" : `. Needed: ${needed.en}`}.`,
    zh: `无法判断：${why.zh}${needed === null ? "" : `。还需要${needed.zh}`}。`,
  };
}

function movedSentence(verdict: "fell" | "rose", change: ImpactRatio, level: number): Both {
  const { ratio, low, high } = change;
  const interval = { en: `${level} % interval`, zh: `${level}% 区间` };
  if (ratio === null) {
    return {
      en: `Rose: nobody voiced it before, and the rate is at least ${times(low)} times what it was (${interval.en}).`,
      zh: `上升：发布前无人提到，发布后至少是之前的 ${times(low)} 倍（${interval.zh}）。`,
    };
  }
  if (verdict === "rose") {
    const range = `${times(low)}–${high === null ? "∞" : times(high)}`;
    return {
      en: `Rose to ${times(ratio)} times the rate before (${interval.en} ${range}).`,
      zh: `上升到发布前的 ${times(ratio)} 倍（${interval.zh} ${range}）。`,
    };
  }
  const least = high === null ? null : Math.floor(100 * (1 - high));
  const most = low === 0 ? 100 : Math.floor(1000 * (1 - low)) / 10;
  if (ratio === 0) {
    return {
      en: `Fell: nobody voiced it any more, a fall by at least ${least ?? 0} % (${interval.en}).`,
      zh: `下降：发布后无人再提，至少下降 ${least ?? 0}%（${interval.zh}）。`,
    };
  }
  const fall = percent(1 - ratio);
  const range = `${least ?? 0}–${most >= 99 ? most : Math.floor(most)}`;
  return {
    en: `Fell by ${fall.en} (${interval.en} ${range} %).`,
    zh: `下降 ${fall.zh}（${interval.zh} ${range}%）。`,
  };
}

/** A ratio with its interval, for a table: `×0.42 (0.30–0.60)`; open ends are said by signs. */
export function changeText({ ratio, low, high }: ImpactRatio): Both {
  if (ratio === null) return same(`> ×${times(low)}`);
  const top = high === null ? "∞" : times(high);
  return same(`×${times(ratio)} (${times(low)}–${top})`);
}

function neededText({ weeksAfter, weeksBefore, people }: ImpactNeeds): Both | null {
  const parts: Both[] = [];
  const add = (count: number | undefined, one: string, many: string, zh: (n: number) => string) => {
    if (count === undefined) return;
    parts.push({ en: `${count} more ${count === 1 ? one : many}`, zh: zh(count) });
  };
  add(weeksBefore, "week before it", "weeks before it", (n) => `发布前再有 ${n} 周`);
  if (weeksAfter !== undefined && weeksAfter > MOST_WEEKS) {
    parts.push({
      en: "more people who speak; waiting alone would take over a year",
      zh: "更多人发声；只靠等待要一年以上",
    });
  } else add(weeksAfter, "week after it", "weeks after it", (n) => `发布后再有 ${n} 周`);
  add(people, "person who voices it", "people who voice it", (n) => `再有 ${n} 人提到`);
  if (parts.length === 0) return null;
  return {
    en: parts.map(({ en }) => en).join(", "),
    zh: parts.map(({ zh }) => zh).join("、"),
  };
}

/** Whole per cent; what rounds to nothing or to all keeps its decimal. */
function percent(share: number): Both {
  const points = 100 * share;
  const text = points < 1 || (points > 99 && points < 100) ? points.toFixed(1) : points.toFixed(0);
  return { en: `${text} %`, zh: `${text}%` };
}

/** Beyond a hundredfold the exact factor says no more. */
function times(value: number): string {
  return value >= 100 ? "100+" : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function same(text: string): Both {
  return { en: text, zh: text };
}
