// Weighs what a theme's voices share, so that a clause can be told that says it from one that says something beside it.
import { itemOf } from "@heed/core";
import type { ConceptLexicon } from "../embed/concept-lexicon.ts";
import { unitLanguage, unitsOf } from "./statement-units.ts";
import type { ThemeSide } from "./theme-side.ts";

/**
 * How much of what a side speaks of a clause carries; 0 for one that leaves its main matter out, or of whose units others share a
 * smaller part than `leastShared` (in [0, 1]); shared is what a tenth of the items hold.
 */
export type Weigh = (clause: string, language: "en" | "zh", leastShared: number) => number;

interface Counted {
  /** Items heard. */
  readonly sizes: { all: number; en: number; zh: number };
  /** Items that hold each unit. */
  readonly counts: Map<number, number>;
}

/** A clause has to name one of so many units that weigh most. */
const LEADING = 3;
/** A unit said by a smaller part of the items leads nothing. */
const LEAST_LEADING = 0.1;
/** A unit said by a smaller part of them is an aside. */
const LEAST_SHARED = 0.06;
/** Of a clause in which only one unit is shared with others. */
const ALONE = 0.6;

/**
 * For each side a way to weigh clauses. A unit weighs by the part of the side's items that hold it times log(1 + that part over its
 * part among all items), as for keyphrases (Grootendorst, 2022); concepts are counted over both languages, words within theirs.
 * A clause weighs the sum over its units, by the root of their number, so that what nobody else says makes it lighter.
 */
export function weighUnits(sides: readonly ThemeSide[], lexicon: ConceptLexicon): Weigh[] {
  const counted = sides.map((side) => countUnits(side, lexicon));
  const overall: Counted = { sizes: { all: 0, en: 0, zh: 0 }, counts: new Map() };
  for (const [at, { sizes, counts }] of counted.entries()) {
    // Of a large theme a sample was counted, which stands for all of it.
    const scale = sides[at]!.heard.length === 0 ? 0 : sides[at]!.size / sides[at]!.heard.length;
    for (const language of ["all", "en", "zh"] as const)
      overall.sizes[language] += sizes[language] * scale;
    for (const [unit, count] of counts)
      overall.counts.set(unit, (overall.counts.get(unit) ?? 0) + count * scale);
  }
  return counted.map((own) => weigher(own, overall, lexicon));
}

function weigher({ sizes, counts }: Counted, overall: Counted, lexicon: ConceptLexicon): Weigh {
  const weights = new Map<number, number>();
  const firm = new Set<number>();
  const leads = { en: [] as [number, number][], zh: [] as [number, number][] };
  for (const [unit, count] of counts) {
    const language = unitLanguage(unit);
    const share = count / sizes[language];
    if (count < 2 || share < LEAST_SHARED) continue;
    const lift = share / (overall.counts.get(unit)! / overall.sizes[language]);
    const weight = share * Math.log(1 + lift);
    weights.set(unit, weight);
    if (share < LEAST_LEADING) continue;
    firm.add(unit);
    if (language !== "zh") leads.en.push([unit, weight]);
    if (language !== "en") leads.zh.push([unit, weight]);
  }
  const leading = { en: strongest(leads.en), zh: strongest(leads.zh) };
  return (clause, language, leastShared) => {
    const units = unitsOf(clause, language, lexicon);
    if (!units.some((unit) => leading[language].has(unit))) return 0;
    let sum = 0;
    let shared = 0;
    let held = 0;
    for (const unit of units) {
      const weight = weights.get(unit);
      if (weight === undefined) continue;
      sum += weight;
      shared += 1;
      if (firm.has(unit)) held += 1;
    }
    if (held < leastShared * units.length) return 0;
    return (sum / Math.sqrt(units.length + 2)) * (shared < 2 ? ALONE : 1);
  };
}

function strongest(units: [number, number][]): ReadonlySet<number> {
  units.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return new Set(units.slice(0, LEADING).map(([unit]) => unit));
}

/** Counts items, not mentions, so that one who says it five times counts once. */
function countUnits({ heard }: ThemeSide, lexicon: ConceptLexicon): Counted {
  const sizes = { all: 0, en: 0, zh: 0 };
  const counts = new Map<number, number>();
  const lastItem = new Map<number, string>();
  let item = "";
  for (const { mentionId, words, language } of heard) {
    const own = itemOf(mentionId);
    if (own !== item) {
      sizes.all += 1;
      sizes[language] += 1;
      item = own;
    }
    for (const unit of unitsOf(words, language, lexicon)) {
      if (lastItem.get(unit) === own) continue;
      lastItem.set(unit, own);
      counts.set(unit, (counts.get(unit) ?? 0) + 1);
    }
  }
  return { sizes, counts };
}
