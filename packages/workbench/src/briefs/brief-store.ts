// Keeps a workspace's brief among its records.
import { readFile } from "node:fs/promises";
import { type Brief, NotFound, parseBrief, type RecordStore } from "@heed/core";

const KEY = "brief";

/** Reads a brief from a Markdown or JSON file. */
export async function readBriefFile(path: string): Promise<Brief> {
  const text = await readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw new NotFound("file-not-found", `Cannot open ${path}: ${cause.code ?? cause.message}.`, {
      cause,
      hint: "Check the path of the brief.",
      zh: {
        message: `无法打开 ${path}：${cause.code ?? cause.message}。`,
        hint: "请检查简报的路径。",
      },
    });
  });
  return parseBrief(text);
}

export async function saveBrief(records: RecordStore, brief: Brief): Promise<void> {
  await records.saveSetting(KEY, JSON.stringify(brief));
}

export async function loadBrief(records: RecordStore): Promise<Brief | null> {
  const stored = await records.setting(KEY);
  return stored === null ? null : (JSON.parse(stored) as Brief);
}
