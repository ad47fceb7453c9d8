// Holds SQLite, in memory and on disk, to the record store contract.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { describeRecordStoreContract } from "../../contract/record-store.contract.ts";
import { openSqliteRecordStore } from "./sql-record-store.ts";

const freshFile = () => join(mkdtempSync(join(tmpdir(), "heed-records-")), "heed.sqlite");

describeRecordStoreContract("SQLite in memory", () => openSqliteRecordStore(":memory:"));
describeRecordStoreContract("SQLite on disk", () => openSqliteRecordStore(freshFile()));

test("what was saved is there when the file is opened again", async () => {
  const file = freshFile();
  const first = await openSqliteRecordStore(file);
  await first.saveSetting("name", "Mossnote");
  await first.close();
  const second = await openSqliteRecordStore(file);
  expect(await second.setting("name")).toBe("Mossnote");
  await second.close();
});

test("a damaged file is refused with what to do, before anything is written into it", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "heed-damaged-")), "heed.sqlite");
  const store = await openSqliteRecordStore(path);
  for (let at = 0; at < 200; at += 1) await store.saveSetting(`key ${at}`, "x".repeat(2_000));
  await store.close();
  const bytes = readFileSync(path);
  bytes.fill(0xff, 8_192, 120_000);
  writeFileSync(path, bytes);
  await expect(openSqliteRecordStore(path)).rejects.toMatchObject({ code: "records-damaged" });
  expect(readFileSync(path).equals(bytes)).toBe(true);
});

test("texts are rewritten whatever another process writes in the midst of it", async () => {
  const path = freshFile();
  const store = await openSqliteRecordStore(path);
  await store.saveSetting("note", "Ann said so");
  const other = new DatabaseSync(path);
  const changed = await store.rewriteTexts((text) => {
    try {
      other.exec("REPLACE INTO setting VALUES ('other', 'x')");
    } catch {
      // It waits for its turn.
    }
    return text.replace("Ann", "███");
  });
  expect([changed, await store.setting("note")]).toEqual([1, "███ said so"]);
  other.close();
  await store.close();
});
