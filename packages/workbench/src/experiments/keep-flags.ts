// Keeps feature flags, and gives them out as GrowthBook's clients and PostHog's senders read them.
import { createHash } from "node:crypto";
import {
  checkFlag,
  evaluateFlag,
  type Flag,
  type FlagAttributes,
  type FlagDecision,
  NotFound,
  publishFlags,
  type RecordStore,
} from "@heed/core";

/** A flag with when it was last changed. */
export type KeptFlag = Flag & { readonly changedAt: string };

export async function listFlags(records: RecordStore): Promise<KeptFlag[]> {
  const kept = (await records.kept.list("flag")).map(({ record }) => record as KeptFlag);
  return kept.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

export async function findFlag(records: RecordStore, key: string): Promise<KeptFlag> {
  const found = (await records.kept.get("flag", key)) as KeptFlag | undefined;
  if (found !== undefined) return found;
  throw new NotFound("flag-not-found", `There is no flag ${key}.`, {
    hint: "List them with: heed flags list",
    zh: { message: `没有功能开关 ${key}。`, hint: "列出全部：heed flags list" },
  });
}

export async function putFlag(records: RecordStore, flag: Flag, now: Date): Promise<KeptFlag> {
  checkFlag(flag);
  const kept: KeptFlag = { ...flag, changedAt: now.toISOString() };
  await records.kept.put("flag", flag.key, kept);
  return kept;
}

export async function deleteFlag(records: RecordStore, key: string): Promise<void> {
  await findFlag(records, key);
  await records.kept.delete("flag", key);
}

export async function evaluateKeptFlag(
  records: RecordStore,
  key: string,
  attributes: FlagAttributes,
): Promise<FlagDecision> {
  return evaluateFlag(await findFlag(records, key), attributes);
}

/** The payload of `GET /api/features/:key`, with a tag that changes when it does. */
export async function publishedFeatures(
  records: RecordStore,
): Promise<{ readonly body: string; readonly tag: string }> {
  const flags = await listFlags(records);
  const dateUpdated =
    flags
      .map(({ changedAt }) => changedAt)
      .sort()
      .at(-1) ?? new Date(0).toISOString();
  const body = JSON.stringify({
    status: 200,
    features: publishFlags(flags),
    experiments: [],
    dateUpdated,
  });
  return { body, tag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"` };
}

/** Every flag's value for one person, as PostHog's senders know them: an arm's name, or true or false. */
export async function flagsFor(
  records: RecordStore,
  person: string,
): Promise<Record<string, string | boolean>> {
  const told = (await listFlags(records)).map((flag) => {
    const { value, assignment } = evaluateFlag(flag, { id: person, distinct_id: person });
    const name = assignment?.variation ?? (typeof value === "string" ? value : Boolean(value));
    return [flag.key, name] as const;
  });
  return Object.fromEntries(told);
}
