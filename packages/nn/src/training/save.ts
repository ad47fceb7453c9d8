// Models as plain `.onnx` files that any ONNX runtime runs.
import type { InputSpec } from "../layers/layer.ts";
import type { Outputs } from "../layers/network.ts";
import { encodeModel } from "../onnx/encode.ts";
import { lowerGraph } from "../onnx/lower.ts";
import { storeFloats, storeRowsInBytes } from "../onnx/stored.ts";

/** Metadata entry that tells how a saved model is fed. */
export const descriptionKey = "heed.nn.model";

/** What a saved model says about itself. */
export type ModelDescription = {
  readonly format: 1;
  readonly inputs: Readonly<Record<string, InputSpec>>;
  readonly outputs: readonly string[];
};

/** What is saved. */
export type SaveParts = {
  readonly inputs: Readonly<Record<string, InputSpec>>;
  readonly outputs: Outputs;
  readonly parameters: readonly StoredShape[];
  readonly values: (name: string) => Float32Array;
  /** Free text about the model (data, licence, labels), kept in `metadata_props`. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly storage: StorageOptions;
};

/** Name and shape of a parameter, and whether it is a table updated row by row. */
type StoredShape = {
  readonly name: string;
  readonly shape: readonly number[];
  readonly byRows: boolean;
};

/** How the numbers of a saved model are stored. */
export type StorageOptions = {
  /** Tables of embedding bags in full, or rounded to 8 bits with a scale per row. */
  readonly tables?: "float32" | "int8";
};

/** The bytes of a model for use: parameters stored inside, results as outputs. */
export function encodeForUse(parts: SaveParts): Uint8Array {
  const initializers = new Map(
    parts.parameters.map(({ name, shape, byRows }) => {
      const store = byRows && parts.storage.tables === "int8" ? storeRowsInBytes : storeFloats;
      return [name, store(name, shape, parts.values(name))] as const;
    }),
  );
  const description: ModelDescription = {
    format: 1,
    inputs: parts.inputs,
    outputs: Object.keys(parts.outputs),
  };
  const metadata = { ...parts.metadata, [descriptionKey]: JSON.stringify(description) };
  return encodeModel(lowerGraph({ outputs: parts.outputs, initializers, metadata }));
}
