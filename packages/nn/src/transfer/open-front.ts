// Transfer: a model trained elsewhere as the front of a network, trainable where its operators allow.
import { type ColumnsOrOne, type TensorColumn, tensorColumn } from "../data/dataset.ts";
import { NnError } from "../errors.ts";
import { input } from "../graph/builder.ts";
import { type Dim, shapeText } from "../graph/dims.ts";
import type { Dtype, Node } from "../graph/node.ts";
import { expectTensor } from "../layers/expect.ts";
import {
  type BuildContext,
  batchDim,
  type Layer,
  noted,
  type TensorSpec,
  tensorInput,
} from "../layers/layer.ts";
import { decodeModel } from "../onnx/decode.ts";
import { encodeModel } from "../onnx/encode.ts";
import type { OnnxModel, OnnxValueInfo } from "../onnx/schema.ts";
import { openSession, type RuntimeOptions, wideTensor } from "../runtime/session.ts";
import { GraphBuild } from "../training/build-context.ts";
import { type Examples, FeedMaker, type Feeds } from "../training/feeds.ts";
import { readWhole } from "../training/files.ts";
import { onlyPrediction, type PredictOptions, predictAll } from "../training/predict.ts";
import { importGraph, valueNames } from "./import-graph.ts";

/** Settings of {@link openFront}. */
export type FrontOptions = {
  /** The value to give: an output of the model (the first by default) or any value inside it. */
  readonly output?: string;
  /** Shape of one example, where the model leaves more than the batch open. */
  readonly shape?: readonly number[];
  /** Whether training changes the model's own numbers where it can; true by default. */
  readonly trainable?: boolean;
  /** Name of the front in the network; "front" by default. */
  readonly name?: string;
};

/** A model opened as a front. */
export type Front = {
  /** What one example brings; ids of 64 bits are given as int32. */
  readonly input: TensorSpec;
  /** Names of all values that the model computes, in order. */
  readonly values: readonly string[];
  /** The operator that cannot be trained through, in words; undefined when all can. */
  readonly frozenBy: string | undefined;
  /**
   * The model as a layer: its stored numbers are parameters, learned with the rest, or kept when opened with
   * `trainable: false`. Throws `unsupported-op`, naming the operator, when one cannot be trained through.
   */
  layer(): Layer;
  /** The model's results for all examples, to train a network on; works for every model. */
  features(inputs: ColumnsOrOne, options?: PredictOptions & RuntimeOptions): Promise<TensorColumn>;
};

/**
 * Opens an `.onnx` model with one input, from a path or from its bytes. Throws `malformed-model` when the file
 * is cut off or no ONNX model.
 */
export async function openFront(
  source: string | Uint8Array,
  options: FrontOptions = {},
): Promise<Front> {
  const bytes = typeof source === "string" ? await readWhole(source) : source;
  const model = decodeModel(bytes);
  const output = options.output ?? model.graph.outputs[0]?.name ?? "";
  const values = valueNames(model);
  if (!values.includes(output)) throw unknownOutput(output, values);
  const own = onlyInput(model);
  const spec = inputSpec(own, options.shape);
  const { trainable = true, name = "front" } = options;
  const build = (x: Node, layer: object, context: BuildContext) =>
    importGraph({ model, output, inputs: { [own.name]: x }, layer, trainable, context });
  const refusal = refusalOf(() => {
    const probe = { kind: "front", name };
    build(input(own.name, [batchDim, ...spec.shape], spec.dtype), probe, new GraphBuild(true));
  });
  return {
    input: spec,
    values,
    frozenBy: refusal?.message,
    layer() {
      if (refusal !== undefined) throw refusal;
      const layer: Layer = {
        kind: "front",
        name,
        input: spec,
        apply: (value, context) => build(expectTensor(value, "front"), layer, context),
      };
      return noted(layer);
    },
    async features(inputs, how = {}) {
      const { threads } = how;
      const cut = options.output === undefined ? bytes : cutAt(model, output);
      const session = await openSession(cut, threads === undefined ? {} : { threads });
      try {
        const maker = new FeedMaker({ inputs: { [own.name]: spec } });
        const named = "kind" in inputs ? { [own.name]: inputs as TensorColumn } : inputs;
        const feeds = (examples: Examples): Feeds => {
          const fed = maker.forUse(examples);
          return own.type === "int64" ? { [own.name]: wideTensor(fed[own.name]!) } : fed;
        };
        const parts = { session, outputs: [output], feeds };
        const { data, shape } = onlyPrediction(await predictAll(parts, named, how));
        return tensorColumn(data, shape.slice(1));
      } finally {
        await session.close();
      }
    },
  };
}

function refusalOf(attempt: () => void): NnError | undefined {
  try {
    attempt();
    return undefined;
  } catch (error) {
    if (NnError.is(error) && error.code === "unsupported-op") return error;
    throw error;
  }
}

/** The model with another value as its only output. */
function cutAt(model: OnnxModel, output: string): Uint8Array {
  const outputs = [{ name: output, type: "float32", dims: undefined }] as const;
  return encodeModel({ ...model, graph: { ...model.graph, outputs } });
}

function onlyInput({ graph }: OnnxModel): OnnxValueInfo {
  const stored = new Set(graph.initializers.map(({ name }) => name));
  const fed = graph.inputs.filter(({ name }) => !stored.has(name));
  if (fed.length === 1) return fed[0]!;
  throw new NnError(
    "unsupported-op",
    `A front reads one input: received a model with ${fed.length} (${fed.map(({ name }) => name).join(", ")}), ` +
      "expected one; export the part of the model behind a single input.",
  );
}

const dtypes: Readonly<Record<string, Dtype>> = {
  float32: "float32",
  int32: "int32",
  int64: "int32",
  uint8: "uint8",
};

function inputSpec({ name, type, dims }: OnnxValueInfo, shape?: readonly number[]): TensorSpec {
  const dtype = dtypes[type];
  if (dtype === undefined) {
    throw new NnError(
      "dtype-mismatch",
      `A front cannot be fed: received input "${name}" of ${type}, expected float32, int32, int64 or uint8; ` +
        "export the model with one of these.",
    );
  }
  const own = dims?.slice(1) ?? shape?.map(() => "?") ?? ["?"];
  const isFixed = (sizes: readonly Dim[]): sizes is number[] =>
    sizes.every((size) => typeof size === "number");
  const fits =
    shape?.length === own.length &&
    own.every((dim, at) => typeof dim === "string" || dim === shape[at]);
  if (shape !== undefined && fits) return tensorInput(shape, dtype);
  if (shape === undefined && isFixed(own)) return tensorInput(own, dtype);
  throw new NnError(
    "shape-mismatch",
    `The shape of the front's input "${name}" is not settled: received ` +
      `${shape === undefined ? "none" : `[${shape.join(", ")}]`} for ${dims === undefined ? "no shape" : shapeText(dims)}, ` +
      "expected { shape: [...] } of one example, without the batch, that fits.",
  );
}

function unknownOutput(output: string, values: readonly string[]): NnError {
  return new NnError(
    "invalid-argument",
    `The model has no such value: received output "${output}", expected one of ` +
      `${values.slice(-8).join(", ")} (the last of ${values.length}); name a value that it computes.`,
  );
}
