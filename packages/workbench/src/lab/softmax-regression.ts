// Multinomial logistic regression: the linear model that every other one has to beat.
import type { FeatureRows } from "./feature-rows.ts";

/** Scores of class c are `bias[c]` plus the sum of `weights[column * classes + c]` over a row's features. */
export interface LinearModel {
  readonly width: number;
  readonly classes: number;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

export interface RegressionOptions {
  /** Strength of the data against the pull of the weights towards 0; 10 by default. */
  readonly strength?: number;
  /** Steps at most; 80 by default. */
  readonly steps?: number;
  /** Weights to begin from. */
  readonly start?: LinearModel | undefined;
  /** Told of every step: the mean loss. */
  readonly onStep?: (step: number, loss: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Past steps that the direction is made of. */
const MEMORY = 5;
const STEPS = 80;
/** Gradient, as a share of the first one, at which it is done. */
const ENOUGH = 2e-3;
const MOST_HALVINGS = 20;

/**
 * Minimises mean cross-entropy + |W|^2 / (2 strength n) by limited-memory BFGS (D. Liu, J. Nocedal, Mathematical
 * Programming 45, 1989), the bias being free. Rows are counted evenly. The same input gives the same numbers.
 */
export function fitSoftmax(
  rows: FeatureRows,
  labels: Int32Array,
  classes: number,
  options: RegressionOptions = {},
): LinearModel {
  const { strength = 10, steps = STEPS, start } = options;
  const size = (rows.width + 1) * classes;
  const pull = 1 / (strength * Math.max(1, rows.count));
  let at = new Float32Array(size);
  if (start !== undefined) {
    at.set(start.weights);
    at.set(start.bias, rows.width * classes);
  }
  let gradient = new Float32Array(size);
  let loss = lossAt(rows, labels, classes, at, pull, gradient);
  const first = norm(gradient);
  const history: { step: Float32Array; change: Float32Array; rho: number }[] = [];
  for (let count = 1; count <= steps && norm(gradient) > ENOUGH * first; count += 1) {
    options.signal?.throwIfAborted();
    const direction = directionFrom(gradient, history);
    let slope = dot(direction, gradient);
    if (slope >= 0) {
      history.length = 0;
      for (let i = 0; i < size; i += 1) direction[i] = -gradient[i];
      slope = -dot(gradient, gradient);
    }
    let length = count === 1 ? Math.min(1, 1 / Math.max(1e-12, norm(gradient))) : 1;
    const next = new Float32Array(size);
    const nextGradient = new Float32Array(size);
    let nextLoss = Number.POSITIVE_INFINITY;
    let halvings = 0;
    for (; halvings < MOST_HALVINGS; halvings += 1, length /= 2) {
      for (let i = 0; i < size; i += 1) next[i] = at[i] + length * direction[i];
      nextLoss = lossAt(rows, labels, classes, next, pull, nextGradient);
      if (nextLoss <= loss + 1e-4 * length * slope) break;
    }
    if (halvings === MOST_HALVINGS) break;
    remember(history, at, next, gradient, nextGradient);
    [at, gradient, loss] = [next, nextGradient, nextLoss];
    options.onStep?.(count, loss);
  }
  const split = rows.width * classes;
  return { width: rows.width, classes, weights: at.slice(0, split), bias: at.slice(split) };
}

/** Probabilities, row-major rows x classes. */
export function predictSoftmax(model: LinearModel, rows: FeatureRows): Float32Array {
  const { classes, weights, bias } = model;
  const shares = new Float32Array(rows.count * classes);
  const scores = new Float64Array(classes);
  for (let row = 0; row < rows.count; row += 1) {
    score(rows, row, weights, bias, 0, classes, scores);
    softmaxInto(scores);
    shares.set(scores, row * classes);
  }
  return shares;
}

function score(
  { starts, columns, values }: FeatureRows,
  row: number,
  weights: Float32Array,
  bias: Float32Array,
  biasAt: number,
  classes: number,
  scores: Float64Array,
): void {
  for (let c = 0; c < classes; c += 1) scores[c] = bias[biasAt + c];
  for (let k = starts[row]; k < starts[row + 1]; k += 1) {
    const base = columns[k] * classes;
    const value = values[k];
    for (let c = 0; c < classes; c += 1) scores[c] += value * weights[base + c];
  }
}

/** Scores become probabilities in place; returns ln of the sum of their exponentials. */
function softmaxInto(scores: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const one of scores) if (one > most) most = one;
  let sum = 0;
  for (let c = 0; c < scores.length; c += 1) {
    scores[c] = Math.exp(scores[c] - most);
    sum += scores[c];
  }
  for (let c = 0; c < scores.length; c += 1) scores[c] /= sum;
  return most + Math.log(sum);
}

function lossAt(
  rows: FeatureRows,
  labels: Int32Array,
  classes: number,
  at: Float32Array,
  pull: number,
  gradient: Float32Array,
): number {
  gradient.fill(0);
  const biasAt = rows.width * classes;
  const { starts, columns, values, count } = rows;
  const scores = new Float64Array(classes);
  let loss = 0;
  for (let row = 0; row < count; row += 1) {
    score(rows, row, at, at, biasAt, classes, scores);
    const own = scores[labels[row]];
    loss += softmaxInto(scores) - own;
    scores[labels[row]] -= 1;
    for (let c = 0; c < classes; c += 1) {
      scores[c] /= count;
      gradient[biasAt + c] += scores[c];
    }
    for (let k = starts[row]; k < starts[row + 1]; k += 1) {
      const base = columns[k] * classes;
      const value = values[k];
      for (let c = 0; c < classes; c += 1) gradient[base + c] += value * scores[c];
    }
  }
  let squares = 0;
  for (let i = 0; i < biasAt; i += 1) {
    squares += at[i] * at[i];
    gradient[i] += pull * at[i];
  }
  return loss / count + (pull / 2) * squares;
}

type Past = { readonly step: Float32Array; readonly change: Float32Array; readonly rho: number };

function directionFrom(gradient: Float32Array, history: readonly Past[]): Float32Array {
  const direction = gradient.slice();
  const shares: number[] = [];
  for (let h = history.length - 1; h >= 0; h -= 1) {
    const { step, change, rho } = history[h];
    const share = rho * dot(step, direction);
    shares[h] = share;
    for (let i = 0; i < direction.length; i += 1) direction[i] -= share * change[i];
  }
  const last = history[history.length - 1];
  const scale = last === undefined ? 1 : 1 / (last.rho * dot(last.change, last.change));
  for (let i = 0; i < direction.length; i += 1) direction[i] *= scale;
  for (const [h, { step, change, rho }] of history.entries()) {
    const share = shares[h] - rho * dot(change, direction);
    for (let i = 0; i < direction.length; i += 1) direction[i] += share * step[i];
  }
  for (let i = 0; i < direction.length; i += 1) direction[i] = -direction[i];
  return direction;
}

function remember(
  history: Past[],
  at: Float32Array,
  next: Float32Array,
  gradient: Float32Array,
  nextGradient: Float32Array,
): void {
  const step = next.map((value, i) => value - at[i]);
  const change = nextGradient.map((value, i) => value - gradient[i]);
  const product = dot(step, change);
  if (!(product > 1e-12)) return;
  history.push({ step, change, rho: 1 / product });
  if (history.length > MEMORY) history.shift();
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i += 1) sum += one[i] * other[i];
  return sum;
}

function norm(vector: Float32Array): number {
  return Math.sqrt(dot(vector, vector));
}
