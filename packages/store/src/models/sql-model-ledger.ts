// The accounts of model calls in SQL: what a call may cost is set aside before it is sent, in one transaction.
import {
  type CallReserve,
  type CallStatus,
  type Capability,
  type ModelCall,
  type ModelCallEnd,
  type ModelCallStart,
  type ModelLedger,
  NO_USAGE,
  NotFound,
  type OpenedCall,
  type SpendingRow,
} from "@heed/core";
import { type Insertable, type Kysely, type Selectable, sql, type Transaction } from "kysely";
import { openSqlite } from "../records/sqlite/open-sqlite.ts";
import { type LedgerTables, migrateLedger } from "./ledger-tables.ts";

/** Opens the accounts in an SQLite file (`:memory:` for none), migrated to this version. */
export async function openSqliteModelLedger(path: string): Promise<ModelLedger> {
  const db = openSqlite<LedgerTables>(path);
  await migrateLedger(db);
  return new SqlModelLedger(db);
}

type Amounts = ReadonlyMap<string, bigint>;
type CallRow = LedgerTables["model_call"];

class SqlModelLedger implements ModelLedger {
  readonly #db: Kysely<LedgerTables>;

  constructor(db: Kysely<LedgerTables>) {
    this.#db = db;
  }

  async open(start: ModelCallStart, reserve: CallReserve): Promise<OpenedCall> {
    const month = start.at.slice(0, 7);
    const held = amounts(start.currency, reserve.tokens, reserve.cost);
    return this.#db.transaction().execute(async (transaction) => {
      const before = await lockSpending(transaction, month, held);
      for (const [unit, amount] of held) {
        const most = reserve.budgets.get(unit);
        const spent = before.get(unit)!;
        if (most !== undefined && spent + amount > most) return { refused: { unit, spent, most } };
      }
      await saveSpending(transaction, month, sum(before, held));
      const row = {
        ...startColumns(start),
        ...endColumns(OPEN),
        held_tokens: reserve.tokens,
        held_cost: String(reserve.cost),
      };
      return { id: await insertCall(transaction, row) };
    });
  }

  async close(id: number, end: ModelCallEnd): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      // A write comes first, so that two processes take turns instead of one failing.
      const { numUpdatedRows } = await transaction
        .updateTable("model_call")
        .set(endColumns(end))
        .where("id", "=", id)
        .where("status", "=", "open")
        .executeTakeFirst();
      const row = await transaction
        .selectFrom("model_call")
        .select(["at", "currency", "held_tokens", "held_cost"])
        .where("id", "=", id)
        .executeTakeFirst();
      if (row === undefined)
        throw new NotFound("call-not-found", `There is no model call ${id} in the accounts.`);
      if (numUpdatedRows === 0n) return;
      const held = amounts(row.currency, Number(row.held_tokens), BigInt(row.held_cost));
      const cost = amounts(row.currency, tokensOf(end), end.cost);
      const change = new Map([...cost].map(([unit, amount]) => [unit, amount - held.get(unit)!]));
      const month = row.at.slice(0, 7);
      const before = await lockSpending(transaction, month, change);
      await saveSpending(transaction, month, sum(before, change));
      await transaction
        .updateTable("model_call")
        .set({ held_tokens: 0, held_cost: "0" })
        .where("id", "=", id)
        .execute();
    });
  }

  async record(start: ModelCallStart, end: ModelCallEnd): Promise<void> {
    await insertCall(this.#db, {
      ...startColumns(start),
      ...endColumns(end),
      held_tokens: 0,
      held_cost: "0",
    });
  }

  async spent(month: string): Promise<Map<string, bigint>> {
    const rows = await this.#db
      .selectFrom("model_spending")
      .select(["unit", "amount"])
      .where("month", "=", month)
      .orderBy("unit")
      .execute();
    return new Map(rows.map(({ unit, amount }) => [unit, BigInt(amount)]));
  }

  async spending(from: string | null): Promise<SpendingRow[]> {
    const rows = await this.#db
      .selectFrom("model_call")
      .select(({ fn }) => [
        "purpose",
        "provider",
        "model",
        "currency",
        fn.countAll<number>().as("calls"),
        sql<number>`sum(CASE status WHEN 'cached' THEN 1 ELSE 0 END)`.as("cached"),
        sql<number>`sum(CASE status WHEN 'failed' THEN 1 ELSE 0 END)`.as("failed"),
        fn.sum<number>("input_tokens").as("inputTokens"),
        fn.sum<number>("cached_input_tokens").as("cachedInputTokens"),
        fn.sum<number>("output_tokens").as("outputTokens"),
        fn.sum<number>("seconds").as("seconds"),
        // Two halves, since a sum of 10^-12 may pass what SQL engines add up without loss.
        sql<string>`CAST(sum(CAST(cost AS bigint) / 1000000) AS text)`.as("high"),
        sql<string>`CAST(sum(CAST(cost AS bigint) % 1000000) AS text)`.as("low"),
      ])
      .where("at", ">=", from ?? "")
      .groupBy(["purpose", "provider", "model", "currency"])
      .orderBy(sql`sum(input_tokens + output_tokens)`, "desc")
      .orderBy("purpose")
      .orderBy("provider")
      .orderBy("model")
      .execute();
    return rows.map(({ high, low, ...row }) => ({
      ...row,
      calls: Number(row.calls),
      cached: Number(row.cached),
      failed: Number(row.failed),
      inputTokens: Number(row.inputTokens),
      cachedInputTokens: Number(row.cachedInputTokens),
      outputTokens: Number(row.outputTokens),
      seconds: Number(row.seconds),
      cost: BigInt(high) * 1_000_000n + BigInt(low),
    }));
  }

  async calls(limit: number): Promise<ModelCall[]> {
    const rows = await this.#db
      .selectFrom("model_call")
      .selectAll()
      .orderBy("id", "desc")
      .limit(limit)
      .execute();
    return rows.map(callFromRow);
  }

  async end(): Promise<void> {
    await this.#db.destroy();
  }
}

