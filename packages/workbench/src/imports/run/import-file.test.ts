// The promises of an import: idempotent, nothing lost, edits as revisions, repeats grouped, undone and forgotten for real.
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FeedbackItem } from "@heed/core";
import { afterEach, expect, test } from "vitest";
import { writeFile } from "../../../test/build-files.ts";
import { openWorkspace, type Workspace } from "../../workspace/open-workspace.ts";
import { forgetPerson } from "./forget-person.ts";
import { importFile } from "./import-file.ts";
import { undoImport } from "./undo-import.ts";

const opened: Workspace[] = [];
afterEach(async () => {
  for (const workspace of opened.splice(0)) await workspace.close();
});

async function freshWorkspace(
  folder = mkdtempSync(join(tmpdir(), "heed-import-")),
): Promise<Workspace> {
  const workspace = await openWorkspace(folder);
  opened.push(workspace);
  return workspace;
}

async function items({ facts }: Workspace): Promise<FeedbackItem[]> {
  const all: FeedbackItem[] = [];
  for await (const page of facts.items()) all.push(...page);
  return all;
}

const HEAD = "id,date,rating,title,text,author\n";
const FIRST = `${HEAD}r1,2026-03-01,2,Sync,It loses my notes every night,Ann Lee\nr2,2026-03-02,5,,Lovely and calm,Bo\nr3,2026-03-03,4,,,Cy\n`;

test("the same export adds nothing, under its own name or another; an edited row is a revision with its id kept", async () => {
  const workspace = await freshWorkspace();
  const first = await importFile(workspace, writeFile("reviews.csv", FIRST));
  expect(first.import.counts).toMatchObject({ rows: 3, added: 3, rejected: 0 });
  for (const name of ["reviews.csv", "reviews (1).csv", "renamed.csv"]) {
    const again = await importFile(workspace, writeFile(name, FIRST));
    expect(again.import.counts, name).toMatchObject({ added: 0, revised: 0, unchanged: 3 });
  }
  const edited = await importFile(
    workspace,
    writeFile("reviews.csv", FIRST.replace("every night", "no more")),
  );
  expect(edited.import.counts).toMatchObject({ added: 0, revised: 1, unchanged: 2 });
  expect((await items(workspace)).map(({ id, revision, text }) => [id, revision, text])).toEqual([
    ["item_1", 2, "Sync\nIt loses my notes no more"],
    ["item_2", 1, "Lovely and calm"],
    ["item_3", 1, ""],
  ]);
});

test("numbers are taken for new items alone", async () => {
  const workspace = await freshWorkspace();
  await importFile(workspace, writeFile("reviews.csv", FIRST));
  await importFile(workspace, writeFile("reviews.csv", FIRST));
  await importFile(workspace, writeFile("reviews.csv", `${FIRST}r4,2026-03-04,1,,New here,Di\n`));
  expect((await items(workspace)).at(-1)!.id).toBe("item_4");
});

test("ten thousand identical rows are ten thousand items of one group, and none comes twice", async () => {
  const workspace = await freshWorkspace();
  const path = writeFile("same.csv", `date,text\n${"2026-03-01,很好用\n".repeat(10_000)}`);
  expect((await importFile(workspace, path)).import.counts).toMatchObject({
    rows: 10_000,
    added: 10_000,
    duplicates: 9_999,
  });
  expect(await workspace.facts.countItems()).toBe(10_000);
  expect((await importFile(workspace, path)).import.counts).toMatchObject({
    added: 0,
    unchanged: 10_000,
  });
});

test("rows of a later, longer file without ids are matched by what they say and how often", async () => {
  const workspace = await freshWorkspace();
  const rows = "2026-03-01,Fine\n2026-03-01,Fine\n2026-03-02,Slow\n";
  await importFile(workspace, writeFile("a.csv", `date,text\n${rows}`));
  const { counts } = (
    await importFile(
      workspace,
      writeFile("a.csv", `date,text\n2026-03-03,New\n${rows}2026-03-01,Fine\n`),
    )
  ).import;
  expect(counts).toMatchObject({ rows: 5, added: 2, unchanged: 3 });
});

test("a kept rating without words, a rejected row without either, and every rejection listed", async () => {
  const workspace = await freshWorkspace();
  const path = writeFile("a.csv", "id,rating,text\n1,4,\n2,,\n3,2,a,b\n4,9,fine words\n");
  const { import: entry } = await importFile(workspace, path);
  expect(entry.counts).toMatchObject({ rows: 4, added: 2, rejected: 2 });
  expect(
    (await workspace.records.rejectedRows(entry.id)).map(({ row, line, reason }) => [
      row,
      line,
      reason,
    ]),
  ).toEqual([
    [2, 3, "no-words"],
    [3, 4, "ragged-row"],
  ]);
  expect((await items(workspace)).map(({ text, rating }) => [text, rating])).toEqual([
    ["", 4],
    ["fine words", null],
  ]);
});

