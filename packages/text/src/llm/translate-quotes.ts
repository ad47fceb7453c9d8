// Quotes in the other language, to stand beside the original and never instead of it.
import { HeedError, type LanguageModel } from "@heed/core";
import { z } from "zod";
import type { ShownQuote } from "./check-quotes.ts";
import { loadPrompt } from "./load-prompt.ts";
import { runPool } from "./run-pool.ts";

const AT_A_TIME = 15;
const AT_ONCE = 16;
const LANGUAGES = { en: "English", zh: "Simplified Chinese (简体中文)" } as const;
/** The language of the interface that a reader reads. */
export type ReaderLanguage = keyof typeof LANGUAGES;

const translationsSchema = z.strictObject({
  translations: z.array(z.strictObject({ id: z.string(), text: z.string() })),
});
type Translations = z.infer<typeof translationsSchema>["translations"];

export interface TranslatedQuotes {
  /** By the quote's id. */
  readonly translations: ReadonlyMap<string, string>;
  /** The prompt and the model, to be shown beside them. */
  readonly model: { readonly name: string; readonly version: string };
  /** Quotes for which no usable translation came. */
  readonly missing: readonly string[];
}

/** Translates quotes; one that the model cannot translate properly is missing, never wrong. */
export async function translateQuotes(
  model: LanguageModel,
  quotes: readonly ShownQuote[],
  into: ReaderLanguage,
  signal?: AbortSignal,
): Promise<TranslatedQuotes> {
  const translations = new Map<string, string>();
  const starts = Array.from({ length: Math.ceil(quotes.length / AT_A_TIME) }, (_, at) => at);
  await runPool(starts, AT_ONCE, async (start) => {
    const part = quotes.slice(start * AT_A_TIME, (start + 1) * AT_A_TIME);
    for (const { id, text } of await translateSome(model, part, into, signal))
      translations.set(id, text.trim());
  });
  const { name, version } = loadPrompt("translate-quotes", 1);
  return {
    translations,
    model: { name: model.name, version: `${name}.${version}` },
    missing: quotes.flatMap(({ id }) => (translations.has(id) ? [] : [id])),
  };
}

/** What is wrong with the translation of one text; empty when nothing is. */
export function translationFaultsIn(from: string, to: string, into: ReaderLanguage): string[] {
  return oneFaults("the quote", from, to, into);
}

async function translateSome(
  model: LanguageModel,
  quotes: readonly ShownQuote[],
  into: ReaderLanguage,
  signal: AbortSignal | undefined,
): Promise<Translations> {
  const characters = quotes.reduce((sum, { text }) => sum + text.length, 0);
  try {
    const { value } = await model.answer({
      purpose: "translate-quotes",
      name: "translations",
      instructions: loadPrompt("translate-quotes", 1).words,
      content: [
        { type: "text", text: `Translate into ${LANGUAGES[into]}:\n${JSON.stringify(quotes)}` },
      ],
      maxOutputTokens: 2_000 + characters * 2 + quotes.length * 30,
      schema: translationsSchema,
      check: ({ translations }) => translationFaults(translations, quotes, into),
      ...(signal === undefined ? {} : { signal }),
    });
    return value.translations;
  } catch (error) {
    if (!HeedError.is(error) || error.code !== "answer-unusable") throw error;
    if (quotes.length === 1) return [];
    const half = quotes.length >> 1;
    const first = await translateSome(model, quotes.slice(0, half), into, signal);
    return [...first, ...(await translateSome(model, quotes.slice(half), into, signal))];
  }
}

function translationFaults(
  translations: Translations,
  quotes: readonly ShownQuote[],
  into: ReaderLanguage,
): string[] {
  const faults: string[] = [];
  for (const { id, text } of quotes) {
    const [found, another] = translations.filter((one) => one.id === id);
    if (found === undefined || another !== undefined)
      faults.push(`The quote ${id} was not answered for exactly once.`);
    else faults.push(...oneFaults(id, text, found.text, into));
  }
  const known = new Set(quotes.map(({ id }) => id));
  for (const { id } of translations)
    if (!known.has(id)) faults.push(`No quote has the id ${id.slice(0, 40)}.`);
  return faults;
}

function oneFaults(id: string, from: string, to: string, into: ReaderLanguage): string[] {
  if (to.trim() === "") return [`The translation of ${id} is empty.`];
  const faults: string[] = [];
  for (const mark of from.match(/\[(?:email|phone|id|card|ip|secret|key|name)\]/g) ?? [])
    if (!to.includes(mark)) faults.push(`The translation of ${id} lacks ${mark}.`);
  for (const number of new Set(from.match(/\d+(?:[.,]\d+)*/g) ?? []))
    if (!to.includes(number)) faults.push(`The translation of ${id} lacks the number ${number}.`);
  if (to.length > 200 + from.length * 8)
    faults.push(`The translation of ${id} is far longer than the quote.`);
  const han = (to.match(/\p{sc=Han}/gu) ?? []).length;
  const latin = (to.match(/\p{sc=Latin}/gu) ?? []).length;
  if (into === "zh" ? han === 0 && latin > 12 : han > latin)
    faults.push(`The translation of ${id} is not in ${LANGUAGES[into]}.`);
  return faults;
}
