// Brings in the events of the sample workspace: made anew from its reviews and tickets, the same each time.
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { EventStore } from "@heed/core";
import type { DeskContext } from "../../desk/desk-context.ts";
import { namesWithin } from "../../imports/door/door.ts";
import { openReader } from "../../imports/readers/open-reader.ts";
import { isFault } from "../../imports/readers/reader.ts";
import { type EventImportOutcome, importEvents } from "../import-events.ts";
import { journeyOf, type SamplePerson, silentPeople } from "./sample-journeys.ts";

const SAMPLES = fileURLToPath(new URL("../../../../../samples/", import.meta.url));
const COLUMNS = ["event", "person", "time", "plan", "platform", "country", "amount"] as const;
const PLATFORMS = ["web", "mac", "windows", "ios", "android"];

/** Imports the sample's events; doing it again adds nothing. */
export async function importSampleEvents(
  { workspace, filesFolder, now }: Pick<DeskContext, "workspace" | "filesFolder" | "now">,
  events: EventStore,
  signal?: AbortSignal,
): Promise<EventImportOutcome> {
  await mkdir(filesFolder, { recursive: true });
  const path = join(filesFolder, "sample-events.csv");
  try {
    await writeSampleEvents(path);
    return await importEvents(workspace, events, path, {
      now: now().toISOString(),
      source: "Pagepond",
      columns: { name: "event", person: "person", time: "time" },
      ...(signal === undefined ? {} : { signal }),
    });
  } finally {
    await rm(path, { force: true });
  }
}

/** Writes the events of everybody in the samples, and of as many silent people as `silentPeople` tells, as CSV. */
export async function writeSampleEvents(path: string): Promise<void> {
  const out = createWriteStream(path);
  out.write(`${COLUMNS.join(",")}\n`);
  const people = [...(await samplePeople()), ...silentPeople()];
  for (const [index, person] of people.entries()) {
    let lines = "";
    for (const event of journeyOf(person, index + 1))
      lines += `${COLUMNS.map((column) => cellOf(event[column])).join(",")}\n`;
    if (!out.write(lines)) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
}

/** People of the reviews and tickets, with the stories that the answer key knows of. */
export async function samplePeople(): Promise<SamplePerson[]> {
  const stories = new Map<string, string>();
  for await (const row of rowsOf("answer-key.csv")) stories.set(row.id!, row.story!);
  const people = new Map<string, SamplePerson & { stories: Map<string, string> }>();
  const add = (id: string, row: Record<string, string>, item: string, day: string) => {
    const known = people.get(id) ?? {
      id,
      stories: new Map<string, string>(),
      plan: row.plan || row.Plan || "free",
      platform: row.platform || PLATFORMS[people.size % PLATFORMS.length]!,
      country: row.country || (/[一-鿿]/.test(row.Description ?? "") ? "CN" : "US"),
    };
    people.set(id, known);
    const story = stories.get(item);
    if (story !== undefined && !known.stories.has(story)) known.stories.set(story, day);
  };
  for await (const row of rowsOf("reviews.csv"))
    if (row.author !== "") add(row.author!, row, row.id!, row.date!);
  for await (const row of rowsOf("support-tickets.csv")) {
    // The last of the names is the address, which the ticket's author is known by as well.
    const name = namesWithin(row.Requester!).at(-1);
    if (name !== undefined) add(name, row, row["Ticket ID"]!, row["Created at"]!.slice(0, 10));
  }
  return [...people.values()];
}

async function* rowsOf(file: string): AsyncGenerator<Record<string, string>> {
  const reader = await openReader(join(SAMPLES, file));
  for await (const records of reader.read())
    for (const record of records)
      if (!isFault(record))
        yield Object.fromEntries(
          reader.columns.map((column, index) => [column, record.cells[index] ?? ""]),
        );
}

function cellOf(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