test("nearly the same words are grouped below the earliest, also across imports; spam is kept and marked", async () => {
  const workspace = await freshWorkspace();
  const long =
    "The sync lost all of my notes last night and support has not answered me for three weeks";
  await importFile(
    workspace,
    writeFile("a.csv", `text\n${long}\nSomething else entirely about the price of the team plan\n`),
  );
  const { import: entry } = await importFile(
    workspace,
    writeFile("b.csv", `text\n${long} now!!\n加微信 abc12345 兼职日赚500元\n`),
  );
  expect(entry.counts).toMatchObject({ added: 2, similar: 1, spam: 1 });
  expect((await items(workspace)).map(({ similarTo, spam }) => [similarTo, spam])).toEqual([
    [null, null],
    [null, null],
    ["item_1", null],
    [null, "contact-bait"],
  ]);
});

test("a rival's feedback is marked, and never repeats ours", async () => {
  const workspace = await freshWorkspace();
  await importFile(workspace, writeFile("a.csv", "text\nGreat app for all of my notes\n"));
  const { import: entry } = await importFile(
    workspace,
    writeFile("a.csv", "text\nGreat app for all of my notes\n"),
    { rival: "Notewren" },
  );
  expect(entry).toMatchObject({
    rival: "Notewren",
    source: "Notewren: a.csv",
    counts: { added: 1, duplicates: 0, similar: 0 },
  });
  expect((await items(workspace)).map(({ rival }) => rival)).toEqual([null, "Notewren"]);
});

test("a dry run counts as the import would and keeps nothing", async () => {
  const workspace = await freshWorkspace();
  const { import: entry } = await importFile(workspace, writeFile("a.csv", FIRST), {
    isDryRun: true,
  });
  expect(entry.counts).toMatchObject({ rows: 3, added: 3 });
  expect(await workspace.records.imports()).toEqual([]);
  expect(await workspace.facts.countItems()).toBe(0);
});

test("hostile text and private data: nothing runs, nothing private is stored, formula guards are taken off", async () => {
  const workspace = await freshWorkspace();
  const texts = [
    '\'=HYPERLINK("x")',
    "Call me 13812345678 or jo@example.com \u202e\u0000",
    "<script>alert(1)</script> a<b <3",
    "'; DROP TABLE item; --",
    "\\N\\t{'a':'b'}",
  ];
  const quoted = texts.map((text) => `"${text.replaceAll('"', '""')}"`);
  await importFile(
    workspace,
    writeFile("a.csv", `text,note\n${quoted.map((text) => `${text},${text}`).join("\n")}\n`),
    { mapping: { text: ["text"] } },
  );
  const stored = await items(workspace);
  expect(stored.map(({ text }) => text)).toEqual([
    '=HYPERLINK("x")',
    "Call me [phone] or [email] \u202e",
    texts[2],
    texts[3],
    texts[4],
  ]);
  expect(stored[4]!.properties.note).toBe(texts[4]);
  for (const { text, redactions } of stored)
    for (const { start, end, kind } of redactions) expect(text.slice(start, end)).toBe(`[${kind}]`);
});

test("names are replaced when asked, with offsets that hold", async () => {
  const workspace = await freshWorkspace();
  await importFile(
    workspace,
    writeFile(
      "a.csv",
      'text\n"Mail jo@example.com. My name is Ann Lee, call 13812345678"\n我叫王小明，客服张女士很好\n',
    ),
    { redactNames: true },
  );
  const stored = await items(workspace);
  expect(stored.map(({ text }) => text)).toEqual([
    "Mail [email]. My name is [name], call [phone]",
    "我叫[name]，客服[name]女士很好",
  ]);
  for (const { text, redactions } of stored)
    for (const { start, end, kind } of redactions) expect(text.slice(start, end)).toBe(`[${kind}]`);
});

test("an undone import leaves what was before it, and a repeat finds a new head", async () => {
  const workspace = await freshWorkspace();
  await importFile(workspace, writeFile("reviews.csv", FIRST));
  await importFile(workspace, writeFile("reviews.csv", FIRST.replace("every night", "no more")));
  const third = await importFile(
    workspace,
    writeFile("other.csv", "text\nLovely and calm\nLovely and calm\n"),
  );
  expect((await undoImport(workspace, "import_2")).counts.revised).toBe(1);
  expect((await items(workspace))[0]).toMatchObject({
    revision: 1,
    text: "Sync\nIt loses my notes every night",
  });
  await undoImport(workspace, "import_1");
  expect((await items(workspace)).map(({ duplicateOf }) => duplicateOf)).toEqual([null, "item_4"]);
  await undoImport(workspace);
  expect(await workspace.facts.countItems()).toBe(0);
  await expect(undoImport(workspace, third.import.id)).rejects.toMatchObject({
    code: "import-not-committed",
  });
  await expect(undoImport(workspace)).rejects.toMatchObject({ code: "import-not-found" });
});

