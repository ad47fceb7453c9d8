// What a person typed into search, as parts that each can be found, or must not be found, in a mention.
import { InvalidInput } from "../errors.ts";
import { foldText } from "../feedback/stored-text.ts";
import { runTokens, type TextRun, textRuns, threesOf } from "./search-tokens.ts";

/** One word, one run of characters, or one quoted phrase. */
export interface SearchPart {
  readonly runs: readonly Pick<TextRun, "text" | "unspaced">[];
  /** Tokens that a mention with this part holds. */
  readonly tokens: readonly string[];
  /** Tokens in a row, when holding them all is not enough; null otherwise. */
  readonly phrase: string | null;
}

export interface SearchWords {
  readonly wanted: readonly SearchPart[];
  readonly unwanted: readonly SearchPart[];
}

const PIECE = /(-?)(?:"([^"]*)"|“([^”]*)”|「([^」]*)」|(\S+))/gu;
const MOST_CHARACTERS = 400;
const MOST_PARTS = 24;

/**
 * Reads search words: words and runs of Chinese in any order, `"words in a row"` (also “…” and 「…」), `-unwanted`.
 * Width, case and accents' encoding do not matter. Empty words give no parts; words that hold no letter or digit, more
 * than 400 characters or more than 24 parts are refused, and so are words that are all unwanted.
 */
export function parseSearchWords(typed: string): SearchWords {
  if (typed.length > MOST_CHARACTERS) {
    throw new InvalidInput(
      "search-too-long",
      `The search is too long: received ${typed.length} characters, expected at most ${MOST_CHARACTERS}.`,
      { hint: "Search for a few words of it." },
    );
  }
  const wanted: SearchPart[] = [];
  const unwanted: SearchPart[] = [];
  for (const [, minus, straight, curly, corner, word] of typed.matchAll(PIECE)) {
    const quoted = straight ?? curly ?? corner;
    const runs = textRuns(foldText(quoted ?? word!));
    const parts = quoted === undefined ? runs.map((run) => partOf([run])) : [partOf(runs)];
    (minus === "-" ? unwanted : wanted).push(...parts.filter(({ tokens }) => tokens.length > 0));
  }
  refuseUseless(typed, wanted, unwanted);
  return { wanted: withoutRepeats(wanted), unwanted: withoutRepeats(unwanted) };
}

function refuseUseless(
  typed: string,
  wanted: readonly SearchPart[],
  unwanted: readonly SearchPart[],
): void {
  if (wanted.length + unwanted.length > MOST_PARTS) {
    throw new InvalidInput(
      "search-too-long",
      `The search has too many words: received ${wanted.length + unwanted.length}, expected at most ${MOST_PARTS}.`,
      { hint: "Search for a few words of it." },
    );
  }
  if (wanted.length > 0 || typed.trim() === "") return;
  throw new InvalidInput(
    "no-search-words",
    unwanted.length > 0
      ? "The search only says what is unwanted: expected at least one word to look for."
      : "The search holds no word: received only signs, expected letters, digits or characters.",
    { hint: "Type a word, or leave the words out and choose a filter." },
  );
}

function partOf(runs: readonly TextRun[]): SearchPart {
  const tokens = runs.flatMap(runTokens);
  // A lone character is indexed apart from the order of the text, so nothing can be in a row with it.
  const isOrdered = runs.every((run) => !run.unspaced || [...run.text].length > 1);
  const known = runs.flatMap((run) =>
    run.unspaced && [...run.text].length > 2 ? threesOf(run.text) : runTokens(run),
  );
  return {
    runs: runs.map(({ text, unspaced }) => ({ text, unspaced })),
    tokens: [...new Set(known)],
    phrase: known.length > 1 && isOrdered ? ` ${tokens.join(" ")} ` : null,
  };
}

function withoutRepeats(parts: readonly SearchPart[]): SearchPart[] {
  const seen = new Set<string>();
  return parts.filter(({ runs }) => {
    const key = runs.map(({ text }) => text).join(" ");
    return !seen.has(key) && seen.add(key).size > 0;
  });
}
