// Clients that read beside the writer, so that a page is answered while an import or an analysis writes.
import type { ClickHouseClient, ClickHouseSettings } from "@clickhouse/client";

const MOST = 6;

interface Waiting {
  readonly resolve: (client: ClickHouseClient) => void;
}

/** Opens a reader when one is asked for and all are busy, up to six; the rest wait their turn. */
export class ReaderPool {
  readonly #open: () => ClickHouseClient;
  readonly #settings: ClickHouseSettings;
  readonly #all: ClickHouseClient[] = [];
  readonly #free: ClickHouseClient[] = [];
  readonly #waiting: Waiting[] = [];

  /** `settings` are those of every query that is read. */
  constructor(open: () => ClickHouseClient, settings: ClickHouseSettings = {}) {
    this.#open = open;
    this.#settings = settings;
  }

  /** Rows of a query; `parameters` are bound. */
  read<Row>(query: string, parameters: Record<string, unknown>): Promise<Row[]> {
    return this.#with(async (client) => {
      const answer = await client.query({
        query,
        query_params: parameters,
        format: "JSONEachRow",
        clickhouse_settings: this.#settings,
      });
      return (await answer.json()) as Row[];
    });
  }

  /** Rows of a query with a limit, and how many there would be without it. */
  readCounted<Row>(
    query: string,
    parameters: Record<string, unknown>,
  ): Promise<{ rows: Row[]; total: number }> {
    return this.#with(async (client) => {
      const answer = await client.query({
        query,
        query_params: parameters,
        format: "JSON",
        clickhouse_settings: { ...this.#settings, exact_rows_before_limit: 1 },
      });
      const { data, rows_before_limit_at_least: total } = await answer.json<Row>();
      return { rows: data, total: total ?? data.length };
    });
  }

  async #with<Answer>(ask: (client: ClickHouseClient) => Promise<Answer>): Promise<Answer> {
    const client = await this.#take();
    try {
      return await ask(client);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free.push(client);
      else next.resolve(client);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((client) => client.close()));
  }

  async #take(): Promise<ClickHouseClient> {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    if (this.#all.length < MOST) {
      const client = this.#open();
      this.#all.push(client);
      return client;
    }
    return new Promise((resolve) => this.#waiting.push({ resolve }));
  }
}
