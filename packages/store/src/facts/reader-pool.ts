// Clients that read beside the writer, so that a page is answered while an import or an analysis writes.
import type { ClickHouseClient } from "@clickhouse/client";

const MOST = 6;

interface Waiting {
  readonly resolve: (client: ClickHouseClient) => void;
}

/** Opens a reader when one is asked for and all are busy, up to six; the rest wait their turn. */
export class ReaderPool {
  readonly #open: () => ClickHouseClient;
  readonly #all: ClickHouseClient[] = [];
  readonly #free: ClickHouseClient[] = [];
  readonly #waiting: Waiting[] = [];

  constructor(open: () => ClickHouseClient) {
    this.#open = open;
  }

  /** Rows of a query; `parameters` are bound. */
  async read<Row>(query: string, parameters: Record<string, unknown>): Promise<Row[]> {
    const client = await this.#take();
    try {
      const answer = await client.query({
        query,
        query_params: parameters,
        format: "JSONEachRow",
      });
      return (await answer.json()) as Row[];
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
