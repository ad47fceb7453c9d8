// Builds events for tests from one line each: who, what, when.
import type { PersonLink, ProductEvent } from "../events/product-event.ts";

/** An event in the order received: `["ann", "buy", "2026-03-01T10:00", { price: "3" }]`; a time without a zone is UTC. */
export type EventPlan = readonly [
  person: string,
  name: string,
  at: string,
  properties?: Readonly<Record<string, string>>,
];

export function buildEvents(plans: readonly EventPlan[], importId = "import_1"): ProductEvent[] {
  return plans.map(([person, name, at, properties = {}], index) => ({
    id: `${importId}.${index}`,
    name,
    person,
    at: microseconds(at),
    order: index,
    properties,
    importId,
  }));
}

/** A link: `["identify", "phone", "ann", "2026-03-01T10:00"]`. */
export type LinkPlan = readonly [kind: PersonLink["kind"], from: string, to: string, at: string];

export function buildLinks(plans: readonly LinkPlan[], importId = "import_1"): PersonLink[] {
  return plans.map(([kind, from, to, at], order) => ({
    kind,
    from,
    to,
    at: microseconds(at),
    order,
    importId,
  }));
}

function microseconds(at: string): number {
  const [, seconds = at, fraction = "0"] = /^(.*:\d{2}:\d{2})\.(\d{1,6})$/.exec(at) ?? [];
  return Date.parse(`${seconds}Z`) * 1000 + Number(fraction.padEnd(6, "0"));
}
