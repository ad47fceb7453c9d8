// What any ledger of model calls must do; each engine's test runs this same suite.
import { type ModelCallEnd, type ModelCallStart, type ModelLedger, NO_USAGE } from "@heed/core";
import { describe, expect, test } from "vitest";

const start: ModelCallStart = {
  at: "2026-11-02T10:00:00.000Z",
  purpose: "read-mentions",
  capability: "classify",
  provider: "desk",
  model: "small '\"%_ 模型",
  host: "127.0.0.1:8080",
  workspace: "/w",
  currency: "USD",
  bytesSent: 120,
  redacted: 1,
};
const end: ModelCallEnd = {
  status: "answered",
  usage: { ...NO_USAGE, inputTokens: 70, cachedInputTokens: 20, outputTokens: 30 },
  cost: 9_007_199_254_740_993n,
  bytesReceived: 64,
  attempts: 2,
  durationMs: 12,
  error: null,
};

export function describeModelLedgerContract(
  engine: string,
  open: () => Promise<ModelLedger>,
): void {
  describe(`model ledger on ${engine}`, () => {
    const withLedger = (body: (ledger: ModelLedger) => Promise<void>) => async () => {
      const ledger = await open();
      try {
        await body(ledger);
      } finally {
        await ledger.end();
      }
    };
    const budgets = (tokens: bigint) => new Map([["tokens", tokens]]);

    test(
      "a call is written down as it began, and as it ended, to the last 10^-12",
      withLedger(async (ledger) => {
        const opened = await ledger.open(start, { tokens: 500, cost: 7n, budgets: new Map() });
        const id = "id" in opened ? opened.id : -1;
        expect(await ledger.calls(5)).toMatchObject([{ ...start, id, status: "open", cost: 0n }]);
        await ledger.close(id, end);
        expect(await ledger.calls(5)).toEqual([{ ...start, ...end, id }]);
        await ledger.record({ ...start, at: "2026-12-01T00:00:00.000Z" }, { ...end, cost: 5n });
        const [row] = await ledger.spending(null);
        expect(row).toMatchObject({ calls: 2, inputTokens: 140, cost: end.cost + 5n });
        expect((await ledger.spending("2026-11-15T00:00:00.000Z"))[0]).toMatchObject({ calls: 1 });
      }),
    );

    test(
      "what is set aside counts until the call ends, and then what it cost",
      withLedger(async (ledger) => {
        const first = await ledger.open(start, { tokens: 900, cost: 40n, budgets: budgets(1000n) });
        const second = await ledger.open(start, {
          tokens: 101,
          cost: 0n,
          budgets: budgets(1000n),
        });
        expect(second).toEqual({ refused: { unit: "tokens", spent: 900n, most: 1000n } });
        await ledger.close("id" in first ? first.id : -1, end);
        expect(await ledger.spent("2026-11")).toEqual(
          new Map([
            ["USD", end.cost],
            ["tokens", 100n],
          ]),
        );
        expect(await ledger.spent("2026-10")).toEqual(new Map());
        expect(
          await ledger.open(start, { tokens: 900, cost: 0n, budgets: budgets(1000n) }),
        ).toHaveProperty("id");
      }),
    );

    test(
      "calls that begin at the same time never pass a budget together",
      withLedger(async (ledger) => {
        const opened = await Promise.all(
          Array.from({ length: 20 }, () =>
            ledger.open(start, { tokens: 300, cost: 0n, budgets: budgets(1000n) }),
          ),
        );
        expect(opened.filter((call) => "id" in call)).toHaveLength(3);
        expect((await ledger.spent("2026-11")).get("tokens")).toBe(900n);
      }),
    );

    test(
      "a call that is closed twice is charged once",
      withLedger(async (ledger) => {
        const opened = await ledger.open(start, { tokens: 500, cost: 7n, budgets: new Map() });
        const id = "id" in opened ? opened.id : -1;
        await ledger.close(id, end);
        await ledger.close(id, end);
        expect((await ledger.spent("2026-11")).get("tokens")).toBe(100n);
        await expect(ledger.close(id + 1, end)).rejects.toMatchObject({ code: "call-not-found" });
      }),
    );
  });
}
