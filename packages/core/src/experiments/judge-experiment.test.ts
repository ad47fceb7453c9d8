// Verdicts on experiments: when one is told, when not, and what forbids it.
import {
  adjustedStatistic,
  createSeededRandom,
  drawNormal,
  meanStatistic,
  proportionStatistic,
  type Statistic,
  twoProportionTest,
} from "@heed/stats";
import { expect, test } from "vitest";
import type { ExperimentEvidence, MetricEvidence } from "./experiment.ts";
import { judgeExperiment } from "./judge-experiment.ts";

const metric = (
  statistics: readonly Statistic[],
  more: Partial<MetricEvidence> = {},
): MetricEvidence => ({
  ...{ name: "converted", kind: "conversion", role: "primary", better: "higher", statistics },
  ...more,
});
const conversion = (counts: readonly (readonly [number, number])[], more = {}) =>
  metric(
    counts.map(([yes, of]) => proportionStatistic(yes, of)),
    more,
  );
const experiment = (
  units: readonly number[],
  metrics: readonly MetricEvidence[],
  more: Partial<ExperimentEvidence> = {},
): ExperimentEvidence => ({
  unit: "person",
  arms: units.map((count, at) => ({ name: at === 0 ? "control" : `arm ${at}`, units: count })),
  metrics,
  ...more,
});
const draw = (count: number, mean: number, seed: number, deviation = 1) => {
  const random = createSeededRandom(seed);
  return Array.from({ length: count }, () => mean + deviation * drawNormal(random));
};

test("[EX1] the verdict is better, worse, mixed, no difference or cannot tell, by the primary metrics", () => {
  const verdict = (treated: number, second = 200, role: MetricEvidence["role"] = "primary") =>
    judgeExperiment(
      experiment(
        [5_000, 5_000],
        [
          conversion([
            [500, 5_000],
            [treated, 5_000],
          ]),
          conversion(
            [
              [200, 5_000],
              [second, 5_000],
            ],
            { name: "paid", role },
          ),
        ],
      ),
    ).verdict;
  expect(verdict(650)).toBe("better");
  expect(verdict(350)).toBe("worse");
  expect(verdict(650, 90)).toBe("mixed");
  expect(verdict(510)).toBe("no-difference");
  expect(verdict(510, 90, "secondary")).toBe("no-difference");
});

test("[EX2] a metric of which less is better is better when it falls", () => {
  const churn = conversion(
    [
      [500, 5_000],
      [350, 5_000],
    ],
    { better: "lower" },
  );
  expect(judgeExperiment(experiment([5_000, 5_000], [churn])).verdict).toBe("better");
});

test("[EX3] nobody, one arm, an empty arm and no metric are told apart", () => {
  const one = conversion([[1, 10]]);
  const reason = (evidence: ExperimentEvidence) => judgeExperiment(evidence).doubt?.reason;
  expect(reason(experiment([], []))).toBe("no-exposures");
  expect(reason(experiment([0, 0], []))).toBe("no-exposures");
  expect(reason(experiment([10], [one]))).toBe("one-arm");
  const half = conversion([
    [1, 10],
    [0, 0],
  ]);
  expect(reason(experiment([10, 0], [half]))).toBe("arm-empty");
  expect(reason(experiment([10, 10], []))).toBe("no-metrics");
  const judged = judgeExperiment(experiment([10, 0], [half]));
  expect(judged.verdict).toBe("cannot-tell");
  expect(judged.comparisons).toEqual([]);
});

test("[EX4] a split that misses the plan forbids every verdict, and its figures stay visible", () => {
  const metrics = [
    conversion([
      [500, 5_300],
      [700, 5_000],
    ]),
  ];
  const judged = judgeExperiment(experiment([5_300, 5_000], metrics));
  expect(judged.split).toMatchObject({ says: "suspect", from: "equal" });
  const broken = judgeExperiment(experiment([5_400, 5_000], metrics), { split: [1, 1] });
  expect(broken).toMatchObject({
    verdict: "cannot-tell",
    doubt: { reason: "sample-ratio-mismatch" },
    split: { says: "mismatch", from: "plan" },
  });
  expect(broken.comparisons[0]).toMatchObject({
    verdict: "cannot-tell",
    doubt: { reason: "sample-ratio-mismatch" },
  });
  expect(broken.comparisons[0]!.difference).not.toBeNull();
  const planned = judgeExperiment(experiment([9_000, 1_000], metrics), { split: [90, 10] });
  expect(planned.split.says).toBe("as-planned");
});

