// Runs methods over many seeded experiments and holds their promises against what happened.
import { createSeededRandom } from "@heed/stats";
import { comparisonMethods } from "./comparison-methods.ts";
import type { Method } from "./method.ts";
import { peopleMethods } from "./people-methods.ts";
import { rateMethods } from "./rate-methods.ts";
import { sequentialMethods } from "./sequential-methods.ts";
import { seriesMethods } from "./series-methods.ts";

/** Every method under simulation. */
export const methods: readonly Method[] = [
  ...comparisonMethods,
  ...sequentialMethods,
  ...rateMethods,
  ...seriesMethods,
  ...peopleMethods,
];

/** The promised rate of false findings; intervals promise one minus it. */
export const LEVEL = 0.05;

/** How many Monte-Carlo standard errors a promise may be missed by. */
export const TOLERANCE = 3;

/** What happened to one method. */
export type Row = {
  readonly method: Method;
  readonly falsePositives: number | undefined;
  readonly coverage: number | undefined;
  readonly coverageWithEffect: number | undefined;
  readonly power: number | undefined;
  readonly refused: number;
  readonly runs: number;
  /** Whether both promises hold within the tolerance; contrasts are not judged. */
  readonly holds: boolean;
};

/** Runs one method `runs` times without an effect and `powerRuns` times with it. */
export function simulate(method: Method, runs: number, powerRuns: number, seed: number): Row {
  const none = tally(method, 0, runs, seed);
  const some = method.effect === 0 ? undefined : tally(method, method.effect, powerRuns, seed + 1);
  const holds =
    method.kind === "contrast" ||
    (atMost(none.rejected, LEVEL, none.answered) &&
      atMost(miss(none.covered), LEVEL, none.answered) &&
      atMost(miss(some?.covered), LEVEL, some?.answered ?? 1));
  return {
    method,
    falsePositives: none.rejected,
    coverage: none.covered,
    coverageWithEffect: some?.covered,
    power: some?.rejected,
    refused: runs - none.answered,
    runs,
    holds,
  };
}

/** Monte-Carlo standard error of a share of `runs` whose true value is the level. */
export function monteCarloError(runs: number): number {
  return Math.sqrt((LEVEL * (1 - LEVEL)) / runs);
}

function tally(method: Method, effect: number, runs: number, seed: number) {
  const random = createSeededRandom(seed);
  let answered = 0;
  const counts = { tested: 0, rejected: 0, estimated: 0, covered: 0 };
  for (let i = 0; i < runs; i++) {
    const verdict = method.run(random, effect);
    if (!verdict) continue;
    answered++;
    if (verdict.rejected !== undefined) {
      counts.tested++;
      if (verdict.rejected) counts.rejected++;
    }
    if (verdict.covered !== undefined) {
      counts.estimated++;
      if (verdict.covered) counts.covered++;
    }
  }
  return {
    answered,
    rejected: counts.tested ? counts.rejected / counts.tested : undefined,
    covered: counts.estimated ? counts.covered / counts.estimated : undefined,
  };
}

function miss(covered: number | undefined): number | undefined {
  return covered === undefined ? undefined : 1 - covered;
}

function atMost(share: number | undefined, level: number, runs: number): boolean {
  return share === undefined || share <= level + TOLERANCE * monteCarloError(runs);
}
