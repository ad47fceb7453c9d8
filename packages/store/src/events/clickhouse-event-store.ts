// Events in ClickHouse SQL, the same on the embedded engine and on a cluster.
import type { ClickHouseClient } from "@clickhouse/client";
import {
  type ActivityAsk,
  checkFunnel,
  checkRetention,
  checkTrend,
  type DailyActivity,
  type EventName,
  type EventStore,
  type EventSummary,
  type EventTrend,
  type ExperimentAsk,
  type ExperimentEvidence,
  type Funnel,
  type FunnelBar,
  type FunnelResult,
  layOutRetention,
  type PeoplePage,
  type PeoplePlace,
  type PersonLink,
  type ProductEvent,
  type QueryAnswer,
  type Retention,
  type RetentionCell,
  type RetentionResult,
  type SaidBehind,
  type ThemeId,
  type TrendPoint,
  type TrendResult,
} from "@heed/core";
import { measureExperiment } from "../experiments/measure-experiment.ts";
import { openChdb, openLentEngine } from "../facts/chdb/open-chdb.ts";
import type { SendCall } from "../facts/lent-engine.ts";
import { ReaderPool } from "../facts/reader-pool.ts";
import { answerQuery, fewAtOnce } from "./answer-query.ts";
import { BoundValues } from "./bound-values.ts";
import { compileFunnel } from "./compile-funnel.ts";
import { compileRetention } from "./compile-retention.ts";
import { linkToRow } from "./event-rows.ts";
import { createEventTables } from "./event-tables.ts";
import { countSpeakers, hearPeople, readActivity, readFirstSaid } from "./hear-people.ts";
import { type EventTables, joinPeople } from "./joined-people.ts";
import { type Ask, measureTrend } from "./measure-trend.ts";
import { ALL_PEOPLE, amongOf, compilePeople } from "./people-behind.ts";
import {
  askedTooMuch,
  limitSettings,
  type QuestionLimits,
  questionLimits,
} from "./question-limits.ts";
import {
  completeIds,
  dropImport,
  dropRepeatedIds,
  storeEvents,
  storeReceived,
} from "./received-events.ts";
import { type EventView, visibleEvents } from "./visible-events.ts";

/** Opens the events of one workspace in the folder of its facts (`:memory:` for none). */
export async function openChdbEventStore(
  path: string,
  database = "heed",
  limits = questionLimits(),
): Promise<EventStore> {
  const { client, openReader } = await openChdb(path);
  return openEventStore({ client, openReader, limits }, database);
}

/** Events of a workspace whose folder another process holds: that one keeps what lies beside them level. */
export async function openLentEventStore(send: SendCall, database = "heed"): Promise<EventStore> {
  const { client, openReader } = openLentEngine(send, async () => {});
  return makeEventStore({ client, openReader, limits: questionLimits() }, database);
}

/** Events in a database of any engine that the client reaches, within that engine's own limits; `database` is an identifier of ours, never a person's. */
export async function openClickHouseEventStore(
  client: ClickHouseClient,
  database: string,
): Promise<EventStore> {
  return openEventStore({ client, openReader: () => client, limits: null }, database);
}

interface EventEngine {
  readonly client: ClickHouseClient;
  readonly openReader: () => ClickHouseClient;
  /** Of one question; null where the engine has its own. */
  readonly limits: QuestionLimits | null;
}

async function openEventStore(engine: EventEngine, database: string): Promise<EventStore> {
  const store = await makeEventStore(engine, database);
  await store.complete();
  return store;
}

async function makeEventStore(engine: EventEngine, database: string) {
  for (const query of createEventTables(database)) await engine.client.command({ query });
  return new ClickHouseEventStore(engine, database);
}

const PAGE_LIMIT = 1_000;

class ClickHouseEventStore implements EventStore {
  readonly #client: ClickHouseClient;
  readonly #openReader: () => ClickHouseClient;
  readonly #readers: ReaderPool;
  readonly #limits: QuestionLimits | null;
  readonly #database: string;
  #visible: readonly string[] = [];
  #hasHidden = true;
  #hasJoined = false;
  #hasNewLinks = false;

  constructor({ client, openReader, limits }: EventEngine, database: string) {
    this.#client = client;
    this.#openReader = openReader;
    this.#limits = limits;
    this.#readers = new ReaderPool(openReader, limits === null ? {} : limitSettings(limits));
    this.#database = database;
  }

