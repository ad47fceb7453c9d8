// The instant at which a calendar day begins in a time zone.

/** The first instant of a day (`YYYY-MM-DD`) in an IANA zone, UTC, ISO 8601; after a gap at midnight the first that exists. */
export function dayStart(day: string, timeZone: string): string {
  const target = Date.parse(`${day}T00:00:00Z`);
  // The offset near the wanted instant tells where it is; a second look settles days on which it changes.
  let at = target - offsetMs(target, timeZone);
  at = target - offsetMs(at, timeZone);
  return new Date(at).toISOString();
}

export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** How far a zone's clocks are ahead of UTC at an instant. */
function offsetMs(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(at);
  const part = (name: string) => Number(parts.find(({ type }) => type === name)!.value);
  const shown = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return shown - Math.floor(at / 1000) * 1000;
}
