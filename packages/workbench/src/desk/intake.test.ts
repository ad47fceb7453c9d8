// What programs send is kept once, whatever is done to the workspace at the same time, and by nobody who asked to be forgotten.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { forgetPerson } from "../imports/run/forget-person.ts";
import { undoImport } from "../imports/run/undo-import.ts";
import { openWorkspace, type Workspace } from "../workspace/open-workspace.ts";
import { restoreBackup, writeBackup } from "./backup.ts";
import { Changes, type DeskContext } from "./desk-context.ts";
import { Intake } from "./intake.ts";

const SITE = { id: "key_1", name: "site" };
let root: string;
let workspace: Workspace;
let context: DeskContext;
let intake: Intake;

async function open(folder: string, onFault?: (error: unknown) => void) {
  workspace = await openWorkspace(join(root, folder));
  const filesFolder = join(workspace.folder, "files");
  const changes = new Changes(0);
  context = { workspace, filesFolder, changes, now: () => new Date() } as unknown as DeskContext;
  intake = new Intake(context, onFault);
  await intake.begin();
}
async function close() {
  await intake.close();
  await workspace.close();
}
const send = (text: string, author?: string) =>
  intake.receive(SITE, [author === undefined ? { text } : { text, author }], null);
const texts = async () => {
  const found: string[] = [];
  for await (const page of workspace.facts.items()) found.push(...page.map(({ text }) => text));
  return found.sort();
};
/** Feedback that comes at this moment, stored unless something else has to end first. */
async function arrives(text: string): Promise<void> {
  await send(text);
  await Promise.race([intake.settle(), new Promise((resolve) => setTimeout(resolve, 300))]);
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "heed-intake-"));
  await open("old");
});
afterEach(async () => {
  vi.restoreAllMocks();
  await close();
  await rm(root, { recursive: true, force: true });
});

test("feedback that comes during a backup is in it whole or not at all, and what a restored workspace takes in is new", async () => {
  await send("First");
  const { copies } = workspace.facts;
  const save = copies.save.bind(copies);
  vi.spyOn(copies, "save").mockImplementation(async (folder) => {
    await arrives("Second");
    return save(folder);
  });
  const { folder } = await writeBackup(context, () => intake.settle());
  await intake.settle();
  expect(await texts()).toEqual(["First", "Second"]);
  await close();
  await restoreBackup(folder, join(root, "new"));
  await open("new");
  const restored = await texts();
  await send("Third");
  await intake.settle();
  expect(await texts()).toEqual([...restored, "Third"]);
});

test("a backup that fails leaves nothing, and what a kill left of one goes with the next", async () => {
  await send("First");
  const backups = join(context.filesFolder, "backups");
  await mkdir(join(backups, "2026-01-01.unfinished"), { recursive: true });
  const { copies } = workspace.facts;
  vi.spyOn(copies, "save").mockRejectedValueOnce(new Error("full"));
  await expect(writeBackup(context, () => intake.settle())).rejects.toThrow("full");
  expect(await readdir(backups)).toEqual([]);
  const { folder } = await writeBackup(context, () => intake.settle());
  expect(await readdir(backups)).toEqual([basename(folder)]);
});

test("an import that is undone while feedback is stored under it stays undone, and what comes next is kept", async () => {
  await send("First");
  await intake.settle();
  const { facts, records } = workspace;
  let undoing: Promise<unknown> | undefined;
  const knownItems = facts.knownItems.bind(facts);
  vi.spyOn(facts, "knownItems").mockImplementation(async (keys) => {
    undoing ??= undoImport(workspace);
    await Promise.race([undoing, new Promise((resolve) => setTimeout(resolve, 300))]);
    return knownItems(keys);
  });
  await send("Second");
  await intake.settle();
  await undoing;
  await send("Third");
  await intake.settle();
  expect(await texts()).toEqual(["Third"]);
  expect((await records.imports()).map(({ status }) => status)).toEqual(["undone", "committed"]);
});

test("feedback that comes while tables are written anew without a person is kept", async () => {
  await send("Zelda's words", "Zelda Quux");
  await intake.settle();
  let isStored = false;
  interface Tables {
    readonly command: (query: string, parameters?: object) => Promise<void>;
  }
  const store = Object.getPrototypeOf(workspace.facts) as { readonly tables: Tables };
  const tables = Object.getOwnPropertyDescriptor(store, "tables")!.get!;
  vi.spyOn(store, "tables", "get").mockImplementation(function (this: unknown) {
    const own = tables.call(this) as Tables;
    const command: Tables["command"] = async (query, parameters) => {
      if (/EXCHANGE TABLES .*\.item_purged/.test(query) && !isStored) {
        isStored = true;
        await arrives("Others' words");
      }
      return own.command(query, parameters);
    };
    return { ...own, command };
  });
  expect((await forgetPerson(workspace, "Zelda Quux")).items).toBe(1);
  expect(isStored).toBe(true);
  await intake.settle();
  expect(await texts()).toEqual(["Others' words"]);
});

test("who is forgotten while their words wait on disk leaves none, there or later", async () => {
  await send("My cat is called Tybalt", "Zelda Quux");
  await send("Zelda Quux told me about it");
  const arrivals = join(context.filesFolder, "arrivals");
  // The server is killed here; the next process is a command.
  await workspace.close();
  workspace = await openWorkspace(join(root, "old"));
  await forgetPerson(workspace, "Zelda Quux");
  const left = await Promise.all(
    (await readdir(arrivals)).map((name) => readFile(join(arrivals, name), "utf8")),
  );
  expect(left.join("")).not.toMatch(/Tybalt|Zelda/);
  await workspace.close();
  await open("old");
  expect(await texts()).toHaveLength(1);
  expect((await texts())[0]).toMatch(/told me about it/);
});

test("arrivals that cannot be read keep neither others nor the start of a server from going on, and are told once", async () => {
  await mkdir(join(root, "torn/files/arrivals"), { recursive: true });
  await writeFile(join(root, "torn/files/arrivals/000000000000001-a.jsonl"), "\0\0{not json\n");
  await close();
  const told: unknown[] = [];
  await open("torn", (error) => told.push(error));
  await send("It works");
  await expect(intake.settle()).rejects.toThrow(SyntaxError);
  expect(await texts()).toEqual(["It works"]);
  expect(told).toHaveLength(1);
});

test("lists are brought level at the next try where they could not be", async () => {
  const refresh = vi.spyOn(workspace.facts.browser, "refresh");
  refresh.mockRejectedValueOnce(new Error("full"));
  await send("First");
  await expect(intake.settle()).rejects.toThrow("full");
  await intake.settle();
  expect(refresh).toHaveBeenCalledTimes(2);
});

test("who is forgotten while a server holds their words is left out when they are stored", async () => {
  await send("My cat is called Tybalt", "Zelda Quux");
  await send("Mine is not");
  // As a command beside the server does, which cannot know what waits there.
  await forgetPerson({ ...workspace, turn: async () => {} }, "Zelda Quux");
  await intake.settle();
  expect(await texts()).toEqual(["Mine is not"]);
});
