// Every export of events that is known comes in whole, once, and joined as its senders were.
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { EventStore, Funnel } from "@heed/core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { forgetPerson } from "../imports/run/forget-person.ts";
import { undoImport } from "../imports/run/undo-import.ts";
import { openWorkspace, type Workspace } from "../workspace/open-workspace.ts";
import { readMicroseconds } from "./admit-event.ts";
import { importEvents } from "./import-events.ts";
import { openEvents } from "./open-events.ts";

const NOW = "2026-04-01T00:00:00Z";
const SHOP = new URL(
  "../../../../../shared/data/events_onlineshop/simple-onlineshop.csv.gz",
  import.meta.url,
).pathname;

let folder: string;
let workspace: Workspace;
let events: EventStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "heed-events-"));
  workspace = await openWorkspace(folder);
  events = await openEvents(workspace);
});
afterEach(async () => {
  await events.close();
  await workspace.close();
  await rm(folder, { recursive: true });
});

async function bring(name: string, content: string | Buffer, columns = {}) {
  const path = join(folder, name);
  await writeFile(path, content);
  return importEvents(workspace, events, path, { now: NOW, columns });
}

const lines = (...rows: object[]) => rows.map((row) => JSON.stringify(row)).join("\n");
const rowsOf = async (sql: string) => (await events.query(sql)).rows;

function funnelOf(names: readonly string[], firstDate: string, lastDate: string): Funnel {
  return {
    steps: names.map((name) => ({ name })),
    order: "ordered",
    windowMs: 3_650 * 86_400_000,
    range: { firstDate, lastDate, timeZone: "UTC" },
  };
}

