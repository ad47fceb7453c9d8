// Browsing in ClickHouse SQL: lists, counts and weekly series from one table that is rebuilt beside its readers.
import { createHash } from "node:crypto";
import {
  type BrowseFilter,
  type BrowsePage,
  type BrowsePaging,
  type FacetName,
  type FeedbackBrowser,
  type FeedbackItem,
  type ItemId,
  itemId,
  itemNumber,
  type LabModelId,
  type MentionId,
  type SpeakingPerson,
  type ThemeTally,
  type Totals,
  type WeeklySeries,
} from "@heed/core";
import { type ItemRow, itemFromRow } from "../rows.ts";
import { markTables } from "../table-marks.ts";
import { type Bound, type BrowseLevel, browseCondition, FACET_SQL } from "./browse-conditions.ts";
import { orderOf } from "./browse-order.ts";
import { createBrowseTable, fillBrowseTable } from "./browse-table.ts";
import { ClickHouseLabReadings } from "./lab-readings.ts";
import { weeklySeries } from "./weekly-series.ts";

/** What browsing needs of the store it belongs to. */
export interface BrowseEngine {
  readonly database: string;
  /** Answers beside the writer's work. */
  read<Row>(query: string, parameters: Record<string, unknown>): Promise<Row[]>;
  command(query: string, parameters?: Record<string, unknown>): Promise<void>;
  visibleImports(): readonly string[];
  /** Brings the table level where another process keeps it. */
  readonly refresh?: (timeZone: string) => Promise<void>;
}

/** Raise it whenever the table's columns or their meaning change. */
const SHAPE = 2;
const ITEMS_PER_FILL = 100_000;
const NEED_KINDS = "kind IN ('bug', 'complaint', 'request', 'question')";
const MOST_VALUES = 500;

interface FromOptions {
  readonly bound?: Bound;
  readonly level?: BrowseLevel;
  /** What stands before the SELECT. */
  readonly before?: string;
}

interface MentionPlaceRow {
  item: string;
  revision: number;
  start: number;
  end: number;
  at: string;
}

export class ClickHouseFeedbackBrowser implements FeedbackBrowser {
  readonly #engine: BrowseEngine;
  readonly #table: string;
  readonly lab: ClickHouseLabReadings;
  #refreshing: Promise<void> = Promise.resolve();
  /** The refresh that readers wait for: until the first has ended, the table is that of an earlier process. */
  #level: Promise<void> = Promise.resolve();
  #hasBegun = false;
  #isClosed = false;
  #state: string | null = null;

  constructor(engine: BrowseEngine) {
    this.#engine = engine;
    this.#table = `${engine.database}.browse`;
    this.lab = new ClickHouseLabReadings(engine);
  }

  async state(): Promise<string | null> {
    await this.#level;
    return this.#state;
  }

