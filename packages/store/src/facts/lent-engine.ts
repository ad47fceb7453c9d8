// One process holds the engine's folder; it lends the engine to another, which speaks to it as to its own.
import { Readable } from "node:stream";
import { ClickHouseError, type createClient, TupleParam } from "@clickhouse/client";

/** The hook that ClickHouse's client takes in place of a wire of its own. */
export type EngineConnection = NonNullable<
  NonNullable<Parameters<typeof createClient>[0]> extends infer Config
    ? Config extends { connection?: infer Connection }
      ? Connection
      : LentConnection
    : never
>;

interface Asked {
  readonly query: string;
  readonly query_params?: Record<string, unknown>;
  readonly clickhouse_settings?: object;
  readonly abort_signal?: AbortSignal;
}

/** What of a connection is lent. */
interface LentConnection {
  query(asked: Asked): Promise<{ readonly stream: Readable }>;
  command(asked: Asked): Promise<unknown>;
  insert(asked: Asked & { readonly values: string | Readable }): Promise<unknown>;
  close(): Promise<void>;
}

/** What the holder of the engine opens for those it lends to. */
export interface LendableEngine {
  openConnection(): LentConnection;
  insertLines(table: string, columns: readonly string[], lines: Buffer): Promise<void>;
}

/** One call as it goes from process to process: this as a line of JSON, then the rows as they are. */
interface Call {
  readonly kind: "query" | "command" | "insert" | "lines" | "close";
  /** Settings of a session (read-only, for one) stay with the connection that asked for them. */
  readonly session?: string;
  readonly query?: string;
  readonly parameters?: Record<string, unknown>;
  readonly settings?: object;
  readonly table?: string;
  readonly columns?: readonly string[];
}

/** Sends one call and answers its bytes; a refusal of the engine is thrown as its own error. */
export type SendCall = (body: Uint8Array<ArrayBuffer>, signal?: AbortSignal) => Promise<Buffer>;

const LINE_END = 10;
/** A process that was killed closes nothing: beyond so many the one that was silent longest is closed. */
const MOST_SESSIONS = 32;

/** Answers calls that other processes send; each of their connections has one of its own here. */
export class EngineLender {
  readonly #engine: LendableEngine;
  /** In the order of their last use. */
  readonly #sessions = new Map<string, LentConnection>();

  constructor(engine: LendableEngine) {
    this.#engine = engine;
  }

  /** What the engine answers; throws what it throws. */
  async answer(body: Uint8Array, signal?: AbortSignal): Promise<Buffer> {
    const end = body.indexOf(LINE_END);
    const head = Buffer.from(body.subarray(0, end)).toString("utf8");
    const call = JSON.parse(head, revive) as Call;
    const rows = Buffer.from(body.buffer, body.byteOffset + end + 1, body.length - end - 1);
    if (call.kind === "lines") {
      await this.#engine.insertLines(call.table!, call.columns!, rows);
      return Buffer.alloc(0);
    }
    const connection = await this.#connectionOf(call.session ?? "");
    if (call.kind === "close") {
      this.#sessions.delete(call.session ?? "");
      await connection.close();
      return Buffer.alloc(0);
    }
    const asked: Asked = {
      query: call.query!,
      ...(call.parameters === undefined ? {} : { query_params: call.parameters }),
      ...(call.settings === undefined ? {} : { clickhouse_settings: call.settings }),
      ...(signal === undefined ? {} : { abort_signal: signal }),
    };
    if (call.kind === "query") return bytesOf((await connection.query(asked)).stream);
    if (call.kind === "insert")
      await connection.insert({ ...asked, values: rows.toString("utf8") });
    else await connection.command(asked);
    return Buffer.alloc(0);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#sessions.values()].map((connection) => connection.close()));
    this.#sessions.clear();
  }

  async #connectionOf(session: string): Promise<LentConnection> {
    const known = this.#sessions.get(session);
    const connection = known ?? this.#engine.openConnection();
    this.#sessions.delete(session);
    this.#sessions.set(session, connection);
    if (this.#sessions.size > MOST_SESSIONS) {
      const [oldest, silent] = this.#sessions.entries().next().value!;
      this.#sessions.delete(oldest);
      await silent.close();
    }
    return connection;
  }
}

/** A connection for ClickHouse's client whose engine lives in another process. */
export function lentConnection(send: SendCall, session: string): EngineConnection {
  const ask = (kind: Call["kind"], asked: Asked, rows?: Uint8Array) =>
    send(
      packCall(
        {
          kind,
          session,
          query: asked.query,
          ...(asked.query_params === undefined ? {} : { parameters: asked.query_params }),
          ...(asked.clickhouse_settings === undefined
            ? {}
            : { settings: asked.clickhouse_settings }),
        },
        rows,
      ),
      asked.abort_signal,
    );
  const base = { query_id: "lent", response_headers: {}, http_status_code: 200 };
  const connection = {
    ping: async () => ({ success: true as const }),
    query: async (asked: Asked) => ({
      ...base,
      stream: Readable.from([await ask("query", asked)], { objectMode: false }),
    }),
    exec: async (asked: Asked) => ({
      ...base,
      stream: Readable.from([await ask("query", asked)], { objectMode: false }),
    }),
    command: async (asked: Asked) => {
      await ask("command", asked);
      return base;
    },
    insert: async (asked: Asked & { readonly values: string | Readable }) => {
      const { values } = asked;
      const rows = typeof values === "string" ? Buffer.from(values) : await bytesOf(values);
      if (rows.length > 0) await ask("insert", asked, rows);
      return base;
    },
    close: async () => {
      await send(packCall({ kind: "close", session }));
    },
  };
  return connection as unknown as EngineConnection;
}

/** Tab-separated lines for the engine of another process. */
export function lentLines(send: SendCall): LendableEngine["insertLines"] {
  return async (table, columns, lines) => {
    await send(packCall({ kind: "lines", table, columns }, lines));
  };
}

/** The engine's own error, made anew on this side; null for an answer that is none. */
export function engineErrorOf(told: unknown): Error | null {
  const { message, code, type } = (told ?? {}) as Partial<Record<string, unknown>>;
  return typeof message === "string" && typeof code === "string"
    ? new ClickHouseError({ message, code, ...(typeof type === "string" ? { type } : {}) })
    : null;
}

/** An error of the engine as JSON; null for any other. */
export function tellEngineError(error: unknown): object | null {
  if (!(error instanceof ClickHouseError)) return null;
  return { message: error.message, code: error.code, type: error.type };
}

function packCall(call: Call, rows: Uint8Array = new Uint8Array()): Uint8Array<ArrayBuffer> {
  const line = Buffer.from(`${JSON.stringify(call, replace)}\n`);
  const body = new Uint8Array(line.length + rows.length);
  body.set(line);
  body.set(rows, line.length);
  return body;
}

/** Tuples are a class of the client, which JSON does not know. */
function replace(_key: string, value: unknown): unknown {
  return value instanceof TupleParam ? { $tuple: value.values } : value;
}

function revive(_key: string, value: unknown): unknown {
  const tuple = (value as { $tuple?: unknown[] } | null)?.$tuple;
  return tuple === undefined ? value : new TupleParam(tuple);
}

async function bytesOf(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts);
}
