// Weekly counts of people and mentions, whole weeks from the first to the last, silent ones included.
import type { FacetName, WeeklySeries } from "@heed/core";
import { type Bound, FACET_SQL } from "./browse-conditions.ts";

/** Selects columns of the filtered rows. */
type Select = <Row>(columns: string, rest: string, bound?: Bound) => Promise<Row[]>;

const DAY_MS = 86_400_000;
// Twenty years of weeks; rows dated outside of what a calendar of feedback can hold are not drawn.
const MOST_WEEKS = 1_044;

interface WeekRow {
  week: string;
  value: string;
  people: string;
  mentions: string;
}

/** The series of the `most` values with the most mentions; one series named `all` without a facet. */
export async function weeklySeries(
  select: Select,
  by: FacetName | null,
  most: number,
): Promise<WeeklySeries> {
  // Grouped by the day itself: a string for every row would cost more than all the rest.
  const week = "toString(toMonday(day)) AS week";
  const byWeek = "GROUP BY toMonday(day)";
  const heardRows = await select<WeekRow>(
    `${week}, 'all' AS value, uniqExact(person) AS people, countIf(is_mention) AS mentions`,
    `AND is_dated = 1 ${byWeek} ORDER BY week DESC LIMIT ${MOST_WEEKS}`,
  );
  const facetRows = (facet: FacetName) => {
    const { value, where, groupBy = "value" } = FACET_SQL[facet];
    return select<WeekRow>(
      `${week}, ${value} AS value, uniqExact(person) AS people, countIf(is_mention) AS mentions`,
      `AND is_dated = 1 AND ${where} ${byWeek}, ${groupBy} ORDER BY week, value`,
    );
  };
  const weeks = everyWeek(heardRows.map((row) => row.week));
  const rows = by === null ? heardRows : await facetRows(by);
  const place = new Map(weeks.map((monday, index) => [monday, index]));
  const fill = (entries: readonly (readonly [string, number])[]) => {
    const line = new Array<number>(weeks.length).fill(0);
    for (const [monday, count] of entries) {
      const index = place.get(monday);
      if (index !== undefined) line[index] = count;
    }
    return line;
  };
  const series = [...Map.groupBy(rows, (row) => row.value)].map(([name, of]) => ({
    value: name,
    people: fill(of.map((row) => [row.week, Number(row.people)])),
    mentions: fill(of.map((row) => [row.week, Number(row.mentions)])),
  }));
  const total = ({ mentions }: { mentions: number[] }) => mentions.reduce((a, b) => a + b, 0);
  series.sort((a, b) => total(b) - total(a) || (a.value < b.value ? -1 : 1));
  return {
    weeks,
    heard: fill(heardRows.map((row) => [row.week, Number(row.people)])),
    series: series.slice(0, most),
  };
}

function everyWeek(mondays: readonly string[]): string[] {
  const times = mondays.map((monday) => Date.parse(monday)).sort((a, b) => a - b);
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return [];
  const weeks: string[] = [];
  const from = Math.max(first, last - (MOST_WEEKS - 1) * 7 * DAY_MS);
  for (let at = from; at <= last; at += 7 * DAY_MS)
    weeks.push(new Date(at).toISOString().slice(0, 10));
  return weeks;
}
