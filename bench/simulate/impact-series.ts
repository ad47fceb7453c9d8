// Draws weeks around a release whose truth is known: people heard, a theme, other themes, with or without an effect.
import type { ImpactSeries } from "@heed/core";
import {
  drawBinomial,
  drawNegativeBinomial,
  drawNormal,
  drawPoisson,
  type SeededRandom,
} from "@heed/stats";

/** A world in which releases happen; what is left out is absent. Rates are those of the log-linear model of a week. */
export interface World {
  readonly name: string;
  /** Whole weeks on each side of the release. */
  readonly before: number;
  readonly after: number;
  /** People a week who voice the theme, without any of what follows. Default 8. */
  readonly people?: number;
  /** People heard a week. Default ten times those who voice the theme. */
  readonly heard?: number;
  /** Negative-binomial: variance is `mean + dispersion * mean^2`. */
  readonly dispersion?: number;
  /** Slope of the log rate a week, on through the release. */
  readonly trend?: number;
  /** Yearly wave of the log rate, at a phase by chance. */
  readonly season?: number;
  /** Swings of the log rate that remember the week before: their standard deviation and lag-one correlation. */
  readonly swings?: { readonly deviation: number; readonly correlation: number };
  /** Chance a week that the theme is voiced `times` as often for a week, or for `lasts` weeks. */
  readonly bursts?: { readonly chance: number; readonly times: number; readonly lasts?: number };
  /** The first week after the release brings so many times the people, theme and all. */
  readonly rush?: number;
  /** The first week after the release brings the theme so many times as often, and nothing else. */
  readonly stir?: number;
  /** From the release on so many times the people speak. */
  readonly volume?: number;
  /** From the release on another complaint adds this share of people heard. */
  readonly flood?: number;
  /** A file of users a week: steady, whatever is said. */
  readonly users?: number;
}

/** One draw of a world. */
export interface Drawn {
  readonly releasedOn: string;
  readonly series: ImpactSeries;
  /** The same people per user, in a world that counts users. */
  readonly perUser: ImpactSeries | null;
  readonly controls: readonly ImpactSeries[];
}

/** Other themes beside the one that is judged. */
export const CONTROLS = 8;
const WEEK_MS = 604_800_000;
const FIRST_MONDAY = Date.UTC(2022, 0, 3);

/**
 * One draw; from the release on the theme's rate is multiplied by `effect`, which is 1 without one. The other themes live in
 * the same world, of which `isCalm` takes trend, season, swings and bursts away.
 */
export function drawWorld(
  world: World,
  effect: number,
  random: SeededRandom,
  { controls: count = CONTROLS, isCalm = (_: number): boolean => false } = {},
): Drawn {
  const { before, after, people = 8, heard: usual = 10 * people } = world;
  const { volume = 1, flood = 0, rush = 1, stir = 1, users } = world;
  const weeks = Array.from({ length: before + after }, (_, at) =>
    new Date(FIRST_MONDAY + at * WEEK_MS).toISOString().slice(0, 10),
  );
  const steady: World = { name: "steady", before, after };
  const crowd = (at: number) => (at < before ? 1 : volume) * (at === before ? rush : 1);
  const usualHeard = weeks.map((_, at) => Math.max(1, drawPoisson(random, usual * crowd(at))));
  const flooded = usualHeard.map((count, at) =>
    at < before || flood === 0 ? 0 : drawPoisson(random, (count * flood) / (1 - flood)),
  );
  const heard = usualHeard.map((count, at) => count + flooded[at]!);
  const theme = (rate: number, change: (at: number) => number, isSteady = false) => {
    const factors = drawFactors(isSteady ? steady : world, random);
    return usualHeard.map((count, at) => {
      const mean = count * rate * factors[at]! * change(at);
      return Math.min(count, drawNegativeBinomial(random, mean, world.dispersion ?? 0));
    });
  };
  const own = theme(people / usual, (at) =>
    at < before ? 1 : effect * (at === before ? stir : 1),
  );
  const controls = Array.from({ length: count }, (_, index) =>
    theme(people / usual, () => 1, isCalm(index)),
  );
  const series = { weeks, people: own, exposure: heard };
  return {
    releasedOn: weeks[before]!,
    series,
    perUser:
      users === undefined
        ? null
        : { ...series, exposure: weeks.map(() => users + drawBinomial(random, users, 0.05)) },
    controls: controls.map((people) => ({ weeks, people, exposure: heard })),
  };
}

/** What moves a theme's rate besides the release, week by week: trend, season, swings and bursts. */
function drawFactors(world: World, random: SeededRandom): number[] {
  const { before, after, trend = 0, season = 0, swings, bursts } = world;
  const phase = 2 * Math.PI * random.next();
  const fresh = swings === undefined ? 0 : Math.sqrt(1 - swings.correlation ** 2);
  let swing = drawNormal(random);
  let left = 0;
  return Array.from({ length: before + after }, (_, at) => {
    const wave = season * Math.cos((2 * Math.PI * at) / 52 + phase);
    if (at > 0 && swings !== undefined)
      swing = swings.correlation * swing + fresh * drawNormal(random);
    if (left === 0 && bursts !== undefined && random.next() < bursts.chance)
      left = bursts.lasts ?? 1;
    const burst = left > 0 ? bursts!.times : 1;
    if (left > 0) left -= 1;
    // The release stands in the middle of the trend, so that steep ones stay within what can be counted.
    const log = trend * (at - before) + wave + (swings?.deviation ?? 0) * swing;
    return Math.exp(log) * burst;
  });
}
