// Wrong labels are found, agreement is told with its interval, and what to label next is unsure and unlike the rest.
import { expect, test } from "vitest";
import type { ExampleLabel } from "../datasets/dataset.ts";
import { chooseNext } from "./choose-next.ts";
import { findLabelIssues } from "./label-issues.ts";
import { labelerAgreement } from "./labeler-agreement.ts";

test("a label that a sure model denies is an issue, the most suspicious first", () => {
  const given = Int32Array.of(0, 0, 0, 1, 1, 1);
  const shares = [0.9, 0.1, 0.8, 0.2, 0.05, 0.95, 0.1, 0.9, 0.2, 0.8, 0.7, 0.3];
  const { issues, estimatedNoise } = findLabelIssues(
    ["a", "b"],
    [10, 11, 12, 13, 14, 15],
    given,
    Float32Array.from(shares),
  );
  expect(issues.map(({ example, suggested }) => [example, suggested])).toEqual([
    [12, "b"],
    [15, "a"],
  ]);
  expect(estimatedNoise).toBeGreaterThan(0.2);
});

function labels(...rows: readonly (readonly [number, string, string])[]): ExampleLabel[] {
  return rows.map(([example, labeler, label]) => ({ ...{ example, labeler, label }, at: "" }));
}

test("two labelers get Cohen's kappa, three Krippendorff's alpha, one none", () => {
  const two = Array.from({ length: 20 }, (_, at) => [
    [at, "ann", at % 2 === 0 ? "x" : "y"] as const,
    [at, "bo", at % 2 === 0 || at === 1 ? "x" : "y"] as const,
  ]).flat();
  const agreement = labelerAgreement(labels(...two))!;
  expect(agreement.same.value).toBeCloseTo(0.95);
  expect(agreement.beyondChance).toMatchObject({ measure: "cohens-kappa" });
  expect(agreement.beyondChance!.value).toBeCloseTo(0.9);
  const three = labelerAgreement(labels(...two, [0, "cy", "x"], [1, "cy", "x"]));
  expect(three?.beyondChance?.measure).toBe("krippendorffs-alpha");
  expect(labelerAgreement(labels([0, "ann", "x"]))).toBeNull();
});

test("labels that came with the data count as one labeler's", () => {
  const agreement = labelerAgreement(labels([0, "ann", "x"]), [{ number: 0, label: "y" }]);
  expect(agreement?.same.value).toBe(0);
});

test("what is unsure comes first, and a near copy of what was chosen comes last", () => {
  const at = (number: number, x: number, y: number, sure: number) => ({
    ...{ number, vector: Float32Array.of(x, y) },
    probabilities: [sure, 1 - sure],
  });
  const candidates = [
    at(0, 1, 0, 0.99),
    at(1, 0, 1, 0.5),
    at(2, 0.02, 0.9998, 0.5),
    at(3, -1, 0, 0.6),
  ];
  const chosen = chooseNext(candidates, [Float32Array.of(1, 0)], 4).map(({ number }) => number);
  expect(chosen[0]).toBe(3);
  expect(chosen.indexOf(1)).toBeLessThan(chosen.indexOf(2));
  expect(chosen.at(-1)).toBe(0);
});

test("without a model the one farthest from all labelled comes first", () => {
  const one = (number: number, x: number, y: number) => ({
    ...{ number, vector: Float32Array.of(x, y), probabilities: null },
  });
  const chosen = chooseNext([one(0, 1, 0), one(1, -1, 0)], [Float32Array.of(1, 0)], 1);
  expect(chosen).toEqual([{ number: 1, why: "different" }]);
});
