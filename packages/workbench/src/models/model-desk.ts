// What pages and programs may ask of the user's large models: the settings of this home without their keys, costs, calls, a trial.
import { CAPABILITIES, type Capability, formatPico } from "@heed/core";
import type { ModelCallList, ModelSetup, ModelTrialView } from "@heed/core/api";
import { homeFolder } from "../config.ts";
import { chooseModels, namedChoices, setModelBudget } from "./edit-models.ts";
import { findModelKey, loadModelSettings } from "./model-settings-file.ts";
import { type Models, openModels } from "./open-models.ts";
import { testModel } from "./test-model.ts";

/** A trial asks a few words; whoever does not answer them in a minute is of no use to a page. */
const TRIAL_MS = 60_000;

/** Operations on the models of a home; each opens and closes what it needs. */
export function modelDesk(now: () => Date, home = homeFolder()) {
  const within = async <Answer>(work: (models: Models) => Promise<Answer>): Promise<Answer> => {
    const models = await openModels({ home });
    try {
      return await work(models);
    } finally {
      await models.close();
    }
  };
  const getModelSetup = () => within((models) => describeSetup(models, home, now()));
  return {
    getModelSetup,
    listModelCalls: (limit = 50) => within((models) => describeCalls(models, limit)),
    chooseModels: async (capability: Capability, names: readonly string[]) => {
      await chooseModels(home, capability, names);
      return getModelSetup();
    },
    setModelBudget: async (unit: string, most: number | null) => {
      await setModelBudget(home, unit, most);
      return getModelSetup();
    },
    tryModel: (capability: Capability) =>
      within(async (models): Promise<ModelTrialView> => {
        const trial = await testModel(models, capability, AbortSignal.timeout(TRIAL_MS));
        const { inputTokens, outputTokens } = trial.usage;
        return {
          ...{ capability, model: trial.model, host: trial.host, ms: trial.ms },
          proven: [...trial.proven],
          tokens: inputTokens + outputTokens,
          cost: formatPico(trial.cost),
          currency: trial.currency,
        };
      }),
  };
}

async function describeSetup(models: Models, home: string, now: Date): Promise<ModelSetup> {
  const settings = await loadModelSettings(home);
  const month = now.toISOString().slice(0, 7);
  const [spent, costs] = await Promise.all([
    models.ledger.spent(month),
    models.ledger.spending(null),
  ]);
  const chosen = namedChoices(settings);
  const units = new Set([...settings.budgets.map(({ unit }) => unit), ...spent.keys()]);
  return {
    providers: await Promise.all(
      settings.providers.map(async (provider) => ({
        id: provider.id,
        baseUrl: provider.baseUrl,
        key: (await findModelKey(home, provider)).source,
        prices: Object.fromEntries(
          Object.entries(provider.prices).map(([model, price]) => [
            model,
            {
              input: price.inputPerMillion,
              output: price.outputPerMillion,
              currency: price.currency,
            },
          ]),
        ),
      })),
    ),
    localModels: settings.localModels.map(({ id, task }) => ({ id, task })),
    capabilities: CAPABILITIES.map((capability) => ({
      capability,
      models: [...(chosen[capability] ?? [])],
    })),
    month,
    budgets: [...units].sort().map((unit) => ({
      unit,
      spent: amountOf(unit, spent.get(unit) ?? 0n),
      most: settings.budgets.find((budget) => budget.unit === unit)?.most ?? null,
    })),
    costs: costs.map(({ provider, model, cost, ...row }) => ({
      purpose: row.purpose,
      model: `${provider}/${model}`,
      ...{ calls: row.calls, cached: row.cached, failed: row.failed },
      ...{ inputTokens: row.inputTokens, outputTokens: row.outputTokens },
      cost: formatPico(cost),
      currency: row.currency,
    })),
  };
}

async function describeCalls(models: Models, limit: number): Promise<ModelCallList> {
  const calls = await models.ledger.calls(limit);
  return {
    rows: calls.map((call) => ({
      ...{ id: call.id, at: call.at, purpose: call.purpose, host: call.host },
      model: `${call.provider}/${call.model}`,
      ...{ status: call.status, bytesSent: call.bytesSent, redacted: call.redacted },
      tokens: call.usage.inputTokens + call.usage.outputTokens,
      cost: formatPico(call.cost),
      ...{ currency: call.currency, durationMs: Math.round(call.durationMs), error: call.error },
    })),
  };
}

/** Tokens are counted whole, money in 10^-12. */
function amountOf(unit: string, amount: bigint): string {
  return unit === "tokens" ? String(amount) : formatPico(amount);
}
