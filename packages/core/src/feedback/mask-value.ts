// Covers a forgotten person's name in other people's words without moving a single offset.

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
