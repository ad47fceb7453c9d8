// Remembers, as keyed hashes alone, who asked to be forgotten, so that the next export does not bring them back.
import type { RecordStore } from "@heed/core";

const SETTING = "forgotten-people";

export async function forgottenPeople(records: Pick<RecordStore, "setting">): Promise<string[]> {
  return JSON.parse((await records.setting(SETTING)) ?? "[]") as string[];
}

export async function rememberForgotten(
  records: Pick<RecordStore, "setting" | "saveSetting">,
  keys: readonly string[],
): Promise<void> {
  const all = new Set([...(await forgottenPeople(records)), ...keys]);
  await records.saveSetting(SETTING, JSON.stringify([...all].sort()));
}
