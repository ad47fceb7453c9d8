// Keeps data sets with their examples, and the log of labels that people gave.

import type { Dataset, DatasetId, Example, ExampleLabel } from "../datasets/dataset.ts";
import type { ItemId } from "../feedback/feedback-item.ts";

/** Which label was taken back. */
export type UndoneLabel = ExampleLabel;

export interface LabRecords {
  /** Keeps a data set with all its examples and the labels of its labelers, whole or not at all. */
  addDataset(
    dataset: Dataset,
    examples: readonly Example[],
    labels: readonly ExampleLabel[],
  ): Promise<void>;
  /** Replaces what is known of a data set; its examples stay. */
  saveDataset(dataset: Dataset): Promise<void>;
  /** In the order in which they came. */
  datasets(): Promise<Dataset[]>;
  /** Forgets a data set, its examples and labels. */
  deleteDataset(id: DatasetId): Promise<void>;
  /** By number. */
  examples(id: DatasetId): Promise<Example[]>;
  addLabel(id: DatasetId, label: ExampleLabel): Promise<void>;
  /** In the order in which they were given. */
  labels(id: DatasetId): Promise<ExampleLabel[]>;
  /** Forgets examples that are words of these items, with what was said of them. */
  eraseItems(items: readonly ItemId[]): Promise<void>;
  /** Takes back the latest label of a labeler; null when there is none. */
  undoLabel(id: DatasetId, labeler: string): Promise<UndoneLabel | null>;
}
