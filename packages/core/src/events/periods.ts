// Days, weeks and months in the workspace's zone as consecutive numbers, so that "the k-th period after" is a sum.
import { calendarDayOf, QUARTER_HOUR_MS } from "../calendar/week.ts";
import { InvalidInput } from "../errors.ts";
import type { DateRange, ZonedRange } from "./product-event.ts";

export const PERIODS = ["day", "week", "month"] as const;
export type Period = (typeof PERIODS)[number];

const DAY_MS = 86_400_000;

/** Number of the period in which a calendar day (`YYYY-MM-DD`) lies: days and weeks since 1970, months since year 0. */
export function periodNumber(date: string, period: Period): number {
  if (period === "month") return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
  const day = Date.parse(`${date}T00:00:00Z`) / DAY_MS;
  // 1970-01-01 was a Thursday.
  return period === "day" ? day : Math.floor((day + 3) / 7);
}

/** First calendar day of a period. */
export function periodStart(number: number, period: Period): string {
  if (period === "month")
    return `${String(Math.floor(number / 12)).padStart(4, "0")}-${String((number % 12) + 1).padStart(2, "0")}-01`;
  return addDays("1970-01-01", period === "day" ? number : number * 7 - 3);
}

/** Numbers of all periods that a range touches. */
export function periodsOf({ firstDate, lastDate }: DateRange, period: Period): number[] {
  const first = periodNumber(firstDate, period);
  const last = periodNumber(lastDate, period);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Number of days of a range. */
export function daysOf({ firstDate, lastDate }: DateRange): number {
  return (Date.parse(lastDate) - Date.parse(firstDate)) / DAY_MS + 1;
}

// A format is slow to make, and a workspace has one zone.
const zones = new Map<string, (at: number) => string>();

/** A function from instants (microseconds since 1970) to calendar days in a zone. */
export function dateIn(timeZone: string): (at: number) => string {
  const made = zones.get(timeZone) ?? makeDateIn(timeZone);
  zones.set(timeZone, made);
  return made;
}

function makeDateIn(timeZone: string): (at: number) => string {
  const dateOf = calendarDayOf(timeZone);
  return (at) => dateOf(at / 1000);
}

/** First instant (microseconds since 1970) of a calendar day in a zone. */
export function startOfDate(date: string, timeZone: string): number {
  const dateOf = dateIn(timeZone);
  const noon = Date.parse(`${date}T12:00:00Z`);
  let before = Math.floor((noon - 2 * DAY_MS) / QUARTER_HOUR_MS);
  let after = Math.ceil((noon + DAY_MS) / QUARTER_HOUR_MS);
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dateOf(middle * QUARTER_HOUR_MS * 1000) >= date) after = middle;
    else before = middle;
  }
  return after * QUARTER_HOUR_MS * 1000;
}

/** The instants of a range in microseconds since 1970: from the first, before the second (EV8). */
export function instantsOf(range: ZonedRange): { readonly from: number; readonly before: number } {
  return {
    from: startOfDate(range.firstDate, range.timeZone),
    before: startOfDate(addDays(range.lastDate, 1), range.timeZone),
  };
}

const MOST_DAYS = 36_600;

/** Refuses days that are none, a range that ends before it begins, and zones that are nowhere. */
export function checkRange({ firstDate, lastDate, timeZone }: ZonedRange): void {
  for (const date of [firstDate, lastDate]) {
    const at = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
    if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date)
      throw new InvalidInput(
        "range-date",
        `"${date}" is no day, expected one such as 2026-03-31.`,
        {
          zh: { message: `“${date}”不是日期，应写成 2026-03-31。` },
        },
      );
  }
  if (lastDate < firstDate || daysOf({ firstDate, lastDate }) > MOST_DAYS)
    throw new InvalidInput(
      "range-order",
      `The range ${firstDate} to ${lastDate} ends before it begins or is longer than 100 years.`,
      { zh: { message: `日期范围 ${firstDate} 至 ${lastDate} 的结束早于开始，或超过 100 年。` } },
    );
  try {
    new Intl.DateTimeFormat("en", { timeZone });
  } catch (cause) {
    throw new InvalidInput(
      "time-zone",
      `There is no time zone "${timeZone}", expected a name such as Europe/Berlin.`,
      { cause, zh: { message: `没有时区“${timeZone}”，应写成 Asia/Shanghai。` } },
    );
  }
}
