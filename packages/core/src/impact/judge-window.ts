// Tests whether a rate changed inside a window, plainly and beside a trend.
import {
  compareOverdispersedRates,
  linearRegression,
  placeboInTime,
  type Season,
  type SegmentOptions,
  segmentedRateRegression,
  testOverdispersedRates,
} from "@heed/stats";
import { mondayOf } from "../calendar/week.ts";
import { type ImpactWindow, LEAST_WEEKS } from "./choose-window.ts";
import type { Impact, ImpactRatio } from "./impact.ts";

/** From so many weeks on the step beside a trend decides by itself; below, it guards the comparison of levels. */
const WEEKS_FOR_TREND = 24;
const LEAST_PLACEBOS = 12;
/** Log rate a week. */
const PLAUSIBLE_TREND = 0.05;
const STEEPEST = 0.25;
/** Log of a likelihood ratio. */
const CLEARLY = 2;
// One wave a year: more would take the weeks that the step needs.
const YEAR: Season = { period: 52, harmonics: 1 };

/** A comparison without its interval. */
export type ImpactTest = Pick<ImpactRatio, "ratio" | "pValue">;

/** `compareLevels` without its interval, many times as fast; null where it refuses. */
export function testLevels(window: ImpactWindow): ImpactTest | null {
  const { pair, silent } = sidesOf(window);
  const tested = testOverdispersedRates(pair);
  if (!tested.ok) return null;
  const { rateRatio, pValue } = tested;
  return { ratio: silent.before ? null : silent.after ? 0 : rateRatio, pValue };
}

/** Rates after against rates before, by the overdispersed comparison; null where it refuses. */
export function compareLevels(window: ImpactWindow, confidenceLevel: number): ImpactRatio | null {
  const { pair, silent } = sidesOf(window);
  const compared = compareOverdispersedRates({ ...pair, confidenceLevel });
  if (!compared.ok) return null;
  const { rateRatio, low, high, pValue } = compared;
  return openEnds({ ratio: rateRatio, low, high, pValue }, silent);
}

/** The step beside trend and season, with autoregressive errors; null where it refuses. */
export function stepBesideTrend(window: ImpactWindow, confidenceLevel: number): ImpactRatio | null {
  const { counts, silent } = withOneVoice(window);
  const fitted = segmentedRateRegression(
    { counts, exposures: window.exposure },
    { ...optionsOf(window), confidenceLevel },
  );
  if (!fitted.ok) return null;
  const { estimate, low, high, pValue } = fitted.levelChange;
  return openEnds(
    { ratio: Math.exp(estimate), low: Math.exp(low), high: Math.exp(high), pValue },
    silent,
  );
}

/** True where the step beside a trend can decide by itself: weeks enough, a voice on each side, and a fit. */
export function isLongEnough(
  window: ImpactWindow,
  besideTrend: ImpactRatio | null,
): besideTrend is ImpactRatio {
  const { silent } = withOneVoice(window);
  const isSilent = silent.before || silent.after;
  return window.weeks.length >= WEEKS_FOR_TREND && besideTrend !== null && !isSilent;
}

/**
 * The test of levels after the worst plausible trend is taken out: 5 % a week in the direction of the change, or the
 * trend before the release where that is steeper.
 *
 * Source: the bounded-trend sensitivity of A. Rambachan and J. Roth, Review of Economic Studies 90 (2023).
 */
export function testBeyondTrend(window: ImpactWindow, rose: boolean): ImpactTest | null {
  const slope = worstTrend(window, rose);
  const exposure = window.exposure.map((value, at) => value * Math.exp(slope * at));
  return testLevels({ ...window, exposure });
}

/** How much of a change, on the logarithm, the worst plausible trend takes away: its slope from the middle of a side to the other's. */
export function trendAllowance(window: ImpactWindow, rose: boolean): number {
  return Math.abs(worstTrend(window, rose)) * (window.weeks.length / 2);
}

function worstTrend(window: ImpactWindow, rose: boolean): number {
  const sign = rose ? 1 : -1;
  return sign * Math.min(STEEPEST, Math.max(PLAUSIBLE_TREND, sign * slopeBefore(window)));
}

/** Slope of the log rate a week before the release, 0 where it cannot be fitted. */
function slopeBefore({ people, exposure, changeAt }: ImpactWindow): number {
  const outcomes = people
    .slice(0, changeAt)
    .map((count, at) => Math.log((count + 0.5) / exposure[at]!));
  const fitted = linearRegression({ outcomes, predictors: [outcomes.map((_, at) => at)] });
  return fitted.ok ? fitted.coefficients[1]!.estimate : 0;
}