test("[EX5] without a plan, sizes that fit clearly uneven whole per cents are no mismatch, and no proof of a plan", () => {
  const metrics = [
    conversion([
      [500, 5_000],
      [500, 5_000],
    ]),
  ];
  const uneven = judgeExperiment(experiment([96_040, 3_960], metrics));
  expect(uneven.split).toMatchObject({
    says: "not-known",
    from: "suggested",
    shares: [0.96, 0.04],
  });
  expect(uneven.notes.map(({ note }) => note)).toContain("split-guessed");
  const near = judgeExperiment(experiment([52_400, 47_600], metrics));
  expect(near.split.says).toBe("mismatch");
});

test("[EX6] segments that were split otherwise than the rest forbid a verdict", () => {
  const all = conversion([
    [1_000, 10_000],
    [1_200, 10_000],
  ]);
  const part = (value: string, units: readonly number[]) => ({
    ...{ dimension: "country", value, units },
    statistics: [units.map((n) => proportionStatistic(Math.round(n / 10), n))],
  });
  const even = [part("es", [4_000, 4_000]), part("ar", [6_000, 6_000])];
  const uneven = [part("es", [4_000, 4_900]), part("ar", [6_000, 5_100])];
  const judge = (segments: ExperimentEvidence["segments"]) =>
    judgeExperiment(experiment([10_000, 10_000], [all], { segments }));
  expect(judge(even).verdict).toBe("better");
  expect(judge(uneven).doubt).toMatchObject({
    reason: "segment-mismatch",
    details: { dimension: "country" },
  });
});

test("[EX7] one look compares shares by the pooled test and numbers by Welch's", () => {
  const statistics = [proportionStatistic(500, 5_000), proportionStatistic(560, 5_000)] as const;
  const [comparison] = judgeExperiment(
    experiment([5_000, 5_000], [metric(statistics)]),
  ).comparisons;
  const [control, treatment] = statistics;
  const own = twoProportionTest({ control, treatment, interval: "pooled" });
  expect(own.ok && comparison!.pValue).toBe(own.ok && own.pValue);
  expect(own.ok && comparison!.difference).toEqual(
    own.ok && { estimate: own.estimate, low: own.low, high: own.high },
  );
  expect(comparison!.relative!.estimate).toBeCloseTo(0.12, 9);
});

test("[EX8] where few said yes the test is no easier than the exact one", () => {
  const rare = conversion([
    [0, 500],
    [5, 500],
  ]);
  const [comparison] = judgeExperiment(experiment([500, 500], [rare])).comparisons;
  expect(comparison!.pValue).toBeCloseTo(2 * 0.5 ** 5, 9);
  expect(comparison!.verdict).toBe("cannot-tell");
});

test("[EX9] looking at any time needs stronger evidence, and a rare event some dozens of people first", () => {
  const counts = conversion([
    [500, 5_000],
    [575, 5_000],
  ]);
  const evidence = experiment([5_000, 5_000], [counts]);
  const once = judgeExperiment(evidence);
  const often = judgeExperiment(evidence, { looking: { kind: "always-valid" } });
  expect(once.verdict).toBe("better");
  expect(often.verdict).toBe("no-difference");
  const [a, b] = [once.comparisons[0]!, often.comparisons[0]!];
  expect(b.difference!.low).toBeLessThan(a.difference!.low);
  const early = experiment(
    [40, 40],
    [
      conversion([
        [0, 40],
        [6, 40],
      ]),
    ],
  );
  const look = judgeExperiment(early, { looking: { kind: "always-valid" } });
  expect(look.doubt).toMatchObject({ reason: "too-few-units" });
});

test("[EX10] at planned looks the bounds spend the level: an early look needs more, the last little more than one look", () => {
  const counts = conversion([
    [500, 5_000],
    [575, 5_000],
  ]);
  const evidence = experiment([5_000, 5_000], [counts]);
  const at = (fractions: readonly number[]) =>
    judgeExperiment(evidence, {
      looking: { kind: "planned-looks", fractions, spending: "obrien-fleming" },
    });
  expect(at([0.3]).verdict).toBe("no-difference");
  expect(at([0.25, 0.5, 0.75, 1]).verdict).toBe("better");
  const single = at([1]).comparisons[0]!;
  const plain = judgeExperiment(evidence).comparisons[0]!;
  expect(single.pValue!).toBeCloseTo(plain.pValue!, 3);
});

