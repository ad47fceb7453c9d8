// Search over mentions in ClickHouse SQL: a text index for words, brute force over vectors for meaning.

import { TupleParam } from "@clickhouse/client";
import {
  type ItemId,
  itemId,
  type MentionHit,
  type MentionHits,
  type MentionQuery,
  type MentionReading,
  type MentionSearch,
  type ModelName,
  mentionAt,
  type SearchableMention,
  type SearchedItem,
  type SearchPart,
  type Sentiment,
  type ThemeAssignment,
} from "@heed/core";
import type { FactEngine } from "../chdb/open-chdb.ts";
import {
  type AssignmentRow,
  assignmentFromRow,
  type ItemRow,
  itemFromRow,
  type MentionKey,
  mentionFromRow,
} from "../rows.ts";
import {
  afterCondition,
  Bindings,
  filterCondition,
  partCondition,
  similaritySql,
  wordScoreSql,
  wordsCondition,
} from "./compile-mention-query.ts";
import { modelKey, searchLine } from "./search-lines.ts";
import { SEARCH_COLUMNS } from "./search-table.ts";

/** What search needs of the store it belongs to. */
export interface SearchEngine {
  readonly database: string;
  readonly insertLines: FactEngine["insertLines"];
  select<Row>(query: string, parameters: Record<string, unknown>): Promise<Row[]>;
  /** The same beside whatever else is read or written. */
  read<Row>(query: string, parameters: Record<string, unknown>): Promise<Row[]>;
  /** Rows of a query with a limit, and how many there would be without it; beside whatever else is read or written. */
  readCounted<Row>(
    query: string,
    parameters: Record<string, unknown>,
  ): Promise<{ rows: Row[]; total: number }>;
  command(query: string, parameters?: Record<string, unknown>): Promise<void>;
  visibleImports(): readonly string[];
}

/** An item with the assignment of one of its mentions; `assigned` is 0 when there is none. */
type AroundRow = ItemRow & Omit<AssignmentRow, "generation"> & { readonly assigned: number };

interface HitRow extends MentionKey {
  relevance: number;
  sentiment: Sentiment;
  score: number;
  kind: string;
  model: string;
  model_version: string;
}

const LINES_PER_INSERT = 20_000;
const KEY = "item, revision, start, end";
/** Keys that only an import compares are long and random: reading them would take half of a search's time. */
const ITEM_COLUMNS =
  "* EXCEPT (signature, identity_key, content_key, text_key, person_keys, redactions)";
const ORDER = "relevance DESC, item DESC, revision DESC, start";

export class ClickHouseMentionSearch implements MentionSearch {
  readonly #engine: SearchEngine;

  constructor(engine: SearchEngine) {
    this.#engine = engine;
  }

  async add(mentions: readonly SearchableMention[], vectorModel?: ModelName): Promise<void> {
    if (mentions.length === 0) return;
    const { database, insertLines } = this.#engine;
    const generation = await this.#nextGeneration();
    const model = modelKey(vectorModel);
    for (let at = 0; at < mentions.length; at += LINES_PER_INSERT) {
      let lines = "";
      for (const mention of mentions.slice(at, at + LINES_PER_INSERT)) {
        lines += searchLine(mention, model, generation);
      }
      await insertLines(`${database}.mention_search`, SEARCH_COLUMNS, Buffer.from(lines));
    }
  }

  async outdatedItems(vectorModel?: ModelName): Promise<ItemId[]> {
    const { database } = this.#engine;
    const rows = await this.#engine.select<{ item: string }>(
      `SELECT DISTINCT item FROM
         (SELECT ${KEY}, kind, sentiment, score, model, model_version FROM ${database}.reading FINAL
          WHERE (item, revision) IN (${this.#latestRevisions()})
          ORDER BY ${KEY}, generation DESC LIMIT 1 BY ${KEY}) AS r
       LEFT ANTI JOIN
         (SELECT ${KEY}, kind, sentiment, score, model, model_version FROM ${database}.mention_search FINAL
          WHERE {vectorModel: String} = '' OR vector_model = {vectorModel: String}) AS s
       USING (${KEY}, kind, sentiment, score, model, model_version)
       ORDER BY item`,
      { visible: this.#engine.visibleImports(), vectorModel: modelKey(vectorModel) },
    );
    return rows.map(({ item }) => itemId(Number(item)));
  }

