// Holds SQLite, in memory and on disk, to the record store contract.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
