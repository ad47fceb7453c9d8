// The sums that an experiment's arm is reduced to: frozen, additive, and all a test ever sees.

/** Sums of one value per unit; leave `sumSquares` out when every value is 0 or 1. */
export type ValueSums = {
  readonly sum: number;
  readonly sumSquares?: number;
};

/** One number per unit, such as revenue per person. */
export type MeanStatistic = {
  readonly kind: "mean";
  readonly n: number;
  readonly sum: number;
  readonly sumSquares: number;
};

/** A yes or no per unit: `sum` of `n` units said yes. */
export type ProportionStatistic = {
  readonly kind: "proportion";
  readonly n: number;
  readonly sum: number;
};

/** A ratio of two sums, randomised by unit, such as clicks per page view by person. */
export type RatioStatistic = {
  readonly kind: "ratio";
  readonly n: number;
  readonly numerator: ValueSums;
  readonly denominator: ValueSums;
  /** Sum over units of numerator times denominator. */
  readonly sumProducts: number;
};

/** A value together with one from before the experiment, for CUPED. */
export type AdjustedStatistic = {
  readonly kind: "adjusted";
  readonly n: number;
  readonly post: ValueSums;
  readonly pre: ValueSums;
  /** Sum over units of post times pre. */
  readonly sumProducts: number;
};

/** What every test over sums accepts; `n` always counts units of randomisation. */
export type Statistic = MeanStatistic | ProportionStatistic | RatioStatistic | AdjustedStatistic;

/** Sums up one number per unit. */
export function meanStatistic(values: ArrayLike<number>): MeanStatistic {
  const { sum, sumSquares } = sumsOf(values);
  return Object.freeze({ kind: "mean", n: values.length, sum, sumSquares });
}

/** A share from its counts. */
export function proportionStatistic(successes: number, n: number): ProportionStatistic {
  return Object.freeze({ kind: "proportion", n, sum: successes });
}

/** Sums up a numerator and a denominator per unit; both lists have one entry per unit. */
export function ratioStatistic(
  numerators: ArrayLike<number>,
  denominators: ArrayLike<number>,
): RatioStatistic {
  return Object.freeze({
    kind: "ratio",
    n: numerators.length,
    numerator: sumsOf(numerators),
    denominator: sumsOf(denominators),
    sumProducts: productsOf(numerators, denominators),
  });
}

/** Sums up an outcome and its earlier covariate per unit; both lists have one entry per unit. */
export function adjustedStatistic(
  post: ArrayLike<number>,
  pre: ArrayLike<number>,
): AdjustedStatistic {
  return Object.freeze({
    kind: "adjusted",
    n: post.length,
    post: sumsOf(post),
    pre: sumsOf(pre),
    sumProducts: productsOf(post, pre),
  });
}

/**
 * Adds two statistics of one kind over disjoint units, such as two days or two countries.
 * Different kinds are a caller's bug and throw a TypeError.
 */
export function addStatistics<S extends Statistic>(a: S, b: S): S {
  return Object.freeze(added(a, b)) as S;
}

function added(a: Statistic, b: Statistic): Statistic {
  const n = a.n + b.n;
  if (a.kind === "mean" && b.kind === "mean") {
    return { kind: "mean", n, sum: a.sum + b.sum, sumSquares: a.sumSquares + b.sumSquares };
  }
  if (a.kind === "proportion" && b.kind === "proportion") {
    return { kind: "proportion", n, sum: a.sum + b.sum };
  }
  if (a.kind === "ratio" && b.kind === "ratio") {
    const numerator = addSums(a.numerator, b.numerator);
    const denominator = addSums(a.denominator, b.denominator);
    return { kind: "ratio", n, numerator, denominator, sumProducts: a.sumProducts + b.sumProducts };
  }
  if (a.kind === "adjusted" && b.kind === "adjusted") {
    const sumProducts = a.sumProducts + b.sumProducts;
    return {
      kind: "adjusted",
      n,
      post: addSums(a.post, b.post),
      pre: addSums(a.pre, b.pre),
      sumProducts,
    };
  }
  throw new TypeError(`Only statistics of one kind add up: received ${a.kind} and ${b.kind}.`);
}

/** Adds value sums; 0/1 sums stay so only if both are. */
export function addSums(a: ValueSums, b: ValueSums): ValueSums {
  const sum = a.sum + b.sum;
  if (a.sumSquares === undefined && b.sumSquares === undefined) return { sum };
  return { sum, sumSquares: (a.sumSquares ?? a.sum) + (b.sumSquares ?? b.sum) };
}

function sumsOf(values: ArrayLike<number>): { sum: number; sumSquares: number } {
  let sum = 0;
  let sumSquares = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i];
    sumSquares += values[i] * values[i];
  }
  return { sum, sumSquares };
}

function productsOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) {
    throw new RangeError(
      `Paired lists need one entry per unit: received ${a.length} and ${b.length}.`,
    );
  }
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
