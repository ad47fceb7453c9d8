// Defines the one form in which a person's words are kept, so that offsets mean the same for ever.

export { unguardFormula } from "./formula-guard.ts";

// Line breaks and tabs stay; other control characters carry no words and break terminals and exports.
// biome-ignore lint/suspicious/noControlCharactersInRegex: naming control characters is the purpose.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
/** Printable ASCII, tabs and `\n`: stored as it is. */
const PLAIN = /^[\t\n\u0020-\u007e]*$/;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * The stored form of a received text: Unicode NFC, `\n` line ends, no control characters, trimmed.
 * Compatibility forms are kept (`，` stays `，`), and so are emoji, direction marks and zero-width joiners.
 *
 * @example
 * toStoredText("  Cafe\u0301\r\nfine ") // "Café\nfine"
 */
export function toStoredText(received: string): string {
  if (PLAIN.test(received)) return received.trim();
  return received
    .replace(LONE_SURROGATE, "\ufffd")
    .normalize("NFC")
    .replace(/\r\n?/g, "\n")
    .replace(CONTROL, "")
    .trim();
}

/** A folded copy of a text for matching, with the way back to the stored offsets. */
export interface MatchingView {
  readonly text: string;
  /** For each UTF-16 unit of `text` (and one past its end), the offset in the stored text it came from. */
  readonly offsets: Uint32Array;
}

/**
 * Folds a stored text for matching (NFKC, lower case, runs of white space to one space) and keeps an offset map,
 * so that what is found in the view can be quoted from the stored text.
 */
export function matchingView(stored: string): MatchingView {
  const offsets: number[] = [];
  let text = "";
  let afterSpace = false;
  for (let at = 0; at < stored.length; ) {
    const end = clusterEnd(stored, at);
    const folded = stored.slice(at, end).normalize("NFKC").toLowerCase();
    for (const unit of folded.split("")) {
      const isSpace = /\s/.test(unit);
      if (isSpace && afterSpace) continue;
      text += isSpace ? " " : unit;
      offsets.push(at);
      afterSpace = isSpace;
    }
    at = end;
  }
  offsets.push(stored.length);
  return { text, offsets: Uint32Array.from(offsets) };
}

/** The text of the matching view without its offsets: the fast way when nothing is quoted from it. */
export function foldText(stored: string): string {
  const folded = PLAIN.test(stored) ? stored : stored.normalize("NFKC");
  return folded.toLowerCase().replace(/\s+/g, " ");
}

/** End of the code point at `at` together with the combining marks that follow it. */
function clusterEnd(text: string, at: number): number {
  let end = at + (text.codePointAt(at)! > 0xffff ? 2 : 1);
  while (end < text.length && /\p{M}/u.test(text[end]!)) end += 1;
  return end;
}
