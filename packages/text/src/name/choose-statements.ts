// Chooses for each theme the words of its own voices that say its matter in one clause: quoted, never written.
import {
  itemOf,
  type Kind,
  type MentionId,
  type Statement,
  type Statements,
  type ThemeId,
  type ThemeStatements,
  themeNumber,
} from "@heed/core";
import { type ConceptLexicon, shippedLexicon } from "../embed/concept-lexicon.ts";
import { hashText } from "../embed/hash-text.ts";
import { chineseClauses } from "./chinese-clause.ts";
import { claimSort } from "./clause.ts";
import { englishClauses } from "./english-clause.ts";
import { weighUnits } from "./statement-weights.ts";
import type { Language, Side, ThemeSide } from "./theme-side.ts";

/** A mention as it stands in a theme. */
export interface ThemeVoice {
  readonly mentionId: MentionId;
  readonly themeId: ThemeId;
  /** Stored text of its item, and where in it the mention stands. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Language of the item. */
  readonly language: string;
  readonly kind: Kind;
}

/** Claims of one side that are weighed: as many tell what a theme is about. */
const MOST_HEARD = 200;
const LONGEST_CLAIM = 300;
/** A sort of claim that fewer voices of its side make does not speak for the theme; questions have to be most. */
const LEAST_OF_SIDE = 1 / 3;
const LEAST_ASKING = 0.5;
/** A side that makes less of its theme is a mixture of asides, and states nothing. */
const LEAST_OF_THEME = 0.4;
/** A question is one person's own unless others share most of what it asks about. */
const LEAST_ASKED = 0.7;
/** Of other claims a third is to be shared: what one person adds must not outweigh it. */
const LEAST_CLAIMED = 1 / 3;
/** With fewer items on its side a theme is one or two people's story. */
const LEAST_ITEMS = 4;
/** What a clause has to carry of what its side speaks of; lower ones mislead more often than they tell. */
const LEAST_SCORE = 0.5;
/** An earlier statement stays while it is at least this good beside the best. */
const LEAST_TO_STAY = 0.7;

/**
 * Hears all voices once, in any order, and then chooses. The same voices give the same statements; of a large theme a sample is
 * weighed that is drawn by the items' ids, so it changes little when data grows. `earlier` are the statements that stand:
 * each stays while its mention is in its theme and is still among the good ones.
 */
export class StatementChooser {
  readonly #sides = new Map<string, ThemeSide>();
  readonly #lexicon: ConceptLexicon = shippedLexicon();
  readonly #earlier: readonly ThemeStatements[];
  readonly #kept: ReadonlySet<MentionId>;

