// A matter: something people speak of that a person told by its words, wherever the themes put the voices.
import { InvalidInput } from "../errors.ts";
import { foldText } from "../feedback/stored-text.ts";
import type { BrowseFilter, SaidWords } from "../ports/feedback-browser.ts";
import type { Kind } from "../readings/reading.ts";
import { holdsPart } from "../search/find-matches.ts";
import { indexedWords } from "../search/search-tokens.ts";
import { parseSearchWords, type SearchPart } from "../search/search-words.ts";
import type { ThemeName } from "../themes/theme.ts";

export type MatterId = `matter_${number}`;

/** The kinds that make a need: what a matter counts where a person did not narrow them. */
export const MATTER_KINDS = ["bug", "complaint", "request", "question"] as const satisfies Kind[];
export type MatterKind = (typeof MATTER_KINDS)[number];

/** A word, a run of Chinese or several words in a row, in any inflection. */
export interface MatterTerm {
  readonly text: string;
  /** The concept of the bilingual lexicon that brought it; null for one that a person wrote. */
  readonly concept: string | null;
}

/** What a mention must say to be counted. */
export interface MatterWords {
  /** 1 to 5 lists; a mention holds at least one term of each. */
  readonly lists: readonly (readonly MatterTerm[])[];
  /** A mention holds none of these. */
  readonly without: readonly MatterTerm[];
  /** Its kind is one of these. */
  readonly kinds: readonly MatterKind[];
}

/** The words as they stood from one moment on. */
export interface MatterDefinition extends MatterWords {
  /** UTC instant. */
  readonly definedAt: string;
  /** Releases of which a verdict had been seen when these words were written. */
  readonly knew: readonly string[];
}

export interface Matter {
  readonly id: MatterId;
  readonly name: ThemeName;
  /** The oldest first; the last one stands. */
  readonly definitions: readonly MatterDefinition[];
}

/** Whether the words were fixed before the release, before a verdict on it was seen, or only then. */
export const MATTER_STANDINGS = ["before-release", "before-verdict", "after-verdict"] as const;
export type MatterStanding = (typeof MATTER_STANDINGS)[number];

const MOST_LISTS = 5;
/** A concept of the lexicon brings up to a hundred forms. */
const MOST_TERMS = 300;
const LONGEST_TERM = 60;

/** The words that stand now. */
export function standingWords({ definitions }: Matter): MatterDefinition {
  return definitions.at(-1)!;
}

/** The name of the words that stand now among all that were ever judged. */
export function definitionKey({ id, definitions }: Matter): string {
  return `${id}.${definitions.length}`;
}

/** When the words that stand were fixed, as a release is concerned; `definedOn` is their day in the workspace's zone. */
export function matterStanding(
  matter: Matter,
  release: { readonly version: string; readonly date: string },
  definedOn: string,
): MatterStanding {
  if (standingWords(matter).knew.includes(release.version)) return "after-verdict";
  return definedOn <= release.date ? "before-release" : "before-verdict";
}

/** Refuses words that say nothing or too much. @throws InvalidInput `matter-words` */
export function checkMatterWords({ lists, without, kinds }: MatterWords): void {
  if (lists.length < 1 || lists.length > MOST_LISTS || lists.some((list) => list.length === 0)) {
    throw notValid(
      `received ${lists.length} lists, ${lists.filter((list) => list.length === 0).length} of them empty, expected 1 to ${MOST_LISTS} lists with a word each`,
      `应有 1 到 ${MOST_LISTS} 组词，每组至少一个词`,
    );
  }
  const terms = [...lists.flat(), ...without];
  if (terms.length > MOST_TERMS) {
    throw notValid(
      `received ${terms.length} words, expected at most ${MOST_TERMS}`,
      `收到 ${terms.length} 个词，最多 ${MOST_TERMS} 个`,
    );
  }
  const odd = terms.find(({ text }) => text.length > LONGEST_TERM || isEmpty(text));
  if (odd !== undefined) {
    const shown = JSON.stringify(odd.text.slice(0, LONGEST_TERM));
    throw notValid(
      `received ${shown}, expected letters, digits or characters, at most ${LONGEST_TERM}`,
      `无法使用 ${shown}：应含文字或数字，最长 ${LONGEST_TERM} 个字符`,
    );
  }
  if (kinds.length === 0)
    throw notValid(`received no kind, expected some of ${MATTER_KINDS.join(", ")}`, "至少一种类型");
}

/** True where both count the same mentions by the same words, whatever their order. */
export function saysTheSame(a: MatterWords, b: MatterWords): boolean {
  return fingerprint(a) === fingerprint(b);
}

/** The words as a store finds them. */
export function saidWords({ lists, without }: MatterWords): SaidWords {
  return { lists: lists.map((list) => list.map(partOf)), without: without.map(partOf) };
}

/** Which mentions a matter counts: of its kinds, of our own product, holding its words. */
export function matterFilter(words: MatterWords): BrowseFilter {
  return { kinds: words.kinds, rivals: [""], said: saidWords(words) };
}

/** Which terms a quote holds, list by list, and which of those left out. */
export function heldTerms(
  quote: string,
  { lists, without }: Pick<MatterWords, "lists" | "without">,
): { readonly lists: readonly (readonly MatterTerm[])[]; readonly without: readonly MatterTerm[] } {
  const { words } = indexedWords(quote);
  const held = (terms: readonly MatterTerm[]) =>
    terms.filter((term) => holdsPart(words, partOf(term)));
  return { lists: lists.map(held), without: held(without) };
}

const parts = new Map<string, SearchPart>();
const MOST_PARTS = 5_000;

/** A term is found as a quoted search finds it: its words in a row, in any inflection. */
function partOf({ text }: MatterTerm): SearchPart {
  let part = parts.get(text);
  if (part === undefined) {
    part = parseSearchWords(quoted(text)).wanted[0]!;
    if (parts.size >= MOST_PARTS) parts.clear();
    parts.set(text, part);
  }
  return part;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', " ")}"`;
}

function isEmpty(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text);
}

function fingerprint({ lists, without, kinds }: MatterWords): string {
  const folded = (terms: readonly MatterTerm[]) =>
    [...new Set(terms.map(({ text }) => foldText(text).trim()))].sort();
  const all = lists.map(folded).map((list) => JSON.stringify(list));
  return JSON.stringify([all.sort(), folded(without), [...kinds].sort()]);
}

function notValid(what: string, zh: string): InvalidInput {
  return new InvalidInput("matter-words", `The words of the matter cannot be used: ${what}.`, {
    hint: 'Write lists of words, of which a mention holds one each: --says "lost, gone, 丢, 没了" --says "note, list, 笔记"',
    zh: {
      message: `议题的词无法使用：${zh}。`,
      hint: '请写几组词，一条提及须含每组中的一个：--says "lost, gone, 丢, 没了" --says "note, list, 笔记"',
    },
  });
}
