// `npm run simulate -- experiments [runs]`: how often an experiment without an effect is told to have one, by the verdict as a whole.
import { createSeededRandom } from "@heed/stats";
import { WORLDS, type World } from "./experiment-worlds.ts";
import { LEVEL, monteCarloError, TOLERANCE } from "./simulate.ts";

interface Tally {
  readonly runs: number;
  /** Experiments in which anything was told: a metric, a harmed guardrail, segments that differ; at any look. */
  readonly told: number;
  readonly better: number;
  readonly unsure: number;
  /** Intervals of 95 %, and how many held the truth of no effect; one look only. */
  readonly intervals: number;
  readonly covered: number;
}

/** Prints false verdicts, coverage and power; answers the worlds in which the promise is broken. */
export function simulateExperiments(runs: number): string[] {
  const started = performance.now();
  console.log(`Verdicts on experiments without an effect, ${runs} runs a world; seeds fixed.`);
  console.log(
    `Promised: at most ${percent(LEVEL)} with any false word. Monte-Carlo error ${percent(monteCarloError(runs))}, held within ${TOLERANCE} of them.`,
  );
  print(["world", "runs", "false", "unsure", "cover", "lift", "power", "holds"]);
  const broken: string[] = [];
  for (const [index, world] of WORLDS.entries()) {
    const own = Math.max(200, Math.ceil(runs / (world.cost ?? 1)));
    const none = tally(world, 1, own, 21_000 + index);
    const some = tally(world, world.lift, Math.max(100, Math.ceil(own / 5)), 22_000 + index);
    const holds = none.told / own <= LEVEL + TOLERANCE * monteCarloError(own);
    if (!holds) broken.push(world.name);
    print([
      world.name,
      String(own),
      percent(none.told / own),
      percent(none.unsure / own),
      none.intervals === 0 ? "-" : percent(none.covered / none.intervals),
      `x${world.lift}`,
      percent(some.better / some.runs),
      holds ? "yes" : "NO",
    ]);
  }
  console.log(`${((performance.now() - started) / 1000).toFixed(0)} s.`);
  return broken;
}

function tally(world: World, lift: number, runs: number, seed: number): Tally {
  const random = createSeededRandom(seed);
  let [told, better, unsure, intervals, covered] = [0, 0, 0, 0, 0];
  for (let run = 0; run < runs; run += 1) {
    const looks = world.run(random, lift);
    const words = looks.map(({ comparisons, spreads }) => ({
      any:
        comparisons.some(({ verdict }) => verdict === "better" || verdict === "worse") ||
        spreads.some(({ differs }) => differs),
      better: comparisons.some(({ verdict }) => verdict === "better"),
    }));
    told += Number(words.some(({ any }) => any));
    better += Number(words.some((word) => word.better));
    unsure += Number(looks.at(-1)!.verdict === "cannot-tell");
    if (looks[0]!.looking !== "once") continue;
    for (const { difference, byDays } of looks[0]!.comparisons) {
      const interval = byDays ?? difference;
      if (interval === null) continue;
      intervals += 1;
      covered += Number(interval.low <= 0 && interval.high >= 0);
    }
  }
  return { runs, told, better, unsure, intervals, covered };
}

function percent(part: number): string {
  return `${(100 * part).toFixed(1)} %`;
}

function print(cells: readonly string[]): void {
  console.log(cells.map((cell, at) => (at === 0 ? cell.padEnd(52) : cell.padStart(8))).join(""));
}