test("a file that breaks in the middle leaves nothing", async () => {
  const workspace = await freshWorkspace();
  await expect(importFile(workspace, writeFile("a.csv", ""))).rejects.toMatchObject({
    code: "empty-file",
  });
  const abort = new AbortController();
  abort.abort();
  await expect(
    importFile(workspace, writeFile("a.csv", FIRST), { signal: abort.signal }),
  ).rejects.toThrow();
  expect(await workspace.facts.countItems()).toBe(0);
  expect((await workspace.records.imports()).map(({ status }) => status)).toEqual(["undone"]);
});

test("a forgotten person is found in no file of the workspace, and stays out of later imports", async () => {
  const folder = mkdtempSync(join(tmpdir(), "heed-forget-"));
  const workspace = await freshWorkspace(folder);
  const rows = `${HEAD}r1,2026-03-01,2,Sync,Quillonberry words of mine,"Zelda Quux <zq@mail.example>"\nr2,2026-03-02,5,,"Zelda Quux told me, and I like it",Bo\nr3,2026-03-03,x,,,Zelda Quux\n`;
  await importFile(workspace, writeFile("a.csv", rows));
  await importFile(
    workspace,
    writeFile("b.csv", "text,author\nQuillonberry again,zq@mail.example\n"),
  );
  expect(bytesHold(folder, "Zelda Quux")).toBe(true);
  expect(await forgetPerson(workspace, "Zelda Quux <zq@mail.example>")).toMatchObject({
    items: 2,
    masked: 1,
    records: 1,
  });
  expect((await items(workspace)).map(({ text }) => text)).toEqual([
    "██████████ told me, and I like it",
  ]);
  const again = await importFile(workspace, writeFile("a.csv", rows));
  expect(again.import.counts).toMatchObject({ added: 0, rejected: 2 });
  expect(
    (await workspace.records.rejectedRows(again.import.id)).map(({ reason }) => reason),
  ).toContain("forgotten");
  await undoImport(workspace, again.import.id);
  await forgetPerson(workspace, "Zelda Quux");
  await workspace.close();
  opened.splice(0);
  for (const value of ["Zelda Quux", "zq@mail.example", "Quillonberry"])
    expect(bytesHold(folder, value), value).toBe(false);
});

test("forgetting deletes uploads that wait and names the backups that still hold the person", async () => {
  const folder = mkdtempSync(join(tmpdir(), "heed-forget-"));
  const workspace = await freshWorkspace(folder);
  for (const name of ["uploads/upload_1", "backups/2026-03-01"])
    mkdirSync(join(folder, "files", name), { recursive: true });
  writeFileSync(join(folder, "files/uploads/upload_1/a.csv"), "text,author\nhello,Zelda Quux\n");
  expect(await forgetPerson(workspace, "Zelda Quux")).toMatchObject({
    items: 0,
    uploads: 1,
    backups: [join(folder, "files/backups/2026-03-01")],
  });
  expect(bytesHold(folder, "Zelda Quux")).toBe(false);
});

test("a sheet of reviews that holds last week's again adds what is new alone, whatever it is called", async () => {
  const workspace = await freshWorkspace();
  const head = "发表时间,评级,标题,内容\n";
  const [first, second, third] = [
    "2026-03-01,1,闪退,一直闪退",
    "2026-03-02,5,好,很好用",
    "2026-03-09,2,慢,同步太慢",
  ];
  await importFile(workspace, writeFile("三月第一周.csv", `${head}${first}\n${second}\n`));
  const next = await importFile(
    workspace,
    writeFile("三月第二周.csv", `${head}${second}\n${third}\n`),
  );
  expect(next.import.counts).toMatchObject({ rows: 2, added: 1, unchanged: 1 });
});

test("stores' names for nobody are no person: their reviews are as many people", async () => {
  const workspace = await freshWorkspace();
  const rows = ["A Google user", "匿名用户", "anonymous", "Ann"].map(
    (name, at) => `r${at},2026-03-01,2,,Words of number ${at},${name}\n`,
  );
  await importFile(workspace, writeFile("a.csv", `${HEAD}${rows.join("")}`));
  const keys = (await items(workspace)).map(({ authorKey }) => authorKey);
  expect(keys.slice(0, 3)).toEqual([null, null, null]);
  expect(keys[3]).not.toBeNull();
});

/** Whether any file below a folder holds the bytes of a text, in UTF-8. */
function bytesHold(folder: string, text: string): boolean {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile())
    .some((path) => readFileSync(path).includes(text));
}
