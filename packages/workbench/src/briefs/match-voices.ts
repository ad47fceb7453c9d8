// Finds the voices that speak of a hypothesis: by its signs, by its telling words, and by meaning where an embedder is given.
import {
  type Embedder,
  type Hypothesis,
  type HypothesisReading,
  judgeHypothesis,
  type Kind,
  type MatchedVoice,
  type MentionId,
  matchingView,
  withoutPraise,
} from "@heed/core";

/** A mention with its words. */
export interface SpokenMention {
  readonly mentionId: MentionId;
  readonly text: string;
  readonly person: string;
  readonly kind: Kind;
}

/** Shared telling words and the part of the statement's weight that they carry, at the least. */
const LACKING = { words: 2, coverage: 1 / 3 };
/** Of praise only its matter is left, which may be one word. */
const PRAISED = { words: 1, coverage: 1 / 2 };
const LEAST_COSINE = 0.6;
const EMBED_AT_ONCE = 1_000;
// What carries no matter of its own, in the statements that people write.
const STOP_WORDS = new Set(
  "a an and are as at be because but by can do does for from have if in is it its more most my no not now of on or our again already anymore longer since so than that the their them they this to up us use user users want was we when which who why will with would you your people need needs app".split(
    " ",
  ),
);

/** The readings of all hypotheses from the same mentions, gone over once (twice with the words' weights). */
export async function readHypotheses(
  hypotheses: readonly Hypothesis[],
  mentions: readonly SpokenMention[],
  embedder: Embedder | null = null,
): Promise<HypothesisReading[]> {
  if (hypotheses.length === 0) return [];
  const matched = hypotheses.map(() => new Map<MentionId, MatchedVoice>());
  const note = (index: number, { mentionId, person, kind }: SpokenMention, match: number) => {
    const known = matched[index]!.get(mentionId);
    if (known === undefined || known.match < match)
      matched[index]!.set(mentionId, { mentionId, person, kind, match });
  };
  matchWords(hypotheses, mentions, note);
  if (embedder !== null) await matchMeaning(hypotheses, mentions, embedder, note);
  return hypotheses.map((hypothesis, index) =>
    judgeHypothesis(hypothesis, [...matched[index]!.values()]),
  );
}

type Note = (hypothesis: number, mention: SpokenMention, match: number) => void;

function matchWords(
  hypotheses: readonly Hypothesis[],
  mentions: readonly SpokenMention[],
  note: Note,
): void {
  const words = hypotheses.map((hypothesis) =>
    hypothesis.signs.length > 0 ? new Set<string>() : new Set(tellingWords(hypothesis)),
  );
  const wanted = new Set(words.flatMap((set) => [...set]));
  const signs = hypotheses.map(({ signs: given }) => given.map(signPattern));
  const heldBy = mentions.map((mention) => {
    const view = matchingView(mention.text).text;
    for (const [index, patterns] of signs.entries()) {
      if (patterns.some((pattern) => pattern.test(view))) note(index, mention, 1);
    }
    return wanted.size === 0 ? [] : [...new Set(wordsOf(view))].filter((word) => wanted.has(word));
  });
  const weights = weigh(heldBy, wanted, mentions.length);
  const totals = words.map((set) => sum([...set].map((word) => weights.get(word)!)));
  for (const [at, held] of heldBy.entries()) {
    if (held.length === 0) continue;
    for (const [index, set] of words.entries()) {
      const shared = held.filter((word) => set.has(word));
      const coverage = sum(shared.map((word) => weights.get(word)!)) / totals[index]!;
      const least = hypotheses[index]!.expects === "praise" ? PRAISED : LACKING;
      if (shared.length >= least.words && coverage >= least.coverage)
        note(index, mentions[at]!, coverage);
    }
  }
}

/** Praise is told in other words than a statement's: only what it is about tells whether a voice speaks of it. */
function tellingWords({ statement, expects }: Hypothesis): string[] {
  const own = wordsOf(matchingView(statement).text);
  if (expects !== "praise") return own;
  const matter = wordsOf(matchingView(withoutPraise(statement)).text);
  return matter.length === 0 ? own : matter;
}

/** A statement without the words that carry no matter: "People want a flute" is about a flute, not about people. */
function matterOf(statement: string): string {
  const telling = statement
    .split(/\s+/)
    .filter((word) => !STOP_WORDS.has(word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "")));
  return telling.length === 0 ? statement : telling.join(" ");
}

async function matchMeaning(
  hypotheses: readonly Hypothesis[],
  mentions: readonly SpokenMention[],
  embedder: Embedder,
  note: Note,
): Promise<void> {
  const size = embedder.dimensions;
  const wanted = await embedder.embed(hypotheses.map(({ statement }) => matterOf(statement)));
  for (let at = 0; at < mentions.length; at += EMBED_AT_ONCE) {
    const batch = mentions.slice(at, at + EMBED_AT_ONCE);
    const vectors = await embedder.embed(batch.map(({ text }) => text));
    for (const [row, mention] of batch.entries()) {
      for (let index = 0; index < hypotheses.length; index += 1) {
        let cosine = 0;
        for (let d = 0; d < size; d += 1)
          cosine += vectors[row * size + d]! * wanted[index * size + d]!;
        if (cosine >= LEAST_COSINE) note(index, mention, cosine);
      }
    }
  }
}

/**
 * Rarer words tell more: ln(1 + mentions / mentions that hold it). A pair of Chinese characters that nobody writes mostly joins two
 * words, so it weighs a quarter.
 */
function weigh(
  heldBy: readonly (readonly string[])[],
  wanted: ReadonlySet<string>,
  mentions: number,
): Map<string, number> {
  const counts = new Map<string, number>([...wanted].map((word) => [word, 0]));
  for (const held of heldBy) for (const word of held) counts.set(word, counts.get(word)! + 1);
  return new Map(
    [...counts].map(([word, count]) => {
      const isJoin = count === 0 && UNSPACED.test(word);
      return [word, Math.log(1 + mentions / (count + 1)) * (isJoin ? 0.25 : 1)];
    }),
  );
}

const UNSPACED = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;

/** Words of spaced scripts without stop words and common endings; of Chinese and Japanese every two characters in a row. */
function wordsOf(view: string): string[] {
  const words: string[] = [];
  for (const [run] of view.matchAll(
    /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]+|[\p{L}\p{N}]+/gu,
  )) {
    if (UNSPACED.test(run)) {
      for (let i = 0; i + 1 < run.length; i += 1) words.push(run.slice(i, i + 2));
    } else if (!STOP_WORDS.has(run)) {
      words.push(stem(run));
    }
  }
  return words;
}

function stem(word: string): string {
  if (word.length <= 4) return word.replace(/s$/, "");
  return word.replace(/(?:ings?|ied|ies|ed|es|ly|s)$/, "").replace(/e$/, "");
}

/** A sign as a whole word where its script has spaces, anywhere else where it has none. */
function signPattern(sign: string): RegExp {
  const folded = matchingView(sign).text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const isSpaced = !/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u.test(folded);
  return new RegExp(isSpaced ? `(?<![\\p{L}\\p{N}])${folded}` : folded, "u");
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
