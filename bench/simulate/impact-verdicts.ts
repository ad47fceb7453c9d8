// Judges many draws of a world and counts how the verdicts turned out.
import { type Impact, judgeImpact, scanReleases, type ThemeCounts, type ThemeId } from "@heed/core";
import { createSeededRandom, drawBinomial, type SeededRandom } from "@heed/stats";
import { drawWorld, type World } from "./impact-series.ts";
import { TOLERANCE } from "./simulate.ts";

/** What the verdicts of one world were. */
export interface Tally {
  readonly runs: number;
  readonly fell: number;
  readonly rose: number;
  readonly noChange: number;
  readonly cannotTell: number;
  /** Comparisons made, and those whose interval holds the truth. */
  readonly compared: number;
  readonly covered: number;
  /** Falls that "no change detected" says would have been seen, as a factor of the rate. */
  readonly detectableFalls: readonly number[];
}

/** The promised rate of false verdicts. */
export const LEVEL = 0.05;

/** Judges `runs` draws of a world in which the release multiplied the rate by `effect`. */
export function tallyVerdicts(world: World, effect: number, runs: number, seed: number): Tally {
  const random = createSeededRandom(seed);
  const verdicts: Record<Impact["verdict"], number> = {
    ...{ fell: 0, rose: 0, "no-change": 0, "cannot-tell": 0 },
  };
  const detectableFalls: number[] = [];
  let [compared, covered] = [0, 0];
  for (let run = 0; run < runs; run += 1) {
    const { releasedOn, series, perUser, controls } = drawWorld(world, effect, random);
    const { verdict, change, detectable } = judgeImpact(perUser ?? series, {
      releasedOn,
      controls,
      ...(perUser === null ? {} : { second: series }),
    });
    verdicts[verdict] += 1;
    if (verdict === "no-change") detectableFalls.push(detectable!.fallTo);
    if (change === null) continue;
    compared += 1;
    if (change.low <= effect && (change.high === null || effect <= change.high)) covered += 1;
  }
  const { fell, rose, "no-change": noChange, "cannot-tell": cannotTell } = verdicts;
  return { runs, fell, rose, noChange, cannotTell, compared, covered, detectableFalls };
}

/** Wordings of one matter that somebody tries one after another. */
export const WORDINGS = 5;

/**
 * Of `runs` releases that did nothing, those of which somebody who tries several wordings of a matter, until one is told to have
 * moved, is told a change. Each wording finds its own part of the same voices. With `isShared` every wording that was asked
 * shares the level, as it does in a workspace.
 */
export function tallyWordings(
  world: World,
  runs: number,
  seed: number,
  isShared = true,
): Pick<Tally, "runs" | "fell" | "rose"> {
  const random = createSeededRandom(seed);
  let [fell, rose] = [0, 0];
  for (let run = 0; run < runs; run += 1) {
    const { releasedOn, series, controls } = drawWorld(world, 1, random);
    for (let asked = 1; asked <= WORDINGS; asked += 1) {
      const share = 0.3 + 0.6 * random.next();
      const people = series.people.map((count) => drawBinomial(random, count, share));
      const options = { releasedOn, controls, themes: isShared ? asked : 1 };
      const { verdict } = judgeImpact({ ...series, people }, options);
      if (verdict !== "fell" && verdict !== "rose") continue;
      if (verdict === "fell") fell += 1;
      else rose += 1;
      break;
    }
  }
  return { runs, fell, rose };
}

/** What is promised of five wordings: looks that follow one another add up, and those after the first are told as hints. */
export const WORDINGS_LEVEL = 2 * LEVEL;

/** True where false verdicts are at most the level, within three Monte-Carlo standard errors. */
export function holds(
  { runs, fell, rose }: Pick<Tally, "runs" | "fell" | "rose">,
  level = LEVEL,
): boolean {
  return (fell + rose) / runs <= level + TOLERANCE * Math.sqrt((level * (1 - level)) / runs);
}

const SCANNED_THEMES = 24;
const SCANNED_RELEASES = 7;
const SCANNED_WEEKS = 60;

/**
 * Of `runs` workspaces in which nothing changed at any release, those in which a look without a plan finds anything. With
 * `everyThird` two themes of three are steady, so that the many cannot tell how far the few swing.
 */
export function tallyScans(
  world: World,
  runs: number,
  seed: number,
  everyThird: boolean,
): Pick<Tally, "runs" | "fell" | "rose"> {
  const random = createSeededRandom(seed);
  let [fell, rose] = [0, 0];
  for (let run = 0; run < runs; run += 1) {
    const found = scanOnce(world, 1, everyThird, random);
    if (found.some(({ direction }) => direction === "rose")) rose += 1;
    else if (found.length > 0) fell += 1;
  }
  return { runs, fell, rose };
}

/** Of `runs` workspaces in which the release in the middle multiplied one theme by `effect`, those in which that is found. */
export function tallyFound(world: World, effect: number, runs: number, seed: number): number {
  const random = createSeededRandom(seed);
  const direction = effect < 1 ? "fell" : "rose";
  let right = 0;
  for (let run = 0; run < runs; run += 1) {
    const found = scanOnce(world, effect, false, random);
    if (found.some((one) => one.themeId === "theme_1" && one.direction === direction)) right += 1;
  }
  return right;
}

/** What a look without a plan finds in one workspace; the release in the middle changes the first theme. */
function scanOnce(world: World, effect: number, everyThird: boolean, random: SeededRandom) {
  const half = SCANNED_WEEKS / 2;
  const { series, controls } = drawWorld({ ...world, before: half, after: half }, effect, random, {
    controls: SCANNED_THEMES - 1,
    isCalm: (index) => everyThird && index % 3 > 0,
  });
  const { weeks, exposure } = series;
  const themes = [series, ...controls].map(({ people }, at) => ({
    themeId: `theme_${at + 1}` as ThemeId,
    people,
  }));
  const counts: ThemeCounts = { weeks, heard: exposure, themes };
  const step = SCANNED_WEEKS / (SCANNED_RELEASES + 1);
  const releases = Array.from({ length: SCANNED_RELEASES }, (_, at) => ({
    version: `1.${at}`,
    date: weeks[Math.round((at + 1) * step)]!,
  }));
  return scanReleases(counts, releases);
}
