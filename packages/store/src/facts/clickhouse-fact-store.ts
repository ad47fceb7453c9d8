// Facts in ClickHouse SQL, the same on the embedded engine and on a cluster.
import { type ClickHouseClient, TupleParam } from "@clickhouse/client";
import {
  type AssignmentFilter,
  type ErasedFacts,
  type ErasureRequest,
  type FactStore,
  type FeedbackItem,
  type ItemFacts,
  type ItemId,
  type ItemNumbering,
  type ItemSelection,
  itemId,
  itemNumber,
  type KnownItem,
  type Mention,
  type MentionFacts,
  type MentionReading,
  type PackedItems,
  type SentItem,
  type ThemeAssignment,
  type ThemeCount,
  themeNumber,
  type WordsSignature,
} from "@heed/core";
import { ClickHouseFeedbackBrowser } from "./browse/clickhouse-feedback-browser.ts";
import type { FactEngine } from "./chdb/open-chdb.ts";
import { erasePeople, type FactTables } from "./erase-people.ts";
import { ITEM_COLUMNS, numberPacked, type PackableItem, packItems } from "./pack-items.ts";
import { countThemes } from "./queries/count-themes.ts";
import { ReaderPool } from "./reader-pool.ts";
import { repairRepeats } from "./repair-repeats.ts";
import {
  type AssignmentRow,
  assignmentFromRow,
  assignmentToRow,
  type ItemRow,
  itemFromRow,
  joinedAssignment,
  keyFromMentionId,
  type MentionFactsRow,
  mentionFromRow,
  mentionToRow,
  readingFromRow,
  readingToRow,
} from "./rows.ts";
import { ClickHouseMentionSearch } from "./search/clickhouse-mention-search.ts";
import { TableCopies } from "./table-copies.ts";

const PAGE_SIZE = 4_000;
/** Decoding a page keeps the main thread from answering for as long as it takes. */
const SIGNATURE_PAGE = 20_000;

/** Facts of one workspace in any engine of ClickHouse SQL. */
export class ClickHouseFactStore implements FactStore {
  readonly #client: ClickHouseClient;
  readonly #insertLines: FactEngine["insertLines"];
  readonly #database: string;
  readonly search: ClickHouseMentionSearch;
  readonly browser: ClickHouseFeedbackBrowser;
  readonly copies: TableCopies;
  readonly #readers: ReaderPool;
  #visibleImports: readonly string[] = [];
  #generation = 0;

  constructor(engine: FactEngine, database: string) {
    this.#client = engine.client;
    this.#insertLines = engine.insertLines;
    this.#database = database;
    this.copies = new TableCopies(this.tables);
    this.#readers = new ReaderPool(engine.openReader);
    this.browser = new ClickHouseFeedbackBrowser({
      database,
      read: (query, parameters) => this.#readers.read(query, parameters),
      command: (query, parameters) => this.#delete(query, parameters ?? {}),
      visibleImports: () => this.#visibleImports,
      ...(engine.refresh === undefined ? {} : { refresh: engine.refresh }),
    });
    this.search = new ClickHouseMentionSearch({
      ...this.tables,
      insertLines: engine.insertLines,
      read: (query, parameters) => this.#readers.read(query, parameters),
      readCounted: (query, parameters) => this.#readers.readCounted(query, parameters),
      visibleImports: () => this.#visibleImports,
    });
  }

  get tables(): FactTables {
    return {
      database: this.#database,
      select: (query, parameters) => this.#select(query, parameters),
      command: (query, parameters) => this.#delete(query, parameters ?? {}),
      append: (items) => this.#append(items),
    };
  }

