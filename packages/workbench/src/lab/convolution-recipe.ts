// The recipe that is a convolutional network: the same for pictures and for sounds, which it sees as pictures of pitch and time.
import { InvalidInput } from "@heed/core";
import {
  type Augmentation,
  type ConvolutionBlock,
  convolutionNetwork,
  convolutionTraining,
} from "@heed/nn";
import { type DenseExamples, openNetwork, trainNetwork } from "./network-recipe.ts";
import { type Fitted, jsonBytes, jsonOf, type Recipe } from "./recipe.ts";

/** What is changed of the examples of a data set in training. */
export interface Changes {
  readonly augment: Augmentation;
  /** Whether an example in the mirror is the same; then a model judges both, and the mean decides. */
  readonly isSameMirrored: boolean;
}

export interface ConvolutionRecipe<Ready> {
  /** Channels, height and width of an example. */
  readonly shape: readonly [channels: number, height: number, width: number];
  readonly blocks: readonly ConvolutionBlock[];
  /** Examples from which it is worth trying. */
  readonly least: number;
  /** Examples shown over all epochs, as far as these stay between 12 and 60. */
  readonly shown: number;
  readonly labelSmoothing: number;
  readonly weightDecay: number;
  /** Seconds for each example shown on one core of the machine that was measured. */
  readonly secondsEach: number;
  readonly examplesOf: (ready: Ready, rows: Int32Array) => DenseExamples;
  readonly changesFor: (
    ready: Ready,
    rows: Int32Array,
    labels: Int32Array,
    classes: number,
  ) => Changes;
}

/** How a network wants its examples. */
interface Form {
  readonly shape: readonly number[];
  readonly isSameMirrored: boolean;
}

const FEWEST_EPOCHS = 12;
const MOST_EPOCHS = 60;
/** Seconds until a network is built and its first step done. */
const START_SECONDS = 1.5;

export function convolutionRecipe<Ready>(recipe: ConvolutionRecipe<Ready>): Recipe<Ready> {
  const { shape, blocks, shown, labelSmoothing, weightDecay } = recipe;
  const epochsFor = (examples: number) =>
    Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, Math.round(shown / Math.max(1, examples))));
  return {
    ...{ name: "convolution", isBaseline: false, isQuick: false },
    fits: (examples) => examples >= recipe.least,
    seconds: (examples) => START_SECONDS + examples * epochsFor(examples) * recipe.secondsEach,
    fit: async (ready, rows, labels, classes, context) => {
      const epochs = epochsFor(rows.length);
      const { augment, isSameMirrored } = recipe.changesFor(ready, rows, labels, classes);
      const bytes = await trainNetwork(
        {
          ...{ labels, classes, epochs, augment },
          network: convolutionNetwork({ input: shape, blocks, classes }),
          throughout: convolutionTraining({
            ...{ examples: rows.length, epochs, labelSmoothing, weightDecay },
          }),
          examples: recipe.examplesOf(ready, rows),
        },
        context,
      );
      return open(recipe, bytes, { shape, isSameMirrored });
    },
    open: async ({ network, form }) => {
      const told = form === undefined ? null : jsonOf<Form>(form);
      if (told?.shape.join() !== shape.join()) throw olderModel();
      return open(recipe, network, told);
    },
  };
}

async function open<Ready>(
  { examplesOf }: ConvolutionRecipe<Ready>,
  bytes: Uint8Array,
  form: Form,
): Promise<Fitted<Ready>> {
  const parts = () => ({ form: jsonBytes(form) });
  const plain = await openNetwork(bytes, examplesOf, parts);
  if (!form.isSameMirrored) return plain;
  const turned = await openNetwork(bytes, (ready: Ready, rows) =>
    mirrored(examplesOf(ready, rows)),
  );
  return {
    parts: plain.parts,
    predict: async (ready, rows) => {
      const [one, other] = [await plain.predict(ready, rows), await turned.predict(ready, rows)];
      return one.map((share, at) => (share + other[at]) / 2);
    },
  };
}

/** Examples with left and right exchanged. */
export function mirrored({ data, shape }: DenseExamples): DenseExamples {
  const width = shape.at(-1) ?? 1;
  const turned = data.slice();
  for (let row = 0; row < turned.length; row += width) turned.subarray(row, row + width).reverse();
  return { data: turned, shape };
}

/** A model whose examples had another size than they have now. */
export function olderModel(): InvalidInput {
  return new InvalidInput(
    "older-model",
    "The model was made when the lab saw pictures and sounds in another size.",
    {
      hint: "Train it again on its data set.",
      zh: {
        message: "制作该模型时，实验室所用的图片或声音尺寸不同。",
        hint: "请在其数据集上重新训练。",
      },
    },
  );
}
