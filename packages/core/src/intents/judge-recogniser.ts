// How well a recogniser tells intents apart on questions it was not trained on, and from which probability on its answer is taken.
import { wilsonInterval } from "@heed/stats";
import type { MeasuredFigure } from "../evaluations/evaluation-report.ts";

/** What a recogniser said of a question that it had not seen. */
export interface HeldOutAnswer {
  /** The intent that it is; null for a question of no intent. */
  readonly truth: string | null;
  readonly answer: string;
  readonly probability: number;
}

export interface RecogniserFigures {
  /** Questions of intents that were held out. */
  readonly questions: number;
  readonly intents: number;
  /** Share told rightly when it must always answer. */
  readonly accuracy: MeasuredFigure;
  /** Share of the most frequent intent: what always saying that would reach. */
  readonly majority: number;
  /** Pairs that are mistaken for one another, the most frequent first. */
  readonly confusions: readonly {
    readonly truth: string;
    readonly answer: string;
    readonly count: number;
  }[];
  /** Below this probability it says that it did not understand. */
  readonly fallback: {
    readonly threshold: number;
    /** Of questions of intents: rightly answered, wrongly answered, not answered. */
    readonly right: number;
    readonly wrong: number;
    readonly unanswered: number;
    /** Share of other words that it rightly does not answer; null where none were held out. */
    readonly rejected: MeasuredFigure | null;
    readonly others: number;
  };
}

export type RecogniserReport =
  | ({ readonly ok: true } & RecogniserFigures)
  | {
      readonly ok: false;
      readonly reason: "too-few-intents";
      readonly intents: number;
      readonly needed: number;
    };

/** Intents that a recogniser needs at least. */
export const LEAST_INTENTS = 2;
const MOST_CONFUSIONS = 12;
const MOST_THRESHOLDS = 500;

/**
 * Figures over held-out answers. The threshold is the one with the largest sum of the share of questions rightly answered and the
 * share of other words rightly not answered; without other words, of questions rightly answered less those wrongly answered.
 */
export function judgeRecogniser(answers: readonly HeldOutAnswer[]): RecogniserReport {
  const asked = answers.filter(({ truth }) => truth !== null);
  const others = answers.filter(({ truth }) => truth === null);
  const counts = Map.groupBy(asked, ({ truth }) => truth);
  if (counts.size < LEAST_INTENTS)
    return { ok: false, reason: "too-few-intents", intents: counts.size, needed: LEAST_INTENTS };
  const right = asked.filter(({ truth, answer }) => truth === answer).length;
  return {
    ...{ ok: true, questions: asked.length, intents: counts.size },
    accuracy: shareOf(right, asked.length),
    majority: Math.max(...[...counts.values()].map(({ length }) => length)) / asked.length,
    confusions: confusionsOf(asked),
    fallback: fallbackOf(asked, others),
  };
}

function confusionsOf(asked: readonly HeldOutAnswer[]) {
  const wrong = asked.filter(({ truth, answer }) => truth !== answer);
  return [...Map.groupBy(wrong, ({ truth, answer }) => `${truth}\n${answer}`)]
    .map(([key, { length: count }]) => {
      const [truth = "", answer = ""] = key.split("\n");
      return { truth, answer, count };
    })
    .sort((a, b) => b.count - a.count || (a.truth + a.answer < b.truth + b.answer ? -1 : 1))
    .slice(0, MOST_CONFUSIONS);
}

function fallbackOf(
  asked: readonly HeldOutAnswer[],
  others: readonly HeldOutAnswer[],
): RecogniserFigures["fallback"] {
  let best = { threshold: 0, worth: Number.NEGATIVE_INFINITY };
  for (const threshold of thresholdsOf([...asked, ...others])) {
    const taken = asked.filter(({ probability }) => probability >= threshold);
    const rightly = taken.filter(({ truth, answer }) => truth === answer).length / asked.length;
    const wrongly = taken.length / asked.length - rightly;
    const rejected =
      others.filter(({ probability }) => probability < threshold).length /
      Math.max(1, others.length);
    const worth = others.length > 0 ? rightly + rejected : rightly - wrongly;
    if (worth > best.worth + 1e-12) best = { threshold, worth };
  }
  const { threshold } = best;
  const taken = asked.filter(({ probability }) => probability >= threshold);
  const right = taken.filter(({ truth, answer }) => truth === answer).length;
  const rejected = others.filter(({ probability }) => probability < threshold).length;
  return {
    threshold,
    right: right / asked.length,
    wrong: (taken.length - right) / asked.length,
    unanswered: 1 - taken.length / asked.length,
    rejected: others.length === 0 ? null : shareOf(rejected, others.length),
    others: others.length,
  };
}

/** Nothing held back, and the middles between probabilities that were given; an even choice of them where there are many. */
function thresholdsOf(answers: readonly HeldOutAnswer[]): number[] {
  const given = [...new Set(answers.map(({ probability }) => probability))].sort((a, b) => a - b);
  const middles = given.slice(1).map((high, at) => (given[at]! + high) / 2);
  const step = Math.max(1, Math.floor(middles.length / MOST_THRESHOLDS));
  return [0, ...middles.filter((_, at) => at % step === 0)];
}

function shareOf(part: number, whole: number): MeasuredFigure {
  const interval = wilsonInterval({ successes: part, trials: whole });
  return interval.ok
    ? { value: part / whole, low: interval.low, high: interval.high }
    : { value: 0, low: 0, high: 1 };
}
