// What was known of a person on the day from which they are followed, and what they did after it.
import type { DailyActivity } from "../ports/event-store.ts";

/** What one person did, day by day. */
export type PersonDays = readonly DailyActivity[];

/** A person with the day from which they are followed. */
export interface Observed {
  readonly person: string;
  readonly day: number;
  readonly days: PersonDays;
}

/** What is known beforehand (BE2). */
export const COVARIATES = ["events", "days", "tenure", "converted", "revenue", "calendar"] as const;
export type Covariate = (typeof COVARIATES)[number];

/** Days before the day from which somebody is followed. */
export const DAYS_BEFORE = 28;

/** One list a covariate, with a value for each person. Counts, spans and amounts are taken as log(1 + x). */
export function covariatesOf(units: readonly Observed[]): Readonly<Record<Covariate, number[]>> {
  const known = units.map(knownBefore);
  return Object.fromEntries(
    COVARIATES.map((name) => [name, known.map((one) => one[name])]),
  ) as Record<Covariate, number[]>;
}

function knownBefore({ day, days }: Observed): Record<Covariate, number> {
  const before = days.filter((one) => one.day < day);
  const lately = before.filter((one) => one.day >= day - DAYS_BEFORE);
  const sum = (list: PersonDays, field: "events" | "conversions" | "revenue") =>
    list.reduce((total, one) => total + one[field], 0);
  return {
    events: Math.log1p(sum(lately, "events")),
    days: lately.length,
    tenure: Math.log1p(day - (days[0]?.day ?? day)),
    converted: sum(before, "conversions") > 0 ? 1 : 0,
    revenue: Math.log1p(Math.max(0, sum(before, "revenue"))),
    calendar: day,
  };
}

/** What they did in the days after (BE3): still there in the second half of them, converted, paid. */
export function outcomesOf({ day, days }: Observed, horizonDays: number) {
  const after = days.filter((one) => one.day > day && one.day <= day + horizonDays);
  const half = day + Math.floor(horizonDays / 2);
  return {
    retention: after.some((one) => one.day > half) ? 1 : 0,
    conversion: after.some((one) => one.conversions > 0) ? 1 : 0,
    revenue: after.reduce((total, one) => total + one.revenue, 0),
  };
}