  async append(events: readonly ProductEvent[], links: readonly PersonLink[]): Promise<void> {
    const all = [...events, ...links];
    this.#hasHidden ||= all.some(({ importId }) => !this.#visible.includes(importId));
    await storeEvents(this.#tables, events);
    await this.#tables.insert("person_link", links.map(linkToRow));
  }

  async receive(events: readonly ProductEvent[], links: readonly PersonLink[]): Promise<string[]> {
    const imports = new Set([...events, ...links].map(({ importId }) => importId));
    const shown = [...imports].filter((id) => !this.#visible.includes(id));
    if (shown.length > 0) this.#visible = [...this.#visible, ...shown];
    this.#hasNewLinks ||= links.length > 0;
    return storeReceived(this.#tables, events, links);
  }

  async joinLinks(): Promise<void> {
    if (!this.#hasNewLinks) return;
    this.#hasNewLinks = false;
    this.#hasJoined = await joinPeople(this.#tables, this.#visible).catch((error: unknown) => {
      this.#hasNewLinks = true;
      throw error;
    });
  }

  /** Brings what is kept beside the events level with them. */
  complete(): Promise<void> {
    return completeIds(this.#tables);
  }

  async settle(importId: string): Promise<number> {
    const table = `${this.#database}.event`;
    const repeats = `SELECT seq FROM (
        SELECT seq, import_id, row_number() OVER (PARTITION BY id ORDER BY import_id = {importId: String}, seq) AS place
        FROM ${table} WHERE id IN (
          SELECT id FROM ${table} WHERE id IN (SELECT id FROM ${table} WHERE import_id = {importId: String})
          GROUP BY id HAVING count() > 1))
      WHERE place > 1 AND import_id = {importId: String}`;
    const counted = `SELECT count() AS n FROM (${repeats})`;
    const [row] = await this.#select<{ n: string }>(counted, { importId });
    const count = Number(row!.n);
    if (count === 0) return 0;
    const gone = `import_id = {importId: String} AND seq IN (${repeats})`;
    await this.#tables.command(`DELETE FROM ${table} WHERE ${gone}`, { importId });
    await dropRepeatedIds(this.#tables);
    return count;
  }

  async nextOrder(): Promise<number> {
    const [row] = await this.#select<{ next: string }>(
      `SELECT greatest((SELECT max(seq) FROM ${this.#database}.event),
                       (SELECT max(seq) FROM ${this.#database}.person_link)) + 1 AS next`,
    );
    return Number(row!.next);
  }

  async setVisibleImports(importIds: readonly string[]): Promise<void> {
    const stored = await this.importsWithEvents();
    this.#visible = stored.filter((id) => importIds.includes(id));
    this.#hasHidden = this.#visible.length < stored.length;
    this.#hasJoined = await joinPeople(this.#tables, this.#visible);
  }

  async importsWithEvents(): Promise<string[]> {
    const rows = await this.#select<{ import_id: string }>(
      `SELECT DISTINCT toString(import_id) AS import_id FROM (
         SELECT import_id FROM ${this.#database}.event UNION ALL SELECT import_id FROM ${this.#database}.person_link)
       ORDER BY import_id`,
    );
    return rows.map(({ import_id }) => import_id);
  }

  deleteImport(importId: string): Promise<void> {
    return dropImport(this.#tables, importId);
  }

  async summary(): Promise<EventSummary> {
    const values = new BoundValues();
    const [row] = await this.#select<Record<"events" | "people" | "first" | "last", string>>(
      `SELECT count() AS events, uniqExact(actor) AS people, min(us) AS first, max(us) AS last
       FROM ${visibleEvents(this.#view, ["toUnixTimestamp64Micro(at) AS us"], "1", values)}`,
      values.parameters,
    );
    const events = Number(row!.events);
    const span = events === 0 ? null : { from: Number(row!.first), to: Number(row!.last) };
    return { events, people: Number(row!.people), span };
  }

  async span(): Promise<EventSummary["span"]> {
    const [row] = await this.#ask<Record<"events" | "first" | "last", string>>((values) => {
      const columns = ["toUnixTimestamp64Micro(at) AS us"];
      return `SELECT count() AS events, min(us) AS first, max(us) AS last
        FROM ${visibleEvents({ ...this.#view, hasJoined: false }, columns, "1", values)}`;
    });
    if (Number(row!.events) === 0) return null;
    return { from: Number(row!.first), to: Number(row!.last) };
  }

