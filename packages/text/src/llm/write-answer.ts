// An answer in sentences by a large model, each held to what was retrieved while it is still being written.
import {
  type CheckedSentence,
  type CountQuery,
  checkSentence,
  type LanguageModel,
  type Retrieval,
  splitSentences,
} from "@heed/core";
import { loadPrompt } from "./load-prompt.ts";
import type { ReaderLanguage } from "./translate-quotes.ts";
import { writeLines } from "./write-lines.ts";

/** One sentence as it was judged, or that the model found nothing to say. */
export type WrittenSentence = CheckedSentence | { readonly ok: "not-said" };

export interface AnswerOptions {
  readonly language: ReaderLanguage;
  /** Counts that the model may ask for itself. */
  readonly isCountable?: (query: CountQuery) => boolean;
  readonly signal?: AbortSignal;
}

const MOST_SENTENCES = 16;

/** The prompt and the model, as they are shown beside an answer. */
export function answerModel({ name }: Pick<LanguageModel, "name">) {
  const prompt = loadPrompt("answer-question", 1);
  return { name, version: `${prompt.name}.${prompt.version}` };
}

/** Judged sentences as they come; a model that goes on and on is stopped. */
export async function* writeAnswer(
  model: LanguageModel,
  retrieval: Retrieval,
  { language, isCountable, signal }: AnswerOptions,
): AsyncGenerator<WrittenSentence> {
  const { instructions, lines } = writeLines(model, {
    purpose: "answer-question",
    about: { question: retrieval.question },
    retrieval,
    language,
    maxOutputTokens: 2_000,
    signal,
  });
  let told = 0;
  for await (const line of lines) {
    if (/^\W*NOT[ _-]?SAID\W*$/iu.test(line.trim())) yield { ok: "not-said" };
    else
      for (const sentence of splitSentences(line)) {
        yield checkSentence(sentence, {
          retrieval,
          instructions,
          ...(isCountable === undefined ? {} : { isCountable }),
        });
        told += 1;
        if (told >= MOST_SENTENCES) return;
      }
  }
}
