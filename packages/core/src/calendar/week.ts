// Cuts instants into the days and weeks of a workspace's own time zone.

const DAY_MS = 86_400_000;
// Zone offsets change only at quarter hours, so one answer serves a whole quarter.
export const QUARTER_HOUR_MS = 900_000;

/** A function from UTC instants (ISO 8601) to the Monday of their week, `YYYY-MM-DD`, in a time zone (IANA name). */
export function weekOf(timeZone: string): (instant: string) => string {
  const monday = calendarDayOf(timeZone, mondayOf);
  return (instant) => monday(Date.parse(instant));
}

/** A function from instants (milliseconds since 1970) to what `read` makes of their calendar day (`YYYY-MM-DD`) in a time zone. */
export function calendarDayOf(
  timeZone: string,
  read: (date: string) => string = (date) => date,
): (at: number) => string {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const known = new Map<number, string>();
  return (at) => {
    const quarter = Math.floor(at / QUARTER_HOUR_MS);
    let value = known.get(quarter);
    if (value === undefined) {
      value = read(format.format(quarter * QUARTER_HOUR_MS));
      known.set(quarter, value);
    }
    return value;
  };
}

/** The calendar day of an instant (ISO 8601) in a time zone (IANA name), `YYYY-MM-DD`. */
export function dayIn(timeZone: string, instant: string): string {
  const parts = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  return new Intl.DateTimeFormat("en-CA", { timeZone, ...parts }).format(new Date(instant));
}

/** The Monday on or before a calendar day (`YYYY-MM-DD`). */
export function mondayOf(date: string): string {
  const day = Date.parse(`${date}T00:00:00Z`);
  const sinceMonday = (new Date(day).getUTCDay() + 6) % 7;
  return new Date(day - sinceMonday * DAY_MS).toISOString().slice(0, 10);
}

/** Every Monday from one to another, both included; weeks without feedback are weeks too. */
export function weeksBetween(firstMonday: string, lastMonday: string): string[] {
  const weeks: string[] = [];
  const last = Date.parse(`${lastMonday}T00:00:00Z`);
  for (let at = Date.parse(`${firstMonday}T00:00:00Z`); at <= last; at += 7 * DAY_MS) {
    weeks.push(new Date(at).toISOString().slice(0, 10));
  }
  return weeks;
}
