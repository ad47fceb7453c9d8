// Counts over all of the feedback, kept beside the workspace: the first page after a start asks for them before anything else.
import type { DeskContext } from "./desk-context.ts";

interface KeptCount {
  /** What was counted: the browsed table as it was, and whatever else the count is of. */
  readonly of: string;
  readonly value: unknown;
}

/**
 * What `count` gives of the browsed table as it is: the answer that an earlier process kept while nothing has changed since, else a
 * new one. `of` is whatever else the answer depends on. The value must be plain JSON; one answer is kept for each name.
 */
export async function keptCount<Value>(
  { workspace }: Pick<DeskContext, "workspace">,
  name: string,
  count: () => Promise<Value>,
  of: unknown = null,
): Promise<Value> {
  const { records, facts } = workspace;
  const key = `count ${name}`;
  const state = await facts.browser.state();
  if (state === null) return count();
  const counted = JSON.stringify([state, of]);
  const stored = await records.setting(key);
  if (stored !== null) {
    const kept = JSON.parse(stored) as KeptCount;
    if (kept.of === counted) return kept.value as Value;
  }
  const value = await count();
  // What changed meanwhile may have been counted in part.
  if ((await facts.browser.state()) === state)
    await records.saveSetting(key, JSON.stringify({ of: counted, value } satisfies KeptCount));
  return value;
}
