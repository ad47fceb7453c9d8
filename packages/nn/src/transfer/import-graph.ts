// Reads a foreign model as a graph whose stored numbers are parameters.

import { NnError } from "../errors.ts";
import { constant } from "../graph/builder.ts";
import type { Node } from "../graph/node.ts";
import type { BuildContext, ParameterSpec } from "../layers/layer.ts";
import type { OnnxModel, OnnxNode, OnnxTensor } from "../onnx/schema.ts";
import { Call, type Imported, unsupported } from "./imported.ts";
import { importRules } from "./support-table.ts";

/** What is read from a model, and how. */
export type ImportParts = {
  readonly model: OnnxModel;
  /** Name of the value to compute. */
  readonly output: string;
  /** Values of the model's inputs by name. */
  readonly inputs: Readonly<Record<string, Node>>;
  /** The layer that owns the parameters. */
  readonly layer: object;
  readonly trainable: boolean;
  readonly context: BuildContext;
};

/** Writes the part of a model that an output depends on into the network that is being built. */
export function importGraph(parts: ImportParts): Node {
  const { model, inputs, output } = parts;
  const values = new Map<string, Imported>();
  for (const [name, node] of Object.entries(inputs)) values.set(name, { kind: "node", node });
  const needed = neededNodes(model, output);
  const running = runningFigures(needed, model.graph.initializers);
  const stored = new Map(model.graph.initializers.map((tensor) => [tensor.name, tensor]));
  const opset = model.opsets[""] ?? model.opsets["ai.onnx"] ?? 1;
  const read = (name: string): Imported | undefined => {
    if (name === "") return undefined;
    const known = values.get(name);
    if (known !== undefined) return known;
    const tensor = stored.get(name);
    if (tensor === undefined) return undefined;
    const value = storedValue(tensor, parts, running.has(name));
    values.set(name, value);
    return value;
  };
  for (const node of needed) {
    const results = nodeValues(node, node.inputs.map(read), opset);
    for (const [at, result] of results.entries()) {
      const name = node.outputs[at];
      if (name !== undefined && name !== "") {
        values.set(name, "op" in result ? { kind: "node", node: result } : result);
      }
    }
  }
  const result = values.get(output);
  if (result?.kind === "node") return result.node;
  throw new NnError(
    "invalid-argument",
    `The model has no such value: received output "${output}", expected one of ` +
      `${valueNames(model).slice(-8).join(", ")} (the last ones); name a value that it computes.`,
  );
}

/** Names of all values that a model computes, in order. */
export function valueNames(model: OnnxModel): string[] {
  return model.graph.nodes.flatMap(({ outputs }) => outputs.filter((name) => name !== ""));
}

/** The nodes that a value depends on, in the model's order, which makes values before they are used. */
export function neededNodes(model: OnnxModel, output: string): OnnxNode[] {
  const wanted = new Set([output]);
  const needed: OnnxNode[] = [];
  for (const node of model.graph.nodes.toReversed()) {
    if (!node.outputs.some((name) => wanted.has(name))) continue;
    needed.push(node);
    for (const name of node.inputs) wanted.add(name);
  }
  return needed.reverse();
}

function nodeValues(node: OnnxNode, inputs: readonly (Imported | undefined)[], opset: number) {
  const isStandard = node.domain === "" || node.domain === "ai.onnx";
  const value = node.attributes.value;
  if (isStandard && node.opType === "Constant") {
    if (value?.kind === "tensor") return [fixedValue(value.value, node)];
    const { value_int, value_ints, value_float } = node.attributes;
    if (value_int?.kind === "int") return [sizesValue([value_int.value], true)];
    if (value_ints?.kind === "ints") return [sizesValue(value_ints.value, false)];
    if (value_float?.kind === "float") return [constant(value_float.value)];
    throw unsupported(node, "its value has no form that is read");
  }
  const rule = isStandard ? importRules.get(node.opType) : undefined;
  if (rule === undefined) throw unsupported(node, "it is not in the support table");
  try {
    const result = rule(new Call(node, inputs, opset));
    return Array.isArray(result) ? (result as (Node | Imported)[]) : [result as Node | Imported];
  } catch (cause) {
    if (NnError.is(cause) && cause.code === "unsupported-op") throw cause;
    throw unsupported(node, cause instanceof Error ? cause.message : String(cause));
  }
}

/** Stored numbers: vectors and larger are parameters; whole numbers and single ones are fixed. */
function storedValue(tensor: OnnxTensor, parts: ImportParts, isRunning: boolean): Imported {
  if (tensor.type !== "float32" || tensor.dims.length === 0) {
    const value = fixedValue(tensor, undefined);
    return "op" in value ? { kind: "node", node: value } : value;
  }
  const spec: ParameterSpec = {
    name: tensor.name,
    shape: tensor.dims,
    initialize: () => floatsOf(tensor),
    trainable: parts.trainable && !isRunning,
  };
  return { kind: "node", node: parts.context.parameter(parts.layer, spec) };
}

function fixedValue(tensor: OnnxTensor, node: OnnxNode | undefined): Node | Imported {
  const { type, dims, data } = tensor;
  if (type === "float32") return constant([...floatsOf(tensor)], { shape: dims });
  if (type === "int64" || type === "int32") {
    const bytes = new Uint8Array(data).buffer;
    const numbers = type === "int64" ? new BigInt64Array(bytes) : new Int32Array(bytes);
    const list = Array.from(numbers as Int32Array, Number);
    return dims.length <= 1
      ? sizesValue(list, dims.length === 0)
      : constant(list, { shape: dims, dtype: "int32" });
  }
  const holder = node ?? {
    name: tensor.name,
    opType: "initializer",
    domain: "",
    inputs: [],
    outputs: [],
    attributes: {},
  };
  throw unsupported(holder, `its numbers are ${type} [${dims.join(", ")}]`);
}

function sizesValue(sizes: readonly number[], isScalar: boolean): Imported {
  return { kind: "sizes", sizes, isScalar };
}

function floatsOf({ data }: OnnxTensor): Float32Array {
  return new Float32Array(new Uint8Array(data).buffer);
}

/** Means and variances of batch normalisations, spelled as one operator or in parts: never learned by gradients. */
function runningFigures(
  nodes: readonly OnnxNode[],
  tensors: readonly OnnxTensor[],
): ReadonlySet<string> {
  const normalisations = nodes.filter(({ opType }) => opType === "BatchNormalization");
  const named = tensors.filter(({ name }) => /(^|[./])running[-_](mean|var)$/.test(name));
  return new Set([
    ...normalisations.flatMap(({ inputs }) => inputs.slice(3, 5)),
    ...named.map(({ name }) => name),
  ]);
}
