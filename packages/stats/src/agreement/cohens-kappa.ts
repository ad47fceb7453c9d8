// How far two raters agree beyond chance.
import { studentQuantile } from "../distributions/student-t.ts";
import { answer, type Outcome, refuse } from "../outcome.ts";
import { checkLevel, LARGEST_COUNT } from "../outcome-checks.ts";

/** What {@link cohensKappa} reads. */
export type CohensKappaInput = {
  /** `table[i][j]`: items that the first rater put in i and the second in j. */
  readonly table: readonly (readonly number[])[];
  /** How far apart categories i and j count: "nominal" (default), by distance, or its square. */
  readonly weights?: "nominal" | "linear" | "quadratic";
  /** Default 0.95. */
  readonly confidenceLevel?: number;
};

/** Agreement of two raters. */
export type CohensKappa = {
  /** 1 full agreement, 0 chance, below 0 less than chance. */
  readonly kappa: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
  readonly observedAgreement: number;
  readonly chanceAgreement: number;
};

/**
 * Cohen's kappa, plain or weighted, with its large-sample interval. Refuses with `no-data`,
 * `no-variation` (one category used by both, where chance agreement is complete) and
 * `invalid-input`.
 *
 * Sources: J. Cohen, Educational and Psychological Measurement 20 (1960) and Psychological Bulletin
 * 70 (1968); the standard error: J. Fleiss, J. Cohen, B. Everitt, Psychological Bulletin 72 (1969).
 */
export function cohensKappa(input: CohensKappaInput): Outcome<CohensKappa> {
  const { table, weights = "nominal", confidenceLevel = 0.95 } = input;
  const k = table.length;
  const refusal = checkLevel(confidenceLevel);
  if (refusal) return refusal;
  if (!table.every((row) => row.length === k && row.every((x) => x >= 0 && x <= LARGEST_COUNT))) {
    return refuse("invalid-input", "A rater table is square and holds counts of 0 or more.");
  }
  const n = table.flat().reduce((sum, x) => sum + x, 0);
  if (n === 0) return refuse("no-data", "Agreement needs items that both raters judged.");
  const rows = table.map((row) => row.reduce((sum, x) => sum + x, 0) / n);
  const columns = table.map((_, j) => table.reduce((sum, row) => sum + row[j], 0) / n);
  const weight = weightOf(weights, k);
  let observed = 0;
  let chance = 0;
  forCells(k, (i, j) => {
    observed += (weight(i, j) * table[i][j]) / n;
    chance += weight(i, j) * rows[i] * columns[j];
  });
  if (!(1 - chance > 1e-12)) {
    return refuse("no-variation", "Both raters used one category only, so chance explains all.");
  }
  const kappa = (observed - chance) / (1 - chance);
  const rowWeight = rows.map((_, i) => columns.reduce((sum, p, j) => sum + p * weight(i, j), 0));
  const columnWeight = columns.map((_, j) => rows.reduce((sum, p, i) => sum + p * weight(i, j), 0));
  let spread = 0;
  forCells(k, (i, j) => {
    const term = weight(i, j) - (rowWeight[i] + columnWeight[j]) * (1 - kappa);
    spread += (table[i][j] / n) * term * term;
  });
  const variance = (spread - (kappa - chance * (1 - kappa)) ** 2) / (n * (1 - chance) ** 2);
  const standardError = Math.sqrt(Math.max(0, variance));
  const interval = fisherInterval(kappa, standardError, n, confidenceLevel);
  return answer({
    kappa,
    standardError,
    ...interval,
    observedAgreement: observed,
    chanceAgreement: chance,
  });
}

/**
 * The interval on Fisher's z scale with t quantiles, which follows the skewness near 1. Where the
 * raters agree on everything the error formula gives 0; then `n` agreements in a row bound it.
 */
function fisherInterval(kappa: number, standardError: number, n: number, level: number) {
  const tail = (1 - level) / 2;
  if (!(standardError > 1e-9) || Math.abs(kappa) >= 1) {
    const least = 1 - 2 * (1 - tail ** (1 / n));
    return kappa > 0 ? { low: Math.min(kappa, least), high: 1 } : { low: -1, high: -least };
  }
  const half = (studentQuantile(1 - tail, Math.max(1, n - 1)) * standardError) / (1 - kappa ** 2);
  const z = Math.atanh(kappa);
  return { low: Math.tanh(z - half), high: Math.tanh(z + half) };
}

/** Counts two raters' labels into a square table; labels come in the order of `categories`. */
export function raterTable(
  first: readonly string[],
  second: readonly string[],
  categories: readonly string[],
): Outcome<{ readonly table: readonly (readonly number[])[] }> {
  if (first.length !== second.length) {
    return refuse(
      "invalid-input",
      `Two raters need the same items: received ${first.length} and ${second.length}.`,
    );
  }
  const place = new Map(categories.map((category, i) => [category, i]));
  const table = categories.map(() => categories.map(() => 0));
  for (let i = 0; i < first.length; i++) {
    const row = place.get(first[i]);
    const column = place.get(second[i]);
    if (row === undefined || column === undefined) {
      return refuse("invalid-input", `Label at position ${i} is not among the categories.`);
    }
    table[row][column]++;
  }
  return answer({ table });
}

function weightOf(kind: "nominal" | "linear" | "quadratic", k: number) {
  if (kind === "nominal") return (i: number, j: number) => (i === j ? 1 : 0);
  const exponent = kind === "linear" ? 1 : 2;
  return (i: number, j: number) => 1 - (Math.abs(i - j) / (k - 1 || 1)) ** exponent;
}

function forCells(k: number, visit: (i: number, j: number) => void): void {
  for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) visit(i, j);
}
