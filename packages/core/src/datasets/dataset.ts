// Data sets of the lab: what a model of one's own is trained and measured on.

export const LAB_TASKS = ["text", "image", "audio", "tabular"] as const;
/** What an example is. */
export type LabTask = (typeof LAB_TASKS)[number];

export type DatasetId = `dataset_${number}`;

/** A column that a table's model reads: numbers as they are, anything else as categories. */
export interface FeatureColumn {
  readonly name: string;
  readonly kind: "number" | "category";
}

/** A set of examples with the classes that people give them. */
export interface Dataset {
  readonly id: DatasetId;
  /** Unique in the workspace. */
  readonly name: string;
  readonly task: LabTask;
  /** What is told apart, such as the column that held it. */
  readonly target: string;
  /** Classes in code unit order; more may come while people label. */
  readonly classes: readonly string[];
  /** Columns of a table in the order of the examples' cells; empty for other tasks. */
  readonly columns: readonly FeatureColumn[];
  readonly origin: { readonly kind: "file" | "folder" | "feedback"; readonly name: string };
  readonly examples: number;
  /** Hash of all that came with it: the same data again is the same data set. */
  readonly contentKey: string;
  /** Rows that were left out, by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
  /** UTC instant (ISO 8601). */
  readonly createdAt: string;
}

/** One thing to tell the class of. */
export interface Example {
  /** Place in its data set, from 0. */
  readonly number: number;
  readonly text?: string;
  /** Path of a picture or a sound below the lab's folder of media. */
  readonly file?: string;
  /** A table's row, in the order of the columns. */
  readonly cells?: readonly string[];
  /** Look or sound in 16 hexadecimal digits: close ones differ in few bits. */
  readonly fingerprint?: string;
  /** The class that came with it; what people said since stands in the labels. */
  readonly label: string | null;
  /** What must not be divided between training and test: a person, a product. */
  readonly group: string | null;
  /** UTC instant (ISO 8601). */
  readonly time: string | null;
  /** Values to look at results by, such as language and channel. */
  readonly slices: Readonly<Record<string, string>>;
  /** The mention that its words are. */
  readonly mentionId?: string;
}

/** One answer of one labeler; `label` null takes none back but says "cannot tell". */
export interface ExampleLabel {
  readonly example: number;
  readonly labeler: string;
  readonly label: string | null;
  /** UTC instant (ISO 8601). */
  readonly at: string;
}

/** What came with the data is kept under this labeler's name. */
export const GIVEN_LABELER = "given";

/**
 * The class of each example by number: what most labelers' latest answers say, the latest answer deciding a tie. Examples
 * without an answer keep the label they came with; null where there is none, or people cannot tell.
 */
export function standingLabels(
  examples: readonly Pick<Example, "number" | "label">[],
  labels: readonly ExampleLabel[],
): Map<number, string | null> {
  const standing = new Map(examples.map(({ number, label }) => [number, label]));
  for (const [number, answers] of Map.groupBy(labels, ({ example }) => example)) {
    const latest = new Map(answers.map((answer) => [answer.labeler, answer]));
    if (latest.size > 1) latest.delete(GIVEN_LABELER);
    const votes = new Map<string | null, number>();
    for (const { label } of latest.values()) votes.set(label, (votes.get(label) ?? 0) + 1);
    const most = Math.max(...votes.values());
    const last = answers.findLast(({ label }) => votes.get(label) === most);
    standing.set(number, last?.label ?? null);
  }
  return standing;
}
