// `npm run simulate -- impact [runs]`: how often a verdict on a release is wrong, and how small a change is still seen.
import type { World } from "./impact-series.ts";
import {
  holds,
  LEVEL,
  type Tally,
  tallyFound,
  tallyScans,
  tallyVerdicts,
  tallyWordings,
  WORDINGS,
  WORDINGS_LEVEL,
} from "./impact-verdicts.ts";
import { EFFECTS, NULL_WORLDS, POWER_WORLDS } from "./impact-worlds.ts";
import { monteCarloError, TOLERANCE } from "./simulate.ts";

/** Prints false verdicts, power and unplanned findings; answers the worlds in which the promise is broken. */
export function simulateImpact(runs: number): string[] {
  const broken: string[] = [];
  const started = performance.now();
  const note = (name: string, tally: Pick<Tally, "runs" | "fell" | "rose">, level = LEVEL) => {
    if (!holds(tally, level)) broken.push(name);
    return holds(tally, level) ? "yes" : "NO";
  };
  console.log(`Verdicts on a release that did nothing, ${runs} runs a world; seeds fixed.`);
  console.log(
    `Promised: at most ${percent(LEVEL)} false, Monte-Carlo error ${percent(monteCarloError(runs))}, held within ${TOLERANCE} of them.`,
  );
  print(["world", "weeks", "false", "fell", "rose", "none", "unsure", "cover", "holds"]);
  for (const [index, world] of NULL_WORLDS.entries()) {
    const tally = tallyVerdicts(world, 1, runs, 5_000 + index);
    const { fell, rose, noChange, cannotTell, covered, compared } = tally;
    const shares = [fell + rose, fell, rose, noChange, cannotTell].map((n) => percent(n / runs));
    const cells = [weeksOf(world), ...shares, percent(covered / compared)];
    print([world.name, ...cells, note(titleOf(world), tally)]);
  }
  const several = Math.ceil(runs / 2);
  console.log(
    `\nMatters: ${several} releases that did nothing, ${WORDINGS} wordings tried until one is told to have moved, promised at most ${percent(WORDINGS_LEVEL)}; beside it, were the level not shared.`,
  );
  print(["world", "weeks", "false", "fell", "rose", "holds", "unshared"]);
  for (const [index, world] of NULL_WORLDS.filter(isAskedInWords).entries()) {
    const tally = tallyWordings(world, several, 6_000 + index);
    const unshared = tallyWordings(world, several, 6_000 + index, false);
    const { fell, rose } = tally;
    const shares = [fell + rose, fell, rose].map((n) => percent(n / several));
    const other = percent((unshared.fell + unshared.rose) / several);
    print([
      world.name,
      weeksOf(world),
      ...shares,
      note(`${titleOf(world)}, wordings`, tally, WORDINGS_LEVEL),
      other,
    ]);
  }
  const scans = Math.max(50, Math.ceil(runs / 10));
  console.log(
    `\nUnplanned: of ${scans} workspaces of 24 themes and 7 releases, those in which anything is found.`,
  );
  print(["world", "themes", "false", "fell", "rose", "holds"]);
  for (const [index, world] of NULL_WORLDS.filter(isScanned).entries()) {
    for (const everyThird of world.name.startsWith("steady") ? [false] : [false, true]) {
      const tally = tallyScans(world, scans, 7_000 + index, everyThird);
      const { fell, rose } = tally;
      const shares = [fell + rose, fell, rose].map((n) => percent(n / scans));
      const name = `${world.name}, unplanned`;
      print([world.name, everyThird ? "a third" : "all", ...shares, note(name, tally)]);
    }
  }
  printPower(Math.ceil(runs / 5));
  console.log(`\n${((performance.now() - started) / 1000).toFixed(0)} s.`);
  return broken;
}

/** Right verdicts by size of the effect, and how often the smallest change that was named is truly seen. */
function printPower(runs: number): void {
  console.log(`\nPower: right verdicts by what the release multiplied the rate by, ${runs} runs.`);
  print(["world", "weeks", ...EFFECTS.map((effect) => `x${effect}`), "named", "seen"]);
  for (const [index, world] of POWER_WORLDS.entries()) {
    const shares = EFFECTS.map((effect) => {
      const { fell, rose } = tallyVerdicts(world, effect, runs, 9_000 + index);
      return percent((effect < 1 ? fell : rose) / runs, 0);
    });
    const { detectableFalls } = tallyVerdicts(world, 1, runs, 11_000 + index);
    const sorted = detectableFalls.toSorted((a, b) => a - b);
    const named = sorted[Math.floor(sorted.length / 2)];
    const seen =
      named === undefined ? "-" : percent(tallyVerdicts(world, named, runs, 13_000).fell / runs, 0);
    print([world.name, weeksOf(world), ...shares, `x${named?.toFixed(2) ?? "-"}`, seen]);
  }
  const scans = Math.max(20, Math.ceil(runs / 6));
  console.log(
    `\nUnplanned power: one theme of 24, seven releases, ${scans} runs: changes that are found.`,
  );
  for (const [index, world] of POWER_WORLDS.filter(isScanned).entries()) {
    const shares = EFFECTS.map((effect) =>
      percent(tallyFound(world, effect, scans, 15_000 + index) / scans, 0),
    );
    print([world.name, "60", ...shares]);
  }
  console.log("named: the median fall that `no change detected` says would have been seen.");
}

/** Counts per user are for planned themes alone. */
function isScanned(world: World): boolean {
  return world.before === 26 && world.users === undefined;
}

/** Matters are asked of people heard; a world of 2 people a week leaves no words to tell them by. */
function isAskedInWords({ users, people = 8 }: World): boolean {
  return users === undefined && people > 2;
}

function titleOf(world: World): string {
  return `${world.name} (${weeksOf(world)})`;
}

function weeksOf({ before, after }: World): string {
  return `${before}+${after}`;
}

function percent(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)} %`;
}

function print(cells: readonly string[]): void {
  console.log(cells.map((cell, at) => (at === 0 ? cell.padEnd(42) : cell.padStart(8))).join(""));
}
