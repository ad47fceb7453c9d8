// Words that left the feedback leave the lab too: copies of erased or undone items are deleted from its data sets.
import { type FactStore, type ItemId, itemOf, type MentionId, type RecordStore } from "@heed/core";

const ITEMS = 2_000;

/** Deletes examples whose item is no longer there; how many items that were. */
export async function forgetExamples(records: RecordStore, facts: FactStore): Promise<number> {
  const named = new Set<ItemId>();
  for (const { id, origin } of await records.lab.datasets()) {
    if (origin.kind !== "feedback") continue;
    for (const { mentionId } of await records.lab.examples(id))
      if (mentionId !== undefined) named.add(itemOf(mentionId as MentionId));
  }
  const ids = [...named];
  for (let from = 0; from < ids.length; from += ITEMS) {
    for await (const page of facts.items({ ids: ids.slice(from, from + ITEMS) }))
      for (const { id } of page) named.delete(id);
  }
  if (named.size > 0) await records.lab.eraseItems([...named]);
  return named.size;
}
