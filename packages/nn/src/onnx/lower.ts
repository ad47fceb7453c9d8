// Writes a graph as one ONNX model, operation by operation, with the lowering table.
import { type Node, topologicalOrder } from "../graph/node.ts";
import type { LoweringRule, OnnxWriter } from "../ops/lowering/rule.ts";
import { loweringRules } from "../ops/lowering.ts";
import type { ComputeOpName } from "../ops/vocabulary.ts";
import { floatTensor, int, int64Tensor } from "./build.ts";
import {
  barrierOutput,
  elementTypes,
  irVersion,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValueInfo,
  opset,
  runtimeDomain,
} from "./schema.ts";
import type { StoredParameter } from "./stored.ts";

/** What to write beside the nodes themselves. */
export type LowerOptions = {
  /** Results to give out, by name. */
  readonly outputs: Readonly<Record<string, Node>>;
  /** Inputs that become stored tensors instead of being fed, by input name. */
  readonly initializers?: ReadonlyMap<string, StoredParameter>;
  /** Free text about the model. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Whether operators that only ONNX Runtime has may be used; false for files. */
  readonly allowRuntimeOps?: boolean;
  /** Whether to declare the barrier output of `runtime/session.ts` before all others. */
  readonly barrier?: boolean;
};

/** Lowers a graph to a model; the same graph always gives the same model. */
export function lowerGraph(options: LowerOptions): OnnxModel {
  const { outputs, initializers = new Map<string, StoredParameter>(), metadata = {} } = options;
  const writer = new ModelWriter(options.allowRuntimeOps ?? false);
  const names = new Map<Node, string>();
  const inputs: OnnxValueInfo[] = [];
  for (const node of topologicalOrder(Object.values(outputs))) {
    if (node.op === "input") {
      const { name, shape, dtype } = (node as Node<"input">).params;
      const stored = initializers.get(name);
      names.set(node, stored === undefined ? name : writer.load(stored));
      if (stored === undefined) inputs.push({ name, type: dtype, dims: shape });
      continue;
    }
    const rule = loweringRules[node.op as ComputeOpName] as LoweringRule<ComputeOpName>;
    const operands = node.inputs.map((input) => names.get(input)!);
    names.set(node, rule(writer, node as Node<ComputeOpName>, operands));
  }
  const declared = Object.entries(outputs).map(([name, node]): OnnxValueInfo => {
    writer.name(name, names.get(node)!);
    return { name, type: node.dtype, dims: node.shape };
  });
  if (options.barrier === true) declared.unshift(writer.barrier());
  return {
    irVersion,
    opsets: writer.opsets(),
    producer: "heed-nn",
    metadata,
    graph: { ...writer.finish(), name: "graph", inputs, outputs: declared },
  };
}

class ModelWriter implements OnnxWriter {
  readonly allowRuntimeOps: boolean;
  readonly #nodes: OnnxNode[] = [];
  readonly #tensors = new Map<string, OnnxTensor>();
  readonly #renamed = new Map<string, string>();
  #count = 0;

  constructor(allowRuntimeOps: boolean) {
    this.allowRuntimeOps = allowRuntimeOps;
  }

  emit(
    opType: string,
    inputs: readonly string[],
    attributes: OnnxNode["attributes"] = {},
    domain = "",
  ): string {
    const output = `%${this.#count++}`;
    this.#nodes.push({ name: output, opType, domain, inputs, outputs: [output], attributes });
    return output;
  }

  emitMany(
    opType: string,
    inputs: readonly string[],
    count: number,
    attributes: OnnxNode["attributes"] = {},
  ): string[] {
    const outputs = Array.from({ length: count }, () => `%${this.#count++}`);
    this.#nodes.push({ name: outputs[0]!, opType, domain: "", inputs, outputs, attributes });
    return outputs;
  }

  /** Gives a result an output name: the node that makes it takes the name when it can. */
  name(output: string, value: string): void {
    if (value.startsWith("%") && !this.#renamed.has(value)) this.#renamed.set(value, output);
    else {
      const copy = this.emit("Identity", [value]);
      this.#renamed.set(copy, output);
    }
  }

  /** An empty sequence under the name that stops copies. */
  barrier(): OnnxValueInfo {
    this.#renamed.set(this.emit("SequenceEmpty", []), barrierOutput);
    return { name: barrierOutput, type: "float32", dims: [], sequence: true };
  }

  floats(values: readonly number[], dims: readonly number[]): string {
    const name = `f${dims.join("x")}:${values.join(",")}`;
    return this.#constant(name, (id) => floatTensor(id, dims, Float32Array.from(values)));
  }

  integers(values: readonly number[], dims: readonly number[] = [values.length]): string {
    const name = `i${dims.join("x")}:${values.join(",")}`;
    return this.#constant(name, (id) => int64Tensor(id, dims, values));
  }

  cast(value: string, to: keyof typeof elementTypes): string {
    return this.emit("Cast", [value], { to: int(elementTypes[to]) });
  }

  /** The name under which a stored parameter is read; the runtime unpacks it when loading. */
  load({ tensor, scale }: StoredParameter): string {
    this.#tensors.set(`named:${tensor.name}`, tensor);
    if (scale === undefined) return tensor.name;
    this.#tensors.set(`named:${scale.name}`, scale);
    return this.emit("Mul", [this.cast(tensor.name, "float32"), scale.name]);
  }

  opsets(): Record<string, number> {
    const usesRuntime = this.#nodes.some((node) => node.domain === runtimeDomain);
    return usesRuntime ? { "": opset, [runtimeDomain]: 1 } : { "": opset };
  }

  finish(): { nodes: OnnxNode[]; initializers: OnnxTensor[] } {
    const rename = (name: string) => this.#renamed.get(name) ?? name;
    const nodes = this.#nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map(rename),
      outputs: node.outputs.map(rename),
    }));
    return { nodes, initializers: [...this.#tensors.values()] };
  }

  #constant(key: string, make: (name: string) => OnnxTensor): string {
    const known = this.#tensors.get(key);
    if (known !== undefined) return known.name;
    const tensor = make(`$${this.#tensors.size}`);
    this.#tensors.set(key, tensor);
    return tensor.name;
  }
}
