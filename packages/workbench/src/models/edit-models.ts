// What a user may change about their models: add and remove providers, choose, price and limit them.
import {
  CAPABILITIES,
  type Capability,
  Conflict,
  InvalidInput,
  LOCAL_PROVIDER,
  type ModelBudget,
  type ModelChoice,
  type ModelPrice,
  type ModelProvider,
  type ModelSettings,
  modelChoiceName,
  NotFound,
  PROVIDER_PRESETS,
  parseModelChoice,
  providerAt,
  providerFromPreset,
} from "@heed/core";
import { loadModelSettings, saveModelKey, saveModelSettings } from "./model-settings-file.ts";

export type NewProvider = Partial<
  Omit<ModelProvider, "preset" | "prices"> & { readonly price: ModelPrice }
> & {
  /** Name of a preset, or any http or https address that speaks the OpenAI wire. */
  readonly from: string;
};

/** Adds a provider. @throws `provider-exists` when its id is taken. */
export async function addProvider(home: string, added: NewProvider): Promise<ModelProvider> {
  const settings = await loadModelSettings(home);
  const { from, price, ...changes } = added;
  const base = providerFromPreset(from) ?? atAddress(from);
  const provider: ModelProvider = {
    ...base,
    ...changes,
    prices: price === undefined ? base.prices : { "*": price },
  };
  if (provider.id === LOCAL_PROVIDER || settings.providers.some(({ id }) => id === provider.id))
    throw new Conflict("provider-exists", `There is a provider ${provider.id} already.`, {
      hint: `Give this one another name (--id), or remove that one: heed models remove ${provider.id}`,
      zh: {
        message: `已有名为 ${provider.id} 的服务。`,
        hint: `请用 --id 另取名称，或先移除：heed models remove ${provider.id}`,
      },
    });
  await saveModelSettings(home, { ...settings, providers: [...settings.providers, provider] });
  return provider;
}

function atAddress(from: string): ModelProvider {
  if (URL.canParse(from) && /^https?:$/.test(new URL(from).protocol)) {
    const id = new URL(from).hostname.toLowerCase().replace(/[^a-z0-9._-]+/g, "-");
    return providerAt(id.replace(/^[^a-z0-9]+/, "").slice(0, 40), from, null);
  }
  throw new InvalidInput(
    "unknown-preset",
    `"${from.slice(0, 100)}" is no preset and no address, expected one of ${Object.keys(PROVIDER_PRESETS).join(", ")}, or http(s)://...`,
    {
      zh: {
        message: `“${from.slice(0, 100)}”不是预设也不是地址；可用的预设：${Object.keys(PROVIDER_PRESETS).join("、")}，或 http(s):// 地址。`,
      },
    },
  );
}

/** Removes a provider, its key and every choice of its models. */
export async function removeProvider(home: string, id: string): Promise<void> {
  const settings = await loadModelSettings(home);
  findProvider(settings, id);
  const choices = Object.entries(settings.choices).map(([name, chosen]) => [
    name,
    chosen.filter(({ provider }) => provider !== id),
  ]);
  await saveModelSettings(home, {
    ...settings,
    providers: settings.providers.filter((provider) => provider.id !== id),
    choices: Object.fromEntries(choices),
  });
  await saveModelKey(home, id, null);
}

/** Keeps the key of a provider, or forgets it with null. */
export async function setModelKey(home: string, id: string, key: string | null): Promise<void> {
  findProvider(await loadModelSettings(home), id);
  await saveModelKey(home, id, key);
}

/** Names Heed's own model for a capability that it has one for. */
const BUILT_IN = "built-in";

/** Chooses models for a capability, in the order in which they are tried; none, or `built-in`, to choose nobody. */
export async function chooseModels(
  home: string,
  capability: string,
  names: readonly string[],
): Promise<ModelSettings> {
  const settings = await loadModelSettings(home);
  if (!CAPABILITIES.includes(capability as Capability))
    throw new InvalidInput(
      "unknown-capability",
      `"${capability}" is no capability, expected one of ${CAPABILITIES.join(", ")}.`,
    );
  const isBuiltIn = names.length === 1 && names[0] === BUILT_IN;
  const chosen = isBuiltIn ? [] : names.map((name) => readChoice(settings, name));
  const changed = { ...settings, choices: { ...settings.choices, [capability]: chosen } };
  await saveModelSettings(home, changed);
  return changed;
}

/** Says what a model costs; "PROVIDER/*" stands for all of a provider's models. */
export async function setModelPrice(home: string, name: string, price: ModelPrice): Promise<void> {
  const settings = await loadModelSettings(home);
  const { provider, model } = readChoice(settings, name);
  await saveModelSettings(home, {
    ...settings,
    providers: settings.providers.map((one) =>
      one.id === provider ? { ...one, prices: { ...one.prices, [model]: price } } : one,
    ),
  });
}

/** Sets what may be spent in a month in a unit, or lifts it with null. */
export async function setModelBudget(
  home: string,
  unit: string,
  most: number | null,
): Promise<ModelBudget[]> {
  const settings = await loadModelSettings(home);
  const others = settings.budgets.filter((budget) => budget.unit !== unit);
  const budgets = most === null ? others : [...others, { unit, most }];
  await saveModelSettings(home, { ...settings, budgets });
  return budgets;
}

function readChoice(settings: ModelSettings, name: string): ModelChoice {
  const choice = parseModelChoice(name);
  if (choice === null)
    throw new InvalidInput("broken-choice", `"${name}" names no model, expected PROVIDER/MODEL.`);
  if (choice.provider !== LOCAL_PROVIDER) findProvider(settings, choice.provider);
  else if (!settings.localModels.some(({ id }) => id === choice.model))
    throw new NotFound("model-not-found", `There is no local model ${choice.model}.`, {
      hint: "Add its folder: heed models add FOLDER",
    });
  return choice;
}

function findProvider({ providers }: ModelSettings, id: string): ModelProvider {
  const found = providers.find((provider) => provider.id === id);
  if (found !== undefined) return found;
  throw new NotFound("provider-not-found", `There is no provider ${id}.`, {
    hint:
      providers.length === 0
        ? "Add one: heed models add PRESET"
        : `There are ${providers.map(({ id: known }) => known).join(", ")}.`,
    zh: {
      message: `没有名为 ${id} 的服务。`,
      hint:
        providers.length === 0
          ? "请先添加：heed models add 预设名"
          : `现有：${providers.map(({ id: known }) => known).join("、")}。`,
    },
  });
}

/** Choices by capability as `provider/model`, in order. */
export function namedChoices({ choices }: ModelSettings): Partial<Record<Capability, string[]>> {
  return Object.fromEntries(
    Object.entries(choices).map(([name, chosen]) => [name, chosen.map(modelChoiceName)]),
  );
}
