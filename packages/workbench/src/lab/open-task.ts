// Which door belongs to which task, and any model opened behind one plain shape.
import { InvalidInput, type LabTask } from "@heed/core";
import { IMAGE_TASK } from "./image-recipes.ts";
import type { ModelFile, ModelHeader } from "./model-file.ts";
import type { LabInput, PrepareSettings, TaskDoor } from "./recipe.ts";
import { SOUND_TASK } from "./sound-recipes.ts";
import { TABLE_TASK } from "./table-recipes.ts";
import { TEXT_TASK } from "./text-recipes.ts";

/** The door of a task; what its recipes read is known to them alone. */
export function taskDoor(task: LabTask): TaskDoor<unknown> {
  const doors = { text: TEXT_TASK, image: IMAGE_TASK, audio: SOUND_TASK, tabular: TABLE_TASK };
  return doors[task] as TaskDoor<unknown>;
}

/** A model in use. */
export interface OpenedModel {
  readonly header: ModelHeader;
  /** Probabilities, row-major inputs x classes. */
  predict(inputs: readonly LabInput[]): Promise<Float32Array>;
  /** The same for examples that were made ready by the model's task. */
  predictReady(ready: unknown, count: number): Promise<Float32Array>;
}

export async function openLabModel(
  { header, parts }: ModelFile,
  settings: Pick<PrepareSettings, "mediaFolder" | "signal">,
): Promise<OpenedModel> {
  const door = taskDoor(header.task);
  const recipe = door.recipes.find(({ name }) => name === header.recipe);
  if (recipe === undefined)
    throw new InvalidInput(
      "newer-model",
      `The model uses a recipe not known here: ${header.recipe}.`,
      {
        hint: "Open it with the version of Heed that made it.",
        zh: {
          message: `该模型使用了未知的配方：${header.recipe}。`,
          hint: "请用制作它的 Heed 版本打开。",
        },
      },
    );
  const fitted = await recipe.open(parts, header.classes.length);
  const predictReady = async (ready: unknown, count: number) => {
    const rows = Int32Array.from({ length: count }, (_, at) => at);
    return temper(await fitted.predict(ready, rows), header.classes.length, header.temperature);
  };
  return {
    ...{ header, predictReady },
    predict: async (inputs) => {
      if (inputs.length === 0) return new Float32Array(0);
      const ready = await door.prepare(inputs, { ...settings, columns: header.columns });
      return predictReady(ready, inputs.length);
    },
  };
}

/** Probabilities as they would be with all scores divided by a temperature (Guo et al., 2017). */
export function temper(shares: Float32Array, classes: number, temperature: number): Float32Array {
  if (temperature === 1) return shares;
  const tempered = new Float32Array(shares.length);
  for (let from = 0; from < shares.length; from += classes) {
    let sum = 0;
    for (let c = 0; c < classes; c += 1) {
      tempered[from + c] = Math.max(shares[from + c], 1e-12) ** (1 / temperature);
      sum += tempered[from + c];
    }
    for (let c = 0; c < classes; c += 1) tempered[from + c] /= sum;
  }
  return tempered;
}

/** Pull of the temperature's logarithm towards 0: few examples that are all right must not make a model sure of everything. */
const TEMPERATURE_PULL = 4;

/** The temperature in [1/2, 4] under which what is so is most probable, drawn towards 1 where there are few examples. */
export function fitTemperature(truth: Int32Array, shares: Float32Array, classes: number): number {
  const lossAt = (log: number) => {
    const temperature = Math.exp(log);
    let loss = TEMPERATURE_PULL * log * log;
    for (let row = 0; row < truth.length; row += 1) {
      let sum = 0;
      for (let c = 0; c < classes; c += 1)
        sum += Math.max(shares[row * classes + c], 1e-12) ** (1 / temperature);
      const own = Math.max(shares[row * classes + truth[row]], 1e-12);
      loss += Math.log(sum) - Math.log(own) / temperature;
    }
    return loss;
  };
  // Golden section: the loss falls to one lowest point and rises again.
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.log(0.5), Math.log(4)];
  for (let step = 0; step < 30; step += 1) {
    const [a, b] = [high - ratio * (high - low), low + ratio * (high - low)];
    if (lossAt(a) < lossAt(b)) high = b;
    else low = a;
  }
  return Math.exp((low + high) / 2);
}
