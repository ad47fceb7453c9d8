// Search over mentions in ClickHouse SQL: a text index for words, brute force over vectors for meaning, in one reading.
import {
  type ItemId,
  itemId,
  itemNumber,
  type Mention,
  type MentionHit,
  type MentionHits,
  type MentionId,
  type MentionQuery,
  type MentionReading,
  type MentionSearch,
  type ModelName,
  type SearchableMention,
  type SearchedItem,
  type SearchPart,
} from "@heed/core";
import type { FactEngine } from "../chdb/open-chdb.ts";
import {
  type AssignmentRow,
  assignmentFromRow,
  type ItemRow,
  itemFromRow,
  type MentionKey,
  mentionFromRow,
  type ReadingRow,
} from "../rows.ts";
import {
  afterCondition,
  Bindings,
  COMPARING,
  filterCondition,
  isOfOneModel,
  partCondition,
  similaritySql,
  tokensCondition,
  wordScoreSql,
  wordsCondition,
} from "./compile-mention-query.ts";
import { type HeldMentions, readHeld } from "./held-mentions.ts";
import { type Answering, KeptFinds } from "./kept-finds.ts";
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

/** A hit with its reading, which stands in the table that is searched. */
interface HitRow extends MentionKey, Omit<ReadingRow, "generation"> {
  relevance: number;
}

/** About 20,000 mentions with the built-in embedder's vectors. */
const CHARACTERS_PER_INSERT = 2 ** 24;
const TABLES = ["mention_search"] as const;
const KEY = "item, revision, start, end";
/** Keys that only an import compares are long and random: reading them would take half of a search's time. */
const ITEM_COLUMNS =
  "* EXCEPT (signature, identity_key, content_key, text_key, person_keys, redactions)";
const READING_COLUMNS = "sentiment, score, kind, model, model_version";
const ASSIGNMENT_COLUMNS = "theme, found_theme, score, unclear";
const ORDER = "relevance DESC, item DESC, revision DESC, start";
/** A few rows from anywhere: handing them to more threads takes longer than reading them. */
const FEW_ROWS = "SETTINGS max_threads = 1";

export class ClickHouseMentionSearch implements MentionSearch {
  readonly #engine: SearchEngine;
  readonly #kept: KeptFinds;

  constructor(engine: SearchEngine) {
    this.#engine = engine;
    this.#kept = new KeptFinds(engine.read, engine.database);
  }

  async add(mentions: readonly SearchableMention[], vectorModel?: ModelName): Promise<void> {
    if (mentions.length === 0) return;
    const { database, insertLines } = this.#engine;
    const generation = await this.#nextGeneration();
    const model = modelKey(vectorModel);
    let lines = "";
    for (const [at, mention] of mentions.entries()) {
      lines += searchLine(mention, model, generation);
      if (lines.length < CHARACTERS_PER_INSERT && at + 1 < mentions.length) continue;
      await insertLines(`${database}.mention_search`, SEARCH_COLUMNS, Buffer.from(lines));
      lines = "";
    }
    await this.#forgetReplaced(mentions, generation);
  }

