// Answers of contestants to a comparison that was stopped midway: whoever starts it again asks nobody twice.
import { createHash } from "node:crypto";
import type { GoldItem, RecordStore } from "@heed/core";
import type { Contestant, ContestantAnswers } from "./open-contestants.ts";

type Answers = Awaited<ReturnType<Contestant["answer"]>>;
type Kept = Pick<RecordStore, "kept">;

interface KeptAnswers {
  readonly version: string;
  /** Hash of the items that were answered for, in their order. */
  readonly items: string;
  readonly answers: Partial<Record<keyof Answers, ContestantAnswers>>;
}

const KIND = "gold-evaluation";
const PREFIX = "answers ";

/** What this contestant, in this version, answered for exactly these items; undefined when it did not. */
export async function keptAnswers(
  { kept }: Kept,
  { name, version }: Pick<Contestant, "name" | "version">,
  items: readonly GoldItem[],
): Promise<Answers | undefined> {
  const found = (await kept.get(KIND, PREFIX + name)) as KeptAnswers | undefined;
  const isSame = found?.version === version && found.items === hashOf(items);
  return isSame ? found.answers : undefined;
}

export async function keepAnswers(
  { kept }: Kept,
  { name, version }: Pick<Contestant, "name" | "version">,
  items: readonly GoldItem[],
  answers: Answers,
): Promise<void> {
  const record: KeptAnswers = { version, items: hashOf(items), answers };
  await kept.put(KIND, PREFIX + name, record);
}

/** Once a comparison is whole its parts are not needed any more. */
export async function dropAnswers({ kept }: Kept): Promise<void> {
  for (const { id } of await kept.list(KIND))
    if (id.startsWith(PREFIX)) await kept.delete(KIND, id);
}

function hashOf(items: readonly GoldItem[]): string {
  const hash = createHash("sha256");
  for (const { id, text, rating } of items) hash.update(JSON.stringify([id, text, rating]));
  return hash.digest("hex");
}
