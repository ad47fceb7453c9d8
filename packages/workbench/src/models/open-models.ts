// Opens the user's models: their settings and keys, the accounts of what they cost, and the door to them.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import {
  type AnswerCache,
  type Capability,
  type LanguageModel,
  type ModelLedger,
  type ModelSettings,
  NotFound,
  type RecordStore,
} from "@heed/core";
import { openSqliteModelLedger } from "@heed/store";
import { homeFolder } from "../config.ts";
import { LocalModels } from "./local-models.ts";
import { type CallClock, ModelCaller } from "./model-caller.ts";
import { openLanguageModel } from "./model-door.ts";
import { findModelKey, loadModelSettings } from "./model-settings-file.ts";

export interface ModelsOptions {
  /** Folder of the settings, the keys and the accounts; Heed's home when absent. */
  readonly home?: string;
  /** The workspace that calls are for: its folder is written down, and answers are kept in its records. */
  readonly workspace?: { readonly folder: string; readonly records: Pick<RecordStore, "kept"> };
  readonly clock?: Partial<CallClock>;
}

export interface Models {
  readonly settings: ModelSettings;
  readonly ledger: ModelLedger;
  readonly caller: ModelCaller;
  /** Where answers are kept; null outside a workspace. */
  readonly cache: AnswerCache | null;
  /** Models in folders of this machine. */
  readonly local: LocalModels;
  /** @throws `no-model` when none is chosen for the capability. */
  languageModel(capability: Capability): LanguageModel;
  close(): Promise<void>;
}

const CLOCK: CallClock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  wait: async (ms, signal) => {
    try {
      await setTimeout(ms, undefined, { signal });
    } catch {
      signal.throwIfAborted();
    }
  },
  random: Math.random,
};

/** Opens what a home holds; nothing is sent until a model is asked. */
export async function openModels(options: ModelsOptions = {}): Promise<Models> {
  const home = options.home ?? homeFolder();
  const settings = await loadModelSettings(home);
  await mkdir(home, { recursive: true, mode: 0o700 });
  const ledger = await openSqliteModelLedger(join(home, "models.sqlite"));
  const local = new LocalModels(home);
  const { workspace } = options;
  const keys = new Map<string, string | null>();
  const caller = new ModelCaller({
    settings,
    ledger,
    workspace: workspace?.folder ?? "",
    clock: { ...CLOCK, ...options.clock },
    findKey: async (provider) => {
      const known = keys.get(provider.id);
      if (known !== undefined) return known;
      const { key, source } = await findModelKey(home, provider);
      if (source !== "missing") {
        keys.set(provider.id, key);
        return key;
      }
      throw new NotFound("no-key", `${provider.id} needs a key, and none was found.`, {
        hint: `Set ${provider.keyVariable}, or give it once: heed models key ${provider.id}`,
        zh: {
          message: `${provider.id} 需要密钥，但没有找到。`,
          hint: `请设置 ${provider.keyVariable}，或运行：heed models key ${provider.id}`,
        },
      });
    },
  });
  const cache: AnswerCache | null =
    workspace === undefined
      ? null
      : {
          get: (key) => workspace.records.kept.get("model-answer", key),
          put: (key, answer) => workspace.records.kept.put("model-answer", key, answer),
        };
  return {
    settings,
    ledger,
    caller,
    cache,
    local,
    languageModel: (capability) => openLanguageModel(capability, { caller, cache }),
    close: async () => {
      local.end();
      await ledger.end();
    },
  };
}