const OPEN = {
  status: "open",
  usage: NO_USAGE,
  cost: 0n,
  bytesReceived: 0,
  attempts: 0,
  durationMs: 0,
  error: null,
} as const;

function tokensOf({ usage: { inputTokens, outputTokens } }: ModelCallEnd): number {
  return inputTokens + outputTokens;
}

function amounts(currency: string | null, tokens: number, cost: bigint): Map<string, bigint> {
  const found = new Map([["tokens", BigInt(tokens)]]);
  if (currency !== null) found.set(currency, cost);
  return found;
}

function sum(a: Amounts, b: Amounts): Map<string, bigint> {
  return new Map([...a].map(([unit, amount]) => [unit, amount + (b.get(unit) ?? 0n)]));
}

/** The month's amounts of some units; the write lock is taken first, so that no other process reads before this one writes. */
async function lockSpending(
  db: Transaction<LedgerTables>,
  month: string,
  units: Amounts,
): Promise<Map<string, bigint>> {
  const rows = await db
    .insertInto("model_spending")
    .values([...units.keys()].map((unit) => ({ month, unit, amount: "0" })))
    .onConflict((conflict) =>
      conflict
        .columns(["month", "unit"])
        .doUpdateSet(({ ref }) => ({ amount: ref("model_spending.amount") })),
    )
    .returning(["unit", "amount"])
    .execute();
  return new Map(rows.map(({ unit, amount }) => [unit, BigInt(amount)]));
}

async function saveSpending(
  db: Transaction<LedgerTables>,
  month: string,
  after: Amounts,
): Promise<void> {
  for (const [unit, amount] of after) {
    await db
      .updateTable("model_spending")
      .set({ amount: String(amount) })
      .where("month", "=", month)
      .where("unit", "=", unit)
      .execute();
  }
}

async function insertCall(db: Kysely<LedgerTables>, row: Insertable<CallRow>): Promise<number> {
  const { id } = await db
    .insertInto("model_call")
    .values(row)
    .returning("id")
    .executeTakeFirstOrThrow();
  return Number(id);
}

function startColumns({ bytesSent, ...start }: ModelCallStart) {
  return { ...start, bytes_sent: bytesSent };
}

function endColumns(end: Omit<ModelCallEnd, "status"> & { readonly status: CallStatus }) {
  const { usage } = end;
  return {
    status: end.status,
    input_tokens: usage.inputTokens,
    cached_input_tokens: usage.cachedInputTokens,
    output_tokens: usage.outputTokens,
    seconds: usage.seconds,
    is_estimate: usage.isEstimate ? 1 : 0,
    cost: String(end.cost),
    bytes_received: end.bytesReceived,
    attempts: end.attempts,
    duration_ms: Math.round(end.durationMs),
    error: end.error,
  };
}

function callFromRow(row: Selectable<CallRow>): ModelCall {
  return {
    id: Number(row.id),
    at: row.at,
    purpose: row.purpose,
    capability: row.capability as Capability,
    provider: row.provider,
    model: row.model,
    host: row.host,
    workspace: row.workspace,
    currency: row.currency,
    bytesSent: Number(row.bytes_sent),
    redacted: Number(row.redacted),
    status: row.status as CallStatus,
    usage: {
      inputTokens: Number(row.input_tokens),
      cachedInputTokens: Number(row.cached_input_tokens),
      outputTokens: Number(row.output_tokens),
      seconds: row.seconds,
      isEstimate: Number(row.is_estimate) === 1,
    },
    cost: BigInt(row.cost),
    bytesReceived: Number(row.bytes_received),
    attempts: Number(row.attempts),
    durationMs: Number(row.duration_ms),
    error: row.error,
  };
}