  /**
   * Takes the rows away that those of a generation replaced. They would never be told, but a table without any is read without
   * `FINAL`. Where a kill comes before, it is read with it.
   */
  async #forgetReplaced(mentions: readonly SearchableMention[], generation: number): Promise<void> {
    const { database, select, command } = this.#engine;
    const items = mentions.map(({ mention }) => itemNumber(mention.itemId));
    const bound = {
      first: items.reduce((least, item) => Math.min(least, item)),
      last: items.reduce((most, item) => Math.max(most, item)),
      generation,
    };
    const table = `${database}.mention_search`;
    const within = "item BETWEEN {first: UInt64} AND {last: UInt64} AND generation";
    const replaced = `${within} < {generation: UInt64} AND (${KEY}) IN
      (SELECT ${KEY} FROM ${table} WHERE ${within} = {generation: UInt64})`;
    const [found] = await select<{ count: string }>(
      `SELECT count() AS count FROM ${table} WHERE ${replaced}`,
      bound,
    );
    if (Number(found!.count) > 0) await command(`DELETE FROM ${table} WHERE ${replaced}`, bound);
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
    const kept = await this.#kept.of(TABLES);
    const held = await this.#held(kept);
    const bindings = new Bindings();
    const visible = this.#visibleCondition(held, bindings);
    if (visible === null) return held.mentions;
    const sql = `SELECT count() AS mentions FROM ${this.#from(held)} WHERE ${visible}`;
    return kept([sql, bindings.values], async () => {
      const [row] = await this.#engine.read<{ mentions: string }>(sql, bindings.values);
      return Number(row!.mentions);
    });
  }

  async holding(parts: readonly Pick<SearchPart, "tokens" | "phrase">[]): Promise<number[]> {
    if (parts.length === 0) return [];
    const bindings = new Bindings();
    const kept = await this.#kept.of(TABLES);
    const held = await this.#held(kept);
    const visible = this.#visibleCondition(held, bindings);
    const counts = parts.map((part, index) => {
      const where = [partCondition(part, bindings), ...(visible === null ? [] : [visible])];
      return `(SELECT count() FROM ${this.#from(held)} WHERE ${where.join(" AND ")}) AS n${index}`;
    });
    const sql = `SELECT ${counts.join(", ")}`;
    return kept([sql, bindings.values], async () => {
      const [row] = await this.#engine.read<Record<string, string>>(sql, bindings.values);
      return parts.map((_, index) => Number(row![`n${index}`]));
    });
  }

  async find(query: MentionQuery): Promise<MentionHits> {
    const { themeIds, unclear } = query.filter;
    const isAboutThemes = themeIds !== undefined || unclear !== undefined;
    const { rows, total } = await this.#kept.reading(
      isAboutThemes ? [...TABLES, "assignment"] : TABLES,
      (kept) => this.#best(query, kept),
    );
    const last = rows.at(-1);
    return {
      hits: await this.#describe(rows),
      total,
      last:
        last === undefined ? null : { score: last.relevance, mentionId: mentionFromRow(last).id },
    };
  }

  /** The first rows of a query in its order, and how many there are. */
  async #best(
    query: MentionQuery,
    kept: Answering,
  ): Promise<{ readonly rows: readonly HitRow[]; readonly total: number }> {
    const { limit, meaning } = query;
    const held = await this.#held(kept);
    const { sql, bindings } = this.#selection(query, held);
    const mayCompare = meaning === null || isOfOneModel(meaning, held.vectors);
    const asked = `${sql} ORDER BY ${ORDER} LIMIT ${bindings.bind(limit, "UInt32")} ${mayCompare ? "" : `SETTINGS ${COMPARING}`}`;
    const ask = () => this.#engine.readCounted<HitRow>(asked, bindings.values);
    return kept([asked, bindings.values], () =>
      meaning === null ? ask() : this.#kept.inTurn(ask),
    );
  }

  #held(kept: Answering): Promise<HeldMentions> {
    const { read, database } = this.#engine;
    return kept("held", () => readHeld(read, `${database}.mention_search`));
  }

  #from({ isPlain }: HeldMentions): string {
    return `${this.#engine.database}.mention_search${isPlain ? "" : " FINAL"}`;
  }

  /** Leaves hidden imports out; null when search knows of none. Imports of which it knows nothing change nothing of what it finds. */
  #visibleCondition({ imports }: HeldMentions, bindings: Bindings): string | null {
    const shown = new Set(this.#engine.visibleImports());
    const visible = imports.filter((id) => shown.has(id));
    if (visible.length === imports.length) return null;
    return `import_id IN ${bindings.bind(visible, "Array(String)")}`;
  }

  /** The mentions that hold the words or are near in meaning, with their scores, from one reading of the table. */
  #selection(
    { words, meaning, filter, after }: MentionQuery,
    held: HeldMentions,
  ): { sql: string; bindings: Bindings } {
    const bindings = new Bindings();
    const holds = words === null ? null : wordsCondition(words, bindings);
    const similarity = meaning === null ? null : similaritySql(meaning, held.vectors, bindings);
    // The conditions stand here as they stand below: the engine then works them out once, and holding is read off the index.
    const wordScore = words === null ? "0" : `if(${holds}, ${wordScoreSql(words, bindings)}, 0)`;
    const relevance =
      similarity === null ? wordScore : `0.5 * ${wordScore} + 0.5 * greatest(0, ${similarity})`;
    const near =
      meaning === null ? null : `${similarity} >= ${bindings.bind(meaning.least, "Float32")}`;
    const either = (held: string | null) =>
      held === null || near === null ? (held ?? near) : `(${held}) OR ${near}`;
    // The order of words is then looked at where their tokens are, and no other row's words are read.
    const tokens = words === null ? null : tokensCondition(words, bindings);
    const where = [
      ...(tokens === null ? [] : [either(tokens)]),
      either(holds),
      filterCondition(filter, this.#engine.database, bindings),
      this.#visibleCondition(held, bindings),
      afterCondition(after, bindings),
    ].flatMap((part) => (part === null || part === "1" ? [] : [`(${part})`]));
    const sql = `SELECT ${KEY}, round(toFloat64(${relevance}), 6) AS relevance, ${READING_COLUMNS}
      FROM ${this.#from(held)} WHERE ${where.length === 0 ? "1" : where.join(" AND ")}`;
    return { sql, bindings };
  }

  /** Hits with their items and assignments; a mention of a superseded revision is left out. */
  async #describe(rows: readonly HitRow[]): Promise<MentionHit[]> {
    if (rows.length === 0) return [];
    const items = [...new Set(rows.map(({ item }) => Number(item)))];
    const [known, assignments] = await Promise.all([this.#items(items), this.#assigned(items)]);
    const told = new Set<MentionId>();
    return rows.flatMap((row) => {
      const mention = mentionFromRow(row);
      const item = known.get(mention.itemId);
      if (item === undefined || item.revision !== row.revision) return [];
      // A row that was replaced between the table's mark and its reading stands twice.
      if (told.has(mention.id)) return [];
      told.add(mention.id);
      const assigned = assignments.get(mention.id);
      return [
        {
          mention,
          score: row.relevance,
          item,
          reading: readingOf(mention, row),
          assignment: assigned === undefined ? null : assignmentFromRow(mention, assigned),
        },
      ];
    });
  }

  /** The latest visible revision of each item. */
  async #items(items: readonly number[]): Promise<Map<ItemId, SearchedItem>> {
    const rows = await this.#engine.read<ItemRow>(
      `SELECT ${ITEM_COLUMNS} FROM ${this.#engine.database}.item FINAL
       PREWHERE item IN {items: Array(UInt64)} WHERE import_id IN {visible: Array(String)}
       ORDER BY item, revision DESC LIMIT 1 BY item ${FEW_ROWS}`,
      { items, visible: this.#engine.visibleImports() },
    );
    return new Map(
      rows.map((row) => {
        const { identityKey, contentKey, textKey, redactions, ...item } = itemFromRow({
          ...row,
          redactions: "",
        });
        return [item.id, item] as const;
      }),
    );
  }

  /** Where the mentions of items belong. */
  async #assigned(items: readonly number[]): Promise<Map<MentionId, AssignmentRow>> {
    const rows = await this.#engine.read<AssignmentRow>(
      `SELECT ${KEY}, ${ASSIGNMENT_COLUMNS} FROM ${this.#engine.database}.assignment FINAL
       PREWHERE item IN {items: Array(UInt64)} ${FEW_ROWS}`,
      { items },
    );
    return new Map(rows.map((row) => [mentionFromRow(row).id, row] as const));
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

function readingOf(mention: Mention, row: HitRow): MentionReading {
  return {
    mentionId: mention.id,
    sentiment: row.sentiment,
    sentimentScore: row.score,
    kind: row.kind as MentionReading["kind"],
    model: { name: row.model, version: row.model_version },
  };
}