test("[EX11] p-values are corrected for every comparison; primary metrics keep four fifths of the level", () => {
  const good = conversion([
    [500, 5_000],
    [582, 5_000],
  ]);
  const plain = (name: string, role: MetricEvidence["role"]) =>
    conversion(
      [
        [500, 5_000],
        [503, 5_000],
      ],
      { name, role },
    );
  const others = (role: MetricEvidence["role"], count: number) =>
    Array.from({ length: count }, (_, at) => plain(`other ${at}`, role));
  const judge = (metrics: readonly MetricEvidence[]) =>
    judgeExperiment(experiment([5_000, 5_000], metrics));
  const alone = judge([good]);
  expect(alone.comparisons[0]!.adjustedPValue).toBe(alone.comparisons[0]!.pValue);
  const equal = judge([good, ...others("primary", 9)]);
  expect(equal.comparisons[0]!.adjustedPValue).toBeCloseTo(10 * alone.comparisons[0]!.pValue!, 9);
  const beside = judge([good, ...others("secondary", 9)]);
  expect(beside.comparisons[0]!.adjustedPValue).toBeCloseTo(alone.comparisons[0]!.pValue! / 0.8, 9);
  expect(beside.looks).toBe(10);
});

test("[EX12] where days differ more than chance the verdict goes by the wider error", () => {
  const random = createSeededRandom(3);
  const days = Array.from({ length: 30 }, (_, at) => {
    const swing = at % 2 === 0 ? 0.06 : -0.03;
    return {
      day: String(at),
      trials: [800, 800],
      successes: [80, Math.round(800 * (0.1 + swing + 0.001 * drawNormal(random)))],
    };
  });
  const sum = (arm: number) => days.reduce((all, { successes }) => all + successes[arm]!, 0);
  const counts: [number, number][] = [
    [sum(0), 24_000],
    [sum(1), 24_000],
  ];
  const steady = judgeExperiment(experiment([24_000, 24_000], [conversion(counts)]));
  expect(steady.verdict).toBe("better");
  const judged = judgeExperiment(experiment([24_000, 24_000], [conversion(counts, { days })]));
  expect(judged.verdict).toBe("no-difference");
  const [comparison] = judged.comparisons;
  expect(comparison!.byDays!.low).toBeLessThan(0);
  expect(comparison!.difference!.low).toBeGreaterThan(0);
  expect(judged.notes.map(({ note }) => note)).toContain("days-vary");
});

test("[EX13] no difference names the one that would have been found in 4 of 5 cases", () => {
  const evidence = (share: number) =>
    experiment(
      [5_000, 5_000],
      [
        conversion([
          [500, 5_000],
          [Math.round(5_000 * share), 5_000],
        ]),
      ],
    );
  const [comparison] = judgeExperiment(evidence(0.1)).comparisons;
  const detectable = comparison!.detectable!;
  expect(detectable).toBeCloseTo((1.959964 + 0.841621) * Math.sqrt((2 * 0.1 * 0.9) / 5_000), 5);
  const random = createSeededRandom(8);
  let found = 0;
  for (let run = 0; run < 1_000; run += 1) {
    const draws = [0.1, 0.1 + detectable].map((share) => {
      const deviation = Math.sqrt(share * (1 - share) * 5_000);
      return Math.round(5_000 * share + deviation * drawNormal(random));
    });
    const counts = draws.map((yes): [number, number] => [yes, 5_000]);
    const judged = judgeExperiment(experiment([5_000, 5_000], [conversion(counts)]));
    found += Number(judged.verdict === "better");
  }
  expect(found / 1_000).toBeGreaterThan(0.74);
  expect(found / 1_000).toBeLessThan(0.85);
});

test("[EX14] where not even a doubling would have been found, silence is no answer, and what is needed is named", () => {
  const few = conversion([
    [2, 60],
    [3, 60],
  ]);
  const judged = judgeExperiment(experiment([60, 60], [few]));
  expect(judged.doubt).toMatchObject({ reason: "too-few-units", details: { units: 120 } });
  expect(Number(judged.doubt!.details.needed)).toBeGreaterThan(300);
});

