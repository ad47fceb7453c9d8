// Event matches, periods and numbers as SQL expressions over the columns of an event (SPEC-events.md, EV).
import { type EventMatch, NUMBER_PATTERN, type Period, type PropertyFilter } from "@heed/core";
import type { BoundValues } from "./bound-values.ts";

/** A condition that holds for the events of a match. */
export function compileMatch({ name, filters = [] }: EventMatch, values: BoundValues): string {
  const conditions = filters.map((filter) => compileFilter(filter, values));
  if (name !== null) conditions.unshift(`name = ${values.text(name)}`);
  return conditions.length === 0 ? "1" : `(${conditions.join(" AND ")})`;
}

/** A condition for the events of any of the matches; by their names alone where that is enough to skip the rest unread. */
export function compileAny(matches: readonly EventMatch[], values: BoundValues): string {
  const names = matches.map(({ name }) => name);
  const any = matches.map((match) => compileMatch(match, values)).join(" OR ");
  if (!names.every((name) => name !== null)) return `(${any})`;
  const byName = `name IN ${values.texts([...new Set(names)])}`;
  return matches.every(({ filters = [] }) => filters.length === 0)
    ? byName
    : `${byName} AND (${any})`;
}

function compileFilter(filter: PropertyFilter, values: BoundValues): string {
  const value = compileProperty(filter.property, values);
  switch (filter.test) {
    case "is":
      return `(${value} != '' AND has(${values.texts(filter.values)}, ${value}))`;
    case "is-not":
      return `(${value} = '' OR NOT has(${values.texts(filter.values)}, ${value}))`;
    case "contains":
      return `(${value} != '' AND position(${value}, ${values.text(filter.value)}) > 0)`;
    case "above":
      return `ifNull(${compileNumber(value)} > ${values.number(filter.value)}, 0)`;
    case "below":
      return `ifNull(${compileNumber(value)} < ${values.number(filter.value)}, 0)`;
    case "set":
      return `${value} != ''`;
    case "not-set":
      return `${value} = ''`;
  }
}

/** The text of a property, empty when missing. */
export function compileProperty(name: string, values: BoundValues): string {
  return `properties[${values.text(name)}]`;
}

/** The number that a text reads as, or NULL. */
export function compileNumber(text: string): string {
  const read = `toFloat64OrNull(${text})`;
  return `if(match(${text}, '${NUMBER_PATTERN}') AND isFinite(${read}), ${read}, NULL)`;
}

/** The number of the period in which an event lies, as `periodNumber` counts them. */
export function compilePeriod(period: Period, timeZone: string, values: BoundValues): string {
  const local = `toTimeZone(at, ${values.text(timeZone)})`;
  if (period === "month") return `toInt32(toYear(${local}) * 12 + toMonth(${local}) - 1)`;
  const day = `toInt32(toDate32(${local}))`;
  return period === "day" ? day : `toInt32(floor((${day} + 3) / 7))`;
}

/** Microseconds since 1970. */
export const MICROSECONDS = "toUnixTimestamp64Micro(at)";
/** Microseconds as an instant that compares with the column. */
export function compileInstant(microseconds: number, values: BoundValues): string {
  return `fromUnixTimestamp64Micro(${values.integer(microseconds)}, 'UTC')`;
}
