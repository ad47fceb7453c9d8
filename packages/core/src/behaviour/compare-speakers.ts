// Do people who mention a theme stay, convert and pay less than people alike who do not? (SPEC-events.md, BE)
import { holm, matchedEffect, type Outcome } from "@heed/stats";
import type { DailyActivity } from "../ports/event-store.ts";
import { matchAlike } from "./match-alike.ts";
import {
  COVARIATES,
  type Covariate,
  covariatesOf,
  type Observed,
  outcomesOf,
  type PersonDays,
} from "./observe-person.ts";
import { pickMoments } from "./pick-moments.ts";

export interface SpeakerQuestion {
  /** Day (since 1970) on which each person who mentions the theme first did. */
  readonly spokeOn: ReadonlyMap<string, number>;
  /** What they and others did, in the order of people and days. */
  readonly activity: readonly DailyActivity[];
  /** Days after that are looked at: 7 to 180. */
  readonly horizonDays: number;
  /** Last day on which anything is known. */
  readonly lastDay: number;
  readonly hasConversion: boolean;
  readonly hasRevenue: boolean;
}

export const BEHAVIOUR_OUTCOMES = ["retention", "conversion", "revenue"] as const;
export type BehaviourOutcome = (typeof BEHAVIOUR_OUTCOMES)[number];

export interface ComparedOutcome {
  readonly outcome: BehaviourOutcome;
  /** Share of people, or money a person. */
  readonly mentioned: number;
  readonly matched: number;
  /** Difference with its 95 % interval, adjusted for what matching left. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** Adjusted by Holm over the outcomes. */
  readonly pValue: number;
  readonly verdict: "worse" | "better" | "unclear";
}

export interface CovariateView {
  readonly covariate: Covariate;
  /** Standardised mean differences; null where nobody varies and the means differ. */
  readonly before: number | null;
  readonly after: number | null;
}

export interface SpeakerComparison {
  /** People who mention the theme and have events. */
  readonly mentioned: number;
  /** Those of them who could be followed and have a counterpart. */
  readonly pairs: number;
  readonly left: { readonly early: number; readonly late: number; readonly unmatched: number };
  readonly outcomes: readonly ComparedOutcome[];
  readonly balance: readonly CovariateView[];
  /** Money that the people who mention it pay less over the days looked at; null without revenue. */
  readonly atRisk: { readonly value: number; readonly low: number; readonly high: number } | null;
  /** Ids of the pairs, for the rows behind the figures. */
  readonly people: readonly { readonly mentions: string; readonly alike: string }[];
}

/** Standardised mean differences above this are no comparison. */
const WORST_BALANCE = 0.25;
const FEWEST_PAIRS = 20;
const LEVEL = 0.05;

/**
 * Matches each person who mentions the theme with one who does not and was alike until that day (BE1 to BE4), and compares
 * what they did after. Refuses with `too-few-observations`, `no-overlap` and the reasons of matching.
 */
export function compareSpeakers(question: SpeakerQuestion): Outcome<SpeakerComparison> {
  const people = daysOfPeople(question.activity);
  const { treated, controls, early, late } = pickMoments(question, people);
  const mentioned = [...question.spokeOn.keys()].filter((person) => people.has(person)).length;
  if (treated.length < FEWEST_PAIRS || controls.length < FEWEST_PAIRS)
    return refuse(
      "too-few-observations",
      `${treated.length} people who mention it can be followed for ${question.horizonDays} days, and ${controls.length} others; expected at least ${FEWEST_PAIRS} of each.`,
    );
  const units = [...treated, ...controls];
  const known = covariatesOf(units);
  const used = COVARIATES.filter((name) => new Set(known[name]).size > 1);
  const matching = matchAlike(
    units.map((_, index) => index < treated.length),
    used.map((name) => known[name]),
  );
  if (!matching.ok) return matching;
  const { pairs, before, after } = matching;
  if (pairs.length < FEWEST_PAIRS)
    return refuse(
      "too-few-observations",
      `${pairs.length} people who mention it have a counterpart who is alike, expected at least ${FEWEST_PAIRS}.`,
    );
  const worst = Math.max(
    0,
    ...after.map(({ standardizedDifference: gap = Number.POSITIVE_INFINITY }) => Math.abs(gap)),
  );
  if (worst > WORST_BALANCE)
    return refuse(
      "no-overlap",
      `The two groups still differ by ${worst.toFixed(2)} standard deviations in what was known beforehand, expected at most ${WORST_BALANCE}.`,
    );
  const gaps = used.map((name) =>
    pairs.map(({ treated: one, control }) => known[name][one]! - known[name][control]!),
  );
  const compared = compareOutcomes(question, units, pairs, gaps);
  const revenue = compared.find(({ outcome }) => outcome === "revenue");
  return {
    ok: true,
    mentioned,
    pairs: pairs.length,
    left: { early, late, unmatched: treated.length - pairs.length },
    outcomes: compared,
    balance: used.map((covariate, index) => ({
      covariate,
      before: before[index]?.standardizedDifference ?? null,
      after: after[index]?.standardizedDifference ?? null,
    })),
    atRisk:
      revenue === undefined
        ? null
        : {
            value: -revenue.difference * mentioned,
            low: -revenue.high * mentioned,
            high: -revenue.low * mentioned,
          },
    people: pairs.map(({ treated: one, control }) => ({
      mentions: units[one]!.person,
      alike: units[control]!.person,
    })),
  };
}

type Pairs = readonly { readonly treated: number; readonly control: number }[];

/** One comparison an outcome; where all pairs agree there is a difference without an interval, and it is left out. */
function compareOutcomes(
  question: SpeakerQuestion,
  units: readonly Observed[],
  pairs: Pairs,
  gaps: readonly (readonly number[])[],
): ComparedOutcome[] {
  const asked = BEHAVIOUR_OUTCOMES.filter(
    (outcome) =>
      outcome === "retention" ||
      (outcome === "conversion" ? question.hasConversion : question.hasRevenue),
  );
  const figures = units.map((unit) => outcomesOf(unit, question.horizonDays));
  const compared = asked.flatMap((outcome) => {
    const values = figures.map((one) => one[outcome]);
    const mean = (side: "treated" | "control") =>
      pairs.reduce((sum, pair) => sum + values[pair[side]]!, 0) / pairs.length;
    const effect = matchedEffect(
      pairs.map(({ treated, control }) => values[treated]! - values[control]!),
      gaps,
    );
    return effect.ok
      ? [{ outcome, effect, mentioned: mean("treated"), matched: mean("control") }]
      : [];
  });
  const adjusted = holm(compared.map(({ effect }) => effect.pValue));
  return compared.map(({ outcome, effect, mentioned, matched }, index) => {
    const pValue = adjusted.ok ? adjusted.adjusted[index]! : 1;
    const isSure = pValue <= LEVEL;
    const { estimate, low, high } = effect;
    const verdict = !isSure ? "unclear" : estimate < 0 ? "worse" : "better";
    return { outcome, mentioned, matched, difference: estimate, low, high, pValue, verdict };
  });
}

function daysOfPeople(activity: readonly DailyActivity[]): Map<string, PersonDays> {
  const people = new Map<string, DailyActivity[]>();
  for (const one of activity) {
    const days = people.get(one.person);
    if (days === undefined) people.set(one.person, [one]);
    else days.push(one);
  }
  return people;
}

function refuse(reason: "too-few-observations" | "no-overlap", message: string) {
  return { ok: false, reason, message } as const;
}