/** Where the step ranks among steps at earlier weeks; null without 12 of them. */
export function rankAmongPlacebos(window: ImpactWindow): Impact["placebo"] {
  if (window.changeAt < 2 * LEAST_WEEKS) return null;
  const { counts } = withOneVoice(window);
  const ranked = placeboInTime(
    (length, options) =>
      segmentedRateRegression(
        { counts: counts.slice(0, length), exposures: window.exposure.slice(0, length) },
        options,
      ),
    window.weeks.length,
    optionsOf(window),
  );
  if (!ranked.ok || ranked.placebos < LEAST_PLACEBOS) return null;
  return { share: ranked.pValue, placebos: ranked.placebos };
}

/** The same window with the most extreme week of its louder side put to that side's median rate. */
export function withoutLoudestWeek(window: ImpactWindow, rose: boolean): ImpactWindow {
  const { changeAt, weeks, exposure } = window;
  const rate = (at: number) => window.people[at]! / exposure[at]!;
  const [from, to] = rose ? [changeAt, weeks.length] : [0, changeAt];
  const places = Array.from({ length: to - from }, (_, index) => from + index);
  const sorted = places.toSorted((a, b) => rate(a) - rate(b) || a - b);
  const loudest = sorted.at(-1)!;
  const middle = rate(sorted[Math.floor((sorted.length - 1) / 2)]!);
  const people = window.people.with(loudest, Math.round(middle * exposure[loudest]!));
  return { ...window, people };
}

/**
 * True where the step fits another day better than the release's own: the weeks are at least e² times as likely with it, with
 * their overdispersion counted in. The week of the other day is left out of both.
 */
export function fitsBetterAt(window: ImpactWindow, otherDay: string): boolean {
  const monday = mondayOf(otherDay);
  const places = window.weeks.flatMap((week, at) =>
    week === monday && monday !== otherDay ? [] : [at],
  );
  const other = (at: number) => window.weeks[at]! >= monday;
  const own = (at: number) => at >= window.changeAt;
  if (places.every((at) => other(at) === own(at))) return false;
  const [there, here] = [fitStep(window, places, other), fitStep(window, places, own)];
  if (there === null || here === null) return false;
  return there.logLikelihood - here.logLikelihood > CLEARLY * Math.max(1, there.dispersion);
}

/** Poisson likelihood of two rates, up to a constant, and Pearson's dispersion; null where a side has too few weeks. */
function fitStep(
  { people, exposure }: ImpactWindow,
  places: readonly number[],
  isAfter: (at: number) => boolean,
) {
  const sides = [places.filter((at) => !isAfter(at)), places.filter(isAfter)];
  let [logLikelihood, squares] = [0, 0];
  for (const side of sides) {
    if (side.length < LEAST_WEEKS) return null;
    const sum = (values: readonly number[]) => side.reduce((total, at) => total + values[at]!, 0);
    const [counted, exposed] = [sum(people), sum(exposure)];
    if (counted === 0) continue;
    const rate = counted / exposed;
    logLikelihood += counted * Math.log(rate);
    for (const at of side)
      squares += (people[at]! - rate * exposure[at]!) ** 2 / (rate * exposure[at]!);
  }
  return { logLikelihood, dispersion: squares / (places.length - 2) };
}

function optionsOf({ changeAt, hasSeason }: ImpactWindow): SegmentOptions {
  return { changeAt, ...(hasSeason ? { season: YEAR } : {}) };
}

function sidesOf(window: ImpactWindow) {
  const { changeAt, exposure } = window;
  const { counts, silent } = withOneVoice(window);
  return {
    pair: {
      control: { counts: counts.slice(0, changeAt), exposures: exposure.slice(0, changeAt) },
      treatment: { counts: counts.slice(changeAt), exposures: exposure.slice(changeAt) },
    },
    silent,
  };
}

/** A side without any voice has no rate: it is tested as if one person had spoken in its middle week. */
function withOneVoice({ people, changeAt }: ImpactWindow) {
  const quiet = (from: number, to: number) => people.slice(from, to).every((count) => count === 0);
  const [before, after] = [quiet(0, changeAt), quiet(changeAt, people.length)];
  let counts = people;
  if (before) counts = counts.with(Math.floor(changeAt / 2), 1);
  if (after) counts = counts.with(changeAt + Math.floor((people.length - changeAt) / 2), 1);
  return { counts, silent: { before, after } };
}

function openEnds(
  { ratio, low, high, pValue }: { ratio: number; low: number; high: number; pValue: number },
  silent: { readonly before: boolean; readonly after: boolean },
): ImpactRatio {
  const end = silent.before || !Number.isFinite(high) ? null : high;
  if (silent.before) return { ratio: null, low, high: null, pValue };
  return silent.after ? { ratio: 0, low: 0, high: end, pValue } : { ratio, low, high: end, pValue };
}
