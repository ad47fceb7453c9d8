// Readings of promoted models in ClickHouse SQL: rows beside the mentions, one for each model that read them.
import type { LabModelId, LabReading, LabReadings, MentionId } from "@heed/core";
import { keyFromMentionId } from "../rows.ts";
import type { BrowseEngine } from "./clickhouse-feedback-browser.ts";

const ROWS_PER_INSERT = 5_000;
const KEY = "item, revision, start, end";

/** Statement that creates the table where it is not there. */
export function createLabReadingTable(database: string): string {
  return `CREATE TABLE IF NOT EXISTS ${database}.lab_reading (
    item UInt64, revision UInt32, start UInt32, end UInt32, model LowCardinality(String),
    label LowCardinality(String), probability Float32
  ) ENGINE = ReplacingMergeTree ORDER BY (${KEY}, model)`;
}

interface ReadingRow {
  item: string;
  revision: number;
  start: number;
  end: number;
  model: string;
  label: string;
  probability: number;
}

export class ClickHouseLabReadings implements LabReadings {
  readonly #engine: BrowseEngine;

  constructor(engine: BrowseEngine) {
    this.#engine = engine;
  }

  async append(model: LabModelId, readings: readonly LabReading[]): Promise<void> {
    for (let from = 0; from < readings.length; from += ROWS_PER_INSERT) {
      const part = readings.slice(from, from + ROWS_PER_INSERT);
      const keys = part.map(({ mentionId }) => keyFromMentionId(mentionId));
      await this.#engine.command(
        `INSERT INTO ${this.#engine.database}.lab_reading (${KEY}, model, label, probability)
         SELECT r.1, r.2, r.3, r.4, {model: String}, r.5, r.6 FROM (SELECT arrayJoin(arrayZip(
           {items: Array(UInt64)}, {revisions: Array(UInt32)}, {starts: Array(UInt32)}, {ends: Array(UInt32)},
           {labels: Array(String)}, {probabilities: Array(Float32)})) AS r)`,
        {
          model,
          items: keys.map(({ item }) => item),
          revisions: keys.map(({ revision }) => revision),
          starts: keys.map(({ start }) => start),
          ends: keys.map(({ end }) => end),
          labels: part.map(({ label }) => label),
          probabilities: part.map(({ probability }) => probability),
        },
      );
    }
  }

  async unread(model: LabModelId, limit: number): Promise<MentionId[]> {
    const { database } = this.#engine;
    const rows = await this.#engine.read<ReadingRow>(
      `SELECT ${KEY} FROM ${database}.browse WHERE is_mention = 1 AND (${KEY}) NOT IN
         (SELECT ${KEY} FROM ${database}.lab_reading WHERE model = {model: String})
       ORDER BY written_at DESC, item DESC, start LIMIT {limit: UInt32}`,
      { model, limit },
    );
    return rows.map(mentionIdOf);
  }

  async latest(model: LabModelId, limit: number): Promise<LabReading[]> {
    const { database } = this.#engine;
    const rows = await this.#engine.read<ReadingRow>(
      `SELECT ${KEY}, label, probability FROM ${database}.browse INNER JOIN
         (SELECT ${KEY}, label, probability FROM ${database}.lab_reading FINAL WHERE model = {model: String}) AS l
         USING (${KEY})
       WHERE is_mention = 1 ORDER BY written_at DESC, item DESC, start LIMIT {limit: UInt32}`,
      { model, limit },
    );
    return rows.map(readingOf);
  }

  async of(models: readonly LabModelId[], mentionIds: readonly MentionId[]) {
    if (models.length === 0 || mentionIds.length === 0) return [];
    const keys = mentionIds.map(keyFromMentionId);
    const rows = await this.#engine.read<ReadingRow>(
      `SELECT ${KEY}, model, label, probability FROM ${this.#engine.database}.lab_reading FINAL
       WHERE model IN {models: Array(String)} AND item IN {items: Array(UInt64)}`,
      { models, items: [...new Set(keys.map(({ item }) => Number(item)))] },
    );
    const wanted = new Set<string>(mentionIds);
    return rows
      .map((row) => ({ ...readingOf(row), model: row.model as LabModelId }))
      .filter(({ mentionId }) => wanted.has(mentionId));
  }
}

function readingOf(row: ReadingRow): LabReading {
  return { mentionId: mentionIdOf(row), label: row.label, probability: row.probability };
}

function mentionIdOf({ item, revision, start, end }: ReadingRow): MentionId {
  return `item_${Number(item)}.${revision}.${start}-${end}` as MentionId;
}
