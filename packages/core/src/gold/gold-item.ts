// A gold item: words whose kind or sentiment a person told, by which readers are judged.
import type { ReadableText } from "../ports/models.ts";
import { KINDS, type Kind, SENTIMENTS, type Sentiment } from "../readings/reading.ts";

export const GOLD_TASKS = ["kind", "sentiment"] as const;
/** What readers are compared on. */
export type GoldTask = (typeof GOLD_TASKS)[number];

/** The classes of each task. */
export const GOLD_CLASSES: Readonly<Record<GoldTask, readonly string[]>> = {
  kind: KINDS,
  sentiment: SENTIMENTS,
};

export interface GoldItem extends ReadableText {
  /** A mention's id, or `gold_` and a hash of the words. */
  readonly id: string;
  /** Null where nobody told. */
  readonly kind: Kind | null;
  readonly sentiment: Sentiment | null;
  /** `correction`: somebody put a reading right; `drawn`: labelled blind from a random sample; `import`: from a file. */
  readonly from: "correction" | "drawn" | "import";
}

/** Items that a person labelled for a task. */
export function labelledFor(items: readonly GoldItem[], task: GoldTask): GoldItem[] {
  return items.filter((item) => item[task] !== null);
}
