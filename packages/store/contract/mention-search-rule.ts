// The slow rule that search is held to: every mention compared with the question, in the order that the port tells.
import {
  holdsWords,
  indexedWords,
  type MentionFilter,
  type MentionQuery,
  quote,
  type SearchableMention,
  type ThemeId,
  wordScore,
} from "@heed/core";

/** A mention as search was last told of it. */
export interface ToldMention extends SearchableMention {
  /** Whose vector it has. */
  readonly model: string | null;
  readonly themeId: ThemeId | null;
}

/**
 * Items and scores of all that a question without a place finds, best first; of words all must be held, and an item has one
 * mention.
 */
export function findByRule(
  told: readonly ToldMention[],
  { words, meaning, filter }: MentionQuery,
): [string, number][] {
  const found = told.flatMap((one) => {
    if (!passes(one, filter)) return [];
    const holds = words !== null && holdsWords(quote(one.item.text, one.mention), words);
    const alike =
      meaning !== null && one.vector !== undefined && one.model === meaning.model.name
        ? cosine(one.vector, meaning.vector)
        : -1;
    const isNear = meaning !== null && alike >= meaning.least;
    if (!holds && !isNear && (words !== null || meaning !== null)) return [];
    const byWords = holds ? scoreOf(one) : 0;
    const score = meaning === null ? byWords : 0.5 * byWords + 0.5 * Math.max(0, alike);
    return [{ one, score: Math.round(score * 1e6) / 1e6 }];
  });
  found.sort(
    (a, b) => b.score - a.score || Number(b.one.item.id.slice(5)) - Number(a.one.item.id.slice(5)),
  );
  return found.map(({ one, score }) => [one.item.id, score]);
}

function scoreOf({ item, mention }: SearchableMention): number {
  const { length } = indexedWords(quote(item.text, mention));
  return wordScore(1, 1, length);
}

function passes({ item, reading, themeId }: ToldMention, filter: MentionFilter): boolean {
  const within = <Value>(values: readonly Value[] | undefined, value: Value) =>
    values === undefined || values.includes(value);
  return (
    within(filter.kinds, reading.kind) &&
    within(filter.sentiments, reading.sentiment) &&
    within(filter.languages, item.language) &&
    (filter.themeIds === undefined || (themeId !== null && filter.themeIds.includes(themeId))) &&
    (filter.leastRating === undefined ||
      (item.rating !== null && item.rating >= filter.leastRating)) &&
    (filter.writtenFrom === undefined ||
      (item.writtenAt !== null && item.writtenAt >= filter.writtenFrom))
  );
}

function cosine(a: Float32Array, b: Float32Array): number {
  let [dot, aa, bb] = [0, 0, 0];
  for (let k = 0; k < a.length; k += 1) {
    dot += a[k]! * b[k]!;
    aa += a[k]! ** 2;
    bb += b[k]! ** 2;
  }
  return dot / Math.sqrt(aa * bb);
}
