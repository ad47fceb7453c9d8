// The quotes of a need in the reader's language, beside the original.
import {
  chosenLocalModel,
  LOCAL_PROVIDER,
  type LocalModel,
  type MentionId,
  type Need,
  NotFound,
} from "@heed/core";
import {
  type ShownQuote,
  type TranslatedQuotes,
  translateQuotes,
  translationFaultsIn,
} from "@heed/text";
import { type GatheredQuote, gatherQuotes } from "../needs/gather-quotes.ts";
import { loadConcluded } from "../report/report-model.ts";
import type { ReportLanguage } from "../report/words.ts";
import type { Workspace } from "../workspace/open-workspace.ts";
import type { LocalModels } from "./local-models.ts";
import type { Models } from "./open-models.ts";

export interface TranslatedQuote extends GatheredQuote {
  /** Null where it is in the language already, or no usable translation came. */
  readonly translation: string | null;
}

export interface TranslatedNeed {
  readonly need: Need;
  readonly quotes: readonly TranslatedQuote[];
  /** The model that translated, with the version of its prompt; null when there was nothing to translate. */
  readonly model: { readonly name: string; readonly version: string } | null;
  readonly missing: readonly string[];
}

/** Translates those quotes of a need that are in another language than the reader's. */
export async function translateNeed(
  workspace: Pick<Workspace, "facts" | "records">,
  models: Models,
  {
    id,
    into,
    signal,
  }: { readonly id: string; readonly into: ReportLanguage; readonly signal?: AbortSignal },
): Promise<TranslatedNeed> {
  const { needs } = await loadConcluded(workspace.records);
  const need = needs.find((one) => one.id === id);
  if (need === undefined)
    throw new NotFound("need-not-found", `There is no need ${id} in this workspace.`, {
      hint: "List them with: heed needs",
    });
  const stored = await gatherQuotes(workspace.facts, need.quotes);
  const quotes = need.quotes.flatMap((mention: MentionId) => stored.get(mention) ?? []);
  const foreign = quotes.filter(({ language }) => language !== into);
  if (foreign.length === 0)
    return {
      need,
      model: null,
      missing: [],
      quotes: quotes.map((one) => ({ ...one, translation: null })),
    };
  const shown = foreign.map(({ mentionId, text }) => ({ id: mentionId, text }));
  const beside = chosenLocalModel(models.settings, "translate");
  const { translations, model, missing } =
    beside === null
      ? await translateQuotes(models.languageModel("translate"), shown, into, signal)
      : await translateBeside(models.local, beside, shown, { into, signal });
  return {
    need,
    model,
    missing,
    quotes: quotes.map((one) => ({ ...one, translation: translations.get(one.mentionId) ?? null })),
  };
}

/** A local translator knows one pair of languages; what it gives is checked like any other's. */
async function translateBeside(
  local: LocalModels,
  model: LocalModel,
  quotes: readonly ShownQuote[],
  { into, signal }: { readonly into: ReportLanguage; readonly signal: AbortSignal | undefined },
): Promise<TranslatedQuotes> {
  const translations = new Map<string, string>();
  const missing: string[] = [];
  for (const { id, text } of quotes) {
    const said = await local.run<{ translation_text: string }[]>(model, [text], {}, signal);
    const words = said[0]?.translation_text.trim() ?? "";
    if (translationFaultsIn(text, words, into).length === 0) translations.set(id, words);
    else missing.push(id);
  }
  const name = `${LOCAL_PROVIDER}/${model.id}`;
  return { translations, missing, model: { name, version: model.precision } };
}
