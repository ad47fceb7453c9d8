// The methods of scoring as tables: which parts each has, where a part comes from, and how the parts are joined.
import {
  type GuessName,
  guessRange,
  type PriorityItem,
  type PriorityMethod,
  type PriorityPart,
  type PrioritySettings,
} from "./priority.ts";

/** A part before anything is drawn: its value, its bounds, and how it enters the score. */
export interface ScoredPart extends PriorityPart {
  /** The least and the most that it can be at all. */
  readonly range: readonly [number, number];
}

/** Reads one part of an item; the name of what is missing where it cannot be told. */
type PartRule = (
  item: PriorityItem,
  settings: PrioritySettings,
) => ScoredPart | GuessName | "worth";

interface MethodRules {
  readonly parts: (settings: PrioritySettings) => readonly PartRule[];
  /** Joins the values of the parts in their order; `weights` are those of the criteria. */
  readonly join: (scale: Scale, settings: PrioritySettings) => Joiner;
}
export type Joiner = (values: ArrayLike<number>, weights: ArrayLike<number>) => number;

/** What the largest values are, so that criteria lie between 0 and 1. */
export interface Scale {
  readonly reach: number;
  readonly worth: number;
}

/** More people make a claim surer, and no number of voices is an experiment. */
const EVIDENCE = [
  { people: 30, confidence: 0.8 },
  { people: 10, confidence: 0.5 },
  { people: 0, confidence: 0.2 },
] as const;

export const METHODS: Readonly<Record<PriorityMethod, MethodRules>> = {
  rice: {
    parts: () => [reach, riceImpact, riceConfidence, guess("effort")],
    join: () => (values) => (values[0]! * values[1]! * values[2]!) / values[3]!,
  },
  ice: {
    parts: () => [iceImpact, iceConfidence, guess("ease")],
    join: () => (values) => values[0]! * values[1]! * values[2]!,
  },
  weighted: {
    parts: ({ criteria }) => criteria.map(criterionRule),
    join: (scale, settings) => weightedJoin(scale, settings),
  },
};

const reach: PartRule = ({ share, heard }, { audience }) => {
  const people = audience ?? heard;
  return {
    ...{ name: "reach", origin: "counted", guess: null, range: [0, people] },
    ...{ value: share.value * people, low: share.low * people, high: share.high * people },
  };
};

const severity: PartRule = ({ severity: { value, low, high } }) => ({
  ...{ name: "severity", origin: "counted", guess: null, range: [0, 1] },
  ...{ value, low, high },
});

const growth: PartRule = ({ growth: value }) => ({
  ...{ name: "growth", origin: "counted", guess: null, range: [0.5, 2] },
  ...{ value, low: value, high: value },
});

const worth: PartRule = ({ worth: value }) =>
  value === null
    ? "worth"
    : {
        ...{ name: "worth", origin: "counted", guess: null, range: [0, 1] },
        ...{ value, low: value, high: value },
      };

/** What was guessed; without it the part is missing. */
function guess(name: GuessName): PartRule {
  return ({ guesses }, { doubt }) => {
    const value = guesses[name];
    return value === undefined ? name : guessed(name, value, doubt);
  };
}

function guessed(name: GuessName, value: number, doubt: number): ScoredPart {
  const range = guessRange(name)!;
  const hold = (one: number) => Math.min(range[1], Math.max(range[0], one));
  return {
    ...{ name, origin: "guess", guess: name, range, value },
    ...{ low: hold(value * (1 - doubt)), high: hold(value * (1 + doubt)) },
  };
}

/** What was guessed, else what a rule makes of the evidence. */
function derived(
  name: GuessName,
  derive: (item: PriorityItem) => { value: number; low: number; high: number } | number,
): PartRule {
  return (item, { doubt }) => {
    const given = item.guesses[name];
    if (given !== undefined) return guessed(name, given, doubt);
    const found = derive(item);
    if (typeof found === "number") return { ...guessed(name, found, doubt), origin: "derived" };
    return { name, origin: "derived", guess: name, range: guessRange(name)!, ...found };
  };
}

/** Severity on the scale of the method, as `from + by x severity`. */
function ofSeverity(from: number, by: number, least: number) {
  return ({ severity: { value, low, high } }: PriorityItem) => {
    const on = (one: number) => Math.max(least, from + by * one);
    return { value: on(value), low: on(low), high: on(high) };
  };
}

const riceImpact = derived("impact", ofSeverity(0, 3, 0.25));
const iceImpact = derived("ice-impact", ofSeverity(1, 9, 1));
const riceConfidence = derived("confidence", ({ people }) => evidenceOf(people));
const iceConfidence = derived("ice-confidence", ({ people }) => 10 * evidenceOf(people));

function evidenceOf(people: number): number {
  return EVIDENCE.find((step) => people >= step.people)!.confidence;
}

function criterionRule({ id, source }: PrioritySettings["criteria"][number]): PartRule {
  const rule =
    source === "score"
      ? guess(`score:${id}`)
      : source === "ease"
        ? guess("ease")
        : { reach, severity, growth, worth }[source];
  return (item, settings) => {
    const part = rule(item, settings);
    return typeof part === "string" ? part : { ...part, name: id };
  };
}

type Source = PrioritySettings["criteria"][number]["source"];

/** `100 x sum of weight x value / sum of weights`, each value brought between 0 and 1. */
function weightedJoin(scale: Scale, { criteria }: PrioritySettings): Joiner {
  const between: Record<Source, (value: number) => number> = {
    reach: (value) => Math.min(1, value / scale.reach),
    worth: (value) => Math.min(1, value / scale.worth),
    severity: (value) => value,
    growth: (value) => (Math.log2(value) + 1) / 2,
    ease: (value) => (value - 1) / 9,
    score: (value) => value / 10,
  };
  return (values, weights) => {
    let [sum, all] = [0, 0];
    for (const [at, { source }] of criteria.entries()) {
      sum += weights[at]! * between[source](values[at]!);
      all += weights[at]!;
    }
    return all === 0 ? 0 : (100 * sum) / all;
  };
}
