// Holds the rule tables to the vocabulary: all answer for the same operations, and a missing rule is a type error.
import { expect, test } from "vitest";
import type { GradientRules } from "../src/ops/gradients/rule.ts";
import { gradientRules } from "../src/ops/gradients.ts";
import type { LoweringRules } from "../src/ops/lowering/rule.ts";
import { loweringRules } from "../src/ops/lowering.ts";
import type { ReferenceRules } from "../src/ops/reference/rule.ts";
import { referenceRules } from "../src/ops/reference.ts";
import type { ShapeRules } from "../src/ops/shapes/rule.ts";
import { shapeRules } from "../src/ops/shapes.ts";
import type { OpParams } from "../src/ops/vocabulary.ts";

// `npm run check` compiles these lines: were a table without `add` allowed, the expected error would be missing.
const { add: _gradient, ...gradientsWithoutAdd } = gradientRules;
const { add: _shape, ...shapesWithoutAdd } = shapeRules;
const { add: _lowering, ...loweringsWithoutAdd } = loweringRules;
const { add: _meaning, ...meaningsWithoutAdd } = referenceRules;
// @ts-expect-error
const gradients: GradientRules<OpParams> = gradientsWithoutAdd;
// @ts-expect-error
const shapes: ShapeRules<OpParams> = shapesWithoutAdd;
// @ts-expect-error
const lowerings: LoweringRules<OpParams> = loweringsWithoutAdd;
// @ts-expect-error
const meanings: ReferenceRules<OpParams> = meaningsWithoutAdd;

test("every table answers for every operation, but inputs are neither lowered nor computed", () => {
  const all = Object.keys(shapeRules).sort();
  expect(Object.keys(gradientRules).sort()).toEqual(all);
  const computed = all.filter((op) => op !== "input");
  expect(Object.keys(loweringRules).sort()).toEqual(computed);
  expect(Object.keys(referenceRules).sort()).toEqual(computed);
});

test("the tables that the compiler refuses differ from the whole ones by one rule", () => {
  const counts = [gradients, shapes, lowerings, meanings].map((table) => Object.keys(table).length);
  const whole = [gradientRules, shapeRules, loweringRules, referenceRules];
  expect(counts).toEqual(whole.map((table) => Object.keys(table).length - 1));
});
