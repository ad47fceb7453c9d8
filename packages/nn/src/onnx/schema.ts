// The subset of the ONNX model format that this package writes and reads, as types and tables.

/** ONNX element types by name, with their `TensorProto.DataType` numbers (onnx.proto). */
export const elementTypes = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
} as const;

/** An element type that the model files of this package may hold. */
export type ElementType = keyof typeof elementTypes;

/**
 * Operator-set version of every model written: 20 is the first with `Gelu`, and every ONNX
 * Runtime since 1.17 reads it.
 */
export const opset = 20;

/** File-format version that belongs to {@link opset}. */
export const irVersion = 9;

/** Domain of operators that only ONNX Runtime has; inference models never use it. */
export const runtimeDomain = "com.microsoft";

/**
 * Name of the extra output that keeps ONNX Runtime's binding from copying results: the binding
 * copies every fetched tensor into a new JavaScript array, even one it was told to write into,
 * but stops before that at the first output that is not a tensor. A step model therefore declares
 * an empty sequence first; its results are then read from the tensors that were given.
 */
export const barrierOutput = "barrier";

/** Dimension of a declared value: a size, or the name of a size that is known at run time. */
export type OnnxDim = number | string;

/** A stored tensor; `data` is little-endian and row-major. */
export type OnnxTensor = {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly number[];
  readonly data: Uint8Array;
};

/** Value of a node's attribute. Numbers are written by the attribute's declared kind. */
export type OnnxAttribute =
  | { readonly kind: "int"; readonly value: number }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "tensor"; readonly value: OnnxTensor }
  | { readonly kind: "ints"; readonly value: readonly number[] }
  | { readonly kind: "floats"; readonly value: readonly number[] }
  | { readonly kind: "strings"; readonly value: readonly string[] }
  /** An attribute of another type (a graph inside a node): its bytes as they came. */
  | { readonly kind: "opaque"; readonly value: Uint8Array };

/** `AttributeProto.AttributeType` numbers of the attribute kinds in use. */
export const attributeTypes = {
  float: 1,
  int: 2,
  string: 3,
  tensor: 4,
  floats: 6,
  ints: 7,
  strings: 8,
} as const;

/** One operator application. An empty input or output name means that it is left out. */
export type OnnxNode = {
  readonly name: string;
  readonly opType: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
};

/** Declared name, element type and shape of a graph input or output. */
export type OnnxValueInfo = {
  readonly name: string;
  readonly type: ElementType;
  /** Undefined where the shape is not told, not even its rank. */
  readonly dims: readonly OnnxDim[] | undefined;
  /** Whether the value is a sequence of such tensors. */
  readonly sequence?: boolean;
};

/** A model: one graph, its operator sets, and free text about it. */
export type OnnxModel = {
  readonly irVersion: number;
  readonly opsets: Readonly<Record<string, number>>;
  readonly producer: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly graph: {
    readonly name: string;
    readonly nodes: readonly OnnxNode[];
    readonly initializers: readonly OnnxTensor[];
    readonly inputs: readonly OnnxValueInfo[];
    readonly outputs: readonly OnnxValueInfo[];
  };
};

/** Field numbers of the messages in onnx.proto. */
export const fields = {
  model: { irVersion: 1, producerName: 2, graph: 7, opsetImport: 8, metadataProps: 14 },
  opset: { domain: 1, version: 2 },
  entry: { key: 1, value: 2 },
  graph: { node: 1, name: 2, initializer: 5, input: 11, output: 12 },
  node: { input: 1, output: 2, name: 3, opType: 4, attribute: 5, domain: 7 },
  attribute: {
    name: 1,
    float: 2,
    int: 3,
    string: 4,
    tensor: 5,
    floats: 7,
    ints: 8,
    strings: 9,
    type: 20,
  },
  tensor: {
    dims: 1,
    dataType: 2,
    floatData: 4,
    int32Data: 5,
    int64Data: 7,
    name: 8,
    rawData: 9,
    doubleData: 10,
    externalData: 13,
  },
  valueInfo: { name: 1, type: 2 },
  type: { tensorType: 1, sequenceType: 4 },
  sequenceType: { elementType: 1 },
  tensorType: { elementType: 1, shape: 2 },
  shape: { dim: 1 },
  dim: { value: 1, param: 2 },
} as const;
