// Optimizer steps against their formulas worked out in plain numbers.
import { expect, test } from "vitest";
import { constant, input } from "../graph/builder.ts";
import type { Node } from "../graph/node.ts";
import { interpret } from "../runtime/reference.ts";
import { adam, adamW } from "./adam.ts";
import { clipByGlobalNorm } from "./clip.ts";
import type { Optimizer } from "./optimizer.ts";
import { sgd } from "./sgd.ts";

const slope = (x: number, step: number) => x * (1 + step) - 0.3;

/** Values of one parameter over some steps, by running the optimizer's graph. */
function trajectory(optimizer: Optimizer, steps: number): number[] {
  let value = 2;
  let slots = optimizer.slots.map(() => 0);
  const values: number[] = [];
  for (let step = 0; step < steps; step += 1) {
    const scalars: Record<string, Node> = {};
    for (const [name, number] of Object.entries(optimizer.scalars(step))) {
      scalars[name] = constant(number);
    }
    const result = optimizer.update({
      parameter: constant(value),
      gradient: constant(slope(value, step)),
      slots: slots.map((slot) => constant(slot)),
      scalars,
      decay: 1,
    });
    const [next, ...kept] = interpret([result.parameter, ...result.slots], {});
    value = next!.data[0]!;
    slots = kept.map(({ data }) => data[0]!);
    values.push(value);
  }
  return values;
}

test("[OP1] sgd goes down the slope", () => {
  const expected: number[] = [];
  let p = 2;
  for (let step = 0; step < 4; step += 1) {
    p -= 0.1 * slope(p, step);
    expected.push(p);
  }
  expectSame(trajectory(sgd({ learningRate: 0.1 }), 4), expected);
});

test("[OP1] momentum keeps a share of the velocity; Nesterov looks ahead; decay pulls to 0", () => {
  for (const nesterov of [false, true]) {
    const expected: number[] = [];
    let [p, v] = [2, 0];
    for (let step = 0; step < 5; step += 1) {
      const g = slope(p, step) + 0.01 * p;
      v = 0.9 * v + g;
      p -= 0.05 * (nesterov ? g + 0.9 * v : v);
      expected.push(p);
    }
    const options = { learningRate: 0.05, momentum: 0.9, nesterov, weightDecay: 0.01 };
    expectSame(trajectory(sgd(options), 5), expected);
  }
});

test("[OP1] adam follows algorithm 1 of its paper, adamW algorithm 2", () => {
  for (const decay of [0, 0.1]) {
    const rate = (step: number) => 0.1 / (1 + step);
    const expected: number[] = [];
    let [p, m, v] = [2, 0, 0];
    for (let step = 0; step < 6; step += 1) {
      const g = slope(p, step);
      m = 0.8 * m + 0.2 * g;
      v = 0.95 * v + 0.05 * g * g;
      const mHat = m / (1 - 0.8 ** (step + 1));
      const vHat = v / (1 - 0.95 ** (step + 1));
      p -= rate(step) * (mHat / (Math.sqrt(vHat) + 1e-3) + decay * p);
      expected.push(p);
    }
    const options = { learningRate: rate, beta1: 0.8, beta2: 0.95, epsilon: 1e-3 };
    const optimizer = decay === 0 ? adam(options) : adamW({ ...options, weightDecay: decay });
    expectSame(trajectory(optimizer, 6), expected);
  }
});

test("[OP2] clipping scales all gradients to the joint norm, and leaves small ones alone", () => {
  const gradients = [input("a", [2]), input("b", [])];
  const feeds = {
    a: { shape: [2], data: Float64Array.of(3, 0) },
    b: { shape: [], data: Float64Array.of(4) },
  };
  const [a, b] = interpret(clipByGlobalNorm(gradients, 1), feeds);
  expectSame([...a!.data, ...b!.data], [0.6, 0, 0.8]);
  const [kept] = interpret(clipByGlobalNorm(gradients, 6), feeds);
  expect([...kept!.data]).toEqual([3, 0]);
});

function expectSame(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [at, value] of expected.entries()) expect(actual[at]).toBeCloseTo(value, 12);
}
