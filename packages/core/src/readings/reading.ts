// What a model says of a mention, with the name of the model that said it.
import type { MentionId } from "../mentions/mention.ts";

export const SENTIMENTS = ["negative", "neutral", "positive"] as const;
/** What the words express; stars only break a tie. */
export type Sentiment = (typeof SENTIMENTS)[number];

export const KINDS = ["bug", "request", "complaint", "praise", "question", "other"] as const;
/** What sort of claim a mention makes (the annotation guide in the glossary defines each). */
export type Kind = (typeof KINDS)[number];

/** The model and version that answered; readings are kept per model version. */
export interface ModelName {
  readonly name: string;
  readonly version: string;
}

/** Readings by this model are a person's corrections; no model's reading replaces them. */
export const PERSON_MODEL: ModelName = { name: "person", version: "1" };

export interface MentionReading {
  readonly mentionId: MentionId;
  readonly sentiment: Sentiment;
  /** From -1 (negative) to 1 (positive). */
  readonly sentimentScore: number;
  readonly kind: Kind;
  readonly model: ModelName;
}
