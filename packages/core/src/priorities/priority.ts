// What a priority is made of: what is counted of a need, what somebody guessed, and how a method joins them.
import type { Estimate } from "../needs/need.ts";
import type { Headed } from "../themes/statement.ts";

export const PRIORITY_METHODS = ["rice", "ice", "weighted"] as const;
/** How needs are scored: `rice` reach x impact x confidence / effort, `ice` impact x confidence x ease, `weighted` a mean of criteria. */
export type PriorityMethod = (typeof PRIORITY_METHODS)[number];

/** What somebody may guess of a need, with the least and the most it can be. */
export const GUESS_RANGES = {
  /** RICE's scale: 0.25 minimal, 0.5 low, 1 medium, 2 high, 3 massive. */
  impact: [0.25, 3],
  /** RICE: how sure one is, as a share. */
  confidence: [0.01, 1],
  /** Person-months. */
  effort: [0.05, 120],
  /** ICE's three scales. */
  "ice-impact": [1, 10],
  "ice-confidence": [1, 10],
  /** 10 is easiest; also a criterion of the weighted method. */
  ease: [1, 10],
} as const;
export type NamedGuess = keyof typeof GUESS_RANGES;
/** A guess by name; `score:ID` is what a criterion of one's own gives a need, from 0 to 10. */
export type GuessName = NamedGuess | `score:${string}`;
export type Guesses = Readonly<Partial<Record<GuessName, number>>>;

const SCORE_RANGE = [0, 10] as const;

/** The least and the most of a guess; null for a name that is none. */
export function guessRange(name: string): readonly [number, number] | null {
  if (Object.hasOwn(GUESS_RANGES, name)) return GUESS_RANGES[name as NamedGuess];
  return /^score:[a-z0-9][a-z0-9-]{0,39}$/.test(name) ? SCORE_RANGE : null;
}

export const CRITERION_SOURCES = ["reach", "severity", "growth", "worth", "ease", "score"] as const;
/** One criterion of the weighted method: what it looks at, and how much it counts. */
export interface Criterion {
  /** Lower-case words and hyphens. */
  readonly id: string;
  readonly name: { readonly en: string; readonly zh: string };
  /** At least 0; only the proportions of weights count. */
  readonly weight: number;
  /** Counted of the need, or guessed: `ease`, or `score` for a criterion of one's own. */
  readonly source: (typeof CRITERION_SOURCES)[number];
}

/** What is decided once for all needs. */
export interface PrioritySettings {
  /** How many users there are; null: only the people heard are counted on. */
  readonly audience: number | null;
  readonly criteria: readonly Criterion[];
  /** By what share of itself a guess may be off, either way, in (0, 0.9]. */
  readonly doubt: number;
}

export const DEFAULT_PRIORITY_SETTINGS: PrioritySettings = {
  audience: null,
  doubt: 0.5,
  criteria: [
    { id: "reach", name: { en: "Reach", zh: "覆盖" }, weight: 40, source: "reach" },
    { id: "severity", name: { en: "Severity", zh: "严重" }, weight: 30, source: "severity" },
    { id: "growth", name: { en: "Growth", zh: "增长" }, weight: 15, source: "growth" },
    { id: "ease", name: { en: "Ease", zh: "易做" }, weight: 15, source: "ease" },
  ],
};

/** A need as prioritising sees it. */
export interface PriorityItem extends Headed {
  readonly themeId: string;
  readonly needId: string;
  /** Place in the ranking by what people said; breaks ties. */
  readonly rank: number;
  /** People who voiced it, and people heard. */
  readonly people: number;
  readonly heard: number;
  /** Share of the people heard. */
  readonly share: Estimate;
  /** In [0, 1]. */
  readonly severity: Estimate;
  /** In [0.5, 2]. */
  readonly growth: number;
  /** Share of the account value heard; null where no value is known. */
  readonly worth: number | null;
  readonly guesses: Guesses;
}

/** One factor of a score. `counted` from people, `derived` from them by a rule, `guess` by somebody. */
export interface PriorityPart {
  readonly name: string;
  readonly origin: "counted" | "derived" | "guess";
  /** In the part's own unit: people, months, shares. */
  readonly value: number;
  /** What is likely: the 95 % interval of what is counted, the doubt about what is guessed. */
  readonly low: number;
  readonly high: number;
  /** The guess that it is, or that would replace what is derived; null for what is counted. */
  readonly guess: GuessName | null;
}

/** Why a need has no score: what somebody has to guess, or what no account tells. */
export interface UntoldScore {
  readonly ok: false;
  readonly reason: "missing-inputs";
  readonly missing: readonly (GuessName | "worth")[];
  readonly parts: readonly PriorityPart[];
}

export interface ToldScore {
  readonly ok: true;
  readonly value: number;
  readonly parts: readonly PriorityPart[];
}
export type PriorityScore = ToldScore | UntoldScore;
