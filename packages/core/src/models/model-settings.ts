// Which models a user has, what each costs, and which one answers for which capability.
import { z } from "zod";
import { CAPABILITIES, type Capability } from "./capability.ts";
import { type LocalModel, localModelSchema } from "./local-model.ts";

/** The wires that providers speak. */
const PROVIDER_KINDS = ["openai-compatible", "openai-responses", "anthropic"] as const;

/**
 * How a provider takes a schema: `schema` when it holds a model to one, `json` when it only promises JSON, `words` when
 * it takes neither and the schema is told in words alone.
 */
const STRUCTURE_SUPPORT = ["schema", "json", "words"] as const;

const amount = z.number().min(0).max(1_000_000);

/** What a model costs; absent prices are not charged for. */
export const modelPriceSchema = z.strictObject({
  /** ISO 4217, such as USD or CNY. */
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** For a million input tokens; at most six decimals count. */
  inputPerMillion: amount,
  outputPerMillion: amount,
  /** For a million input tokens that the provider had cached; the input price when absent. */
  cachedInputPerMillion: amount.optional(),
  /** For a minute of speech. */
  perMinute: amount.optional(),
});
export type ModelPrice = z.infer<typeof modelPriceSchema>;

export const providerSchema = z.strictObject({
  /** Name that choices use: lower case letters, digits, `-`, `_` and `.`. */
  id: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,39}$/),
  kind: z.enum(PROVIDER_KINDS),
  /** Preset it was made from, null for any other endpoint. */
  preset: z.string().nullable(),
  /** Address up to and without `/chat/completions` or `/messages`. */
  baseUrl: z.url({ protocol: /^https?$/ }),
  structure: z.enum(STRUCTURE_SUPPORT),
  /** Environment variable that holds the key; null when none is needed. */
  keyVariable: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/)
    .nullable(),
  /** Sampling temperature to send; null to leave it to the provider. */
  temperature: z.number().min(0).max(2).nullable(),
  /** Name of the field that limits the answer. */
  limitField: z.enum(["max_tokens", "max_completion_tokens"]),
  /** Calls at the same time. */
  concurrency: z.int().min(1).max(256),
  /** Calls that may begin in a minute; null for no limit. */
  perMinute: z.int().min(1).max(1_000_000).nullable(),
  /** Milliseconds that one attempt may take. */
  timeoutMs: z.int().min(100).max(3_600_000),
  /** Prices by model; "*" stands for every other one. */
  prices: z.record(z.string(), modelPriceSchema),
});
export type ModelProvider = z.infer<typeof providerSchema>;

export const modelChoiceSchema = z.strictObject({
  provider: z.string(),
  model: z.string().min(1).max(200),
});
/** One model of one provider. */
export type ModelChoice = z.infer<typeof modelChoiceSchema>;

/** What may be spent in a calendar month (UTC): tokens, or money in one currency. */
export const modelBudgetSchema = z.strictObject({
  /** `tokens`, or a currency. */
  unit: z.string().regex(/^(tokens|[A-Z]{3})$/),
  most: z.number().min(0).max(1e12),
});
export type ModelBudget = z.infer<typeof modelBudgetSchema>;

export const modelSettingsSchema = z.strictObject({
  version: z.literal(1),
  providers: z.array(providerSchema).max(100),
  /** For each capability the models to ask, in the order in which they are tried. */
  choices: z.partialRecord(z.enum(CAPABILITIES), z.array(modelChoiceSchema).max(10)),
  budgets: z.array(modelBudgetSchema).max(20),
  /** Models in folders of this machine; chosen as `local/ID`. */
  localModels: z.array(localModelSchema).max(100).default([]),
});
export type ModelSettings = z.infer<typeof modelSettingsSchema>;

export const NO_MODELS: ModelSettings = {
  version: 1,
  providers: [],
  choices: {},
  budgets: [],
  localModels: [],
};

/** Provider that stands for the models in folders of this machine. */
export const LOCAL_PROVIDER = "local";

/** The local model that is the first choice for a capability; null when it is none. */
export function chosenLocalModel(
  { choices, localModels }: ModelSettings,
  capability: Capability,
): LocalModel | null {
  const first = choices[capability]?.[0];
  if (first?.provider !== LOCAL_PROVIDER) return null;
  return localModels.find(({ id }) => id === first.model) ?? null;
}

/** `provider/model`; the model's own name may hold further slashes. Null when it is no such pair. */
export function parseModelChoice(text: string): ModelChoice | null {
  const match = /^([a-z0-9][a-z0-9._-]*)\/(\S+)$/.exec(text.trim());
  return match === null ? null : { provider: match[1]!, model: match[2]! };
}

/** `provider/model`. */
export function modelChoiceName({ provider, model }: ModelChoice): string {
  return `${provider}/${model}`;
}

/** Price of a model; null when none was given. */
export function priceOf(provider: ModelProvider, model: string): ModelPrice | null {
  return provider.prices[model] ?? provider.prices["*"] ?? null;
}

/** The models to try for a capability, each with its provider, in order; empty when none was chosen. */
export function chosenModels(
  settings: ModelSettings,
  capability: Capability,
): { provider: ModelProvider; model: string }[] {
  return (settings.choices[capability] ?? []).flatMap((choice) => {
    const provider = settings.providers.find(({ id }) => id === choice.provider);
    return provider === undefined ? [] : [{ provider, model: choice.model }];
  });
}
