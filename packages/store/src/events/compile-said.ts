// What the people of events say: their keys stand beside their feedback, so the two meet in one query.
import type { BoundValues } from "./bound-values.ts";
import type { EventView } from "./visible-events.ts";

/** Rows of `item` and `actor`: who of the people of events wrote which feedback. */
export function compileSpeakers({ database, hasJoined }: EventView): string {
  const keys = `(SELECT DISTINCT item, arrayJoin(person_keys) AS key FROM ${database}.item FINAL)`;
  if (!hasJoined) return `(SELECT item, key AS actor FROM ${keys})`;
  return `(SELECT item, if(joined.person = '', key, joined.person) AS actor
    FROM ${keys} AS spoken LEFT ANY JOIN ${database}.person_of AS joined ON spoken.key = joined.id)`;
}

/** Rows of mentions by the people of a subquery: `actor`, `theme`, and the mention's place. */
function compileMentions(view: EventView, people: string): string {
  return `(SELECT who.actor AS actor, b.theme AS theme, b.item AS item, b.revision AS revision, b.start AS start,
      b.end AS end, b.score AS score, b.is_mention AS is_mention
    FROM ${view.database}.browse AS b INNER JOIN ${compileSpeakers(view)} AS who ON b.item = who.item
    WHERE b.spam = 0 AND b.rival = '' AND who.actor IN ${people})`;
}

/** Rows of `told` (a theme, 0: none) and `people`, the most people first; the row of -1 counts all who spoke. */
export function compileThemesSaid(view: EventView, people: string): string {
  return `SELECT if(grouping(theme) = 1, -1, toInt64(theme)) AS told, uniqExact(actor) AS people
    FROM ${compileMentions(view, people)} GROUP BY GROUPING SETS ((theme), ()) ORDER BY people DESC, told`;
}

/** Places of the most negative mentions of these people, one of each. */
export function compileQuotesSaid(
  view: EventView,
  people: string,
  most: number,
  values: BoundValues,
): string {
  return `SELECT item, revision, start, end FROM ${compileMentions(view, people)}
    WHERE is_mention AND theme > 0 ORDER BY score, item, start LIMIT 1 BY actor LIMIT ${values.integer(most)}`;
}

/** Rows of `actor` and `us`: when each of the people of events first said something of these themes. */
export function compileFirstSaid(
  view: EventView,
  themes: readonly number[],
  values: BoundValues,
): string {
  const among = themes.map((theme) => values.integer(theme)).join(", ");
  return `SELECT who.actor AS actor, toString(min(toUnixTimestamp64Milli(b.written_at))) AS ms
    FROM ${view.database}.browse AS b INNER JOIN ${compileSpeakers(view)} AS who ON b.item = who.item
    WHERE b.spam = 0 AND b.rival = '' AND b.is_dated AND b.theme IN (${among}) GROUP BY actor ORDER BY actor`;
}
