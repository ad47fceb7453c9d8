// Fetches the words behind mention ids, with what a reader needs to trust them.
import { type FactStore, type ItemId, type MentionId, quote } from "@heed/core";

/** A mention's words in the item they stand in. */
export interface GatheredQuote {
  readonly mentionId: MentionId;
  readonly itemId: ItemId;
  readonly text: string;
  readonly language: string;
  readonly writtenAt: string | null;
  readonly rating: number | null;
  readonly appVersion: string | null;
  readonly channel: string | null;
  readonly source: string;
}

const IDS_AT_ONCE = 2_000;

/** The quotes of mentions that are still there; an erased or edited item's are missing. */
export async function gatherQuotes(
  facts: Pick<FactStore, "items">,
  mentionIds: Iterable<MentionId>,
): Promise<Map<MentionId, GatheredQuote>> {
  const wanted = new Map<ItemId, MentionId[]>();
  for (const id of new Set(mentionIds)) {
    const item = id.slice(0, id.indexOf(".")) as ItemId;
    wanted.set(item, [...(wanted.get(item) ?? []), id]);
  }
  const ids = [...wanted.keys()];
  const quotes = new Map<MentionId, GatheredQuote>();
  for (let at = 0; at < ids.length; at += IDS_AT_ONCE) {
    for await (const page of facts.items({ ids: ids.slice(at, at + IDS_AT_ONCE) })) {
      for (const item of page) {
        const { id: itemId, text, language, writtenAt, rating, appVersion, channel, source } = item;
        for (const mentionId of wanted.get(item.id) ?? []) {
          const [, revision, span] = mentionId.split(".");
          const [start, end] = span!.split("-").map(Number);
          if (Number(revision) !== item.revision) continue;
          const words = quote(text, { start: start!, end: end! });
          quotes.set(mentionId, {
            mentionId,
            itemId,
            text: words,
            language,
            writtenAt,
            rating,
            appVersion,
            channel,
            source,
          });
        }
      }
    }
  }
  return quotes;
}
