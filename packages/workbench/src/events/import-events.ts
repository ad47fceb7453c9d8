// Brings a file of events into a workspace: recognised, admitted row by row, idempotent, visible only when it is whole.
import { basename } from "node:path";
import type {
  EventStore,
  Import,
  ImportCounts,
  PersonLink,
  ProductEvent,
  RejectedRow,
} from "@heed/core";
import { redact } from "@heed/text";
import { openReader } from "../imports/readers/open-reader.ts";
import {
  type FileRecord,
  isFault,
  type Reader,
  type ReadRecord,
} from "../imports/readers/reader.ts";
import { forgottenPeople } from "../imports/run/forgotten-people.ts";
import type { Workspace } from "../workspace/open-workspace.ts";
import { admitEvent, type EventDoor } from "./admit-event.ts";
import {
  type EventColumns,
  type EventRole,
  findEventColumns,
  readColumns,
} from "./event-columns.ts";
import type { EventDraft, Row } from "./event-draft.ts";
import { type EventShape, READ_SHAPE, shapeOf } from "./event-shapes.ts";
import { showCommittedEvents } from "./open-events.ts";
import { countSameRows } from "./same-rows.ts";

export interface EventImportOptions {
  /** Columns that a person named; a file with any is read as a table. */
  readonly columns?: Partial<Record<EventRole, string>>;
  /** UTC instant of now (ISO 8601): events more than a day later are refused. */
  readonly now: string;
  /** Name of the source; the file's name when absent. */
  readonly source?: string;
  readonly onProgress?: (rows: number) => void;
  readonly signal?: AbortSignal;
}

export interface EventImportOutcome {
  readonly import: Import;
  /** The export it was recognised as, or `columns`. */
  readonly shape: EventShape | "columns";
  /** The columns of a table. */
  readonly columns: EventColumns | null;
  /** Rows that told that two ids are one person. */
  readonly links: number;
  /** The first rejected rows; all of them are kept with the import. */
  readonly rejected: readonly RejectedRow[];
}

const BATCH = 20_000;
const SHOWN_REJECTED = 20;
const DAY_US = 86_400_000_000;
const EXCERPT_UNITS = 200;

/** Imports a file of events; importing it again, or a file that overlaps with it, adds nothing twice. */
export async function importEvents(
  workspace: Workspace,
  events: EventStore,
  path: string,
  options: EventImportOptions,
): Promise<EventImportOutcome> {
  const { records } = workspace;
  const reader = await openReader(path);
  const plan = await planFile(reader, options.columns ?? {});
  await workspace.turn?.();
  const entry: Import = {
    id: `import_${await records.takeNumbers("import", 1)}`,
    source: options.source ?? basename(path),
    file: basename(path),
    mapping: { text: [] },
    status: "pending",
    counts: { rows: 0, added: 0, revised: 0, unchanged: 0, rejected: 0, redacted: 0 },
    format: plan.shape === "columns" ? "events" : `events-${plan.shape}`,
    startedAt: options.now,
  };
  await records.addImport(entry);
  try {
    const run = await new EventRun(workspace, events, entry.id, options).read(reader, plan.read);
    const unchanged = await workspace.gate.alone(() => events.settle(entry.id));
    const counts = { ...run.counts, added: run.counts.added - unchanged, unchanged };
    await records.commitImport(entry.id, counts);
    await showCommittedEvents(workspace, events);
    const { shape, columns } = plan;
    const { links, rejected } = run;
    return { import: { ...entry, status: "committed", counts }, shape, columns, links, rejected };
  } catch (error) {
    await workspace.gate.alone(() => events.deleteImport(entry.id));
    await records.deleteRejectedRows(entry.id);
    await records.markImportUndone(entry.id);
    throw error;
  }
}

interface FilePlan {
  readonly shape: EventShape | "columns";
  readonly columns: EventColumns | null;
  readonly read: (row: Row) => EventDraft;
}

