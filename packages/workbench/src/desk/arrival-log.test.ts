// Every line that was acknowledged is read once, however writing, ending and reading fall together.
import { appendFile, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ArrivalLog } from "./arrival-log.ts";

let folder: string;
let log: ArrivalLog;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "heed-arrivals-"));
  log = new ArrivalLog(folder, () => new Date());
  await log.open();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function takeAll(from: ArrivalLog): Promise<string[]> {
  const lines: string[] = [];
  for (const path of await from.endedFiles()) {
    lines.push(...(await ArrivalLog.read(path)));
    await ArrivalLog.remove(path);
  }
  return lines;
}

test("lines that are appended while files are ended and taken away are each read once", async () => {
  const acknowledged: string[] = [];
  const read: string[] = [];
  let isAppending = true;
  const appender = async (name: string) => {
    for (let at = 0; at < 400; at += 1) {
      await log.append(`${name} ${at}`);
      acknowledged.push(`${name} ${at}`);
    }
  };
  const taker = async () => {
    while (isAppending) read.push(...(await takeAll(log)));
  };
  const taking = taker();
  await Promise.all(["a", "b", "c", "d"].map(appender));
  isAppending = false;
  await taking;
  read.push(...(await takeAll(log)));
  expect(acknowledged).toHaveLength(1_600);
  expect(read.sort()).toEqual(acknowledged.sort());
});

test("a line that a kill cut is none; the lines before it are read by the next process", async () => {
  await log.append("first");
  await log.append("second");
  const [name] = await readdir(folder);
  await appendFile(join(folder, name!), '{"items":[{"text":"cut');
  expect(await takeAll(new ArrivalLog(folder, () => new Date()))).toEqual(["first", "second"]);
});

test("an append that the disk refuses is told, and does not hold up what comes after", async () => {
  const moved = `${folder}-away`;
  await rename(folder, moved);
  await expect(log.append("refused")).rejects.toThrow(/ENOENT/);
  await rename(moved, folder);
  await log.append("kept");
  expect(await takeAll(log)).toEqual(["kept"]);
});
