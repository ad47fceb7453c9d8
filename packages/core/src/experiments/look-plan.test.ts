// Planned looks: which one is due, what binds it, and what is told when none is.
import { proportionStatistic } from "@heed/stats";
import { expect, test } from "vitest";
import type { Looking } from "./experiment.ts";
import { judgeExperiment } from "./judge-experiment.ts";
import { equalLooks, lookAt, lookLines } from "./look-plan.ts";

const plan = equalLooks(4);
const taken = (look: number, fraction: number, verdict = "cannot-tell" as const) => ({
  ...{ look, fraction, verdict },
});
const judge = (looking: Looking, counts: readonly [number, number][], split?: readonly number[]) =>
  judgeExperiment(
    {
      unit: "person",
      arms: counts.map(([, units], at) => ({ name: `arm ${at}`, units })),
      metrics: [
        {
          ...{ name: "paid", kind: "conversion", role: "primary", better: "higher" },
          statistics: counts.map(([yes, of]) => proportionStatistic(yes, of)),
        },
      ],
    },
    { looking, ...(split === undefined ? {} : { split }) },
  );

test("[EX62] a look is due when its people are in; between looks nothing is told and no figure shown", () => {
  const early = lookAt(plan, 8_000, [], 1_999);
  expect(early).toEqual({
    kind: "between",
    looking: { kind: "between-looks", ahead: { look: 0, looks: 4, next: 2_000 } },
  });
  if (early.kind !== "between") throw new Error("due");
  const counts: [number, number][] = [
    [50, 1_000],
    [250, 999],
  ];
  const judged = judge(early.looking, counts);
  expect(judged).toMatchObject({
    ...{ verdict: "cannot-tell", comparisons: [], segments: [] },
    doubt: { reason: "between-looks", details: { units: 1_999, next: 2_000, look: 0 } },
  });
  const due = lookAt(plan, 8_000, [], 2_000);
  if (due.kind !== "due") throw new Error("not due");
  expect(due.look).toBe(1);
  expect(judge(due.looking, counts).verdict).toBe("better");
});

test("[EX63] the bound of a look is that of its own share; a look that came late spends what those before it left", () => {
  const late = lookAt(plan, 8_000, [taken(1, 0.31)], 6_600);
  expect(late).toMatchObject({
    ...{ kind: "due", look: 3 },
    looking: { fractions: [0.31, 0.825], ahead: { look: 3, looks: 4, next: 8_000 } },
  });
  const lines = lookLines(plan, 8_000, [taken(1, 0.31), taken(3, 0.825)], 0.05);
  expect(lines.map(({ look, units, isTaken }) => [look, units, isTaken])).toEqual([
    [1, 2_480, true],
    [3, 6_600, true],
    [4, 8_000, false],
  ]);
  // SciPy 1.17 (multivariate_normal.cdf) for looks at 0.3, 0.55 and all, 2 (1 - Φ(bound)).
  const own = lookLines({ ...plan, fractions: [0.3, 0.55, 1] }, 1_000, [], 0.05);
  for (const [at, p] of [8.545e-5, 4.987e-3, 0.04838].entries())
    expect(own[at]!.nominalPValue / p).toBeCloseTo(1, 3);
});

test("[EX64] before the last look silence says nothing; at the last one it names what would have been found", () => {
  const alike: [number, number][] = [
    [400, 4_000],
    [410, 4_000],
  ];
  const middle = lookAt(plan, 16_000, [], 8_000);
  const last = lookAt(plan, 8_000, [taken(2, 0.5)], 8_000);
  if (middle.kind !== "due" || last.kind !== "due") throw new Error("not due");
  expect(judge(middle.looking, alike)).toMatchObject({
    verdict: "cannot-tell",
    doubt: { reason: "looks-remain", details: { look: 2, looks: 4, next: 12_000, units: 8_000 } },
  });
  const ended = judge(last.looking, alike);
  expect(ended.verdict).toBe("no-difference");
  expect(ended.comparisons[0]!.detectable!).toBeGreaterThan(0.015);
});

test("[EX65] a plan ends with its last look, or with the first that decides", () => {
  expect(lookAt(plan, 8_000, [taken(4, 1.1)], 9_999)).toEqual({ kind: "ended" });
  const decided = { look: 2, fraction: 0.5, verdict: "worse" } as const;
  expect(lookAt(plan, 8_000, [decided], 8_000)).toEqual({ kind: "ended" });
});

test("[EX66] what forbids a verdict forbids the look: no figure is shown", () => {
  const due = lookAt(plan, 8_000, [], 4_000);
  if (due.kind !== "due") throw new Error("not due");
  const judged = judge(
    due.looking,
    [
      [100, 2_500],
      [200, 1_500],
    ],
    [1, 1],
  );
  expect(judged).toMatchObject({ comparisons: [], doubt: { reason: "sample-ratio-mismatch" } });
});

test("[EX67] looks that do not rise to the planned end are refused", () => {
  expect(() => equalLooks(1)).toThrow(/expected 2 to 10/);
  expect(() => equalLooks(11)).toThrow(/expected 2 to 10/);
  expect(equalLooks(3).fractions.at(-1)).toBe(1);
});
