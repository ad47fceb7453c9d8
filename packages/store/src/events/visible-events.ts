// Which events a question may see, and whose they are once ids are joined.
import type { BoundValues } from "./bound-values.ts";

/** The state of the tables that decides how events are read. */
export interface EventView {
  readonly database: string;
  /** Imports whose events are visible; null when no other import has any. */
  readonly visible: readonly string[] | null;
  /** Whether any ids are joined. */
  readonly hasJoined: boolean;
  /** Gives a subquery of the people who alone are looked at; everybody when null. */
  readonly among: ((values: BoundValues) => string) | null;
}

/**
 * A subquery of the visible events that meet a condition over `name`, `at`, `seq` and `properties`; `actor` is the
 * person, and `columns` are the further ones that are needed.
 */
export function visibleEvents(
  view: EventView,
  columns: readonly string[],
  condition: string,
  values: BoundValues,
): string {
  const events = eventsOfAll(view, columns, condition, values);
  if (view.among === null) return events;
  return `(SELECT * FROM ${events} WHERE actor IN ${view.among(values)})`;
}

function eventsOfAll(
  view: EventView,
  columns: readonly string[],
  condition: string,
  values: BoundValues,
): string {
  const { database, visible, hasJoined } = view;
  const conditions = [condition];
  if (visible !== null) conditions.push(`has(${values.texts(visible)}, toString(import_id))`);
  const where = conditions.join(" AND ");
  if (!hasJoined)
    return `(SELECT person AS actor, ${columns.join(", ")} FROM ${database}.event WHERE ${where})`;
  const inner = ["person AS sender", ...columns.map((column) => column)].join(", ");
  const names = columns.map((column) => column.split(" AS ").at(-1)!).join(", ");
  return `(SELECT if(joined.person = '', sender, joined.person) AS actor, ${names}
    FROM (SELECT ${inner} FROM ${database}.event WHERE ${where}) AS sent
    LEFT ANY JOIN ${database}.person_of AS joined ON sent.sender = joined.id)`;
}
