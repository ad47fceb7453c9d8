// Experiments that are looked at every day for four weeks and stopped at the first finding.
import {
  addStatistics,
  confidenceSequence,
  drawBinomial,
  drawNormal,
  estimateEffect,
  groupSequentialTest,
  type Look,
  type MeanStatistic,
  meanStatistic,
  type ProportionStatistic,
  proportionStatistic,
  type SeededRandom,
  type Spending,
  sequentialSampleRatio,
  spendingBounds,
  tTest,
} from "@heed/stats";
import type { Method, Verdict } from "./method.ts";

const DAYS = 28;

/** One look at two growing arms. */
type DailyLook = {
  readonly day: number;
  readonly control: MeanStatistic | ProportionStatistic;
  readonly treatment: MeanStatistic | ProportionStatistic;
};

function dailyMeans(random: SeededRandom, effect: number, look: (at: DailyLook) => boolean): void {
  const arm = (shift: number) => {
    const values = Float64Array.from({ length: 40 }, () => 2 + shift + drawNormal(random));
    return meanStatistic(values);
  };
  let control = arm(0);
  let treatment = arm(effect);
  for (let day = 1; day <= DAYS; day++) {
    if (look({ day, control, treatment })) return;
    control = addStatistics(control, arm(0));
    treatment = addStatistics(treatment, arm(effect));
  }
}

function dailyShares(random: SeededRandom, effect: number, look: (at: DailyLook) => boolean): void {
  const arm = (share: number) => proportionStatistic(drawBinomial(random, 100, share), 100);
  let control = arm(0.2);
  let treatment = arm(0.2 + effect);
  for (let day = 1; day <= DAYS; day++) {
    if (look({ day, control, treatment })) return;
    control = addStatistics(control, arm(0.2));
    treatment = addStatistics(treatment, arm(0.2 + effect));
  }
}

/** Rejected at any look; covered only if every look's interval held the truth. */
function alwaysValid(
  feed: typeof dailyMeans,
  random: SeededRandom,
  effect: number,
  tuning: number,
): Verdict {
  let rejected = false;
  let covered = true;
  feed(random, effect, ({ control, treatment }) => {
    const look = confidenceSequence({ control, treatment, tuning });
    if (!look.ok) return false;
    rejected ||= look.pValue <= 0.05;
    covered &&= look.low <= effect && effect <= look.high;
    return false;
  });
  return { rejected, covered };
}

function groupSequential(spending: Spending) {
  const fractions = Array.from({ length: DAYS }, (_, k) => (k + 1) / DAYS);
  const plan = spendingBounds({ fractions, spending });
  if (!plan.ok) throw new Error(plan.message);
  return (random: SeededRandom, effect: number): Verdict => {
    const looks: Look[] = [];
    dailyMeans(random, effect, ({ control, treatment }) => {
      const look = estimateEffect({ control, treatment });
      if (look.ok) looks.push(look);
      return false;
    });
    const result = groupSequentialTest(plan, looks);
    if (!result.ok) throw new Error(result.message);
    const covered = result.intervals.every(({ low, high }) => low <= effect && effect <= high);
    return { rejected: result.stoppedAt !== undefined, covered };
  };
}

export const sequentialMethods: readonly Method[] = [
  {
    name: "t-test peeked at daily",
    setting: "40 a side and day, 28 looks: what peeking does to a fixed test",
    kind: "contrast",
    effect: 0.15,
    run: (random, effect) => {
      let rejected = false;
      dailyMeans(random, effect, ({ control, treatment }) => {
        const test = tTest({ control, treatment });
        rejected = test.ok && test.pValue <= 0.05;
        return rejected;
      });
      return { rejected };
    },
  },
  {
    name: "Confidence sequence, means",
    setting: "40 a side and day, 28 looks, tuned to 2,000 units, effect 0.15",
    kind: "sequential",
    effect: 0.15,
    run: (random, effect) => alwaysValid(dailyMeans, random, effect, 2000),
  },
  {
    name: "Confidence sequence, proportions",
    setting: "20 %, 100 a side and day, 28 looks, tuned to 5,000 units, effect +4 points",
    kind: "sequential",
    effect: 0.04,
    run: (random, effect) => alwaysValid(dailyShares, random, effect, 5000),
  },
  {
    name: "Group sequential, O'Brien-Fleming spending",
    setting: "40 a side and day, 28 planned looks, effect 0.15",
    kind: "sequential",
    effect: 0.15,
    run: groupSequential({ kind: "obrien-fleming" }),
  },
  {
    name: "Group sequential, Pocock spending",
    setting: "40 a side and day, 28 planned looks, effect 0.15",
    kind: "sequential",
    effect: 0.15,
    run: groupSequential({ kind: "pocock" }),
  },
  {
    name: "Sequential sample-ratio mismatch (at 5 %)",
    setting: "200 units a day, 28 looks; effect: a split of 54 to 46",
    kind: "sequential",
    effect: 0.04,
    run: (random, effect) => {
      let first = 0;
      let rejected = false;
      for (let day = 1; day <= DAYS; day++) {
        first += drawBinomial(random, 200, 0.5 + effect);
        const observed = [first, 200 * day - first];
        const split = sequentialSampleRatio({ observed, weights: [1, 1] });
        rejected ||= split.ok && split.pValue <= 0.05;
      }
      return { rejected };
    },
  },
];
