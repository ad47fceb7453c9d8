// Opens the models of a test: a home of its own, a provider at the test server, and time that passes by itself.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CAPABILITIES,
  type ModelBudget,
  type ModelPrice,
  type ModelProvider,
  NO_MODELS,
  providerAt,
} from "@heed/core";
import { type Models, type ModelsOptions, openModels, saveModelSettings } from "@heed/workbench";

export const PRICE: ModelPrice = { currency: "USD", inputPerMillion: 0.27, outputPerMillion: 1.1 };

export interface DeskModels {
  readonly models: Models;
  readonly home: string;
  /** Milliseconds that calls waited, in order. */
  readonly waits: number[];
}

/** A home with one provider named `desk`, chosen for everything; `others` are further choices. */
export async function openDeskModels(
  url: string,
  options: {
    readonly provider?: Partial<ModelProvider>;
    readonly others?: readonly ModelProvider[];
    readonly budgets?: ModelBudget[];
    readonly workspace?: ModelsOptions["workspace"];
  } = {},
): Promise<DeskModels> {
  const home = mkdtempSync(join(tmpdir(), "heed-models-"));
  const provider: ModelProvider = {
    ...providerAt("desk", url, null),
    structure: "schema",
    prices: { "*": PRICE },
    ...options.provider,
  };
  const providers = [provider, ...(options.others ?? [])];
  const choice = providers.map(({ id }) => ({ provider: id, model: "small-1" }));
  const choices = Object.fromEntries(CAPABILITIES.map((name) => [name, choice]));
  await saveModelSettings(home, {
    ...NO_MODELS,
    providers,
    choices,
    budgets: options.budgets ?? [],
  });
  const waits: number[] = [];
  let passed = 0;
  const models = await openModels({
    home,
    ...(options.workspace === undefined ? {} : { workspace: options.workspace }),
    clock: {
      random: () => 0,
      monotonic: () => passed,
      wait: async (ms, signal) => {
        signal.throwIfAborted();
        waits.push(ms);
        passed += ms;
      },
    },
  });
  return { models, home, waits };
}
