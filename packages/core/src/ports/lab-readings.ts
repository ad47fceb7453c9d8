// Keeps what promoted models of the lab say of mentions, each model's answers for themselves.
import type { LabModelId } from "../lab-models/lab-model.ts";
import type { MentionId } from "../mentions/mention.ts";

/** A model's answer to one mention. */
export interface LabReading {
  readonly mentionId: MentionId;
  readonly label: string;
  /** Of the label, in (0, 1]. */
  readonly probability: number;
}

export interface LabReadings {
  /** Adds a model's answers; another model's answers to the same mentions stay as they are. */
  append(model: LabModelId, readings: readonly LabReading[]): Promise<void>;
  /** Visible mentions that a model has not read, the newest first. */
  unread(model: LabModelId, limit: number): Promise<MentionId[]>;
  /** A model's answers to visible mentions, the newest first. */
  latest(model: LabModelId, limit: number): Promise<LabReading[]>;
  /** What several models say of some mentions. */
  of(
    models: readonly LabModelId[],
    mentionIds: readonly MentionId[],
  ): Promise<(LabReading & { readonly model: LabModelId })[]>;
}
