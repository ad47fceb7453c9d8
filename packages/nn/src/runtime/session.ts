// The only door to onnxruntime-node: opens models as sessions and runs them without copies.
import { InferenceSession, type OnnxValue, Tensor } from "onnxruntime-node";
import { NnError } from "../errors.ts";
import { encodeModel } from "../onnx/encode.ts";
import { barrierOutput, type OnnxModel } from "../onnx/schema.ts";

/** Arrays that hold tensor elements; booleans and bytes are `Uint8Array`. */
export type TensorData = Float32Array | Int32Array | Uint8Array;

/** Element types of fed and fetched tensors. */
export type TensorType = "float32" | "int32" | "uint8" | "bool";

/** A tensor that ONNX Runtime reads from and writes to in place. */
export type RuntimeTensor = {
  readonly data: TensorData;
  readonly dims: readonly number[];
  readonly type: TensorType;
};

/** How a session is run. */
export type RuntimeOptions = {
  /** Threads inside one operation; ONNX Runtime's own choice (physical cores) by default. */
  readonly threads?: number;
  /**
   * Whether weights are stored in the model, so that ONNX Runtime may rearrange them; in training
   * steps they are fed, and rearranging would only move activations to and fro.
   */
  readonly storedWeights?: boolean;
};

/** Makes a tensor over an array; the array is used as it is, not copied. */
export function runtimeTensor(
  type: TensorType,
  data: TensorData,
  dims: readonly number[],
): RuntimeTensor {
  return new Tensor(type as "float32", data as Float32Array, dims) as unknown as RuntimeTensor;
}

/** The same whole numbers in 64 bits, as models of others often take their ids. */
export function wideTensor({ data, dims }: RuntimeTensor): RuntimeTensor {
  const wide = BigInt64Array.from(data as Int32Array, BigInt);
  return new Tensor("int64", wide, dims) as unknown as RuntimeTensor;
}

/** A model opened on ONNX Runtime's CPU provider. */
export type RuntimeSession = {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** Runs the model and gives fresh tensors for the named outputs. */
  run(
    feeds: Readonly<Record<string, RuntimeTensor>>,
    outputs: readonly string[],
  ): Promise<Record<string, RuntimeTensor>>;
  /** Runs the model and writes into the given tensors; their shapes must be exact. */
  runInto(
    feeds: Readonly<Record<string, RuntimeTensor>>,
    targets: Readonly<Record<string, RuntimeTensor>>,
  ): Promise<void>;
  /** Frees the native session. */
  close(): Promise<void>;
};

// The words with which the binding declines to convert the barrier output.
const barrierMessage = "Non tensor type is temporarily not supported.";

/** Opens a model given as a description or as the bytes of an `.onnx` file. */
export async function openSession(
  model: OnnxModel | Uint8Array,
  options: RuntimeOptions = {},
): Promise<RuntimeSession> {
  const bytes = model instanceof Uint8Array ? model : encodeModel(model);
  const session = await refusing("open", () =>
    InferenceSession.create(bytes, {
      executionProviders: ["cpu"],
      executionMode: "sequential",
      graphOptimizationLevel: (options.storedWeights ?? true) ? "all" : "extended",
      enableCpuMemArena: true,
      enableMemPattern: true,
      logSeverityLevel: 3,
      ...(options.threads === undefined ? {} : { intraOpNumThreads: options.threads }),
    }),
  );
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames.filter((name) => name !== barrierOutput),
    run: (feeds, outputs) =>
      refusing("run", async () => {
        const fetched = await session.run(asFeeds(feeds), [...outputs]);
        return fetched as unknown as Record<string, RuntimeTensor>;
      }),
    runInto: (feeds, targets) => runInto(session, feeds, targets),
    close: () => session.release(),
  };
}

async function runInto(
  session: InferenceSession,
  feeds: Readonly<Record<string, RuntimeTensor>>,
  targets: Readonly<Record<string, RuntimeTensor>>,
): Promise<void> {
  const fetches: Record<string, OnnxValue | null> = {};
  if (session.outputNames.includes(barrierOutput)) fetches[barrierOutput] = null;
  Object.assign(fetches, targets);
  let copies: Record<string, RuntimeTensor>;
  try {
    copies = (await session.run(asFeeds(feeds), fetches)) as unknown as typeof copies;
  } catch (cause) {
    if (cause instanceof Error && cause.message === barrierMessage) return;
    throw failed("run", cause);
  }
  for (const [name, target] of Object.entries(targets)) {
    const copy = copies[name]!;
    if (copy.data !== target.data) target.data.set(copy.data);
  }
}

function asFeeds(feeds: Readonly<Record<string, RuntimeTensor>>): InferenceSession.FeedsType {
  return feeds as unknown as InferenceSession.FeedsType;
}

async function refusing<T>(what: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    throw failed(what, cause);
  }
}

function failed(what: string, cause: unknown): NnError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new NnError(
    "session-failed",
    `ONNX Runtime could not ${what} the model: ${reason} ` +
      "Check that the model file is whole and that inputs have their declared shapes.",
    { cause },
  );
}
