// Proves agreement figures on published worked examples and at their edges.
import { expect, test } from "vitest";
import { cohensKappa, raterTable } from "./cohens-kappa.ts";
import { krippendorffsAlpha } from "./krippendorffs-alpha.ts";
import { mcnemar, pairedCounts } from "./mcnemar.ts";

test("[AG1] McNemar's three p-values follow from the disagreements alone", () => {
  const test_ = mcnemar({ bothRight: 30, onlyFirstRight: 12, onlySecondRight: 3, bothWrong: 15 });
  if (!test_.ok) throw new Error(test_.message);
  expect(test_.exactPValue).toBeCloseTo((2 * 576) / 32768, 12);
  expect(test_.midPValue).toBeCloseTo((2 * 576 - 455) / 32768, 12);
  expect(test_.correctedPValue).toBeCloseTo(0.03886710381241721, 12);
  expect(test_.difference).toBeCloseTo(0.15, 14);
  expect(test_.low).toBeGreaterThan(0);
});

test("[AG2] cells are counted from paired answers; full agreement decides nothing", () => {
  const counts = pairedCounts([true, true, false, false], [true, false, true, false]);
  expect(counts).toMatchObject({
    bothRight: 1,
    onlyFirstRight: 1,
    onlySecondRight: 1,
    bothWrong: 1,
  });
  expect(pairedCounts([true], [])).toMatchObject({ reason: "invalid-input" });
  const same = { bothRight: 9, onlyFirstRight: 0, onlySecondRight: 0, bothWrong: 2 };
  expect(mcnemar(same)).toMatchObject({ reason: "no-variation" });
});

test("[AG3] kappa takes chance off, weights count near misses", () => {
  const plain = cohensKappa({
    table: [
      [20, 5],
      [10, 15],
    ],
  });
  if (!plain.ok) throw new Error(plain.message);
  expect(plain.kappa).toBeCloseTo(0.4, 12);
  expect(plain.standardError).toBeCloseTo(0.12699606, 8);
  const table = [
    [10, 5, 0],
    [4, 10, 3],
    [0, 2, 6],
  ];
  const nominal = cohensKappa({ table });
  const quadratic = cohensKappa({ table, weights: "quadratic" });
  if (!nominal.ok || !quadratic.ok) throw new Error("refused");
  expect(quadratic.kappa).toBeGreaterThan(nominal.kappa);
  expect(
    cohensKappa({
      table: [
        [5, 0],
        [0, 0],
      ],
    }),
  ).toMatchObject({ reason: "no-variation" });
  expect(
    cohensKappa({
      table: [
        [0, 0],
        [0, 0],
      ],
    }),
  ).toMatchObject({ reason: "no-data" });
});

test("[AG4] labels become a table in the order of the categories", () => {
  const table = raterTable(
    ["bug", "bug", "praise"],
    ["bug", "praise", "praise"],
    ["bug", "praise"],
  );
  expect(table).toMatchObject({
    ok: true,
    table: [
      [1, 1],
      [0, 1],
    ],
  });
  expect(raterTable(["x"], ["bug"], ["bug"])).toMatchObject({ reason: "invalid-input" });
});

/** The worked example of K. Krippendorff, "Computing Krippendorff's alpha-reliability" (2011). */
const worked = [
  [1, 1, 1],
  [2, 2, 3, 2],
  [3, 3, 3, 3],
  [3, 3, 3, 3],
  [2, 2, 2, 2],
  [1, 2, 3, 4],
  [4, 4, 4, 4],
  [1, 1, 2, 1],
  [2, 2, 2, 2],
  [5, 5, 5],
  [1, 1],
  [3],
];

test.each([
  ["nominal", 0.743],
  ["ordinal", 0.815],
  ["interval", 0.849],
  ["ratio", 0.797],
] as const)(
  "[AG5] alpha at the %s level equals the published worked example",
  (level, published) => {
    const result = krippendorffsAlpha({ units: worked, level });
    if (!result.ok || !result.interval) throw new Error("refused");
    expect(result.alpha).toBeCloseTo(published, 3);
    expect(result.pairableUnits).toBe(11);
    expect(result.interval.low).toBeLessThan(published);
    expect(result.interval.high).toBeGreaterThan(published);
  },
);

test("[AG6] alpha's interval repeats from its seed, and one category only is refused", () => {
  const once = krippendorffsAlpha({ units: worked, seed: 4 });
  expect(krippendorffsAlpha({ units: worked, seed: 4 })).toEqual(once);
  expect(
    krippendorffsAlpha({
      units: [
        [1, 1],
        [1, 1],
      ],
    }),
  ).toMatchObject({ reason: "no-variation" });
  expect(krippendorffsAlpha({ units: [[1], [2]] })).toMatchObject({ reason: "no-data" });
  const perfect = krippendorffsAlpha({
    units: [
      [1, 1],
      [2, 2],
    ],
  });
  expect(perfect).toMatchObject({ ok: true, alpha: 1, interval: undefined });
});