  async appendItems(items: readonly SentItem[]): Promise<void> {
    await this.#append(
      items.map((item) => ({ item, signature: "", personKeys: item.personKeys ?? [] })),
    );
  }

  async #append(items: readonly (PackableItem & { readonly item: FeedbackItem })[]): Promise<void> {
    const numberOf = (id: ItemId | null) => (id === null ? 0 : itemNumber(id));
    const numbering = items.map(({ item }, index) => ({
      index,
      item: itemNumber(item.id),
      revision: item.revision,
      duplicateOf: numberOf(item.duplicateOf),
      similarTo: numberOf(item.similarTo),
    }));
    await this.appendPackedItems(packItems(items), numbering);
  }

  async appendPackedItems(packed: PackedItems, numbering: readonly ItemNumbering[]): Promise<void> {
    if (numbering.length === 0) return;
    const lines = numberPacked(packed, numbering);
    await this.#insertLines(`${this.#database}.item`, ITEM_COLUMNS, lines);
  }

  async appendMentions(mentions: readonly Mention[]): Promise<void> {
    await this.#insert("mention", mentions.map(mentionToRow));
  }

  async appendReadings(readings: readonly MentionReading[]): Promise<void> {
    const generation = await this.#nextGeneration();
    await this.#insert(
      "reading",
      readings.map((reading) => readingToRow(reading, generation)),
    );
  }

  async appendAssignments(assignments: readonly ThemeAssignment[]): Promise<void> {
    const generation = await this.#nextGeneration();
    await this.#insert(
      "assignment",
      assignments.map((assignment) => assignmentToRow(assignment, generation)),
    );
  }

  async *items(selection: ItemSelection = {}): AsyncIterable<readonly FeedbackItem[]> {
    const pageSize = selection.pageSize ?? PAGE_SIZE;
    const ids = selection.ids?.map(itemNumber);
    if (ids?.length === 0) return;
    const among = ids === undefined ? "" : "AND item IN {ids: Array(UInt64)}";
    let after = 0;
    for (;;) {
      const rows = await this.#select<ItemRow>(
        `SELECT * EXCEPT (signature, person_keys) FROM ${this.#database}.item FINAL
         WHERE item > {after: UInt64} AND import_id IN {visible: Array(String)} ${among}
         ORDER BY item, revision DESC LIMIT 1 BY item LIMIT {pageSize: UInt32}`,
        { after, visible: this.#visibleImports, pageSize, ...(ids === undefined ? {} : { ids }) },
      );
      if (rows.length > 0) yield rows.map(itemFromRow);
      if (rows.length < pageSize) return;
      after = Number(rows.at(-1)!.item);
    }
  }

  async *itemFacts(selection: ItemSelection = {}): AsyncIterable<readonly ItemFacts[]> {
    for await (const items of this.items(selection)) {
      const mentions = await this.#mentionsOf(items, selection.ids !== undefined);
      yield items.map((item) => ({
        item,
        mentions: (mentions.get(item.id) ?? []).filter(
          ({ mention }) => mention.revision === item.revision,
        ),
      }));
    }
  }

  async assignments(of: AssignmentFilter): Promise<ThemeAssignment[]> {
    const rows = await this.#select<AssignmentRow>(
      `SELECT * EXCEPT generation FROM ${this.#database}.assignment FINAL
       WHERE has({themes: Array(UInt32)}, assumeNotNull(theme)) AND theme IS NOT NULL
          OR has({themes: Array(UInt32)}, assumeNotNull(found_theme)) AND found_theme IS NOT NULL
          OR (item, revision, start, end) IN {mentions: Array(Tuple(UInt64, UInt32, UInt32, UInt32))}
       ORDER BY item, revision, start`,
      {
        themes: (of.themeIds ?? []).map(themeNumber),
        mentions: (of.mentionIds ?? []).map((id) => {
          const { item, revision, start, end } = keyFromMentionId(id);
          return new TupleParam([item, revision, start, end]);
        }),
      },
    );
    return rows.map((row) => assignmentFromRow(mentionFromRow(row), row));
  }

  async themeCounts(): Promise<ThemeCount[]> {
    return countThemes(this.tables, this.#visibleImports);
  }

  async knownItems(identityKeys: readonly string[]): Promise<Map<string, KnownItem>> {
    const rows = await this.#select<ItemRow>(
      `SELECT identity_key, item, revision, content_key FROM ${this.#database}.item FINAL
       WHERE identity_key IN {keys: Array(String)} AND import_id IN {visible: Array(String)}
       ORDER BY item, revision DESC LIMIT 1 BY item`,
      { keys: identityKeys, visible: this.#visibleImports },
    );
    return new Map(
      rows.map((row) => [
        row.identity_key,
        { id: itemId(Number(row.item)), revision: row.revision, contentKey: row.content_key },
      ]),
    );
  }

  async firstItemsWithText(textKeys: readonly string[]): Promise<Map<string, ItemId>> {
    const rows = await this.#select<{ text_key: string; first: string }>(
      `SELECT text_key, min(item) AS first FROM ${this.#database}.item
       WHERE text_key IN {keys: Array(String)} AND import_id IN {visible: Array(String)}
       GROUP BY text_key`,
      { keys: textKeys, visible: this.#visibleImports },
    );
    return new Map(rows.map((row) => [row.text_key, itemId(Number(row.first))]));
  }

  async *wordsSignatures(most: number): AsyncIterable<readonly WordsSignature[]> {
    const visible = this.#visibleImports;
    const within = `FROM ${this.#database}.item WHERE signature != '' AND import_id IN {visible: Array(String)}`;
    const [first] = await this.#select<{ first: string }>(
      `SELECT min(item) AS first FROM (SELECT item ${within} ORDER BY item DESC LIMIT {most: UInt64})`,
      { visible, most },
    );
    let after = Number(first?.first ?? 0) - 1;
    for (;;) {
      const rows = await this.#select<{ item: string; signature: string }>(
        `SELECT item, signature ${within} AND item > {after: Int64}
         ORDER BY item, revision DESC LIMIT 1 BY item LIMIT {pageSize: UInt32}`,
        { visible, after, pageSize: SIGNATURE_PAGE },
      );
      if (rows.length > 0) yield rows.map((row) => ({ ...row, item: Number(row.item) }));
      if (rows.length < SIGNATURE_PAGE) return;
      after = Number(rows.at(-1)!.item);
    }
  }

  async countItems(): Promise<number> {
    const rows = await this.#select<{ count: string }>(
      `SELECT uniqExact(item) AS count FROM ${this.#database}.item WHERE import_id IN {visible: Array(String)}`,
      { visible: this.#visibleImports },
    );
    return Number(rows[0]!.count);
  }

  async setVisibleImports(importIds: readonly string[]): Promise<void> {
    this.#visibleImports = importIds;
  }

  async deleteImport(importId: string): Promise<void> {
    const database = this.#database;
    const brought = `(item, revision) IN (SELECT item, revision FROM ${database}.item WHERE import_id = {importId: String})`;
    for (const table of ["assignment", "reading", "lab_reading", "mention", "mention_search"]) {
      await this.#delete(`DELETE FROM ${database}.${table} WHERE ${brought}`, { importId });
    }
    await this.#delete(`DELETE FROM ${database}.item WHERE import_id = {importId: String}`, {
      importId,
    });
  }

  async importsWithItems(): Promise<string[]> {
    const rows = await this.#select<{ import_id: string }>(
      `SELECT DISTINCT import_id FROM ${this.#database}.item ORDER BY import_id`,
      {},
    );
    return rows.map((row) => row.import_id);
  }

  async repairRepeats(): Promise<number> {
    return repairRepeats(this.tables, this.#visibleImports);
  }

  async erasePeople(request: ErasureRequest): Promise<ErasedFacts> {
    return erasePeople(this.tables, request);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.#readers.close();
    await this.#client.close();
  }

  /** Everything known of the mentions of a page; of a page with gaps only its own items are asked for. */
  async #mentionsOf(
    items: readonly FeedbackItem[],
    hasGaps: boolean,
  ): Promise<Map<string, MentionFacts[]>> {
    const database = this.#database;
    const within = hasGaps
      ? "item IN {ids: Array(UInt64)}"
      : "item BETWEEN {first: UInt64} AND {last: UInt64}";
    const range = hasGaps
      ? { ids: items.map(({ id }) => itemNumber(id)) }
      : { first: itemNumber(items[0]!.id), last: itemNumber(items.at(-1)!.id) };
    const key = "item, revision, start, end";
    const rows = await this.#select<MentionFactsRow>(
      `SELECT ${key}, r.model AS r_model, r.model_version AS r_version, r.sentiment AS r_sentiment,
              r.score AS r_score, r.kind AS r_kind,
              a.present AS has_assignment, a.theme AS a_theme, a.found_theme AS a_found, a.score AS a_score, a.unclear AS a_unclear
       FROM (SELECT ${key} FROM ${database}.mention FINAL WHERE ${within}) AS m
       LEFT JOIN (SELECT * FROM ${database}.reading FINAL WHERE ${within}
                  ORDER BY ${key}, generation DESC LIMIT 1 BY ${key}) AS r USING (${key})
       LEFT JOIN (SELECT *, 1 AS present FROM ${database}.assignment FINAL WHERE ${within}) AS a USING (${key})
       ORDER BY ${key}`,
      range,
    );
    const mentions = new Map<string, MentionFacts[]>();
    for (const row of rows) {
      const mention = mentionFromRow(row);
      const facts = {
        mention,
        reading: readingFromRow(mention, row),
        assignment: joinedAssignment(mention, row),
      };
      const known = mentions.get(mention.itemId);
      if (known === undefined) mentions.set(mention.itemId, [facts]);
      else known.push(facts);
    }
    return mentions;
  }

  /** The number of this write among all writes of versioned facts, also those of other processes: later rows replace earlier ones. */
  async #nextGeneration(): Promise<number> {
    const rows = await this.#select<{ generation: string }>(
      `SELECT greatest((SELECT max(generation) FROM ${this.#database}.reading),
                       (SELECT max(generation) FROM ${this.#database}.assignment)) AS generation`,
      {},
    );
    this.#generation = Math.max(this.#generation, Number(rows[0]!.generation)) + 1;
    return this.#generation;
  }

  async #insert(table: string, values: readonly object[]): Promise<void> {
    if (values.length === 0) return;
    await this.#client.insert({
      table: `${this.#database}.${table}`,
      values: values as object[],
      format: "JSONEachRow",
    });
  }

  async #delete(query: string, parameters: Record<string, unknown>): Promise<void> {
    // Waiting for the mutation makes a deletion true when it returns.
    await this.#client.command({
      query,
      query_params: parameters,
      clickhouse_settings: { lightweight_deletes_sync: "1" },
    });
  }

  async #select<Row>(query: string, parameters: Record<string, unknown>): Promise<Row[]> {
    const result = await this.#client.query({
      query,
      query_params: parameters,
      format: "JSONEachRow",
    });
    return (await result.json()) as Row[];
  }
}
