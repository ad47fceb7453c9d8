// All events of each person in their order: what the plain readings of the rules begin with.
import { compareEvents, type PersonLink, type ProductEvent } from "./product-event.ts";
import { resolvePeople } from "./resolve-people.ts";

/** Events with the links between their senders, as a store holds them. */
export interface EventLog {
  readonly events: readonly ProductEvent[];
  readonly links?: readonly PersonLink[];
}

/** Journeys by person, persons in the order of their ids; repeated events (EV2) stand once. */
export function journeysOf({ events, links = [] }: EventLog): Map<string, ProductEvent[]> {
  const persons = resolvePeople(links);
  const seen = new Set<string>();
  const journeys = new Map<string, ProductEvent[]>();
  for (const event of events.toSorted((a, b) => a.order - b.order)) {
    if (seen.has(event.id)) continue;
    seen.add(event.id);
    const person = persons.get(event.person) ?? event.person;
    const journey = journeys.get(person);
    if (journey === undefined) journeys.set(person, [event]);
    else journey.push(event);
  }
  for (const journey of journeys.values()) journey.sort(compareEvents);
  return new Map([...journeys].sort(([a], [b]) => (a < b ? -1 : 1)));
}
