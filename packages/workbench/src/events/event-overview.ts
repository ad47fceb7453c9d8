// Events at a glance: how many, of whom, which, from where, and those that come in now.
import type { EventStore } from "@heed/core";
import type { EventOverview } from "@heed/core/api";
import type { EventDesk } from "./event-desk.ts";

const NAMES = 200;
const PROPERTIES = 200;
const IMPORTS = 20;

type Counted = Pick<
  EventOverview,
  "events" | "people" | "firstAt" | "lastAt" | "names" | "properties" | "speakers"
>;

export async function getEventOverview(desk: EventDesk): Promise<EventOverview> {
  const store = await desk.store();
  const imports = await desk.context.workspace.records.imports();
  return {
    ...(await desk.counted("overview", () => countEvents(store))),
    live: desk.intake.latest.map((one) => ({ ...one })),
    imports: imports
      .filter(({ format, status }) => status === "committed" && /^events/.test(format ?? ""))
      .slice(-IMPORTS)
      .reverse()
      .map(({ id, source, format, startedAt, counts }) => ({
        ...{ id, source, format: format ?? "events", startedAt: startedAt ?? null },
        added: counts.added,
        unchanged: counts.unchanged,
        rejected: counts.rejected,
      })),
  };
}

async function countEvents(store: EventStore): Promise<Counted> {
  const { events, people, span } = await store.summary();
  return {
    events,
    people,
    firstAt: span === null ? null : instantText(span.from),
    lastAt: span === null ? null : instantText(span.to),
    names: (await store.names(NAMES)).map((one) => ({ ...one })),
    properties: await store.properties(PROPERTIES),
    speakers: await store.countSpeakers(),
  };
}

function instantText(microseconds: number): string {
  return new Date(Math.floor(microseconds / 1000)).toISOString();
}
