// Drafts the words of a matter from what a release says it repaired: the trouble and the thing that a clause names.
import { foldText, indexedWords } from "@heed/core";
import { type Concept, shippedLexicon } from "../embed/concept-lexicon.ts";
import { isStopWord } from "../name/stop-words.ts";

/** Words for a person to look at, change and keep. */
export interface MatterDraft {
  /** The clause that names both. */
  readonly clause: string;
  /** What happens, and to what: words, or `#concept`. */
  readonly lists: readonly [readonly string[], readonly string[]];
}

const CLAUSE_ENDS = /[.;,:!?。；，：！？、\n]+\s*/u;
/** What a trouble happens to. */
const THINGS = new Set(["function", "object", "account", "money", "device"]);
/** Says that something is wrong, not what. */
const VAGUE = new Set(["problem-generic"]);
/** A word that so many troubles are told with is a word of trouble by itself. */
const LEAST_TROUBLES = 4;
const LEAST_SHARE = 0.4;
/** Words that so many of the same troubles share, and hardly anything else. */
const LEAST_SHARED = 1 / 3;
const WIDER_SHARE = 0.6;
/** That something cannot be done says nothing of what happened. */
const UNABLE =
  /^(?:cannot|unable|fail|failed|fails|error|refuse|refuses|isn|won|didn|doesn|hasn|haven)$|[不无能]/u;
const MOST_WORDS = 24;

/** One draft for each clause that names a trouble and a thing; the same words once. */
export function draftMatters(notes: readonly string[]): MatterDraft[] {
  const drafts = notes
    .flatMap((note) => note.split(CLAUSE_ENDS))
    .map((clause) => clause.trim())
    .filter((clause) => clause !== "")
    .flatMap(draftOf);
  const seen = new Set<string>();
  return drafts.filter(({ lists }) => {
    const key = JSON.stringify(lists);
    return !seen.has(key) && seen.add(key).size > 0;
  });
}

function draftOf(clause: string): MatterDraft[] {
  const trouble = troubleIn(clause);
  if (trouble === null) return [];
  const thing = nearestThing(clause, trouble);
  return thing === null ? [] : [{ clause, lists: [trouble.words, [`#${thing.id}`]] }];
}

interface Trouble {
  readonly words: readonly string[];
  /** Place in the folded clause. */
  readonly start: number;
  readonly end: number;
}

/** The first trouble of a clause: a concept of one, or a word that many troubles are told with. */
function troubleIn(clause: string): Trouble | null {
  const { concepts, match } = shippedLexicon();
  const folded = foldText(clause);
  for (const at of match(clause)) {
    const { id, group, en, zh } = concepts[at]!;
    if (group !== "problem" || VAGUE.has(id)) continue;
    const form = [...en, ...zh].find((one) => folded.includes(foldText(one)));
    const start = form === undefined ? 0 : folded.indexOf(foldText(form));
    return { words: [`#${id}`], start, end: start + (form?.length ?? 0) };
  }
  const { troubles, all } = troubleWords();
  for (const { word, token } of wordsOf(folded)) {
    if (isVague(word)) continue;
    const told = troubles.get(token) ?? [];
    const isOther = match(word).some((at) => concepts[at]!.group !== "problem");
    if (told.length < LEAST_TROUBLES || told.length < LEAST_SHARE * all.get(token)! || isOther)
      continue;
    const start = folded.indexOf(word);
    return { words: widened(word, token, told), start, end: start + word.length };
  }
  return null;
}

/** The word, and the words of both languages that the same troubles are told with. */
function widened(word: string, token: string, told: readonly Concept[]): string[] {
  const { troubles, all, written } = troubleWords();
  const shared = new Map<string, number>();
  for (const concept of told)
    for (const other of edgesOf(concept)) shared.set(other, (shared.get(other) ?? 0) + 1);
  const others = [...shared]
    .filter(([other, count]) => {
      const among = troubles.get(other)?.length ?? 0;
      const isShared = count >= Math.max(2, LEAST_SHARED * told.length);
      return other !== token && isShared && among >= WIDER_SHARE * all.get(other)!;
    })
    .sort((a, b) => b[1] - a[1])
    .map(([other]) => written.get(other)!);
  return [word, ...others].slice(0, MOST_WORDS);
}

/** What the trouble happens to: the thing named next in English order, else the one before it. */
function nearestThing(clause: string, { start, end }: Trouble): Concept | null {
  const { concepts, match } = shippedLexicon();
  const folded = foldText(clause);
  const things = (text: string) =>
    match(text)
      .map((at) => concepts[at]!)
      .filter(({ group }) => THINGS.has(group));
  return things(folded.slice(end))[0] ?? things(folded.slice(0, start)).at(-1) ?? null;
}

interface TroubleWords {
  /** Troubles that are told with a token. */
  readonly troubles: ReadonlyMap<string, readonly Concept[]>;
  /** Concepts of any sort that are. */
  readonly all: ReadonlyMap<string, number>;
  /** A token as the lexicon writes it first. */
  readonly written: ReadonlyMap<string, string>;
}
let known: TroubleWords | undefined;

/** Which words tell troubles, from all forms of the lexicon, read once. */
function troubleWords(): TroubleWords {
  if (known !== undefined) return known;
  const troubles = new Map<string, Concept[]>();
  const all = new Map<string, number>();
  const written = new Map<string, string>();
  for (const concept of shippedLexicon().concepts) {
    for (const form of [...concept.en, ...concept.zh])
      for (const { word, token } of wordsOf(foldText(form)))
        if (!written.has(token)) written.set(token, word);
    for (const token of tokensOf(concept)) {
      all.set(token, (all.get(token) ?? 0) + 1);
      if (concept.group !== "problem") continue;
      const own = troubles.get(token) ?? [];
      own.push(concept);
      troubles.set(token, own);
    }
  }
  known = { troubles, all, written };
  return known;
}

function tokensOf({ en, zh }: Concept): Set<string> {
  return new Set([...en, ...zh].flatMap((form) => wordsOf(foldText(form))).map((one) => one.token));
}

/** The words of a concept, and the pairs of characters with which its Chinese forms begin or end: others may be no words. */
function edgesOf(concept: Concept): string[] {
  const edges = new Set(concept.zh.flatMap((form) => [form.slice(0, 2), form.slice(-2)]));
  return [...tokensOf(concept)].filter(
    (token) => !isVague(token) && (!/\p{sc=Han}/u.test(token) || edges.has(token)),
  );
}

function isVague(word: string): boolean {
  return isStopWord(word) || UNABLE.test(word);
}

/** Words with their stems, and pairs of Chinese characters. */
function wordsOf(folded: string): { readonly word: string; readonly token: string }[] {
  const pairs = indexedWords(folded)
    .words.split(" | ")[0]!
    .split(" ")
    .filter((token) => /\p{sc=Han}{2}/u.test(token))
    .map((token) => ({ word: token, token }));
  const words = [...folded.matchAll(/[a-z]{3,}/gu)].map(([word]) => ({
    word,
    token: indexedWords(word).words.trim(),
  }));
  return [...words, ...pairs];
}
