// Adds and removes models that lie in folders of this machine, recognised by what is in them.
import { access, readFile, realpath } from "node:fs/promises";
import { basename, join } from "node:path";
import {
  Conflict,
  InvalidInput,
  LOCAL_CAPABILITIES,
  LOCAL_PROVIDER,
  type LocalModel,
  type LocalTask,
  localTaskOf,
  NotFound,
} from "@heed/core";
import { loadModelSettings, saveModelSettings } from "./model-settings-file.ts";

/** File of each precision, the one that is taken first standing first. */
const FILES: readonly (readonly [LocalModel["precision"], string])[] = [
  ["q8", "quantized"],
  ["fp32", ""],
  ["fp16", "fp16"],
  ["q4", "q4"],
  ["q4f16", "q4f16"],
  ["int8", "int8"],
  ["uint8", "uint8"],
];

export interface NewLocalModel {
  readonly folder: string;
  readonly id?: string;
  readonly task?: LocalTask;
}

/** Adds the model in a folder, and chooses it where its kind stands in for a capability that has no model yet. */
export async function addLocalModel(home: string, added: NewLocalModel): Promise<LocalModel> {
  const settings = await loadModelSettings(home);
  const model = await recogniseLocalModel(added);
  if (settings.localModels.some(({ id }) => id === model.id))
    throw new Conflict("model-exists", `There is a local model ${model.id} already.`, {
      hint: `Give this one another name (--id), or remove that one: heed models remove local/${model.id}`,
    });
  const capability = LOCAL_CAPABILITIES[model.task];
  const isWanted = capability !== null && (settings.choices[capability] ?? []).length === 0;
  const choice = { provider: LOCAL_PROVIDER, model: model.id };
  await saveModelSettings(home, {
    ...settings,
    localModels: [...settings.localModels, model],
    choices: isWanted ? { ...settings.choices, [capability]: [choice] } : settings.choices,
  });
  return model;
}

/** Removes a local model and every choice of it; its folder stays. */
export async function removeLocalModel(home: string, id: string): Promise<void> {
  const settings = await loadModelSettings(home);
  if (!settings.localModels.some((model) => model.id === id))
    throw new NotFound("model-not-found", `There is no local model ${id}.`);
  const choices = Object.entries(settings.choices).map(([name, chosen]) => [
    name,
    chosen.filter(({ provider, model }) => provider !== LOCAL_PROVIDER || model !== id),
  ]);
  await saveModelSettings(home, {
    ...settings,
    localModels: settings.localModels.filter((model) => model.id !== id),
    choices: Object.fromEntries(choices),
  });
}

async function recogniseLocalModel({ folder, id, task }: NewLocalModel): Promise<LocalModel> {
  const at = await realpath(folder).catch(() => folder);
  const architectures = await readArchitectures(at);
  const kind = task ?? localTaskOf(architectures);
  if (kind === null)
    throw new InvalidInput(
      "unknown-model-kind",
      `${folder} holds a model of an unknown kind (${architectures.join(", ").slice(0, 100) || "none told"}).`,
      {
        hint: "Say what it does with --task.",
      },
    );
  for (const [precision, suffix] of FILES) {
    const name = suffix === "" ? "model.onnx" : `model_${suffix}.onnx`;
    // Whisper and its kind come in two files, an encoder and a decoder.
    const files = [join(at, "onnx", name), join(at, "onnx", `encoder_${name}`)];
    if ((await exists(files[0]!)) || (await exists(files[1]!)))
      return { id: id ?? basename(at), task: kind, folder: at, precision };
  }
  throw new InvalidInput(
    "no-model-file",
    `${folder} holds no onnx/model*.onnx, expected a folder in the layout of transformers.js.`,
  );
}

async function readArchitectures(folder: string): Promise<string[]> {
  try {
    const config: unknown = JSON.parse(await readFile(join(folder, "config.json"), "utf8"));
    const { architectures } = config as { architectures?: unknown };
    return Array.isArray(architectures) ? architectures.map(String) : [];
  } catch (cause) {
    throw new InvalidInput("no-model", `${folder} holds no config.json that can be read.`, {
      cause,
      hint: "Name a folder in the layout of transformers.js: config.json, tokenizer.json, onnx/.",
    });
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
