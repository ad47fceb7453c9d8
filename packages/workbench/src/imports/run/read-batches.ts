// Reads a planned file through the door in batches; several threads can each do their share of the same file.
import type { RejectedRow } from "@heed/core";
import { keyedHash } from "../../workspace/keyed-hash.ts";
import { type AdmittedItem, admit, type DoorContext, rowExcerpt } from "../door/door.ts";
import type { ImportPlan } from "../formats/import-plan.ts";
import type { Message } from "../formats/message.ts";
import { type MessageReader, prepareMessages } from "../formats/read-messages.ts";
import { openReader } from "../readers/open-reader.ts";
import { type FileRecord, isFault, type Reader, type ReadRecord } from "../readers/reader.ts";
import { type DoorBatch, joinBatches, packBatch } from "./door-batch.ts";

/** All that a thread must know to read a file; plain data. */
export interface DoorJob {
  readonly path: string;
  readonly plan: ImportPlan;
  readonly source: string;
  readonly importId: string;
  readonly rival: string | null;
  readonly redactNames: boolean;
  readonly forgotten: readonly string[];
  /** The workspace's key for hashes, base64. */
  readonly key: string;
}

/** Which of the batches a thread makes: those whose index leaves `share` when divided by `shares`. */
export interface Share {
  readonly share: number;
  readonly shares: number;
}

const BATCH_ROWS = 20_000;
const BATCH_UNITS = 6_000_000;
/** Records that pass the door at a time: few enough that what they leave behind dies young. */
const SLICE_ROWS = 500;

/** The batches of a share, in file order. The cuts depend on the file alone. */
export async function* readBatches(
  job: DoorJob,
  { share, shares }: Share,
): AsyncGenerator<DoorBatch> {
  const reader = await openReader(job.path);
  const gate = new Gate(job, reader);
  let parts: DoorBatch[] = [];
  for await (const { batch, records, isLast } of cutSlices(reader)) {
    if (batch % shares !== share) continue;
    parts.push(gate.pass(batch, records));
    if (!isLast) continue;
    yield joinBatches(parts);
    parts = [];
  }
  if (parts.length > 0) yield joinBatches(parts);
}

interface Slice {
  /** Index of the batch that the records belong to. */
  readonly batch: number;
  readonly records: readonly ReadRecord[];
  /** True where the batch is full; what the file ends with may be less. */
  readonly isLast: boolean;
}

async function* cutSlices(reader: Reader): AsyncGenerator<Slice> {
  let batch = 0;
  let [rows, units] = [0, 0];
  let records: ReadRecord[] = [];
  for await (const run of reader.read()) {
    for (const record of run) {
      records.push(record);
      rows += 1;
      units += isFault(record) ? record.excerpt.length : sizeOf(record);
      const isLast = rows === BATCH_ROWS || units >= BATCH_UNITS;
      if (!isLast && records.length < SLICE_ROWS) continue;
      yield { batch, records, isLast };
      records = [];
      if (!isLast) continue;
      batch += 1;
      [rows, units] = [0, 0];
    }
  }
  if (records.length > 0) yield { batch, records, isLast: false };
}

function sizeOf({ cells }: FileRecord): number {
  let units = 0;
  for (const cell of cells) units += cell.length;
  return units;
}

/** The door of one import, with what it looks up for every message prepared once. */
class Gate {
  readonly #context: DoorContext;
  readonly #messagesOf: MessageReader;
  readonly #columns: readonly string[];
  readonly #rivalMark: number;

  constructor(job: DoorJob, reader: Reader) {
    const hash = keyedHash(Buffer.from(job.key, "base64"));
    this.#context = { ...job, hash, forgotten: new Set(job.forgotten) };
    this.#messagesOf = prepareMessages(job.plan, reader.columns);
    this.#columns = reader.columns;
    this.#rivalMark =
      job.rival === null ? 0 : Buffer.from(hash("rival", job.rival), "base64url")[0]! | 1;
  }

  pass(index: number, records: readonly ReadRecord[]): DoorBatch {
    const admitted: AdmittedItem[] = [];
    const rejected: RejectedRow[] = [];
    for (const record of records) {
      if (isFault(record)) {
        const { row, line, fault, message, excerpt } = record;
        rejected.push({ row, line, reason: fault, message, excerpt: rowExcerpt([excerpt]) });
      } else this.#passRecord(record, admitted, rejected);
    }
    return packBatch(index, records.length, admitted, rejected, this.#rivalMark);
  }

  #passRecord(record: FileRecord, admitted: AdmittedItem[], rejected: RejectedRow[]): void {
    const before = admitted.length;
    let refusal: RejectedRow | null = null;
    for (const message of this.#messagesOf(record)) {
      const outcome =
        "reason" in message ? message : admit(withPart(message, record), record.row, this.#context);
      if ("item" in outcome) admitted.push(outcome);
      else
        refusal ??= {
          row: record.row,
          line: record.line,
          ...outcome,
          excerpt: rowExcerpt(shown(record, this.#columns)),
        };
    }
    // A record that gave at least one message is not lost; its empty parts need no mention.
    if (refusal !== null && admitted.length === before) rejected.push(refusal);
  }
}

/** In an archive of tables the file's name tells rows apart that are equal otherwise. */
function withPart(message: Message, { part }: FileRecord): Message {
  return part === undefined || message.id !== ""
    ? message
    : { ...message, properties: { ...message.properties, file: part } };
}

function shown({ cells }: FileRecord, columns: readonly string[]): string[] {
  return cells.filter((cell, index) => cell !== "" && columns[index] !== "@file");
}
