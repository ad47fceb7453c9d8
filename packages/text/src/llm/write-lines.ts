// Asks a model to write from what was retrieved: one prompt, the mentions and figures under their handles, and whole lines back.
import type { LanguageModel, Retrieval } from "@heed/core";
import { loadPrompt } from "./load-prompt.ts";
import type { ReaderLanguage } from "./translate-quotes.ts";
import { wholeLines } from "./whole-lines.ts";

const LANGUAGES = { en: "English", zh: "Simplified Chinese (简体中文)" } as const;

export interface LinesAsk {
  /** The prompt's name, and what the call is accounted for. */
  readonly purpose: "answer-question" | "write-spec";
  /** What is to be written about, under the name that the prompt gives it. */
  readonly about: Readonly<Record<string, string>>;
  readonly retrieval: Retrieval;
  readonly language: ReaderLanguage;
  readonly maxOutputTokens: number;
  readonly signal?: AbortSignal | undefined;
}

/** The instructions, which nothing written may repeat, and the lines as they come. */
export function writeLines(
  model: LanguageModel,
  { purpose, about, retrieval, language, maxOutputTokens, signal }: LinesAsk,
): { readonly instructions: string; readonly lines: AsyncIterable<string> } {
  const { words: instructions } = loadPrompt(purpose, 1);
  const shown = {
    ...about,
    mentions: retrieval.mentions.map(({ handle, text }) => ({ handle, text })),
    figures: retrieval.figures.map(({ handle, value, label }) => ({
      handle,
      counts: label[language],
      value,
    })),
  };
  const text = `Write in ${LANGUAGES[language]}:\n${JSON.stringify(shown, null, 1)}`;
  const stream = model.write({
    purpose,
    instructions,
    content: [{ type: "text", text }],
    maxOutputTokens,
    ...(signal === undefined ? {} : { signal }),
  });
  return { instructions, lines: wholeLines(stream) };
}
