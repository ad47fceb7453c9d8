// Cuts text into what search compares: stems of words where words are spaced, pairs of characters where they are not.
import { foldText } from "../feedback/stored-text.ts";
import { englishStem } from "./english-stem.ts";

/** A run of one writing in a folded text. */
export interface TextRun {
  readonly text: string;
  /** True for Chinese and Japanese, whose words are not set apart by spaces. */
  readonly unspaced: boolean;
  /** UTF-16 offset in the folded text. */
  readonly start: number;
}

const UNSPACED = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}";
const RUN = new RegExp(
  `[${UNSPACED}]+|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}]|(?<=\\p{L})['’](?=\\p{L}))+`,
  "gu",
);
const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");
const ASCII_RUN = /[a-z0-9]+(?:'[a-z]+)*/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII is the purpose.
const ASCII = /^[\u0000-\u007f]*$/;

/** Runs of letters and digits in a folded text (`foldText` or `matchingView`), in order. */
export function textRuns(folded: string): TextRun[] {
  const runs: TextRun[] = [];
  for (const match of folded.matchAll(ASCII.test(folded) ? ASCII_RUN : RUN)) {
    runs.push({ text: match[0], unspaced: IS_UNSPACED.test(match[0]), start: match.index });
  }
  return runs;
}

/** The tokens of one run, in order: the stem of a word; the overlapping pairs of characters of an unspaced run. */
export function runTokens({ text, unspaced }: Pick<TextRun, "text" | "unspaced">): string[] {
  if (!unspaced) return [stemOf(text)];
  const characters = [...text];
  if (characters.length === 1) return [text];
  return characters.slice(1).map((character, index) => characters[index]! + character);
}

/** Overlapping threes of characters: most Chinese words that are searched for are two or three long. */
export function threesOf(text: string): string[] {
  const characters = [...text];
  return characters
    .slice(2)
    .map((character, index) => characters[index]! + characters[index + 1]! + character);
}

export interface IndexedWords {
  /**
   * Tokens in reading order between single spaces, with a space at both ends; after ` | ` the single characters and the
   * threes of characters of unspaced runs, each once. A phrase is a substring of the part before the bar.
   */
  readonly words: string;
  /** Number of tokens before the bar. */
  readonly length: number;
}

/** What the index keeps of a text in stored form. */
export function indexedWords(stored: string): IndexedWords {
  const tokens: string[] = [];
  const apart = new Set<string>();
  for (const run of textRuns(foldText(stored))) {
    tokens.push(...runTokens(run));
    if (!run.unspaced) continue;
    for (const character of run.text) apart.add(character);
    for (const three of threesOf(run.text)) apart.add(three);
  }
  const tail = apart.size === 0 ? "" : `| ${[...apart].join(" ")} `;
  return { words: ` ${tokens.join(" ")} ${tail}`, length: tokens.length };
}

const stems = new Map<string, string>();
const MOST_STEMS = 50_000;

/** Stems of words met before are remembered; the memory starts anew when it is full. */
function stemOf(word: string): string {
  let stem = stems.get(word);
  if (stem === undefined) {
    stem = englishStem(word.replace(/['’]s$/, "").replaceAll(/['’]/g, ""));
    if (stems.size >= MOST_STEMS) stems.clear();
    stems.set(word, stem);
  }
  return stem;
}
