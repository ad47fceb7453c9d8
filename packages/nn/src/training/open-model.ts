// Opens a saved model for use.
import type { ColumnsOrOne } from "../data/dataset.ts";
import { NnError } from "../errors.ts";
import { decodeModel } from "../onnx/decode.ts";
import { openSession, type RuntimeOptions } from "../runtime/session.ts";
import { FeedMaker } from "./feeds.ts";
import { readWhole } from "./files.ts";
import { onlyPrediction, type Prediction, type PredictOptions, predictAll } from "./predict.ts";
import { descriptionKey, type ModelDescription } from "./save.ts";

/** A model opened for use. */
export type OpenedModel = {
  /** The free text saved with the model. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly description: ModelDescription;
  /** The result of a network that has one, for every example in order. */
  predict(inputs: ColumnsOrOne, options?: PredictOptions): Promise<Prediction>;
  /** All results by name. */
  predictAll(inputs: ColumnsOrOne, options?: PredictOptions): Promise<Record<string, Prediction>>;
  /** Frees the native session. */
  close(): Promise<void>;
};

/**
 * Opens a model saved by `model.save`, from a path or from its bytes. Throws `malformed-model`
 * when the file is cut off, no ONNX model, or not saved by this package.
 */
export async function openModel(
  source: string | Uint8Array,
  options: RuntimeOptions = {},
): Promise<OpenedModel> {
  const bytes = typeof source === "string" ? await readWhole(source) : source;
  const { [descriptionKey]: text, ...metadata } = decodeModel(bytes).metadata;
  if (text === undefined) {
    throw new NnError(
      "malformed-model",
      `The model says nothing about its inputs: received no "${descriptionKey}" metadata, ` +
        "expected a file written by model.save; run foreign models with an ONNX runtime.",
    );
  }
  const description = descriptionOf(text);
  const session = await openSession(bytes, options);
  const maker = new FeedMaker({ inputs: description.inputs });
  const parts = { session, outputs: description.outputs, feeds: maker.forUse.bind(maker) };
  return {
    metadata,
    description,
    predict: async (inputs, how) => onlyPrediction(await predictAll(parts, inputs, how)),
    predictAll: (inputs, how) => predictAll(parts, inputs, how),
    close: () => session.close(),
  };
}

function descriptionOf(text: string): ModelDescription {
  let parsed: Partial<ModelDescription> | undefined;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  if (parsed?.format === 1 && parsed.inputs !== undefined && Array.isArray(parsed.outputs)) {
    return parsed as ModelDescription;
  }
  throw new NnError(
    "malformed-model",
    `The model's description of its inputs cannot be read: received format ${parsed?.format ?? "none"}, ` +
      "expected 1; save the model again with this version.",
  );
}
