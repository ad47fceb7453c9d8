// Finds the phrases that set each theme apart from the rest, in both languages.
import { type Phrase, phrasesOf } from "./phrases.ts";

/** The strongest phrases of one theme in one language, best first. */
export interface Keyphrases {
  readonly en: readonly string[];
  readonly zh: readonly string[];
}

export interface KeyphraseOptions {
  /** Most phrases for each language. Default 8. */
  readonly most?: number;
}

interface Count {
  readonly phrase: Phrase;
  readonly byGroup: Map<number, number>;
  total: number;
}

/**
 * Class-based TF-IDF: a phrase scores in a group by the share of the group's texts that hold it times
 * log(1 + mean texts for a phrase over all groups' count of it) (Grootendorst, 2022, section 3.3, with texts counted instead
 * of occurrences, so that one ranting text cannot name a theme). Longer phrases win when they hold most of their words' count;
 * a phrase inside a better one is left out. Ties go by text.
 */
export function keyphrases(
  texts: readonly string[],
  groups: ArrayLike<number>,
  groupCount: number,
  options: KeyphraseOptions = {},
): Keyphrases[] {
  const counts = new Map<string, Count>();
  const sizes = new Float64Array(groupCount);
  const seen = new Set<string>();
  for (let row = 0; row < texts.length; row++) {
    const group = groups[row]!;
    if (group < 0) continue;
    sizes[group]!++;
    seen.clear();
    for (const phrase of phrasesOf(texts[row]!)) {
      if (seen.has(phrase.text)) continue;
      seen.add(phrase.text);
      let count = counts.get(phrase.text);
      if (count === undefined) {
        count = { phrase, byGroup: new Map(), total: 0 };
        counts.set(phrase.text, count);
      }
      count.total++;
      count.byGroup.set(group, (count.byGroup.get(group) ?? 0) + 1);
    }
  }
  return rankPhrases(counts, sizes, options.most ?? 8);
}

interface Scored {
  readonly phrase: Phrase;
  readonly score: number;
}

function rankPhrases(
  counts: ReadonlyMap<string, Count>,
  sizes: Float64Array,
  most: number,
): Keyphrases[] {
  const candidates: { en: Scored[]; zh: Scored[] }[] = Array.from(sizes, () => ({
    en: [],
    zh: [],
  }));
  const texts = sizes.reduce((sum, size) => sum + size, 0);
  for (const { phrase, byGroup, total } of counts.values()) {
    for (const [group, inside] of byGroup) {
      if (inside < 2 && sizes[group]! > 4) continue;
      const size = sizes[group]!;
      const lift = inside / size / (total / texts);
      const score = (inside / size) * Math.log(1 + lift) * (1 + 0.35 * (phrase.words - 1));
      candidates[group]![phrase.language].push({ phrase, score });
    }
  }
  return candidates.map(({ en, zh }) => ({ en: pick(en, most), zh: pick(zh, most) }));
}

/** Best first, leaving out what repeats a better phrase in part. */
function pick(scored: Scored[], most: number): string[] {
  scored.sort((a, b) => b.score - a.score || (a.phrase.text < b.phrase.text ? -1 : 1));
  const picked: string[] = [];
  for (const { phrase } of scored) {
    if (picked.length === most) break;
    if (picked.some((other) => overlaps(other, phrase))) continue;
    picked.push(phrase.text);
  }
  return picked;
}

function overlaps(other: string, phrase: Phrase): boolean {
  if (phrase.language === "zh") return other.includes(phrase.text) || phrase.text.includes(other);
  const words = new Set(other.split(" "));
  return phrase.text.split(" ").some((word) => words.has(word) || words.has(`${word}s`));
}
