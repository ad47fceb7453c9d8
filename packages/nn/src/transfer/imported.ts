// What stands for a value of a foreign model while it is read as a graph, and the refusals of reading.

import { NnError } from "../errors.ts";
import type { Dim } from "../graph/dims.ts";
import type { Node } from "../graph/node.ts";
import type { OnnxNode } from "../onnx/schema.ts";

/** A value: a graph node, or whole numbers known before anything runs (shapes, axes, pads). */
export type Imported =
  | { readonly kind: "node"; readonly node: Node }
  | { readonly kind: "sizes"; readonly sizes: readonly Dim[]; readonly isScalar: boolean };

/** One operator of a foreign model with what reading rules may ask of it. */
export class Call {
  readonly node: OnnxNode;
  /** Version of the standard operator set that the model is written in. */
  readonly opset: number;
  readonly #inputs: readonly (Imported | undefined)[];

  constructor(node: OnnxNode, inputs: readonly (Imported | undefined)[], opset: number) {
    this.node = node;
    this.opset = opset;
    this.#inputs = inputs;
  }

  /** Number of inputs, left-out ones included. */
  get count(): number {
    return this.#inputs.length;
  }

  /** Whether an input is there. */
  has(at: number): boolean {
    return this.#inputs[at] !== undefined;
  }

  /** An input as it is. */
  input(at: number): Imported {
    return this.#inputs[at] ?? this.refuse(`input ${at} is left out`);
  }

  /** An input as a graph node. */
  float(at: number): Node {
    const value = this.input(at);
    return value.kind === "node" ? value.node : this.refuse(`input ${at} is a list of sizes`);
  }

  /** An input as sizes, which may contain the batch's. */
  sizes(at: number): readonly Dim[] {
    const value = this.input(at);
    return value.kind === "sizes"
      ? value.sizes
      : this.refuse(`input ${at} is computed at run time`);
  }

  /** An input as whole numbers. */
  integers(at: number): readonly number[] {
    return this.sizes(at).map((size) =>
      typeof size === "number" ? size : this.refuse(`input ${at} depends on the batch`),
    );
  }

  /** An integer attribute. */
  int(name: string, otherwise: number): number {
    const value = this.node.attributes[name];
    return value?.kind === "int" ? value.value : otherwise;
  }

  /** A list attribute; undefined when absent. */
  ints(name: string): readonly number[] | undefined {
    const value = this.node.attributes[name];
    return value?.kind === "ints" ? value.value : undefined;
  }

  /** A number attribute. */
  number(name: string, otherwise: number): number {
    const value = this.node.attributes[name];
    return value?.kind === "float" ? value.value : otherwise;
  }

  /** A text attribute. */
  text(name: string, otherwise: string): string {
    const value = this.node.attributes[name];
    return value?.kind === "string" ? value.value : otherwise;
  }

  /** Axes given as an input (newer operator sets) or as an attribute. */
  axes(at: number): readonly number[] | undefined {
    return this.has(at) ? this.integers(at) : this.ints("axes");
  }

  /** Says why the operator cannot be trained through. */
  refuse(reason: string): never {
    throw unsupported(this.node, reason);
  }
}

/** Reads one operator; gives its outputs in order. */
export type ImportRule = (call: Call) => Node | Imported | readonly (Node | Imported)[];

/** The refusal of an operator, by type and name. */
export function unsupported(node: OnnxNode, reason: string): NnError {
  const domain = node.domain === "" || node.domain === "ai.onnx" ? "" : `${node.domain}.`;
  return new NnError(
    "unsupported-op",
    `The model cannot be trained through: received operator ${domain}${node.opType} ` +
      `("${node.name || node.outputs[0]}"): ${reason}; expected operators of the support table; ` +
      "use it frozen (features), or take an output before this operator.",
  );
}