test("[EX15] everybody alike is told, and where another metric varies it decides", () => {
  const alike = conversion([
    [50, 50],
    [50, 50],
  ]);
  expect(judgeExperiment(experiment([50, 50], [alike])).doubt).toMatchObject({
    reason: "zero-variance",
  });
  const numbers = metric([meanStatistic([4, 4, 4]), meanStatistic([4, 4, 4])], { kind: "mean" });
  expect(judgeExperiment(experiment([3, 3], [numbers])).doubt?.reason).toBe("zero-variance");
  const other = conversion(
    [
      [500, 5_000],
      [650, 5_000],
    ],
    { name: "paid" },
  );
  expect(judgeExperiment(experiment([5_000, 5_000], [alike, other])).verdict).toBe("better");
});

test("[EX16] a negative baseline keeps its sense: less of a loss is better", () => {
  const loss = metric([meanStatistic(draw(500, -5, 1)), meanStatistic(draw(500, -4, 2))], {
    kind: "mean",
  });
  const judged = judgeExperiment(experiment([500, 500], [loss]));
  expect(judged.verdict).toBe("better");
  expect(judged.comparisons[0]!.relative!.estimate).toBeCloseTo(0.2, 1);
  const zero = metric([meanStatistic([-1, 1, -1, 1]), meanStatistic([0, 2, 0, 2])], {
    kind: "mean",
  });
  expect(judgeExperiment(experiment([4, 4], [zero])).comparisons[0]!.relative).toBeNull();
});

test("[EX17] more people in both arms than a tenth forbid a verdict, fewer are told", () => {
  const counts = conversion([
    [500, 5_000],
    [650, 5_000],
  ]);
  const judge = (crossed: number) =>
    judgeExperiment(experiment([5_000, 5_000], [counts], { crossed }));
  expect(judge(1_500).doubt?.reason).toBe("people-in-both-arms");
  expect(judge(100).verdict).toBe("better");
  expect(judge(100).notes.map(({ note }) => note)).toContain("people-in-both-arms");
});

test("[EX18] before the planned size is reached one look tells nothing", () => {
  const counts = conversion([
    [500, 5_000],
    [650, 5_000],
  ]);
  const evidence = experiment([5_000, 5_000], [counts]);
  const judged = judgeExperiment(evidence, { plannedUnits: 20_000 });
  expect(judged.doubt).toMatchObject({
    reason: "not-finished",
    details: { units: 10_000, planned: 20_000 },
  });
  const often = { plannedUnits: 20_000, looking: { kind: "always-valid" } } as const;
  expect(judgeExperiment(evidence, often).verdict).toBe("better");
});

test("[EX19] a guardrail is held, harmed or not shown; harm outweighs a gain", () => {
  const gain = conversion([
    [500, 5_000],
    [650, 5_000],
  ]);
  const guard = (treated: number, margin?: number) =>
    judgeExperiment(
      experiment(
        [5_000, 5_000],
        [
          gain,
          conversion(
            [
              [2_500, 5_000],
              [treated, 5_000],
            ],
            { name: "kept", role: "guardrail", ...(margin === undefined ? {} : { margin }) },
          ),
        ],
      ),
    );
  expect(guard(2_500, 0.05).comparisons[1]!.guardrail).toBe("held");
  expect(guard(2_500, 0.01).comparisons[1]!.guardrail).toBe("not-shown");
  expect(guard(2_500).comparisons[1]!.guardrail).toBe("not-shown");
  expect(guard(2_200, 0.05)).toMatchObject({ verdict: "mixed" });
  expect(guard(2_200, 0.05).comparisons[1]!.guardrail).toBe("harmed");
});

const segmented = (effects: readonly number[], seed: number) => {
  const lists = effects.map((effect, at) => [
    draw(1_000, 10, seed + 2 * at),
    draw(1_000, 10 + effect, seed + 2 * at + 1),
  ]);
  const all = [0, 1].map((arm) => meanStatistic(lists.flatMap((list) => list[arm]!)));
  return experiment(
    [1_000 * effects.length, 1_000 * effects.length],
    [metric(all, { kind: "mean", name: "spent" })],
    {
      segments: lists.map((list, at) => ({
        ...{ dimension: "plan", value: `plan ${at}`, units: [1_000, 1_000] },
        statistics: [list.map((values) => meanStatistic(values))],
      })),
    },
  );
};

test("[EX20] segments' effects are drawn towards the common one", () => {
  const judged = judgeExperiment(segmented([0.3, 0.3, 0.3, 0.3], 20));
  expect(judged.segments).toHaveLength(4);
  const width = (interval: { low: number; high: number }) => interval.high - interval.low;
  for (const { difference, shrunk } of judged.segments) {
    expect(Math.abs(shrunk.estimate - 0.3)).toBeLessThan(0.08);
    expect(width(shrunk)).toBeLessThan(width(difference));
  }
});