  constructor(earlier: readonly ThemeStatements[] = []) {
    this.#earlier = earlier;
    this.#kept = new Set(
      earlier.flatMap(({ need, praise }) =>
        [need.en, need.zh, praise.en, praise.zh].flatMap((one) => one?.mentionId ?? []),
      ),
    );
  }

  /** Hears a mention of a theme; what claims nothing is let pass. */
  add({ mentionId, themeId, text, start, end, language, kind }: ThemeVoice): void {
    const sort = claimSort(kind);
    if (sort === null) return;
    const side = this.#side(themeId, sort === "praise" ? "praise" : "need");
    side.size += 1;
    side.sorts.set(sort, (side.sorts.get(sort) ?? 0) + 1);
    if (end - start > LONGEST_CLAIM || (language !== "en" && language !== "zh")) return;
    const words = text.slice(start, end);
    if (/\p{sc=Han}/u.test(words) !== (language === "zh")) return;
    const isKept = this.#kept.has(mentionId);
    const order = isKept ? -1 : hashText(itemOf(mentionId), 5);
    side.heard.push({ mentionId, language, sort, words, start, order });
    if (side.heard.length > 4 * MOST_HEARD) keepFirst(side);
  }

  /** Statements of every theme that was heard of, by theme id; no two themes say the same. */
  choose(): ThemeStatements[] {
    const sides = [...this.#sides.values()].sort(
      (a, b) => b.size - a.size || (a.themeId < b.themeId ? -1 : 1),
    );
    for (const side of sides) keepFirst(side);
    const weighed = weighUnits(sides, this.#lexicon);
    const taken = new Set<string>();
    const chosen = new Map<string, Statements>();
    for (const [at, side] of sides.entries()) {
      if (
        side.size <
        LEAST_OF_THEME * (this.#sizeOf(side.themeId, "need") + this.#sizeOf(side.themeId, "praise"))
      )
        continue;
      chosen.set(`${side.themeId} ${side.side}`, {
        en: this.#chooseOne(side, weighed[at]!, "en", taken),
        zh: this.#chooseOne(side, weighed[at]!, "zh", taken),
      });
    }
    return [...new Set(sides.map(({ themeId }) => themeId))]
      .sort((a, b) => themeNumber(a) - themeNumber(b))
      .map((themeId) => ({
        themeId,
        need: chosen.get(`${themeId} need`) ?? NONE,
        praise: chosen.get(`${themeId} praise`) ?? NONE,
        leading:
          this.#sizeOf(themeId, "praise") > this.#sizeOf(themeId, "need") ? "praise" : "need",
      }));
  }

  #sizeOf(themeId: ThemeId, side: Side): number {
    return this.#sides.get(`${themeId} ${side}`)?.size ?? 0;
  }

  #side(themeId: ThemeId, name: Side): ThemeSide {
    const key = `${themeId} ${name}`;
    let side = this.#sides.get(key);
    if (side === undefined) {
      side = { themeId, side: name, size: 0, heard: [], sorts: new Map() };
      this.#sides.set(key, side);
    }
    return side;
  }

  #chooseOne(
    side: ThemeSide,
    weigh: ReturnType<typeof weighUnits>[number],
    language: Language,
    taken: Set<string>,
  ): Statement | null {
    const candidates = candidatesOf(side, weigh, language)
      .filter(({ score, said }) => score >= LEAST_SCORE && !taken.has(said))
      .sort(
        (a, b) => b.score - a.score || a.order - b.order || a.statement.start - b.statement.start,
      );
    const best = candidates[0];
    if (best === undefined) return null;
    const before = this.#earlier.find(({ themeId }) => themeId === side.themeId)?.[side.side][
      language
    ];
    const stays = candidates.find(
      ({ statement, score }) =>
        statement.mentionId === before?.mentionId &&
        statement.start === before.start &&
        statement.end === before.end &&
        score >= LEAST_TO_STAY * best.score,
    );
    const { statement, said } = stays ?? best;
    taken.add(said);
    return statement;
  }
}

const NONE: Statements = { en: null, zh: null };

interface Candidate {
  readonly statement: Statement;
  /** Its words in lower case. */
  readonly said: string;
  readonly score: number;
  readonly order: number;
}

function candidatesOf(
  side: ThemeSide,
  weigh: ReturnType<typeof weighUnits>[number],
  language: Language,
): Candidate[] {
  const clausesOf = language === "en" ? englishClauses : chineseClauses;
  const found: Candidate[] = [];
  if (new Set(side.heard.map((one) => itemOf(one.mentionId))).size < LEAST_ITEMS) return found;
  for (const { mentionId, language: spoken, sort, words, start, order } of side.heard) {
    const part = side.sorts.get(sort)! / side.size;
    if (spoken !== language || part < (sort === "question" ? LEAST_ASKING : LEAST_OF_SIDE))
      continue;
    for (const clause of clausesOf(words, sort)) {
      const said = words.slice(clause.start, clause.end).toLowerCase();
      const score =
        weigh(said, language, sort === "question" ? LEAST_ASKED : LEAST_CLAIMED) *
        clause.worth *
        (0.5 + 0.5 * part);
      const statement = { mentionId, start: start + clause.start, end: start + clause.end };
      found.push({ statement, said, score, order });
    }
  }
  return found;
}

function keepFirst(side: ThemeSide): void {
  side.heard.sort(
    (a, b) =>
      a.order - b.order || (a.mentionId < b.mentionId ? -1 : a.mentionId > b.mentionId ? 1 : 0),
  );
  if (side.heard.length > MOST_HEARD) side.heard.length = MOST_HEARD;
}
