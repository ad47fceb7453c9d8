// An answer to a question about what users say: sentences whose quotes, sources and figures programs checked or filled in.
import type { CountQuery } from "../counts/count-query.ts";
import type { MentionId } from "../mentions/mention.ts";

/** A mention as it was retrieved for a question; nothing else may be cited. */
export interface RetrievedMention {
  readonly id: MentionId;
  /** Short name by which a model cites it: `m1`. */
  readonly handle: string;
  /** The exact words. */
  readonly text: string;
  readonly language: string;
}

/** A count that was made for a question. */
export interface RetrievedFigure {
  /** Short name of its placeholder: `f1`. */
  readonly handle: string;
  readonly query: CountQuery;
  /** A count, or a share in [0, 1]. */
  readonly value: number;
  /** What it counts, in words. */
  readonly label: { readonly en: string; readonly zh: string };
}

/** All that an answer may rest on. */
export interface Retrieval {
  readonly question: string;
  readonly mentions: readonly RetrievedMention[];
  readonly figures: readonly RetrievedFigure[];
  /** Names (of themes, of the product) that may be said without standing in a mention. */
  readonly names: readonly string[];
}

export type AnswerPart =
  | { readonly type: "text"; readonly text: string }
  /** Exact words of a mention; `start` is their offset in it. */
  | {
      readonly type: "quote";
      readonly mentionId: MentionId;
      readonly words: string;
      readonly start: number;
    }
  | { readonly type: "citation"; readonly mentionId: MentionId }
  /** A figure as a program counted it. */
  | { readonly type: "figure"; readonly query: CountQuery; readonly value: number };

/** Whether the cited words carry what a sentence says, by the named check; null where none applies. */
export interface SupportMark {
  readonly check: string;
  readonly score: number;
  readonly holds: boolean;
}

export interface AnswerSentence {
  readonly parts: readonly AnswerPart[];
  readonly support: SupportMark | null;
}

/** Why a sentence of a model was dropped. */
export const SENTENCE_FAULTS = [
  "empty",
  "too-long",
  "hidden-characters",
  "odd-characters",
  "markup",
  "not-an-answer",
  "broken-placeholder",
  "unknown-citation",
  "altered-quote",
  "cut-quote",
  "quote-without-source",
  "unknown-figure",
  "bent-figure",
  "number",
  "first-person",
  "nothing-cited",
  "name-from-nowhere",
  "repeats-instructions",
] as const;
export type SentenceFault = (typeof SENTENCE_FAULTS)[number];
