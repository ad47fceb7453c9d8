// The form of a lowering rule, and the writer that it spells ONNX with.
import type { Node } from "../../graph/node.ts";
import type { ElementType, OnnxAttribute } from "../../onnx/schema.ts";
import type { ComputeOpName } from "../vocabulary.ts";

/** Attributes of an ONNX node by name. */
export type Attributes = Readonly<Record<string, OnnxAttribute>>;

/** Where lowering rules write the ONNX nodes that spell an operation. */
export type OnnxWriter = {
  /** Whether operators that only ONNX Runtime has may be used (training steps, never files). */
  readonly allowRuntimeOps: boolean;
  /** Adds a node with one output and gives the name of that output. */
  emit(opType: string, inputs: readonly string[], attributes?: Attributes, domain?: string): string;
  /** Adds a node with several outputs and gives their names. */
  emitMany(
    opType: string,
    inputs: readonly string[],
    count: number,
    attributes?: Attributes,
  ): string[];
  /** A stored float tensor; equal ones are stored once. */
  floats(values: readonly number[], dims: readonly number[]): string;
  /** A stored int64 tensor, by default a vector; equal ones are stored once. */
  integers(values: readonly number[], dims?: readonly number[]): string;
  /** A value converted to another element type. */
  cast(value: string, to: ElementType): string;
};

/** Spells one operation; gives the name of the ONNX value that holds its result. */
export type LoweringRule<K extends ComputeOpName> = (
  writer: OnnxWriter,
  node: Node<K>,
  inputs: readonly string[],
) => string;

/** One lowering rule for each operation of a family. */
export type LoweringRules<Family> = {
  readonly [K in keyof Family & ComputeOpName]: LoweringRule<K>;
};
