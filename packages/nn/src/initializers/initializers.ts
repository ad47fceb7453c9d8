// Starting values of parameters: each a recipe that fills a shape from a random stream.
import type { RandomStream } from "../random.ts";

/** Fills a parameter of a shape; the result has as many elements as the shape. */
export type Initializer = (shape: readonly number[], random: RandomStream) => Float32Array;

/** The same number everywhere. */
export function constantInitializer(value: number): Initializer {
  return (shape) => new Float32Array(elementCount(shape)).fill(value);
}

/** Zeros. */
export const zerosInitializer: Initializer = constantInitializer(0);

/** Ones. */
export const onesInitializer: Initializer = constantInitializer(1);

/** Normal numbers around 0 with a standard deviation. */
export function normalInitializer(deviation: number): Initializer {
  return (shape, random) => generate(shape, (at) => deviation * random.normal(at));
}

/** Uniform numbers between -limit and limit. */
export function uniformInitializer(limit: number): Initializer {
  return (shape, random) => generate(shape, (at) => limit * (2 * random.uniform(at) - 1));
}

/** Uniform with limit sqrt(6 / (fanIn + fanOut)) (Glorot & Bengio, 2010, eq. 16). */
export const glorotUniform: Initializer = (shape, random) => {
  const { fanIn, fanOut } = fans(shape);
  return uniformInitializer(Math.sqrt(6 / (fanIn + fanOut)))(shape, random);
};

/** Normal with deviation sqrt(2 / fanIn), for layers followed by relu (He et al., 2015, eq. 10). */
export const heNormal: Initializer = (shape, random) =>
  normalInitializer(Math.sqrt(2 / fans(shape).fanIn))(shape, random);

/**
 * Inputs and outputs of one unit: `[in, out]` for matrices, `[out, in, ...window]` for
 * convolutions.
 */
function fans(shape: readonly number[]): { fanIn: number; fanOut: number } {
  if (shape.length < 2) return { fanIn: elementCount(shape), fanOut: elementCount(shape) };
  if (shape.length === 2) return { fanIn: shape[0]!, fanOut: shape[1]! };
  const window = elementCount(shape.slice(2));
  return { fanIn: shape[1]! * window, fanOut: shape[0]! * window };
}

function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function generate(shape: readonly number[], value: (at: number) => number): Float32Array {
  const result = new Float32Array(elementCount(shape));
  for (let at = 0; at < result.length; at += 1) result[at] = value(at);
  return result;
}
