// What an item as a whole says, by the rules of the annotation guide.
import { type FeedbackItem, type MentionFacts, readItem, type ThemeId } from "@heed/core";
import type { ItemRow } from "@heed/core/api";

/** The item's reading and theme; null before all of its mentions were read. */
export function itemTheme(
  item: Pick<FeedbackItem, "rating">,
  mentions: readonly MentionFacts[],
): { reading: ItemRow["reading"]; themeId: ThemeId | null } {
  const readings = mentions.flatMap(({ reading }) => (reading === null ? [] : [reading]));
  const read = readings.length === mentions.length ? readItem(readings, item.rating) : null;
  if (read === null) return { reading: null, themeId: null };
  const { sentiment, sentimentScore, kind } = read;
  return {
    reading: { sentiment, sentimentScore, kind },
    themeId: mentions[read.decidingMention]?.assignment?.themeId ?? null,
  };
}
