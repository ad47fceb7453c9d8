// The shape of every linear recipe: features are fitted to the training rows, a softmax regression over them.

import { logLossOf } from "@heed/core";
import type { FeatureRows } from "./feature-rows.ts";
import { bytesOf, type FitContext, type Fitted, floatsOf, type Recipe } from "./recipe.ts";
import { fitSoftmax, type LinearModel, predictSoftmax } from "./softmax-regression.ts";

/** Features as they were fitted to training rows: turns any rows into numbers, and is kept with the model. */
export interface FittedFeatures<Ready> {
  rowsOf(ready: Ready, rows: Int32Array): FeatureRows;
  parts(): Readonly<Record<string, Uint8Array>>;
}

export interface LinearRecipe<Ready> {
  readonly name: string;
  readonly isBaseline: boolean;
  /** Strengths to choose among on a part of the training rows; one is taken as it is. */
  readonly strengths: readonly number[];
  readonly fitFeatures: (
    ready: Ready,
    rows: Int32Array,
    labels: Int32Array,
    classes: number,
  ) => FittedFeatures<Ready>;
  readonly openFeatures: (parts: Readonly<Record<string, Uint8Array>>) => FittedFeatures<Ready>;
}

/** Every so many examples one is set aside to choose the strength on. */
const ASIDE = 4;
const LEAST_TO_CHOOSE = 40;
/** The middle one is taken where there is too little to choose on. */
const MANY_CLASSES = 40;
/** Seconds of a training for each example, feature and class together. */
const NANOSECONDS = 8e-8;

export function linearRecipe<Ready>(recipe: LinearRecipe<Ready>): Recipe<Ready> {
  const { name, isBaseline, strengths, fitFeatures, openFeatures } = recipe;
  const fitted = (features: FittedFeatures<Ready>, model: LinearModel): Fitted<Ready> => ({
    predict: async (ready, rows) => predictSoftmax(model, features.rowsOf(ready, rows)),
    parts: () => ({
      ...features.parts(),
      weights: bytesOf(model.weights),
      bias: bytesOf(model.bias),
    }),
  });
  return {
    ...{ name, isBaseline, isQuick: true },
    fits: (examples) => examples >= 2,
    seconds: (examples, classes, features) =>
      0.004 +
      examples *
        features *
        classes *
        NANOSECONDS *
        (strengths.length > 1 && classes <= MANY_CLASSES ? 3.4 : 1),
    fit: async (ready, rows, labels, classes, context) => {
      const strength = chooseStrength(recipe, ready, rows, labels, classes, context);
      const features = fitFeatures(ready, rows, labels, classes);
      const model = fitSoftmax(features.rowsOf(ready, rows), labels, classes, {
        strength,
        signal: context.signal,
        onStep: (step, loss) => context.onStep?.(step, loss, null),
      });
      return fitted(features, model);
    },
    open: async (parts, classes) => {
      const weights = floatsOf(parts.weights);
      const model = {
        classes,
        weights,
        bias: floatsOf(parts.bias),
        width: weights.length / classes,
      };
      return fitted(openFeatures(parts), model);
    },
  };
}

function chooseStrength<Ready>(
  { strengths, fitFeatures }: LinearRecipe<Ready>,
  ready: Ready,
  rows: Int32Array,
  labels: Int32Array,
  classes: number,
  { signal }: FitContext,
): number {
  const middle = strengths[Math.floor(strengths.length / 2)];
  if (strengths.length === 1 || rows.length < LEAST_TO_CHOOSE || classes > MANY_CLASSES)
    return middle;
  // Every fourth example of each class, so that rare classes are on both sides.
  const seen = new Int32Array(classes);
  const isAside = Array.from(labels, (label) => seen[label]++ % ASIDE === ASIDE - 1);
  const part = (aside: boolean, of: Int32Array) => of.filter((_, at) => isAside[at] === aside);
  const [trainLabels, asideLabels] = [part(false, labels), part(true, labels)];
  if (asideLabels.length === 0) return middle;
  const features = fitFeatures(ready, part(false, rows), trainLabels, classes);
  const train = features.rowsOf(ready, part(false, rows));
  const aside = features.rowsOf(ready, part(true, rows));
  let best = { strength: middle, loss: Number.POSITIVE_INFINITY };
  let start: LinearModel | undefined;
  for (const strength of strengths) {
    start = fitSoftmax(train, trainLabels, classes, { strength, start, signal });
    const loss = logLossOf(asideLabels, predictSoftmax(start, aside), classes);
    if (loss < best.loss) best = { strength, loss };
  }
  return best.strength;
}
