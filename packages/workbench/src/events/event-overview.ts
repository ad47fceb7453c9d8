// Events at a glance: how many, of whom, which, from where, and those that come in now.
import type { EventOverview } from "@heed/core/api";
import type { EventDesk } from "./event-desk.ts";

const NAMES = 200;
const PROPERTIES = 200;
const IMPORTS = 20;

export async function getEventOverview(desk: EventDesk): Promise<EventOverview> {
  const store = await desk.store();
  const { events, people, span } = await store.summary();
  const imports = await desk.context.workspace.records.imports();
  return {
    events,
    people,
    firstAt: span === null ? null : instantText(span.from),
    lastAt: span === null ? null : instantText(span.to),
    names: (await store.names(NAMES)).map((one) => ({ ...one })),
    properties: await store.properties(PROPERTIES),
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
    speakers: await store.countSpeakers(),
  };
}

function instantText(microseconds: number): string {
  return new Date(Math.floor(microseconds / 1000)).toISOString();
}
