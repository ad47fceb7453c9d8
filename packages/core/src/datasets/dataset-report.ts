// What there is to know of a data set before a model is made of it: balance, repeats, contradictions.
import type { Example } from "./dataset.ts";
import { type DuplicateGroup, duplicateGroups } from "./near-duplicates.ts";

export interface ClassCount {
  readonly name: string;
  readonly examples: number;
}

/** Facts and warnings about a data set as it is labelled now. */
export interface DatasetReport {
  readonly examples: number;
  readonly labelled: number;
  /** The most first. */
  readonly classes: readonly ClassCount[];
  /** Examples of the largest class for each of the smallest; null with fewer than two classes. */
  readonly imbalance: number | null;
  readonly duplicates: {
    readonly groups: number;
    /** Examples that repeat an earlier one, to the letter or nearly. */
    readonly exact: number;
    readonly near: number;
    /** Groups whose members carry different labels, as numbers of examples; at most 50. */
    readonly contradictions: readonly (readonly number[])[];
  };
  readonly groups: number;
  readonly timed: number;
  /** Characters of texts at the 5th, 50th and 95th percentile; null for other tasks. */
  readonly length: { readonly p5: number; readonly p50: number; readonly p95: number } | null;
  readonly warnings: readonly DatasetWarning[];
}

/** Codes that the interface has words for. */
export type DatasetWarning =
  | "one-class"
  | "few-labels"
  | "rare-class"
  | "imbalanced"
  | "contradictions"
  | "many-repeats";

/** Labels a class should have at least, and in all. */
export const FEW_IN_CLASS = 8;
const FEW_LABELS = 50;
const IMBALANCED = 10;
const MANY_REPEATS = 0.2;
const MOST_SHOWN = 50;

/** `labels` holds the class of each example by number; null for none. */
export function reportDataset(
  examples: readonly Example[],
  labels: ReadonlyMap<number, string | null>,
  duplicates: readonly DuplicateGroup[] = duplicateGroups(examples),
): DatasetReport {
  const labelOf = (example: Example) => labels.get(example.number) ?? null;
  const counts = new Map<string, number>();
  for (const example of examples) {
    const label = labelOf(example);
    if (label !== null) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const classes = [...counts]
    .map(([name, count]) => ({ name, examples: count }))
    .sort((a, b) => b.examples - a.examples || (a.name < b.name ? -1 : 1));
  const labelled = classes.reduce((sum, one) => sum + one.examples, 0);
  const imbalance =
    classes.length < 2 ? null : classes[0].examples / classes[classes.length - 1].examples;
  const contradictions = duplicates
    .filter(
      ({ members }) =>
        new Set(members.map((at) => labelOf(examples[at])).filter((label) => label !== null)).size >
        1,
    )
    .map(({ members }) => members.map((at) => examples[at].number));
  const repeats = (isExact: boolean) =>
    duplicates
      .filter((group) => group.isExact === isExact)
      .reduce((sum, { members }) => sum + members.length - 1, 0);
  const [exact, near] = [repeats(true), repeats(false)];
  const warnings: [DatasetWarning, boolean][] = [
    ["one-class", labelled > 0 && classes.length < 2],
    ["few-labels", labelled < FEW_LABELS],
    ["rare-class", classes.some((one) => one.examples < FEW_IN_CLASS)],
    ["imbalanced", imbalance !== null && imbalance > IMBALANCED],
    ["contradictions", contradictions.length > 0],
    ["many-repeats", examples.length > 0 && (exact + near) / examples.length > MANY_REPEATS],
  ];
  return {
    examples: examples.length,
    labelled,
    classes,
    imbalance,
    duplicates: {
      groups: duplicates.length,
      ...{ exact, near },
      contradictions: contradictions.slice(0, MOST_SHOWN),
    },
    groups: new Set(examples.map(({ group }) => group).filter((group) => group !== null)).size,
    timed: examples.filter(({ time }) => time !== null).length,
    length: lengthsOf(examples),
    warnings: warnings.filter(([, holds]) => holds).map(([code]) => code),
  };
}

function lengthsOf(examples: readonly Example[]): DatasetReport["length"] {
  const lengths = examples.flatMap(({ text }) => (text === undefined ? [] : [text.length]));
  if (lengths.length === 0) return null;
  lengths.sort((a, b) => a - b);
  const at = (share: number) => lengths[Math.floor(share * (lengths.length - 1))];
  return { p5: at(0.05), p50: at(0.5), p95: at(0.95) };
}
