// The need for a large model: words and images in, a checked answer out; who answers is the caller's settings' matter.
import type { z } from "zod";
import type { ModelUsage } from "../models/model-cost.ts";

/** Part of what is shown to a model: content, never instructions. */
export type ModelContent =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "image"; readonly mediaType: string; readonly bytes: Uint8Array };

export interface TextRequest {
  /** Why, as the audit log and the accounts say it: `read-mentions`. */
  readonly purpose: string;
  readonly instructions: string;
  readonly content: readonly ModelContent[];
  /** Longest answer in tokens. */
  readonly maxOutputTokens: number;
  readonly signal?: AbortSignal;
}

export interface StructuredRequest<Value> extends TextRequest {
  /** Name of the answer's form: letters, digits and `_`. */
  readonly name: string;
  readonly schema: z.ZodType<Value>;
  /** What is wrong with an answer of the right form (an unknown id, words that nobody wrote); empty when nothing is. */
  readonly check?: (value: Value) => readonly string[];
}

export interface ModelAnswer<Value> {
  readonly value: Value;
  /** The model that answered; its version is left to the caller, who knows the prompt. */
  readonly model: string;
  readonly usage: ModelUsage;
  /** Answered from what was kept, at no cost. */
  readonly isCached: boolean;
  /** A first answer was wrong and was put right on request. */
  readonly isRepaired: boolean;
}

export interface LanguageModel {
  /** `provider/model` of the first choice. */
  readonly name: string;
  /** Answers in a form; an answer that is wrong twice is a failure, never a guess. */
  answer<Value>(request: StructuredRequest<Value>): Promise<ModelAnswer<Value>>;
  /** Answers in words, piece by piece. */
  write(request: TextRequest): AsyncIterable<string>;
}

/** Keeps answers by what was asked, so that the same question is paid for once. */
export interface AnswerCache {
  get(key: string): Promise<unknown>;
  put(key: string, answer: object): Promise<void>;
}
