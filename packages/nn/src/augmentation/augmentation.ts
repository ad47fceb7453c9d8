// What an augmentation is: a pure, seeded function over a batch; and how several are joined.

import { NnError } from "../errors.ts";
import type { RandomStream } from "../random.ts";

/** Examples of one input, one after the other, row-major. */
export type FloatBatch = {
  readonly data: Float32Array;
  /** Shape of one example. */
  readonly shape: readonly number[];
};

/**
 * Gives a changed copy of a batch with as many examples, of the same shape unless it says otherwise. The result
 * depends only on the batch and the random stream; what comes in is never written to.
 */
export type Augmentation = (batch: FloatBatch, random: RandomStream) => FloatBatch;

/** A choice from `least` to `most`; one number stands for that number itself. */
export type Range = number | readonly [least: number, most: number];

/** Several augmentations one after the other. */
export function inTurn(...steps: readonly Augmentation[]): Augmentation {
  return (batch, random) =>
    steps.reduce((result, step, at) => step(result, random.fork("step", at)), batch);
}

/** An augmentation that reaches each example with the given probability; the others stay as they are. */
export function sometimes(probability: number, step: Augmentation): Augmentation {
  requireShare("probability", probability);
  return (batch, random) => {
    const changed = step(batch, random.fork("changed"));
    const choice = random.fork("choice");
    return eachExample(batch, choice, (example, stream, at) => {
      if (stream.uniform(0) >= probability) return;
      const { length } = example;
      example.set(changed.data.subarray(at * length, at * length + length));
    });
  };
}

/** Lets `change` write into a copy of each example, with a random stream of its own. */
export function eachExample(
  batch: FloatBatch,
  random: RandomStream,
  change: (example: Float32Array, random: RandomStream, at: number) => void,
): FloatBatch {
  const data = batch.data.slice();
  const length = batch.shape.reduce((product, size) => product * size, 1);
  for (let at = 0; at * length < data.length; at += 1) {
    change(data.subarray(at * length, at * length + length), random.fork(at), at);
  }
  return { data, shape: batch.shape };
}

/** A uniform choice from a range by one random number. */
export function chooseFrom(range: Range, uniform: number): number {
  if (typeof range === "number") return range;
  return range[0] + (range[1] - range[0]) * uniform;
}

/** Refuses a number outside 0 to 1. */
export function requireShare(name: string, value: number): void {
  if (value >= 0 && value <= 1) return;
  throw outOfRange(name, value, "0 to 1");
}

/** Refuses a range whose ends are not finite, not in order, or below the least number allowed. */
export function requireRange(name: string, range: Range, least: number): void {
  const [from, to] = typeof range === "number" ? [range, range] : range;
  if (Number.isFinite(from) && Number.isFinite(to) && from <= to && from >= least) return;
  throw outOfRange(name, `[${from}, ${to}]`, `finite numbers in order, from ${least} on`);
}

/** The refusal of a setting. */
export function outOfRange(name: string, received: unknown, expected: string): NnError {
  return new NnError(
    "invalid-argument",
    `The ${name} of an augmentation is out of range: received ${received}, expected ${expected}; ` +
      "change the setting.",
  );
}

/** The refusal of examples of a shape that an augmentation cannot take. */
export function wrongExamples(name: string, shape: readonly number[], expected: string): NnError {
  return new NnError(
    "shape-mismatch",
    `${name} does not fit its examples: received [${shape.join(", ")}], expected ${expected}; ` +
      "reshape the data set's column.",
  );
}
