// What came in: one import a day and key holds it, so that it can be counted, looked at and undone; the latest are shown live.
import type { Import, ImportCounts, ProductEvent, RecordStore, RejectedRow } from "@heed/core";
import type { DeskContext } from "../../desk/desk-context.ts";
import type { EventSender } from "./event-intake.ts";

/** An event as it came in. */
export interface LiveEvent {
  readonly name: string;
  readonly at: string;
  readonly receivedAt: string;
  /** The person's key; never what the sender called them. */
  readonly person: string;
  readonly source: string;
  readonly properties: number;
}

const SHOWN = 50;
/** Rejected rows that are kept of one day and key; all are counted. */
const MOST_REJECTED = 5_000;
const WRITE_MS = 1_000;
const MOST_ENTRIES = 1_000;
const NOTHING: ImportCounts = {
  ...{ rows: 0, added: 0, revised: 0, unchanged: 0, rejected: 0, redacted: 0 },
};

/** Counts are written a second late: after a kill the rows are there and their count may lag. */
export class CaptureLog {
  readonly #context: DeskContext;
  readonly #entries = new Map<string, Promise<Import>>();
  readonly #counts = new Map<string, ImportCounts>();
  readonly #unwritten = new Set<string>();
  #timer: NodeJS.Timeout | null = null;
  latest: readonly LiveEvent[] = [];

  constructor(context: DeskContext) {
    this.#context = context;
  }

  importOfToday(sender: EventSender): Promise<Import> {
    const day = this.#context.now().toISOString().slice(0, 10);
    // An import that was undone since is not added to: it is looked up again.
    const key = `${sender.id} ${day} ${this.#context.workspace.gate.passed}`;
    const known = this.#entries.get(key);
    if (known !== undefined) return known;
    if (this.#entries.size >= MOST_ENTRIES) this.#entries.clear();
    const opening = this.#openImport(sender, day);
    this.#entries.set(key, opening);
    opening.catch(() => this.#entries.delete(key));
    return opening;
  }

  noteStored(
    entry: Import,
    received: number,
    added: readonly ProductEvent[],
    redacted: number,
  ): void {
    const counts = this.#countsOf(entry);
    this.#write(entry, {
      ...counts,
      rows: counts.rows + received,
      added: counts.added + added.length,
      unchanged: counts.unchanged + received - added.length,
      redacted: counts.redacted + redacted,
    });
    const receivedAt = this.#context.now().toISOString();
    const shown = added.slice(-SHOWN).map((event) => ({
      name: event.name,
      at: new Date(event.at / 1000).toISOString(),
      receivedAt,
      person: event.person,
      source: entry.source,
      properties: Object.keys(event.properties).length,
    }));
    this.latest = [...shown.reverse(), ...this.latest].slice(0, SHOWN);
  }

  async noteRejected(entry: Import, rows: readonly RejectedRow[]): Promise<void> {
    if (rows.length === 0) return;
    const counts = this.#countsOf(entry);
    const place = counts.rejected;
    this.#write(entry, {
      ...counts,
      rows: counts.rows + rows.length,
      rejected: place + rows.length,
    });
    const kept = rows
      .slice(0, Math.max(0, MOST_REJECTED - place))
      .map((row, index) => ({ ...row, row: place + index + 1 }));
    if (kept.length > 0) await this.#context.workspace.records.addRejectedRows(entry.id, kept);
  }

  /** Writes down what is counted. */
  settle(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const ids = [...this.#unwritten];
    this.#unwritten.clear();
    return this.#context.workspace.gate
      .beside(() => this.#writeCounts(ids))
      .catch((error: unknown) => {
        for (const id of ids) this.#unwritten.add(id);
        throw error;
      });
  }

  async #writeCounts(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const { records } = this.#context.workspace;
    // Writing counts would bring back an import that was undone in the meantime.
    const imports = await records.imports();
    const committed = new Set(
      imports.filter(({ status }) => status === "committed").map(({ id }) => id),
    );
    for (const id of ids.filter((one) => committed.has(one)))
      await records.commitImport(id, this.#counts.get(id)!);
  }

  #countsOf(entry: Import): ImportCounts {
    return this.#counts.get(entry.id) ?? entry.counts;
  }

  #write(entry: Import, counts: ImportCounts): void {
    this.#counts.set(entry.id, counts);
    this.#unwritten.add(entry.id);
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.settle().catch(() => undefined);
    }, WRITE_MS);
  }

  async #openImport(sender: EventSender, day: string): Promise<Import> {
    const { records } = this.#context.workspace;
    const file = `events ${sender.id} ${day}`;
    const known = (await records.imports()).findLast(
      (entry) =>
        entry.format === "events-capture" && entry.file === file && entry.status === "committed",
    );
    if (known !== undefined)
      return this.#counts.has(known.id) ? known : await recount(known, records);
    const entry: Import = {
      id: `import_${await records.takeNumbers("import", 1)}`,
      source: sender.name,
      file,
      mapping: { text: [] },
      status: "pending",
      counts: NOTHING,
      format: "events-capture",
      startedAt: this.#context.now().toISOString(),
    };
    await records.addImport(entry);
    await records.commitImport(entry.id, NOTHING);
    return { ...entry, status: "committed" };
  }
}

/** An import of an earlier process, whose count of rejected rows may lag behind the rows. */
async function recount(entry: Import, records: RecordStore): Promise<Import> {
  const last = (await records.rejectedRows(entry.id)).at(-1)?.row ?? 0;
  return { ...entry, counts: { ...entry.counts, rejected: Math.max(entry.counts.rejected, last) } };
}
