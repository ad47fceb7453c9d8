// The promise about verdicts on experiments, in a run small enough for every day.
import { createSeededRandom } from "@heed/stats";
import { expect, test } from "vitest";
import { WORLDS } from "./experiment-worlds.ts";
import { LEVEL, monteCarloError, TOLERANCE } from "./simulate.ts";

test("[EX28] without an effect at most 5 % of experiments are told anything", () => {
  for (const [index, world] of WORLDS.entries()) {
    const runs = Math.max(40, Math.ceil(200 / (world.cost ?? 1)));
    const random = createSeededRandom(23_000 + index);
    let told = 0;
    for (let run = 0; run < runs; run += 1) {
      const isTold = world
        .run(random, 1)
        .some(
          ({ comparisons, spreads }) =>
            comparisons.some(({ verdict }) => verdict === "better" || verdict === "worse") ||
            spreads.some(({ differs }) => differs),
        );
      told += Number(isTold);
    }
    expect(told / runs, world.name).toBeLessThanOrEqual(LEVEL + TOLERANCE * monteCarloError(runs));
  }
});