describe("importing events", () => {
  test("[EV1] [EV4] PostHog lines: nested properties, an identified device, private values removed", async () => {
    const call = { distinct_id: "dev-1", timestamp: "2026-03-01T10:00:00.000001Z" };
    const {
      shape,
      import: entry,
      links,
    } = await bring(
      "posthog.jsonl",
      lines(
        {
          ...call,
          uuid: "u1",
          event: "open",
          properties: {
            plan: "team",
            n: 3,
            ok: true,
            gone: null,
            tags: ["a", "b"],
            $geo: { city: "Oslo" },
          },
        },
        {
          uuid: "u2",
          event: "$identify",
          distinct_id: "ann@example.com",
          timestamp: "2026-03-01T10:05:00Z",
          properties: { $anon_distinct_id: "dev-1", mail: "ann@example.com" },
        },
        { ...call, uuid: "u1", event: "open", properties: {} },
      ),
    );
    expect([shape, links, entry.counts]).toEqual([
      "posthog",
      1,
      { rows: 3, added: 2, revised: 0, unchanged: 1, rejected: 0, redacted: 1 },
    ]);
    expect((await events.summary()).people).toBe(1);
    expect(await rowsOf("SELECT properties FROM events ORDER BY at")).toEqual([
      [{ plan: "team", n: "3", ok: "true", tags: "a, b", "$geo.city": "Oslo" }],
      [{ $anon_distinct_id: "dev-1", mail: "[email]" }],
    ]);
  });

  test("Amplitude: packed lines, EMPTY is nothing, the device is the person's", async () => {
    const row = { event_type: "play", event_time: "2026-03-01 10:00:00.123456", device_id: "d1" };
    const packed = gzipSync(
      lines(
        { ...row, $insert_id: "i1", user_id: "EMPTY", event_properties: { song: "x" } },
        {
          ...row,
          $insert_id: "i2",
          user_id: "bob",
          country: "Norway",
          user_properties: { age: 4 },
        },
      ),
    );
    const { shape, import: entry } = await bring("amplitude.json.gz", packed);
    expect([shape, entry.counts.added, (await events.summary()).people]).toEqual([
      "amplitude",
      2,
      1,
    ]);
    const own =
      "SELECT properties['country'], properties['person.age'] FROM events WHERE properties['song'] = ''";
    expect(await rowsOf(own)).toEqual([["Norway", "4"]]);
    expect((await events.summary()).span?.from).toBe(Date.UTC(2026, 2, 1, 10) * 1000 + 123_456);
  });

  test("Mixpanel: seconds and milliseconds", async () => {
    const at = Date.UTC(2026, 2, 1, 10);
    const { shape, import: entry } = await bring(
      "mixpanel.ndjson",
      lines(
        { event: "buy", properties: { time: at / 1000, distinct_id: "a", $insert_id: "1" } },
        { event: "buy", properties: { time: at + 5, distinct_id: "a", $insert_id: "2" } },
      ),
    );
    expect([shape, entry.counts.added]).toEqual(["mixpanel", 2]);
    expect((await events.summary()).span).toEqual({ from: at * 1000, to: (at + 5) * 1000 });
  });

  test("Segment calls and tables: identify and alias join, and are no events", async () => {
    const timestamp = "2026-03-01T10:00:00Z";
    const calls = await bring(
      "segment.jsonl",
      lines(
        { type: "track", event: "open", anonymousId: "x", messageId: "1", timestamp },
        { type: "identify", userId: "ann", anonymousId: "x", messageId: "2", timestamp },
        { type: "alias", userId: "ann", previousId: "old-ann", messageId: "3", timestamp },
        { type: "page", userId: "old-ann", name: "Home", messageId: "4", timestamp },
        { type: "dance", userId: "ann", messageId: "5", timestamp },
      ),
    );
    expect([calls.shape, calls.import.counts.added, calls.links]).toEqual(["segment-calls", 2, 2]);
    expect(calls.rejected.map(({ row, reason }) => [row, reason])).toEqual([[5, "no-name"]]);
    const table = await bring(
      "tracks.csv",
      "id,received_at,anonymous_id,user_id,event,event_text,price\n9,2026-03-02 10:00:00,y,ann,buy_now,Buy Now,3\n",
    );
    expect([table.shape, (await events.summary()).people]).toEqual(["segment-table", 1]);
    expect(
      await rowsOf("SELECT name, properties['price'] FROM events WHERE name = 'Buy Now'"),
    ).toEqual([["Buy Now", "3"]]);
  });

  test("[EV1] [EV2] a table by its columns: equal rows are two events, the file again adds none", async () => {
    const csv =
      "client_id,event,timestamp,plan\na,view,2026-03-01 10:00,x\na,view,2026-03-01 10:00,x\n";
    expect((await bring("shop.csv", csv)).import.counts).toMatchObject({ added: 2, unchanged: 0 });
    const again = await bring("shop (1).csv", `${csv}a,view,2026-03-01 10:01,x\n`);
    expect(again.import.counts).toMatchObject({ rows: 3, added: 1, unchanged: 2 });
    const named = { name: "plan", person: "event", time: "timestamp" };
    expect((await bring("shop.csv", csv, named)).columns).toMatchObject(named);
    await expect(bring("no.csv", "a,b\n1,2\n")).rejects.toMatchObject({ code: "event-columns" });
    await expect(bring("no.csv", csv, { time: "when" })).rejects.toThrow(/no column "when"/);
  });

  test("rows that are no events are listed with their line and reason", async () => {
    const { import: entry, rejected } = await bring(
      "bad.csv",
      [
        "user_id,event,time",
        "a,,2026-03-01",
        ",open,2026-03-01",
        "undefined,open,2026-03-01",
        "a,open,yesterday",
        "a,open,1971-01-01",
        "a,open,2031-01-01",
        "a,open,2026-03-31",
      ].join("\n"),
    );
    expect(rejected.map(({ line, reason }) => [line, reason])).toEqual([
      [2, "no-name"],
      [3, "no-person"],
      [4, "no-person"],
      [5, "no-time"],
      [6, "time-out-of-range"],
      [7, "time-out-of-range"],
    ]);
    expect(entry.counts).toMatchObject({ rows: 7, added: 1, rejected: 6 });
    expect(await workspace.records.rejectedRows(entry.id)).toHaveLength(6);
  });

  test("10,000 property names, a value of 1 MB, types that change and names that are traps come in", async () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`p${at}`, at]));
    const call = { event: "open", distinct_id: "a%'\"\\", timestamp: "2026-03-01T10:00:00Z" };
    const { import: entry } = await bring(
      "odd.jsonl",
      [
        JSON.stringify({ ...call, uuid: "1", properties: many }),
        JSON.stringify({ ...call, uuid: "2", properties: { p1: "x".repeat(1_000_000) } }),
        JSON.stringify({ ...call, uuid: "3", properties: { p1: { deep: [1] }, constructor: "c" } }),
        `{"event":"open","distinct_id":"b","timestamp":"2026-03-01T10:00:00Z","uuid":"4","properties":{"__proto__":"p"}}`,
      ].join("\n"),
    );
    expect(entry.counts).toMatchObject({ added: 4, rejected: 0 });
    const sum =
      "SELECT max(length(properties['p1'])), max(length(properties)), countIf(properties['__proto__'] = 'p') FROM events";
    expect((await rowsOf(sum)).flat().map(Number)).toEqual([10_000, 10_000, 1]);
  });

  test("an undone import is gone, and a failed one leaves nothing", async () => {
    const csv = "user,event,time\na,open,2026-03-01\n";
    const { import: entry } = await bring("a.csv", csv);
    await undoImport(workspace, entry.id);
    await events.close();
    events = await openEvents(workspace);
    expect((await events.summary()).events).toBe(0);
    expect(await events.importsWithEvents()).toEqual([]);
    const path = join(folder, "a.csv");
    const stop = new AbortController();
    stop.abort();
    const options = { now: NOW, signal: stop.signal };
    await expect(importEvents(workspace, events, path, options)).rejects.toThrow();
    expect(await events.importsWithEvents()).toEqual([]);
    expect((await bring("a.csv", csv)).import.counts.added).toBe(1);
  });

  test("a forgotten person's events are erased under all their ids, and rows that name them stay out", async () => {
    const timestamp = "2026-03-01T10:00:00Z";
    const file = lines(
      { type: "track", event: "open", anonymousId: "phone", messageId: "1", timestamp },
      {
        type: "track",
        event: "open",
        userId: "annabel",
        anonymousId: "phone",
        messageId: "2",
        timestamp,
      },
      {
        type: "track",
        event: "open",
        userId: "bobby",
        anonymousId: "tablet",
        messageId: "3",
        timestamp,
      },
    );
    await bring("a.jsonl", file);
    await forgetPerson(workspace, "annabel");
    await events.close();
    events = await openEvents(workspace);
    expect(await events.summary()).toMatchObject({ events: 1, people: 1 });
    const again = await bring("b.jsonl", file);
    expect(again.rejected.map(({ row, reason }) => [row, reason])).toEqual([[2, "forgotten"]]);
  });

  test("instants are read to the microsecond", () => {
    expect(readMicroseconds("2026-03-01 10:00:00.123456")).toBe(1_772_359_200_123_456);
    expect(readMicroseconds("2026-03-01T12:00:00.5+02:00")).toBe(1_772_359_200_500_000);
    expect(readMicroseconds(1_772_359_200)).toBe(1_772_359_200_000_000);
    expect(readMicroseconds("1772359200.25")).toBe(1_772_359_200_250_000);
    expect(readMicroseconds("1772359200123456")).toBe(1_772_359_200_123_456);
    expect(readMicroseconds("soon")).toBeNull();
  });

  test.skipIf(!existsSync(SHOP))("the shop funnel comes out to the person", async () => {
    const { import: entry } = await importEvents(workspace, events, SHOP, { now: NOW });
    expect(entry.counts).toMatchObject({ rows: 35_381, added: 35_381, rejected: 0 });
    const steps = ["catalog", "cart", "delivery_choice", "payment_choice", "payment_done"];
    const funnel = funnelOf(steps, "2019-01-01", "2021-12-31");
    const { people } = (await events.funnel(funnel)).groups[0]!;
    expect(people).toEqual([3_611, 1_924, 1_356, 958, 653]);
    const dropped = await events.funnelPeople(
      funnel,
      { step: 2, which: "dropped" },
      { limit: 5_000 },
    );
    expect(dropped).toHaveLength(3_611 - 1_924);
  });
});
