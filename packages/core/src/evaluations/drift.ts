// Whether what a model reads today is still what it was trained for.

/** What a model was like on its own data: the yardstick of drift. */
export interface DriftReference {
  readonly classes: readonly string[];
  /** Share of each class among its answers. */
  readonly shares: readonly number[];
  /** Share of answers in each tenth of confidence, from 0 to 1. */
  readonly confidence: readonly number[];
  /** Mean likeness of an example to the nearest other one it was trained on, in [0, 1]; null where likeness has no meaning. */
  readonly likeness: number | null;
  readonly examples: number;
}

export interface DriftMeasure {
  /** `classes`: what it answers; `confidence`: how sure it is; `likeness`: how far the words are from what it knows. */
  readonly name: "classes" | "confidence" | "likeness";
  readonly value: number;
  readonly verdict: "steady" | "watch" | "drifted";
}

export interface DriftReport {
  readonly examples: number;
  readonly measures: readonly DriftMeasure[];
  /** The worst of the measures; `cannot-tell` with fewer than 30 examples. */
  readonly verdict: "steady" | "watch" | "drifted" | "cannot-tell";
  readonly shares: readonly {
    readonly name: string;
    readonly before: number;
    readonly now: number;
  }[];
}

const LEAST = 30;
/** The customary bounds of the population stability index (Siddiqi, Credit Risk Scorecards, 2006). */
const WATCH = 0.1;
const DRIFTED = 0.25;
const LESS_LIKE = 0.1;
const FAR_LESS_LIKE = 0.2;

/** Tenths of confidence as shares. */
export function confidenceShares(confidence: readonly number[]): number[] {
  const bands = new Array<number>(10).fill(0);
  for (const one of confidence) bands[Math.min(9, Math.floor(one * 10))] += 1;
  return bands.map((count) => count / Math.max(1, confidence.length));
}

/** Share of each class, in the order of `classes`. */
export function classShares(classes: readonly string[], answers: readonly string[]): number[] {
  const counts = new Map<string, number>();
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  return classes.map((name) => (counts.get(name) ?? 0) / Math.max(1, answers.length));
}

export function measureDrift(
  reference: DriftReference,
  now: {
    readonly answers: readonly string[];
    readonly confidence: readonly number[];
    readonly likeness: number | null;
  },
): DriftReport {
  const count = now.answers.length;
  const shares = classShares(reference.classes, now.answers);
  const stability = (
    before: readonly number[],
    after: readonly number[],
    name: DriftMeasure["name"],
  ) => {
    const value = stabilityIndex(before, after, Math.min(reference.examples, count));
    return { name, value, verdict: verdictOf(value, WATCH, DRIFTED) };
  };
  const measures: DriftMeasure[] = [
    stability(reference.shares, shares, "classes"),
    stability(reference.confidence, confidenceShares(now.confidence), "confidence"),
  ];
  if (reference.likeness !== null && now.likeness !== null) {
    const value = Math.max(0, reference.likeness - now.likeness);
    measures.push({ name: "likeness", value, verdict: verdictOf(value, LESS_LIKE, FAR_LESS_LIKE) });
  }
  const worst = (["drifted", "watch", "steady"] as const).find((verdict) =>
    measures.some((measure) => measure.verdict === verdict),
  );
  return {
    examples: count,
    measures,
    verdict: count < LEAST ? "cannot-tell" : (worst ?? "steady"),
    shares: reference.classes.map((name, at) => ({
      ...{ name, before: reference.shares[at], now: shares[at] },
    })),
  };
}

function verdictOf(value: number, watch: number, drifted: number): DriftMeasure["verdict"] {
  return value >= drifted ? "drifted" : value >= watch ? "watch" : "steady";
}

/**
 * Population stability index over shares, each held above half an example; less what chance alone is expected to give,
 * (bands - 1) / n for each of the two samples.
 */
function stabilityIndex(before: readonly number[], after: readonly number[], n: number): number {
  const least = 0.5 / Math.max(1, n);
  let sum = 0;
  for (const [at, share] of before.entries()) {
    const [a, b] = [Math.max(share, least), Math.max(after[at], least)];
    sum += (b - a) * Math.log(b / a);
  }
  const chance = (2 * (before.length - 1)) / Math.max(1, n);
  return Math.max(0, sum - chance);
}
