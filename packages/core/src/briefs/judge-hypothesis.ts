// Judges a hypothesis by the people who speak of it: borne out, contradicted, divided, or not spoken of.
import type { MentionId } from "../mentions/mention.ts";
import { shareEstimate } from "../needs/estimates.ts";
import type { Estimate } from "../needs/need.ts";
import type { Kind } from "../readings/reading.ts";
import type { Hypothesis } from "./brief.ts";

/** A voice that speaks of a hypothesis. */
export interface MatchedVoice {
  readonly mentionId: MentionId;
  readonly person: string;
  readonly kind: Kind;
  /** How well it matches, for the order of quotes; larger is better. */
  readonly match: number;
}

export type Verdict = "supported" | "contradicted" | "divided" | "too-few" | "not-mentioned";

/** People on one side, with the mentions that put them there. */
export interface HypothesisSide {
  readonly people: number;
  readonly mentionIds: readonly MentionId[];
}

export interface HypothesisReading {
  readonly hypothesis: Hypothesis;
  readonly verdict: Verdict;
  readonly supports: HypothesisSide;
  readonly contradicts: HypothesisSide;
  /** People who speak of it without taking a side: questions and small talk. */
  readonly neutral: HypothesisSide;
  /** Supporting part of those who take a side; null when nobody does. */
  readonly support: Estimate | null;
}

/** Fewer cannot lie clear of a half even when they all agree. */
const LEAST_PEOPLE = 4;
const LACKS: ReadonlySet<Kind> = new Set(["bug", "complaint", "request"]);

/** The reading of one hypothesis from the voices that speak of it (SPEC-briefs.md). */
export function judgeHypothesis(
  hypothesis: Hypothesis,
  voices: readonly MatchedVoice[],
): HypothesisReading {
  const sorted = voices.toSorted((a, b) => b.match - a.match);
  const lacks = sideOf(sorted.filter(({ kind }) => LACKS.has(kind)));
  const praises = sideOf(sorted.filter(({ kind }) => kind === "praise"));
  const isPraise = hypothesis.expects === "praise";
  const [supports, contradicts] = isPraise ? [praises, lacks] : [lacks, praises];
  const taking = supports.people + contradicts.people;
  const support = taking === 0 ? null : shareEstimate(supports.people, taking);
  return {
    hypothesis,
    verdict: verdictOf(support, taking, voices.length),
    supports,
    contradicts,
    neutral: sideOf(sorted.filter(({ kind }) => !LACKS.has(kind) && kind !== "praise")),
    support,
  };
}

function verdictOf(support: Estimate | null, taking: number, voices: number): Verdict {
  if (voices === 0) return "not-mentioned";
  if (support === null || taking < LEAST_PEOPLE) return "too-few";
  if (support.low > 0.5) return "supported";
  return support.high < 0.5 ? "contradicted" : "divided";
}

function sideOf(voices: readonly MatchedVoice[]): HypothesisSide {
  return {
    people: new Set(voices.map(({ person }) => person)).size,
    mentionIds: voices.map(({ mentionId }) => mentionId),
  };
}
