// Plans keep their word: simulated experiments of the planned size find the planned effect as often as planned.
import {
  createSeededRandom,
  drawBinomial,
  drawNormal,
  meanStatistic,
  proportionStatistic,
  sampleSizeFor,
} from "@heed/stats";
import { expect, test } from "vitest";
import type { InvalidInput } from "../errors.ts";
import { type DesignAsk, designExperiment } from "./design-experiment.ts";
import { judgeExperiment } from "./judge-experiment.ts";

const SIGN_UP = { name: "sign up", better: "higher", kind: "proportion", baseRate: 0.12 } as const;
const ask = (more: Partial<DesignAsk> = {}): DesignAsk => ({
  ...{ metric: SIGN_UP, effect: 0.1, unitsPerDay: 800 },
  ...more,
});

test("[ED1] one look of two even arms has the size of the statistics' own plan", () => {
  const design = designExperiment(ask());
  const own = sampleSizeFor(
    { metric: SIGN_UP, difference: "relative" },
    { effect: 0.1, power: 0.8 },
  );
  expect(own.ok && own.totalSize).toBe(design.totalUnits);
  expect(design.unitsByArm!.reduce((a, b) => a + b, 0)).toBe(design.totalUnits);
});

test("[ED2] days and weeks follow from the traffic that takes part", () => {
  const design = designExperiment(ask({ partOfTraffic: 0.5 }));
  expect(design.days).toBe(Math.ceil(design.totalUnits! / 400));
  expect(design.weeks).toBe(Math.ceil(design.days! / 7));
  expect(designExperiment(ask({ unitsPerDay: undefined })).days).toBeNull();
});

test("[ED3] an uneven split needs more units, and finds the effect as often", () => {
  const even = designExperiment(ask({ effect: 0.2 }));
  const design = designExperiment(ask({ effect: 0.2, split: [90, 10] }));
  expect(design.totalUnits! / even.totalUnits!).toBeCloseTo((1 / 0.9 + 1 / 0.1) / 4, 2);
  expect(design.notes).toContain("uneven-split");
  const random = createSeededRandom(5);
  let found = 0;
  for (let run = 0; run < 600; run += 1) {
    const statistics = design.unitsByArm!.map((n, arm) =>
      proportionStatistic(drawBinomial(random, n, arm === 0 ? 0.12 : 0.144), n),
    );
    const judged = judgeExperiment(
      {
        unit: "person",
        arms: design.unitsByArm!.map((units, arm) => ({ name: `arm ${arm}`, units })),
        metrics: [
          { name: "sign up", kind: "conversion", role: "primary", better: "higher", statistics },
        ],
      },
      { split: [90, 10] },
    );
    found += Number(judged.verdict === "better");
  }
  expect(found / 600).toBeGreaterThan(0.75);
  expect(found / 600).toBeLessThan(0.88);
});

test("[ED4] more arms and more metrics share the level", () => {
  const { comparisonLevel } = designExperiment(ask({ split: [1, 1, 1], primaryMetrics: 2 }));
  expect(comparisonLevel).toBeCloseTo(0.0125, 12);
  expect(designExperiment(ask({ hasOthers: true })).comparisonLevel).toBeCloseTo(0.04, 12);
});

test("[ED5] planned looks cost a few per cent, spend the level, and mostly end early", () => {
  const design = designExperiment(ask({ looking: "planned-looks", looks: 4 }));
  expect(design.inflation).toBeGreaterThan(1);
  expect(design.inflation).toBeLessThan(1.06);
  expect(design.looks.map(({ fraction }) => fraction)).toEqual([0.25, 0.5, 0.75, 1]);
  expect(design.looks[0]!.nominalPValue).toBeLessThan(0.001);
  expect(design.looks[3]!.nominalPValue).toBeGreaterThan(0.03);
  expect(design.looks[3]!.endsBy).toBeCloseTo(0.8, 3);
  expect(design.looks[3]!.day).toBe(design.days);
});

test("[ED6] looking at any time costs more, and the end still has the planned power", () => {
  const metric = {
    name: "minutes",
    better: "higher",
    kind: "mean",
    mean: 10,
    standardDeviation: 4,
  } as const;
  const design = designExperiment({
    metric,
    effect: 0.05,
    looking: "always-valid",
    unitsPerDay: 500,
  });
  expect(design.inflation).toBeGreaterThan(1.5);
  const random = createSeededRandom(6);
  const size = design.totalUnits! / 2;
  let found = 0;
  for (let run = 0; run < 200; run += 1) {
    const statistics = [10, 10.5].map((mean) =>
      meanStatistic(Array.from({ length: size }, () => mean + 4 * drawNormal(random))),
    );
    const judged = judgeExperiment(
      {
        unit: "person",
        arms: [
          { name: "control", units: size },
          { name: "b", units: size },
        ],
        metrics: [{ name: "minutes", kind: "mean", role: "primary", better: "higher", statistics }],
      },
      { looking: { kind: "always-valid", tuning: design.totalUnits! } },
    );
    found += Number(judged.verdict === "better");
  }
  expect(found / 200).toBeGreaterThan(0.71);
  expect(found / 200).toBeLessThan(0.89);
});

test("[ED7] what can be found by week is told, and shrinks with the root of the weeks", () => {
  const { detectable } = designExperiment(ask({ effect: undefined }));
  expect(detectable.map(({ weeks }) => weeks)).toEqual([1, 2, 3, 4, 6, 8]);
  const [one, , , four] = detectable;
  expect(one!.increase! / four!.increase!).toBeGreaterThan(1.85);
  expect(one!.increase! / four!.increase!).toBeLessThan(2.1);
  const least = designExperiment(ask({ effect: four!.increase! })).totalUnits!;
  expect(Math.abs(least - four!.units)).toBeLessThanOrEqual(4);
});

test("[ED8] what cannot be planned is refused, and what is unwise is noted", () => {
  const code = (more: Partial<DesignAsk>) => () => designExperiment(ask(more));
  for (const more of [
    { effect: 0 },
    { effect: -0.1 },
    { effect: 9 },
    { power: 1 },
    { split: [1] },
    { split: [1, 0] },
    { looks: 1, looking: "planned-looks" as const },
    { unitsPerDay: 0 },
    { effect: undefined, unitsPerDay: undefined },
    { metric: { ...SIGN_UP, baseRate: 1 } },
  ])
    expect(code(more)).toThrow(/cannot be planned/);
  expect(designExperiment(ask({ unitsPerDay: 20 })).notes).toContain("too-long");
  expect(designExperiment(ask({ unitsPerDay: 1e6 })).notes).toContain("under-a-week");
  const rare = { ...SIGN_UP, baseRate: 0.002 };
  expect(designExperiment(ask({ metric: rare })).notes).toContain("base-rate-extreme");
});

test("[ED1] an effect that no share can have is refused in both languages", () => {
  const metric = { name: "kept", better: "higher", kind: "proportion", baseRate: 0.95 } as const;
  const refusal = (() => {
    try {
      return designExperiment({ metric, effect: 0.1, unitsPerDay: 100 });
    } catch (error) {
      return error as InvalidInput;
    }
  })();
  expect(refusal).toMatchObject({ code: "experiment-design" });
  expect((refusal as InvalidInput).message).toMatch(/above 100 %/);
  expect((refusal as InvalidInput).zh?.message).toBe(
    "无法设计实验：该效果会使比例超出 0 到 100%。",
  );
});
