// Says an experiment's plan in both languages: what to do, for how long, and how it will be decided.
import type { ExperimentDesign } from "@heed/core";
import { type Both, figure } from "./experiment-figures.ts";

/** Sentences of the plan, in the order in which they are read. */
export function designSentences(design: ExperimentDesign): Both[] {
  return [
    aim(design),
    ...size(design),
    ...duration(design),
    ...lookingWords(design),
    ...decision(design),
    ...design.notes.map((note) => NOTES[note]),
  ];
}

function aim({ hypothesis, metric, effect, difference }: ExperimentDesign): Both {
  const base =
    metric.kind === "proportion"
      ? percent(metric.baseRate)
      : `${figure(metric.mean)} ± ${figure(metric.standardDeviation)}`;
  const much = effect === null ? null : effectText(effect, difference, metric.kind);
  const way = metric.better === "higher" ? { en: "rise", zh: "上升" } : { en: "fall", zh: "下降" };
  const said =
    hypothesis === "" ? { en: "", zh: "" } : { en: `${hypothesis} — `, zh: `${hypothesis}——` };
  return {
    en: `${said.en}${metric.name} is ${base} today${much === null ? "" : `; a ${way.en} by ${much} or more is to be found`}.`,
    zh: `${said.zh}${metric.name} 目前为 ${base}${much === null ? "" : `；要能发现至少 ${much} 的${way.zh}`}。`,
  };
}

function size({ totalUnits, unitsByArm, power, comparisonLevel }: ExperimentDesign): Both[] {
  if (totalUnits === null || unitsByArm === null) return [];
  const arms = unitsByArm.map(count).join(" + ");
  return [
    {
      en: `It needs ${count(totalUnits)} people (${arms}): the effect is then found in ${percent(power)} of cases, at a level of ${percent(comparisonLevel)} a comparison.`,
      zh: `需要 ${count(totalUnits)} 人（${arms}）：届时有 ${percent(power)} 的把握发现该效果，每次比较的显著性水平为 ${percent(comparisonLevel)}。`,
    },
  ];
}

function duration({ days, weeks, unitsPerDay }: ExperimentDesign): Both[] {
  if (days === null || weeks === null || unitsPerDay === null) return [];
  return [
    {
      en: `At ${count(Math.round(unitsPerDay))} new people a day that takes ${count(days)} ${days === 1 ? "day" : "days"}; run ${count(weeks)} whole ${weeks === 1 ? "week" : "weeks"}, so that every weekday counts alike.`,
      zh: `按每天 ${count(Math.round(unitsPerDay))} 名新用户计，需 ${count(days)} 天；请运行满 ${count(weeks)} 周，使各工作日均衡。`,
    },
  ];
}

function lookingWords({ looking, looks, inflation }: ExperimentDesign): Both[] {
  const more = `${Math.round(100 * (inflation - 1))} %`;
  if (looking === "once")
    return [
      {
        en: "Look once, at the end. To look earlier, plan the looks or use the always-valid way.",
        zh: "只在终点查看一次。若要提前查看，请规划查看次数，或采用可随时查看的检验。",
      },
    ];
  if (looking === "always-valid")
    return [
      {
        en: `Look as often as you like; that costs ${more} more people.`,
        zh: `可随时查看；为此需多 ${more.replace(" ", "")} 的人。`,
      },
    ];
  const early = looks.at(-2);
  return [
    {
      en: `Look ${looks.length} times as planned; that costs ${more} more people${early === undefined ? "" : `, and ends before the last look in ${percent(early.endsBy)} of cases if the effect is as planned`}.`,
      zh: `按计划查看 ${looks.length} 次；需多 ${more.replace(" ", "")} 的人${early === undefined ? "" : `，若效果如预期，有 ${percent(early.endsBy)} 的情形会在最后一次之前结束`}。`,
    },
  ];
}

function decision({ metric, effect }: ExperimentDesign): Both[] {
  if (effect === null) return [];
  return [
    {
      en: `Decided beforehand: ship when ${metric.name} is better and no guardrail is harmed; take it back when it is worse; else the effect is smaller than what was planned for, if there is one.`,
      zh: `事先约定：${metric.name} 变好且护栏未受损则上线；变差则撤回；否则即使有效果，也小于计划要发现的幅度。`,
    },
  ];
}

const NOTES: Readonly<Record<ExperimentDesign["notes"][number], Both>> = {
  "under-a-week": {
    en: "Under a week: run a whole week all the same, since weekdays differ.",
    zh: "不足一周：仍应运行满一周，因为各工作日不同。",
  },
  "too-long": {
    en: "Over eight weeks: people lose their cookies and the product changes. Look for a larger effect, a metric nearer to the change, or a value from before (CUPED).",
    zh: "超过八周：标识会丢失，产品也会变。可寻找更大的效果、离改动更近的指标，或用实验前的值降低方差（CUPED）。",
  },
  "base-rate-extreme": {
    en: "Under one in a hundred say yes (or no): consider an earlier step of the same way.",
    zh: "不足百分之一的人转化（或不转化）：可考虑同一路径上更靠前的一步。",
  },
  "few-units": {
    en: "Fewer than 100 people in an arm: the plan's arithmetic is optimistic there.",
    zh: "某组不足 100 人：此时样本量的估计偏乐观。",
  },
  "uneven-split": {
    en: "Arms of different size need more people than even ones.",
    zh: "各组人数不等，比均分需要更多的人。",
  },
};

/** `10 %` of the base, `2 points`, or a number in the metric's own units. */
export function effectText(
  effect: number,
  difference: ExperimentDesign["difference"],
  kind: ExperimentDesign["metric"]["kind"],
): string {
  if (difference === "relative") return percent(effect);
  return kind === "proportion" ? `${figure(100 * effect)} pp` : figure(effect);
}

function percent(share: number): string {
  const value = 100 * share;
  return `${Number(value.toFixed(Math.abs(value) < 10 ? 2 : 1))} %`;
}

function count(value: number): string {
  return value.toLocaleString("en");
}
