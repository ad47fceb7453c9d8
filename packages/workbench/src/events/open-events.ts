// Opens the events of a workspace: those of committed imports are visible, those of undone ones are swept.
import { join } from "node:path";
import type { EventStore } from "@heed/core";
import { openChdbEventStore } from "@heed/store";
import type { Workspace } from "../workspace/open-workspace.ts";

type Within = Pick<Workspace, "folder" | "records" | "events" | "gate">;

/** Opens the events beside the facts; one store for a workspace at a time. */
export async function openEvents(workspace: Within): Promise<EventStore> {
  const borrowed = await workspace.events?.();
  const events = borrowed ?? (await openChdbEventStore(join(workspace.folder, "facts")));
  // In this order: an import that is begun meanwhile is in the records before its events are stored.
  const stored = await events.importsWithEvents();
  const imports = await workspace.records.imports();
  const known = new Set(imports.filter(({ status }) => status !== "undone").map(({ id }) => id));
  const swept = stored.filter((candidate) => !known.has(candidate));
  if (swept.length > 0)
    await workspace.gate.alone(async () => {
      for (const id of swept) await events.deleteImport(id);
    });
  await showCommittedEvents(workspace, events);
  return events;
}

/** Makes exactly the events of committed imports visible. */
export async function showCommittedEvents(
  { records }: Pick<Workspace, "records">,
  events: EventStore,
): Promise<void> {
  const committed = (await records.imports()).filter(({ status }) => status === "committed");
  await events.setVisibleImports(committed.map(({ id }) => id));
}
