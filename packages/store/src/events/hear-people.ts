// Puts together what people of events say, and what they did day by day, from the engine's rows.
import type {
  ActivityAsk,
  DailyActivity,
  MentionId,
  PeoplePlace,
  SaidBehind,
  ThemeId,
} from "@heed/core";
import { compileMatch, compileNumber, compileProperty } from "./compile-match.ts";
import {
  compileFirstSaid,
  compileQuotesSaid,
  compileSpeakers,
  compileThemesSaid,
} from "./compile-said.ts";
import type { Ask } from "./measure-trend.ts";
import { ALL_PEOPLE, compilePeople } from "./people-behind.ts";
import { type EventView, visibleEvents } from "./visible-events.ts";

/** What the people behind a figure say; nothing where no feedback is kept beside the events. */
export async function hearPeople(
  view: EventView,
  place: PeoplePlace,
  mostQuotes: number,
  ask: Ask,
): Promise<SaidBehind> {
  if (!(await hasFeedback(view, ask))) return { speakers: 0, themes: [], mentionIds: [] };
  const rows = await ask<{ told: string; people: string }>((values) =>
    compileThemesSaid(view, `(${compilePeople(view, place, ALL_PEOPLE, values)})`),
  );
  const places = await ask<{ item: string; revision: number; start: number; end: number }>(
    (values) => {
      const people = `(${compilePeople(view, place, ALL_PEOPLE, values)})`;
      return compileQuotesSaid(view, people, mostQuotes, values);
    },
  );
  return {
    speakers: Number(rows.find(({ told }) => Number(told) === -1)?.people ?? 0),
    themes: rows
      .filter(({ told }) => Number(told) > 0)
      .map(({ told, people }) => ({
        themeId: `theme_${Number(told)}` as ThemeId,
        people: Number(people),
      })),
    mentionIds: places.map(
      ({ item, revision, start, end }) =>
        `item_${Number(item)}.${revision}.${start}-${end}` as MentionId,
    ),
  };
}

/** When each person first spoke of the themes, in milliseconds since 1970. */
export async function readFirstSaid(
  view: EventView,
  themeIds: readonly ThemeId[],
  ask: Ask,
): Promise<Map<string, number>> {
  if (themeIds.length === 0 || !(await hasFeedback(view, ask))) return new Map();
  const numbers = themeIds.map((id) => Number(id.slice("theme_".length)));
  const rows = await ask<{ actor: string; ms: string }>((values) =>
    compileFirstSaid(view, numbers, values),
  );
  return new Map(rows.map(({ actor, ms }) => [actor, Number(ms)]));
}

/** People of the events who left feedback. */
export async function countSpeakers(view: EventView, ask: Ask): Promise<number> {
  if (!(await hasFeedback(view, ask))) return 0;
  const [row] = await ask<{ people: string }>(
    (values) => `SELECT uniqExact(actor) AS people FROM ${compileSpeakers(view)}
      WHERE actor IN (SELECT actor FROM ${visibleEvents(view, ["name"], "1", values)})`,
  );
  return Number(row!.people);
}

/** Day by day, in the order of people and days. */
export async function readActivity(
  view: EventView,
  { people, others, conversion, revenue, timeZone }: ActivityAsk,
  ask: Ask,
): Promise<DailyActivity[]> {
  const rows = await ask<Record<"actor", string> & Record<string, number | string>>((values) => {
    const columns = [
      `toInt32(toDate32(toTimeZone(at, ${values.text(timeZone)}))) AS day`,
      `${conversion === null ? "0" : compileMatch(conversion, values)} AS converts`,
      revenue === null
        ? "toFloat64(0) AS amount"
        : `if(${compileMatch(revenue.match, values)}, ifNull(${compileNumber(compileProperty(revenue.property, values))}, 0), 0) AS amount`,
    ];
    const wanted = values.texts(people);
    const some = `(SELECT actor FROM ${visibleEvents(view, ["seq"], "1", values)}
      WHERE actor NOT IN ${wanted} GROUP BY actor ORDER BY cityHash64(actor) LIMIT ${values.integer(others)})`;
    return `SELECT actor, day, count() AS events, sum(converts) AS conversions, sum(amount) AS revenue
      FROM ${visibleEvents(view, columns, "1", values)}
      WHERE actor IN ${wanted} OR actor IN ${some} GROUP BY actor, day ORDER BY actor, day`;
  });
  return rows.map(({ actor, day, events, conversions, revenue: amount }) => ({
    person: actor,
    day: Number(day),
    events: Number(events),
    conversions: Number(conversions),
    revenue: Number(amount),
  }));
}

async function hasFeedback({ database }: EventView, ask: Ask): Promise<boolean> {
  const [row] = await ask<{ tables: string }>(
    (values) => `SELECT count() AS tables FROM system.tables
      WHERE database = ${values.text(database)} AND name IN ('browse', 'item')`,
  );
  return Number(row!.tables) === 2;
}