test("[EX21] that an effect differs between segments is said only beyond chance, corrected with all else", () => {
  expect(judgeExperiment(segmented([0.3, 0.3, 0.3, 0.3], 20)).spreads[0]).toMatchObject({
    dimension: "plan",
    differs: false,
  });
  expect(judgeExperiment(segmented([0.8, 0.8, 0, 0], 40)).spreads[0]!.differs).toBe(true);
});

test("[EX22] an earlier value sharpens the comparison, and how much is told", () => {
  const arm = (seed: number, shift: number) => {
    const before = draw(1_000, 50, seed, 10);
    const noise = draw(1_000, shift, seed + 1, 2);
    return adjustedStatistic(
      before.map((value, at) => value + noise[at]!),
      before,
    );
  };
  const evidence = experiment(
    [1_000, 1_000],
    [metric([arm(1, 0), arm(3, 0.5)], { kind: "mean", name: "spent" })],
  );
  const judged = judgeExperiment(evidence);
  expect(judged.verdict).toBe("better");
  expect(judged.comparisons[0]!.varianceReduction).toBeGreaterThan(0.9);
});

test("[EX23] a difference that turns over without the cap, or fades without doubtful people, is not told", () => {
  const better = [meanStatistic(draw(1_000, 10, 1)), meanStatistic(draw(1_000, 10.3, 2))];
  const turned = [meanStatistic(draw(1_000, 10, 1)), meanStatistic(draw(1_000, 9.9, 2))];
  const capped = { low: 0, high: 20, values: 3, statistics: better };
  const reason = (more: Partial<MetricEvidence>) =>
    judgeExperiment(experiment([1_000, 1_000], [metric(better, { kind: "mean", ...more })])).doubt
      ?.reason;
  expect(reason({})).toBeUndefined();
  expect(reason({ statistics: turned, capped })).toBe("depends-on-outliers");
  expect(reason({ strict: turned })).toBe("depends-on-left-out");
  expect(reason({ strict: better })).toBeUndefined();
});

test("[EX24] values missing more often in one arm forbid that metric's verdict", () => {
  const counts = conversion([
    [500, 4_000],
    [650, 4_600],
  ]);
  const uneven = judgeExperiment(
    experiment([5_000, 5_000], [{ ...counts, missing: [1_000, 400] }]),
  );
  expect(uneven.doubt).toMatchObject({ reason: "missing-differs" });
  const even = judgeExperiment(experiment([5_000, 5_000], [{ ...counts, missing: [400, 400] }]));
  expect(even.doubt).toBeNull();
});

test("[EX25] several arms are each held against control, and the best is named", () => {
  const counts = conversion([
    [500, 5_000],
    [650, 5_000],
    [505, 5_000],
    [380, 5_000],
  ]);
  const judged = judgeExperiment(experiment([5_000, 5_000, 5_000, 5_000], [counts]));
  expect(judged.arms.map(({ verdict }) => verdict)).toEqual([
    null,
    "better",
    "no-difference",
    "worse",
  ]);
  expect(judged.verdict).toBe("better");
});

test("[EX27] a long tail in arms of very different size is not told; in even arms it cancels", () => {
  const statistics = [meanStatistic(draw(1_800, 10, 1)), meanStatistic(draw(200, 11, 2))];
  const judge = (skewness: number, sizes = statistics) =>
    judgeExperiment(
      experiment(
        sizes.map(({ n }) => n),
        [metric(sizes, { kind: "mean", skewness })],
      ),
      { split: sizes.map(({ n }) => n) },
    );
  expect(judge(12).doubt).toMatchObject({ reason: "too-skewed" });
  expect(judge(1).verdict).toBe("better");
  const even = [meanStatistic(draw(1_000, 10, 1)), meanStatistic(draw(1_000, 11, 2))];
  expect(judge(12, even).verdict).toBe("better");
});

test("[EX26] impossible sums are answered, never computed", () => {
  const reason = (statistics: readonly Statistic[]) =>
    judgeExperiment(experiment([100, 100], [metric(statistics, { kind: "mean" })])).doubt?.reason;
  const bad = (sum: number): Statistic => ({ kind: "mean", n: 100, sum, sumSquares: 1 });
  expect(reason([bad(Number.NaN), bad(1)])).toBe("not-finite");
  expect(reason([bad(Infinity), bad(1)])).toBe("not-finite");
});