  async forgetSuperseded(): Promise<void> {
    const { database, select, command } = this.#engine;
    const superseded = `(item, revision) NOT IN (${this.#latestRevisions()}) AND import_id IN {visible: Array(String)}`;
    const bound = { visible: this.#engine.visibleImports() };
    const [found] = await select<{ count: string }>(
      `SELECT count() AS count FROM ${database}.mention_search WHERE ${superseded}`,
      bound,
    );
    if (Number(found!.count) === 0) return;
    await command(`DELETE FROM ${database}.mention_search WHERE ${superseded}`, bound);
  }

  async size(): Promise<number> {
    const [row] = await this.#engine.read<{ mentions: string }>(
      `SELECT count() AS mentions FROM ${this.#engine.database}.mention_search FINAL
       WHERE import_id IN {visible: Array(String)}`,
      { visible: this.#engine.visibleImports() },
    );
    return Number(row!.mentions);
  }

  async holding(parts: readonly Pick<SearchPart, "tokens" | "phrase">[]): Promise<number[]> {
    if (parts.length === 0) return [];
    const bindings = new Bindings();
    const visible = bindings.bind(this.#engine.visibleImports(), "Array(String)");
    const counts = parts.map(
      (part, index) =>
        `(SELECT count() FROM ${this.#engine.database}.mention_search FINAL
          WHERE ${partCondition(part, bindings)} AND import_id IN ${visible}) AS n${index}`,
    );
    const [row] = await this.#engine.read<Record<string, string>>(
      `SELECT ${counts.join(", ")}`,
      bindings.values,
    );
    return parts.map((_, index) => Number(row![`n${index}`]));
  }

  async find(query: MentionQuery): Promise<MentionHits> {
    const found = await Promise.all(
      this.#selections(query).map(({ sql, bindings }) => {
        const limit = bindings.bind(query.limit, "UInt32");
        return this.#engine.readCounted<HitRow>(
          `${sql} ORDER BY ${ORDER} LIMIT ${limit}`,
          bindings.values,
        );
      }),
    );
    const total = found.reduce((sum, part) => sum + part.total, 0);
    const first = found
      .flatMap(({ rows }) => rows)
      .toSorted(compareHits)
      .slice(0, query.limit);
    const last = first.at(-1);
    return {
      hits: await this.#describe(first),
      total,
      last:
        last === undefined ? null : { score: last.relevance, mentionId: mentionFromRow(last).id },
    };
  }

  /** One selection of the mentions that hold the words, one of those that are near in meaning and do not. */
  #selections(query: MentionQuery): { sql: string; bindings: Bindings }[] {
    const { words, meaning } = query;
    if (words === null && meaning === null) return [this.#selection(query, () => [[], "0"])];
    const selections: { sql: string; bindings: Bindings }[] = [];
    if (words !== null) {
      selections.push(
        this.#selection(query, (bindings) => {
          const score = wordScoreSql(words, bindings);
          const holds = wordsCondition(words, bindings);
          if (meaning === null) return [[holds], score];
          const { condition, similarity } = similaritySql(meaning, bindings);
          return [
            [holds],
            `0.5 * ${score} + 0.5 * if(${condition}, greatest(0, ${similarity}), 0)`,
          ];
        }),
      );
    }
    if (meaning !== null) {
      selections.push(
        this.#selection(query, (bindings) => {
          const { condition, similarity } = similaritySql(meaning, bindings);
          const near = `${similarity} >= ${bindings.bind(meaning.least, "Float32")}`;
          const apart = words === null ? [] : [`NOT (${wordsCondition(words, bindings)})`];
          return [apart, `0.5 * ${similarity}`, `${condition} AND ${near}`];
        }),
      );
    }
    return selections;
  }

  /**
   * `first` is read before all else, and for every stored version of a mention: it may ask only of what all versions share. The
   * words and the vector by one model do, since the same span of the same revision always says the same.
   */
  #selection(
    { filter, after }: MentionQuery,
    rule: (bindings: Bindings) => [conditions: string[], score: string, first?: string],
  ): { sql: string; bindings: Bindings } {
    const { database } = this.#engine;
    const bindings = new Bindings();
    const [conditions, relevance, first] = rule(bindings);
    const visible = bindings.bind(this.#engine.visibleImports(), "Array(String)");
    const where = [
      ...conditions,
      filterCondition(filter, database, bindings),
      `import_id IN ${visible}`,
      afterCondition(after, bindings),
    ];
    const sql = `SELECT ${KEY}, sentiment, score, kind, model, model_version,
        round(toFloat64(${relevance}), 6) AS relevance
      FROM ${database}.mention_search FINAL ${first === undefined ? "" : `PREWHERE ${first} `}WHERE ${where.filter((part) => part !== "1").join(" AND ")}`;
    return { sql, bindings };
  }

  /** Hits with their items and assignments; a mention of a superseded revision is left out. */
  async #describe(rows: readonly HitRow[]): Promise<MentionHit[]> {
    if (rows.length === 0) return [];
    const items = new Map<ItemId, SearchedItem>();
    const assignments = new Map<string, ThemeAssignment>();
    for (const row of await this.#around(rows)) {
      const { identityKey, contentKey, textKey, redactions, ...item } = itemFromRow({
        ...row,
        redactions: "",
      });
      items.set(item.id, item);
      if (row.assigned === 0) continue;
      const mention = mentionAt(item, { start: row.start, end: row.end });
      const { theme, found_theme, score, unclear } = row;
      const columns = { ...row, theme, found_theme, score, unclear };
      assignments.set(mention.id, assignmentFromRow(mention, columns));
    }
    return rows.flatMap((row) => {
      const item = items.get(itemId(Number(row.item)));
      if (item === undefined || item.revision !== row.revision) return [];
      const mention = mentionFromRow(row);
      const assignment = assignments.get(mention.id) ?? null;
      return [{ mention, score: row.relevance, item, reading: readingOf(row), assignment }];
    });
  }

  /** The latest visible revision of each item, once for each of the mentions' assignments in it. */
  async #around(rows: readonly HitRow[]): Promise<AroundRow[]> {
    const { database } = this.#engine;
    return this.#engine.read<AroundRow>(
      `SELECT * FROM
         (SELECT ${ITEM_COLUMNS} FROM ${database}.item FINAL
          WHERE item IN {items: Array(UInt64)} AND import_id IN {visible: Array(String)}
          ORDER BY item, revision DESC LIMIT 1 BY item) AS i
       LEFT JOIN
         (SELECT * EXCEPT generation, 1 AS assigned FROM ${database}.assignment FINAL
          WHERE (${KEY}) IN {keys: Array(Tuple(UInt64, UInt32, UInt32, UInt32))}) AS a
       USING (item, revision)`,
      {
        items: [...new Set(rows.map(({ item }) => Number(item)))],
        visible: this.#engine.visibleImports(),
        keys: rows.map(
          ({ item, revision, start, end }) => new TupleParam([Number(item), revision, start, end]),
        ),
      },
    );
  }

  #latestRevisions(): string {
    return `SELECT item, max(revision) FROM ${this.#engine.database}.item
            WHERE import_id IN {visible: Array(String)} GROUP BY item`;
  }

  async #nextGeneration(): Promise<number> {
    const [row] = await this.#engine.select<{ generation: string }>(
      `SELECT max(generation) AS generation FROM ${this.#engine.database}.mention_search`,
      {},
    );
    return Number(row!.generation) + 1;
  }
}

function readingOf(row: HitRow): MentionReading {
  return {
    mentionId: mentionFromRow(row).id,
    sentiment: row.sentiment,
    sentimentScore: row.score,
    kind: row.kind as MentionReading["kind"],
    model: { name: row.model, version: row.model_version },
  };
}

function compareHits(a: HitRow, b: HitRow): number {
  return (
    b.relevance - a.relevance ||
    Number(b.item) - Number(a.item) ||
    b.revision - a.revision ||
    a.start - b.start
  );
}
