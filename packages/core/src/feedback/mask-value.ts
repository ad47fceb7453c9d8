// Covers a forgotten person's name in other people's words without moving a single offset.
import type { FeedbackItem } from "./feedback-item.ts";

const MASK = "\u2588";

/**
 * `text` with every whole occurrence of `value` (in any case) covered by as many UTF-16 units of `█`, so that spans
 * into the text stay true. In scripts that write spaces, an occurrence inside a longer word is another word and stays.
 *
 * @example
 * maskValue("Ask Bob, not Bobby", "bob") // "Ask ███, not Bobby"
 */
export function maskValue(text: string, value: string): string {
  const sought = value.trim();
  if (sought === "" || text.length < sought.length) return text;
  const escaped = sought.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  const before = isSpacedLetter(sought.at(0)!) ? "(?<![\\p{L}\\p{N}])" : "";
  const after = isSpacedLetter(sought.at(-1)!) ? "(?![\\p{L}\\p{N}])" : "";
  return text.replace(new RegExp(`${before}${escaped}${after}`, "giu"), (found) =>
    MASK.repeat(found.length),
  );
}

function isSpacedLetter(unit: string): boolean {
  return (
    /[\p{L}\p{N}]/u.test(unit) &&
    !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(unit)
  );
}

type Told = Pick<FeedbackItem, "text" | "sourceId" | "channel" | "properties" | "redactions">;

/** An item of somebody else with every value covered wherever it stands, and without the keys of what was redacted of the person. */
export function maskItem<Item extends Told>(
  item: Item,
  {
    values,
    redactionHashes,
  }: { readonly values: readonly string[]; readonly redactionHashes: readonly string[] },
): Item {
  const mask = (text: string) => values.reduce(maskValue, text);
  return {
    ...item,
    text: mask(item.text),
    sourceId: item.sourceId === null ? null : mask(item.sourceId),
    channel: item.channel === null ? null : mask(item.channel),
    properties: Object.fromEntries(
      Object.entries(item.properties).map(([key, value]) => [key, mask(value)]),
    ),
    redactions: item.redactions.map((redaction) =>
      redactionHashes.includes(redaction.hash) ? { ...redaction, hash: "" } : redaction,
    ),
  };
}
