// Events that programs send are stored whole or not acknowledged, whatever fails or is done to the workspace at the same time.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EventStore } from "@heed/core";
import { openChdbEventStore } from "@heed/store";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Changes, type DeskContext } from "../../desk/desk-context.ts";
import { forgetPerson } from "../../imports/run/forget-person.ts";
import { undoImport } from "../../imports/run/undo-import.ts";
import { openWorkspace, type Workspace } from "../../workspace/open-workspace.ts";
import { EventDesk } from "../event-desk.ts";

const SENDER = { id: "key_1", name: "app" };
const NOW = "2026-06-01T12:00:00.000Z";
let folder: string;
let workspace: Workspace;
let events: EventStore;
let desk: EventDesk;

/** A desk whose store is this one, opened as often as it is asked for. */
const openDesk = (open = async () => events) => {
  const changes = new Changes(0);
  const held = { ...workspace, events: open };
  return new EventDesk({
    ...{ workspace: held, changes, now: () => new Date(NOW) },
  } as unknown as DeskContext);
};
const send = (body: object, to = desk) => {
  const receivedMs = Date.parse(NOW);
  const { drafts, sentAtMs } = to.readSent("heed", body, receivedMs);
  return to.receive(SENDER, drafts, { receivedMs, sentAtMs });
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "heed-event-intake-"));
  workspace = await openWorkspace(folder);
  events = await openChdbEventStore(join(folder, "facts"));
  desk = openDesk();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await desk.intake.settle();
  await events.close();
  await workspace.close();
  await rm(folder, { recursive: true, force: true });
});

test("what tells that two ids are one person is stored when the first try failed", async () => {
  vi.spyOn(events, "receive").mockRejectedValueOnce(new Error("full"));
  const signIn = { event: null, person: "ann", anonymous: "phone" };
  await expect(send(signIn)).rejects.toThrow("full");
  await send(signIn);
  await send({ event: "open", anonymous: "phone", id: "1" });
  await send({ event: "open", person: "ann", id: "2" });
  expect((await (await desk.store()).summary()).people).toBe(1);
});

test("requests that come first and at once number their events apart", async () => {
  const receive = vi.spyOn(events, "receive");
  await Promise.all(["1", "2", "3"].map((id) => send({ event: "open", person: "ann", id })));
  const orders = receive.mock.calls.flatMap(([sent]) => sent.map(({ order }) => order));
  expect(new Set(orders).size).toBe(3);
});

test("rows that are refused after a kill stand behind those of before it", async () => {
  const refused = [{ event: "", person: "ann" }];
  const [first] = await Promise.all([send({ batch: refused })]);
  expect(first.rejected).toHaveLength(1);
  // The process was killed before it wrote the count down.
  const next = openDesk();
  expect((await send({ batch: refused }, next)).rejected).toHaveLength(1);
  await next.intake.settle();
  const [entry] = await workspace.records.imports();
  expect(await workspace.records.rejectedRows(entry!.id)).toHaveLength(2);
  expect(entry!.counts.rejected).toBe(2);
});

test("counts that could not be written down are written at the next try", async () => {
  vi.spyOn(workspace.records, "commitImport");
  await send({ event: "open", person: "ann", id: "1" });
  vi.mocked(workspace.records.commitImport).mockRejectedValueOnce(new Error("full"));
  await expect(desk.intake.settle()).rejects.toThrow("full");
  await desk.intake.settle();
  expect((await workspace.records.imports())[0]!.counts.added).toBe(1);
});

test("events that failed to open or to be brought level are there for the next who asks", async () => {
  let tries = 0;
  const opened = openDesk(async () => {
    tries += 1;
    if (tries === 1) throw new Error("not yet");
    return events;
  });
  await expect(opened.store()).rejects.toThrow("not yet");
  vi.spyOn(events, "joinLinks").mockRejectedValueOnce(new Error("full"));
  await expect(opened.store()).rejects.toThrow("full");
  expect((await (await opened.store()).summary()).events).toBe(0);
});

test("events that wait while the import of their day is undone are kept under the next one", async () => {
  await send({ event: "open", person: "ann", id: "1" });
  const waiting = send({ event: "open", person: "ann", id: "2" });
  await expect.poll(() => desk.intake.isStoring, { interval: 1 }).toBe(true);
  await undoImport(workspace);
  expect(await waiting).toMatchObject({ received: 1, known: 0 });
  expect((await (await desk.store()).summary()).events).toBe(1);
  expect((await workspace.records.imports()).map(({ status }) => status)).toEqual([
    "undone",
    "committed",
  ]);
});

test("events of a person who is forgotten while they wait are not stored", async () => {
  await send({ event: "open", person: "bob", id: "0" });
  const waiting = send({ event: "open", person: "Zelda Quux", id: "1" });
  await expect.poll(() => desk.intake.isStoring, { interval: 1 }).toBe(true);
  await forgetPerson(workspace, "Zelda Quux");
  await waiting;
  expect((await (await desk.store()).summary()).people).toBe(1);
});