  /** One refresh after another; each sees the facts as they are when it begins. */
  refresh(timeZone: string): Promise<void> {
    if (this.#engine.refresh !== undefined) return this.#engine.refresh(timeZone);
    const next = this.#refreshing.then(() => this.#rebuild(timeZone));
    this.#refreshing = next.catch(() => undefined);
    // After a first refresh that failed, the next one is waited for.
    if (!this.#hasBegun) this.#level = next;
    next.then(
      () => {
        this.#hasBegun = true;
        this.#level = Promise.resolve();
      },
      () => undefined,
    );
    return next;
  }

  /** Waits until nothing is made anew; what is half made is left for the next process. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#refreshing;
  }

  async #rebuild(zone: string): Promise<void> {
    const { database } = this.#engine;
    const fresh = `${this.#table}_next`;
    const visible = this.#engine.visibleImports();
    const mark = await this.#markOfFacts(zone, visible);
    if (mark === (await this.#markOfTable())) {
      this.#state = mark;
      return;
    }
    await this.#engine.command(`DROP TABLE IF EXISTS ${fresh} SYNC`);
    await this.#engine.command(createBrowseTable(fresh));
    const [range] = await this.#engine.read<{ first: string; last: string }>(
      `SELECT min(item) AS first, max(item) AS last FROM ${database}.item`,
      {},
    );
    const last = Number(range?.last ?? 0);
    for (let at = Number(range?.first ?? 0); at <= last && last > 0; at += ITEMS_PER_FILL) {
      if (this.#isClosed) throw new DOMException("The store was closed.", "AbortError");
      const bound = { visible, zone, first: at, last: at + ITEMS_PER_FILL - 1 };
      await this.#engine.command(fillBrowseTable(fresh, database), bound);
    }
    await this.#engine.command(createBrowseTable(this.#table));
    this.#state = null;
    await this.#engine.command(`EXCHANGE TABLES ${fresh} AND ${this.#table}`);
    await this.#engine.command(`DROP TABLE ${fresh} SYNC`);
    await this.#engine.command(`ALTER TABLE ${this.#table} MODIFY COMMENT '${mark}'`);
    this.#state = mark;
  }

  /** Changes with every row that is added or erased, with what is visible and with the zone. */
  async #markOfFacts(zone: string, visible: readonly string[]): Promise<string> {
    const { database, read } = this.#engine;
    const facts = await markTables(read, database, ["item", "mention", "reading", "assignment"]);
    const told = JSON.stringify([SHAPE, zone, visible.toSorted(), facts]);
    return createHash("sha256").update(told).digest("hex");
  }

  async #markOfTable(): Promise<string | null> {
    const [row] = await this.#engine.read<{ comment: string }>(
      "SELECT comment FROM system.tables WHERE database = {database: String} AND name = 'browse'",
      { database: this.#engine.database },
    );
    return row?.comment ?? null;
  }