  async names(limit: number): Promise<EventName[]> {
    const values = new BoundValues();
    const rows = await this.#select<{ name: string; events: string }>(
      `SELECT toString(name) AS name, count() AS events FROM ${visibleEvents(this.#view, ["name"], "1", values)}
       GROUP BY name ORDER BY events DESC, name LIMIT ${values.integer(limit)}`,
      values.parameters,
    );
    return rows.map(({ name, events }) => ({ name, events: Number(events) }));
  }

  async funnel(funnel: Funnel): Promise<FunnelResult> {
    checkFunnel(funnel);
    const rows = await this.#ask<{
      value: string;
      people: (string | number)[];
      medians: (string | number)[];
      groups: string;
    }>((values) => compileFunnel(amongOf(this.#view, funnel), funnel, values));
    const groups = rows.map(({ value, people, medians }) => ({
      value: value === "" ? null : value,
      people: people.map(Number),
      medianMs: people.map((count, at) =>
        at === 0 || Number(count) === 0 ? null : Number(medians[at - 1]) / 1000,
      ),
    }));
    const nobody = funnel.steps.map(() => 0);
    if (groups.length === 0 && funnel.breakdown === undefined)
      groups.push({ value: null, people: nobody, medianMs: nobody.map(() => null) });
    return { groups, leftOut: Math.max(0, Number(rows[0]?.groups ?? 0) - rows.length) };
  }

  funnelPeople(funnel: Funnel, bar: FunnelBar, page: PeoplePage = {}): Promise<string[]> {
    return this.peopleBehind({ funnel, bar }, page);
  }

  async retention(retention: Retention): Promise<RetentionResult> {
    checkRetention(retention);
    const rows = await this.#ask<{ value: string; cohort: number; later: number; people: string }>(
      (values) => compileRetention(amongOf(this.#view, retention), retention, values),
    );
    return layOutRetention(
      retention,
      rows.map(({ value, cohort, later, people }) => ({
        ...{ value, cohort, after: later, people: Number(people) },
      })),
    );
  }

  retentionPeople(
    retention: Retention,
    cell: RetentionCell,
    page: PeoplePage = {},
  ): Promise<string[]> {
    return this.peopleBehind({ retention, cell }, page);
  }

  trend(trend: EventTrend): Promise<TrendResult> {
    checkTrend(trend);
    return measureTrend(amongOf(this.#view, trend), trend, (compile) => this.#ask(compile));
  }

  experiment(ask: ExperimentAsk): Promise<ExperimentEvidence> {
    return measureExperiment(this.#view, ask, (compile) => this.#ask(compile));
  }

  trendPeople(trend: EventTrend, point: TrendPoint, page: PeoplePage = {}): Promise<string[]> {
    return this.peopleBehind({ trend, point }, page);
  }

  async peopleBehind(
    place: PeoplePlace,
    { after = "", limit = PAGE_LIMIT }: PeoplePage = {},
  ): Promise<string[]> {
    const rows = await this.#ask<{ actor: string }>((values) =>
      compilePeople(this.#view, place, { after, limit }, values),
    );
    return rows.map(({ actor }) => actor);
  }

  async countBehind(place: PeoplePlace): Promise<number> {
    const [row] = await this.#ask<{ people: string }>(
      (values) =>
        `SELECT count() AS people FROM (${compilePeople(this.#view, place, ALL_PEOPLE, values)})`,
    );
    return Number(row!.people);
  }

  saidBehind(place: PeoplePlace, mostQuotes: number): Promise<SaidBehind> {
    return hearPeople(this.#view, place, mostQuotes, this.#asker);
  }

  firstSaid(themeIds: readonly ThemeId[]): Promise<Map<string, number>> {
    return readFirstSaid(this.#view, themeIds, this.#asker);
  }

  dailyActivity(ask: ActivityAsk): Promise<DailyActivity[]> {
    return readActivity(this.#view, ask, this.#asker);
  }

  countSpeakers(): Promise<number> {
    return countSpeakers(this.#view, this.#asker);
  }

  async properties(limit: number): Promise<string[]> {
    const rows = await this.#ask<{ property: string }>(
      (values) => `SELECT property FROM (
          SELECT arrayJoin(mapKeys(properties)) AS property
          FROM (SELECT properties FROM ${visibleEvents(this.#view, ["name", "properties"], "1", values)} LIMIT 2000 BY name))
        GROUP BY property ORDER BY count() DESC, property LIMIT ${values.integer(limit)}`,
    );
    return rows.map(({ property }) => property);
  }

  query(sql: string, limit?: number): Promise<QueryAnswer> {
    return fewAtOnce(async () => {
      // An embedded connection that was made read-only stays so.
      const reader = this.#openReader();
      try {
        return await answerQuery(reader, this.#view, sql, limit);
      } finally {
        if (reader !== this.#client) await reader.close();
      }
    });
  }

  async close(): Promise<void> {
    await this.#readers.close();
    await this.#client.close();
  }

  get #view(): EventView {
    return {
      database: this.#database,
      visible: this.#hasHidden ? this.#visible : null,
      hasJoined: this.#hasJoined,
      among: null,
    };
  }

  get #asker(): Ask {
    return (compile) => this.#ask(compile);
  }

  get #tables(): EventTables {
    return {
      database: this.#database,
      select: (query, parameters) => this.#select(query, parameters),
      command: async (query, parameters = {}) => {
        await this.#client.command({
          query,
          query_params: parameters,
          clickhouse_settings: { mutations_sync: "2", lightweight_deletes_sync: "2" },
        });
      },
      insert: async (table, rows) => {
        if (rows.length === 0) return;
        const values = rows as object[];
        const name = `${this.#database}.${table}`;
        await this.#client.insert({ table: name, values, format: "JSONEachRow" });
      },
    };
  }

  async #ask<Row>(compile: (values: BoundValues) => string): Promise<Row[]> {
    const values = new BoundValues();
    const query = compile(values);
    return this.#readers.read<Row>(query, values.parameters).catch((error: unknown) => {
      throw askedTooMuch(error, this.#limits);
    });
  }

  async #select<Row>(query: string, parameters: Record<string, unknown> = {}): Promise<Row[]> {
    const answer = await this.#client.query({
      query,
      query_params: parameters,
      format: "JSONEachRow",
    });
    return (await answer.json()) as Row[];
  }
}
