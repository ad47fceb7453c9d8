// Shows mentions and items with their words, readings and themes, as the API tells them.
import { createHash } from "node:crypto";
import {
  type FeedbackItem,
  type ItemFacts,
  type ItemId,
  type MentionFacts,
  type MentionId,
  matchingView,
  PERSON_MODEL,
  type SearchedItem,
  type Span,
} from "@heed/core";
import type { ItemRow, MentionRow } from "@heed/core/api";
import type { DeskContext } from "./desk-context.ts";
import { itemTheme } from "./item-theme.ts";

const MOST_QUOTE = 2_000;
const MOST_CONTEXT = 160;
const MOST_TEXT = 4_000;

/** Items by id with everything known of them; ids that are gone are left out. */
export async function loadItems(
  { workspace }: Pick<DeskContext, "workspace">,
  ids: readonly ItemId[],
): Promise<Map<ItemId, ItemFacts>> {
  const found = new Map<ItemId, ItemFacts>();
  if (ids.length === 0) return found;
  for await (const page of workspace.facts.itemFacts({ ids: [...new Set(ids)], pageSize: 500 })) {
    for (const facts of page) found.set(facts.item.id, facts);
  }
  return found;
}

/** Rows of mentions in the order of `ids`; `words` are marked where they stand. */
export async function describeMentions(
  context: Pick<DeskContext, "workspace">,
  ids: readonly MentionId[],
  words: readonly string[] = [],
): Promise<MentionRow[]> {
  const items = await loadItems(
    context,
    ids.map((id) => id.slice(0, id.indexOf(".")) as ItemId),
  );
  return ids.flatMap((id) => {
    const facts = items.get(id.slice(0, id.indexOf(".")) as ItemId);
    const mention = facts?.mentions.find((known) => known.mention.id === id);
    return facts === undefined || mention === undefined
      ? []
      : [describeMention(facts.item, mention, words)];
  });
}

export function describeMention(
  item: SearchedItem,
  facts: MentionFacts,
  words: readonly string[] = [],
): MentionRow {
  const { id, start, end, revision } = facts.mention;
  const quote = cut(item.text.slice(start, end), MOST_QUOTE);
  return {
    id,
    itemId: item.id,
    revision,
    start,
    end,
    quote,
    context: {
      before: cutFront(item.text.slice(0, start), MOST_CONTEXT),
      after: cut(item.text.slice(end), MOST_CONTEXT),
    },
    matches: findWords(quote, words),
    ...judged(facts),
    item: describeItemFields(item),
  };
}

export function describeItem({ item, mentions }: ItemFacts): ItemRow {
  const { reading, themeId } = itemTheme(item, mentions);
  return {
    ...describeItemFields(item),
    text: cut(item.text, MOST_TEXT),
    isCut: item.text.length > MOST_TEXT,
    mentions: mentions.map((facts) => ({
      id: facts.mention.id,
      start: facts.mention.start,
      end: facts.mention.end,
      ...judged(facts),
    })),
    reading,
    themeId,
    redactions: item.redactions.map(({ kind, start, end }) => ({ kind, start, end })),
    duplicateOf: item.duplicateOf,
    similarTo: item.similarTo,
  };
}

function judged({ reading, assignment }: MentionFacts) {
  return {
    reading:
      reading === null
        ? null
        : {
            sentiment: reading.sentiment,
            sentimentScore: reading.sentimentScore,
            kind: reading.kind,
            model: reading.model,
            isCorrected: reading.model.name === PERSON_MODEL.name,
          },
    themeId: assignment?.themeId ?? null,
    unclear: assignment?.unclear ?? null,
    themeScore: assignment?.score ?? null,
  };
}

function describeItemFields(item: SearchedItem) {
  const { id, revision, language, rating, writtenAt, source, channel, appVersion, rival, spam } =
    item;
  return {
    ...{ id, revision, language, rating, writtenAt, source, channel, appVersion, rival, spam },
    person: personOf(item),
  };
}

/** An opaque key of who speaks: the same person, the same key. */
export function personOf(item: Pick<FeedbackItem, "id" | "authorKey" | "duplicateOf">): string {
  const who = item.authorKey ?? `item ${item.duplicateOf ?? item.id}`;
  return createHash("sha256").update(who).digest("base64url").slice(0, 12);
}

/** Where words stand in a text, in order and apart, at most 100. */
export function findWords(text: string, words: readonly string[]): Span[] {
  if (words.length === 0) return [];
  const view = matchingView(text);
  const found: Span[] = [];
  for (const word of words) {
    for (
      let at = view.text.indexOf(word);
      at >= 0 && found.length < 100;
      at = view.text.indexOf(word, at + word.length)
    )
      found.push({ start: view.offsets[at]!, end: view.offsets[at + word.length]! });
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  return found.filter(({ start }, index) => found.slice(0, index).every(({ end }) => end <= start));
}

/** The beginning of a text, never ending in the middle of a character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const isHalf = /[\ud800-\udbff]$/.test(text.slice(0, most));
  return text.slice(0, isHalf ? most - 1 : most);
}

function cutFront(text: string, most: number): string {
  if (text.length <= most) return text;
  const isHalf = /^[\udc00-\udfff]/.test(text.slice(-most));
  return text.slice(isHalf ? 1 - most : -most);
}