  async totals(filter: BrowseFilter): Promise<Totals> {
    const [row] = await this.#from<Record<string, string>>(
      filter,
      `uniqExact(item) AS items, countIf(is_mention) AS mentions, uniqExact(person) AS people,
       countIf(is_mention AND unclear != '') AS apart, countIf(is_dated) AS dated,
       minIf(written_at, is_dated = 1) AS first, maxIf(written_at, is_dated = 1) AS last`,
      "",
    );
    const { items, mentions, people, apart, dated, first, last } = row!;
    const isDated = Number(dated) > 0;
    return {
      items: Number(items),
      mentions: Number(mentions),
      people: Number(people),
      unclear: Number(apart),
      firstWrittenAt: isDated ? instant(first!) : null,
      lastWrittenAt: isDated ? instant(last!) : null,
    };
  }

  async mentions(filter: BrowseFilter, paging: BrowsePaging): Promise<BrowsePage<MentionId>> {
    const { after, limit, order } = paging;
    const bound: Bound =
      after === null ? {} : { a_at: after[0], a_item: after[1], a_start: after[2] };
    const { columns, below } = orderOf(order);
    const rows = await this.#from<MentionPlaceRow>(
      filter,
      `item, revision, start, end, ${columns.at} AS at`,
      `AND is_mention = 1 ${after === null ? "" : `AND (${below("a_item", "a_start")})`}
       ORDER BY ${columns.at} ${columns.direction}, item ${columns.direction}, start LIMIT ${limit + 1}`,
      { bound },
    );
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      ids: shown.map(
        (row) => `item_${Number(row.item)}.${row.revision}.${row.start}-${row.end}` as MentionId,
      ),
      next:
        rows.length > limit && last !== undefined ? [last.at, Number(last.item), last.start] : null,
    };
  }

  async countMentions(filter: BrowseFilter): Promise<number> {
    const [row] = await this.#from<{ n: string }>(filter, "countIf(is_mention) AS n", "");
    return Number(row!.n);
  }

  async items(filter: BrowseFilter, paging: BrowsePaging): Promise<BrowsePage<ItemId>> {
    const { after, limit, order } = paging;
    const bound: Bound = after === null ? {} : { a_at: after[0], a_item: after[1] };
    const { columns, below } = orderOf(order);
    // Without a question about mentions the first row of each item stands for it, and nothing has to be grouped.
    const each = isAboutMentions(filter) ? "LIMIT 1 BY item" : "";
    const one = each === "" ? "AND is_first = 1" : "";
    const rows = await this.#from<MentionPlaceRow>(
      filter,
      `item, ${columns.at} AS at`,
      `${one} ${after === null ? "" : `AND (${below("a_item")})`}
       ORDER BY ${columns.at} ${columns.direction}, item ${columns.direction} ${each} LIMIT ${limit + 1}`,
      { bound, level: "item" },
    );
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      ids: shown.map(({ item }) => itemId(Number(item))),
      next: rows.length > limit && last !== undefined ? [last.at, Number(last.item)] : null,
    };
  }

  async countItems(filter: BrowseFilter): Promise<number> {
    const count = isAboutMentions(filter) ? "uniqExact(item)" : "countIf(is_first)";
    const [row] = await this.#from<{ n: string }>(filter, `${count} AS n`, "", { level: "item" });
    return Number(row!.n);
  }

  async facet(name: FacetName, filter: BrowseFilter): Promise<Record<string, number>> {
    const { value, where } = FACET_SQL[name];
    const rows = await this.#from<{ value: string; n: string }>(
      filter,
      `${value} AS value, count() AS n`,
      `AND is_mention = 1 AND ${where} GROUP BY value ORDER BY n DESC, value LIMIT ${MOST_VALUES}`,
    );
    return Object.fromEntries(rows.map((row) => [row.value, Number(row.n)]));
  }

  async labFacet(model: LabModelId, filter: BrowseFilter): Promise<Record<string, number>> {
    const bound: Bound = { lab_facet: model };
    const condition = browseCondition(filter, "mention", bound, this.#engine.database);
    await this.#level;
    const rows = await this.#engine.read<{ value: string; n: string }>(
      `SELECT label AS value, count() AS n FROM ${this.#table} INNER JOIN
         (SELECT item, revision, start, end, label FROM ${this.#engine.database}.lab_reading FINAL
          WHERE model = {lab_facet: String}) AS l USING (item, revision, start, end)
       WHERE ${condition} AND is_mention = 1 GROUP BY value ORDER BY n DESC, value`,
      bound,
    );
    return Object.fromEntries(rows.map((row) => [row.value, Number(row.n)]));
  }

  async itemLanguages(): Promise<Record<string, number>> {
    const rows = await this.#from<{ language: string; n: string }>(
      {},
      "language, count() AS n",
      "AND is_first = 1 GROUP BY language ORDER BY n DESC, language",
    );
    return Object.fromEntries(rows.map(({ language, n }) => [language, Number(n)]));
  }

  async sources(): Promise<{ name: string; rival: string; items: number }[]> {
    const rows = await this.#from<{ name: string; rival: string; items: string }>(
      { spam: true },
      "source AS name, rival, countIf(is_first) AS items",
      "GROUP BY name, rival ORDER BY items DESC, name, rival",
    );
    return rows.map((row) => ({ ...row, items: Number(row.items) }));
  }

  async themes(filter: BrowseFilter): Promise<ThemeTally[]> {
    type Row = Record<"theme" | "mentions" | "people" | "needPeople" | "needMentions", string> &
      Record<"kinds" | "sentiments", Record<string, string>>;
    const rows = await this.#from<Row>(
      filter,
      `theme, count() AS mentions, uniqExact(person) AS people,
       uniqExactIf(person, ${NEED_KINDS} AND rival = '') AS needPeople,
       countIf(${NEED_KINDS} AND rival = '') AS needMentions,
       sumMap(map(toString(kind), toUInt64(1))) AS kinds, sumMap(map(toString(sentiment), toUInt64(1))) AS sentiments`,
      "AND theme > 0 GROUP BY theme ORDER BY people DESC, theme",
    );
    return rows.map((row) => ({
      themeId: `theme_${Number(row.theme)}`,
      mentions: Number(row.mentions),
      people: Number(row.people),
      needPeople: Number(row.needPeople),
      needMentions: Number(row.needMentions),
      kinds: numbers(row.kinds),
      sentiments: numbers(row.sentiments),
    }));
  }

  weekly(filter: BrowseFilter, by: FacetName | null, most: number): Promise<WeeklySeries> {
    return weeklySeries(
      (columns, rest, bound) =>
        this.#from(filter, columns, rest, bound === undefined ? {} : { bound }),
      by,
      most,
    );
  }

  async people(
    filter: BrowseFilter,
    { after, limit }: Pick<BrowsePaging, "after" | "limit">,
  ): Promise<{ people: SpeakingPerson[]; next: (string | number)[] | null; total: number }> {
    const having =
      after === null ? "" : "HAVING (mentions, person) < ({a_n: UInt64}, {a_person: UInt64})";
    const rows = await this.#from<Record<string, string>>(
      filter,
      `toString(person) AS who, person, count() AS mentions, max(is_anonymous) AS anonymous,
       maxIf(written_at, is_dated = 1) AS last, max(is_dated) AS dated, any(source) AS from_source,
       argMin(concat('item_', toString(item), '.', toString(revision), '.', toString(start), '-', toString(end)), (score, item, start)) AS worst`,
      `AND is_mention = 1 GROUP BY person ${having} ORDER BY mentions DESC, person DESC LIMIT ${limit + 1}`,
      { bound: after === null ? {} : { a_n: after[0], a_person: after[1] } },
    );
    const [count] = await this.#from<{ n: string }>(
      filter,
      "uniqExactIf(person, is_mention) AS n",
      "",
    );
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      people: shown.map((row) => ({
        person: BigInt(row.who!).toString(36),
        anonymous: Number(row.anonymous) === 1,
        mentions: Number(row.mentions),
        lastWrittenAt: Number(row.dated) === 1 ? instant(row.last!) : null,
        source: row.from_source!,
        mentionId: row.worst as MentionId,
      })),
      next: rows.length > limit && last ? [Number(last.mentions), last.who!] : null,
      total: Number(count!.n),
    };
  }

  async revisions(id: ItemId): Promise<FeedbackItem[]> {
    const rows = await this.#engine.read<ItemRow>(
      `SELECT * EXCEPT signature FROM ${this.#engine.database}.item FINAL
       WHERE item = {item: UInt64} AND import_id IN {visible: Array(String)} ORDER BY revision DESC`,
      { item: itemNumber(id), visible: this.#engine.visibleImports() },
    );
    return rows.map(itemFromRow);
  }

  async similarItems(
    id: ItemId,
    most: number,
  ): Promise<{ id: ItemId; relation: "same-words" | "nearly-same" }[]> {
    const rows = await this.#from<{ other: string; same: number }>(
      { spam: true },
      "item AS other, max(duplicate_of IN (mine, root) OR item = root) AS same",
      `AND item != mine AND (duplicate_of IN (mine, root) OR similar_to IN (mine, near) OR item IN (root, near))
       GROUP BY other ORDER BY same DESC, other LIMIT ${Math.floor(most)}`,
      {
        bound: { i_item: itemNumber(id) },
        before: `WITH {i_item: UInt64} AS mine,
        (SELECT if(max(duplicate_of) > 0, max(duplicate_of), {i_item: UInt64}) FROM ${this.#table} WHERE item = {i_item: UInt64}) AS root,
        (SELECT if(max(similar_to) > 0, max(similar_to), {i_item: UInt64}) FROM ${this.#table} WHERE item = {i_item: UInt64}) AS near `,
      },
    );
    return rows.map(({ other, same }) => ({
      id: itemId(Number(other)),
      relation: Number(same) === 1 ? "same-words" : "nearly-same",
    }));
  }

  async #from<Row>(
    filter: BrowseFilter,
    columns: string,
    rest: string,
    { bound: more = {}, level = "mention", before = "" }: FromOptions = {},
  ): Promise<Row[]> {
    const bound: Bound = { ...more };
    const condition = browseCondition(filter, level, bound, this.#engine.database);
    await this.#level;
    return this.#engine.read<Row>(
      `${before}SELECT ${columns} FROM ${this.#table} WHERE ${condition} ${rest}`,
      bound,
    );
  }
}

function isAboutMentions(filter: BrowseFilter): boolean {
  const { kinds, sentiments, themeIds, unclear, unclearReasons, labLabels, said, except } = filter;
  return [kinds, sentiments, themeIds, unclear, unclearReasons, labLabels, said, except].some(
    (asked) => asked !== undefined,
  );
}

function instant(text: string): string {
  return `${text.replace(" ", "T")}Z`;
}

function numbers(counts: Record<string, string>): Record<string, number> {
  const entries = Object.entries(counts).filter(([value]) => value !== "");
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, n]) => [k, Number(n)]),
  );
}
