// Transfer: a model trained elsewhere as the front of a network, trainable where its operators allow.
import {
  type ColumnsOrOne,
  namedColumns,
  type TensorColumn,
  tensorColumn,
} from "../data/dataset.ts";
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
  type Value,
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
  /**
   * Shape of one example, where the model leaves more than the batch open: one for every such input, such as the
   * length of a text, or one for each by name.
   */
  readonly shape?: readonly number[] | Readonly<Record<string, readonly number[]>>;
  /** Whether training changes the model's own numbers where it can; true by default. */
  readonly trainable?: boolean;
  /** Name of the front in the network; "front" by default. */
  readonly name?: string;
};

/** A model opened as a front. */
export type Front = {
  /** What one example brings to each input of the model; ids of 64 bits are given as int32. */
  readonly inputs: Readonly<Record<string, TensorSpec>>;
  /** Names of all values that the model computes, in order. */
  readonly values: readonly string[];
  /** The operator that cannot be trained through, in words; undefined when all can. */
  readonly frozenBy: string | undefined;
  /**
   * The model as a layer: its stored numbers are parameters, learned with the rest, or kept when opened with
   * `trainable: false`. Throws `unsupported-op`, naming the operator, when one cannot be trained through.
   */
  layer(): FrontLayer;
  /** The model's results for all examples, to train a network on; works for every model. Several inputs come by name. */
  features(inputs: ColumnsOrOne, options?: PredictOptions & RuntimeOptions): Promise<TensorColumn>;
};

/** A front in a network: one value in `sequential`, or the values of several inputs by name in `network`. */
export type FrontLayer = Omit<Layer, "apply"> & {
  apply(values: Value | Readonly<Record<string, Value>>, context: BuildContext): Node;
};

/**
 * Opens an `.onnx` model, from a path or from its bytes. Throws `malformed-model` when the file is cut off or no
 * ONNX model, `invalid-argument` for an output that it does not compute, `shape-mismatch` where its inputs' shapes are not settled.
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
  const fed = fedInputs(model);
  const inputs = Object.fromEntries(fed.map((one) => [one.name, inputSpec(one, options.shape)]));
  const { trainable = true, name = "front" } = options;
  const build = (values: Readonly<Record<string, Node>>, layer: object, context: BuildContext) =>
    importGraph({ model, output, inputs: values, layer, trainable, context });
  const refusal = refusalOf(() => {
    const probe = Object.entries(inputs).map(([own, { shape, dtype }]) => [
      own,
      input(own, [batchDim, ...shape], dtype),
    ]);
    build(Object.fromEntries(probe), { kind: "front", name }, new GraphBuild(true));
  });
  return {
    inputs,
    values,
    frozenBy: refusal?.message,
    layer() {
      if (refusal !== undefined) throw refusal;
      const [only, ...others] = Object.values(inputs);
      const layer: FrontLayer = {
        kind: "front",
        name,
        ...(only === undefined || others.length > 0 ? {} : { input: only }),
        apply: (values, context) => build(named(values, Object.keys(inputs)), layer, context),
      };
      return noted(layer);
    },
    async features(columns, how = {}) {
      const { threads } = how;
      const cut = options.output === undefined ? bytes : cutAt(model, output);
      const session = await openSession(cut, threads === undefined ? {} : { threads });
      try {
        const maker = new FeedMaker({ inputs });
        const wide = fed.filter(({ type }) => type === "int64");
        const feeds = (examples: Examples): Feeds => {
          const narrow = maker.forUse(examples);
          const widened = wide.map(({ name: own }) => [own, wideTensor(narrow[own]!)]);
          return { ...narrow, ...Object.fromEntries(widened) };
        };
        const parts = { session, outputs: [output], feeds };
        const byName = namedColumns(columns, fed[0]!.name);
        const { data, shape } = onlyPrediction(await predictAll(parts, byName, how));
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

/** The model's inputs, without stored numbers that old exporters list among them. */
function fedInputs({ graph }: OnnxModel): OnnxValueInfo[] {
  const stored = new Set(graph.initializers.map(({ name }) => name));
  const fed = graph.inputs.filter(({ name }) => !stored.has(name));
  if (fed.length > 0) return fed;
  throw new NnError(
    "malformed-model",
    "The model reads nothing: received a graph without inputs, expected one at least; export it with its inputs.",
  );
}

/** What a front is given, by the names of the model's inputs. */
function named(
  given: Value | Readonly<Record<string, Value>>,
  names: readonly string[],
): Readonly<Record<string, Node>> {
  const isOne = "op" in given && typeof given.op === "string";
  const isBag = "kind" in given && given.kind === "bag";
  if ((isOne || isBag) && names.length === 1)
    return { [names[0]!]: expectTensor(given as Value, "front") };
  const values = isOne || isBag ? {} : (given as Readonly<Record<string, Value>>);
  const missing = names.filter((name) => values[name] === undefined);
  if (missing.length > 0) {
    const received =
      isOne || isBag ? "a single value" : `values for ${Object.keys(values).join(", ") || "none"}`;
    throw new NnError(
      "invalid-argument",
      `A front with several inputs is given each by name: received ${received}, expected ${names.join(", ")}; ` +
        "compose it with network({ inputs: front.inputs, build: (values, context) => front.layer().apply(values, context) }).",
    );
  }
  return Object.fromEntries(names.map((name) => [name, expectTensor(values[name]!, "front")]));
}

type Named = Readonly<Record<string, readonly number[]>> | undefined;

const dtypes: Readonly<Record<string, Dtype>> = {
  float32: "float32",
  int32: "int32",
  int64: "int32",
  uint8: "uint8",
};

function inputSpec({ name, type, dims }: OnnxValueInfo, shapes: FrontOptions["shape"]): TensorSpec {
  const dtype = dtypes[type];
  if (dtype === undefined) {
    throw new NnError(
      "dtype-mismatch",
      `A front cannot be fed: received input "${name}" of ${type}, expected float32, int32, int64 or uint8; ` +
        "export the model with one of these.",
    );
  }
  const isFixed = (sizes: readonly Dim[]): sizes is number[] =>
    sizes.every((size) => typeof size === "number");
  const isSettled = dims !== undefined && isFixed(dims.slice(1));
  const forAll = Array.isArray(shapes) ? (shapes as readonly number[]) : undefined;
  const shape = forAll === undefined ? (shapes as Named)?.[name] : isSettled ? undefined : forAll;
  const own = dims?.slice(1) ?? shape?.map(() => "?") ?? ["?"];
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