/** What a file's first record looks like; a table without known fields is read by its columns. */
async function planFile(
  reader: Reader,
  named: Partial<Record<EventRole, string>>,
): Promise<FilePlan> {
  let shape: EventShape | null = null;
  if (Object.keys(named).length === 0) {
    for await (const records of reader.read()) {
      const first = records.find((record) => !isFault(record));
      if (first === undefined || isFault(first)) continue;
      shape = shapeOf(rowOf(first, reader.columns));
      break;
    }
  } else {
    for await (const _ of reader.read()) break;
  }
  if (shape !== null) return { shape, columns: null, read: READ_SHAPE[shape] };
  const columns = findEventColumns(reader.columns, named);
  return { shape: "columns", columns, read: (row) => readColumns(row, columns) };
}

function rowOf({ value, cells }: FileRecord, columns: readonly string[]): Row {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Row;
  return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ""]));
}

/** Redaction comes before the cut: half an address would not be known as one. */
function excerptOf(text: string): string {
  return redact(text.slice(0, 2_000)).text.slice(0, EXCERPT_UNITS);
}

/** One reading of a file into the store. */
class EventRun {
  readonly #workspace: Workspace;
  readonly #events: EventStore;
  readonly #importId: string;
  readonly #options: EventImportOptions;
  #batch: ProductEvent[] = [];
  #links: PersonLink[] = [];
  #faults: RejectedRow[] = [];
  /** The earliest instants of links that were written lately: most rows repeat one. */
  #written = new Map<string, number>();
  #order = 0;

  constructor(
    workspace: Workspace,
    events: EventStore,
    importId: string,
    options: EventImportOptions,
  ) {
    this.#workspace = workspace;
    this.#events = events;
    this.#importId = importId;
    this.#options = options;
  }

  async read(reader: Reader, read: (row: Row) => EventDraft) {
    this.#order = await this.#events.nextOrder();
    const door: EventDoor = {
      hash: this.#workspace.hash,
      forgotten: new Set(await forgottenPeople(this.#workspace.records)),
      latest: Date.parse(this.#options.now) * 1000 + DAY_US,
      countSame: countSameRows(),
    };
    const counts = { rows: 0, added: 0, revised: 0, unchanged: 0, rejected: 0, redacted: 0 };
    const rejected: RejectedRow[] = [];
    let links = 0;
    for await (const records of reader.read()) {
      this.#options.signal?.throwIfAborted();
      for (const record of records) {
        counts.rows += 1;
        const fault = this.#take(record, reader.columns, read, door, counts);
        if (fault === null) continue;
        counts.rejected += 1;
        this.#faults.push(fault);
        if (rejected.length < SHOWN_REJECTED) rejected.push(fault);
      }
      if (this.#batch.length + this.#links.length + this.#faults.length >= BATCH)
        links += await this.#flush();
      this.#options.onProgress?.(counts.rows);
    }
    links += await this.#flush();
    return { counts: counts as ImportCounts, links, rejected };
  }

  #take(
    record: ReadRecord,
    columns: readonly string[],
    read: (row: Row) => EventDraft,
    door: EventDoor,
    counts: { added: number; redacted: number },
  ): RejectedRow | null {
    const { row, line } = record;
    if (isFault(record)) {
      const excerpt = excerptOf(record.excerpt);
      return { row, line, reason: record.fault, message: record.message, excerpt };
    }
    const whole = rowOf(record, columns);
    const admitted = admitEvent(read(whole), door);
    if ("reason" in admitted) {
      const excerpt = excerptOf(JSON.stringify(whole));
      return { row, line, ...admitted, excerpt };
    }
    const importId = this.#importId;
    if (admitted.event !== null) {
      this.#batch.push({ ...admitted.event, order: this.#order++, importId });
      counts.added += 1;
      counts.redacted += admitted.redacted;
    }
    for (const link of admitted.links) {
      const key = `${link.kind} ${link.from} ${link.to}`;
      if ((this.#written.get(key) ?? Number.POSITIVE_INFINITY) <= link.at) continue;
      this.#written.set(key, link.at);
      this.#links.push({ ...link, order: this.#order++, importId });
    }
    return null;
  }

  async #flush(): Promise<number> {
    const links = this.#links.length;
    await this.#events.append(this.#batch, this.#links);
    await this.#workspace.records.addRejectedRows(this.#importId, this.#faults);
    [this.#batch, this.#links, this.#faults] = [[], [], []];
    if (this.#written.size > 1_000_000) this.#written = new Map();
    return links;
  }
}
