// Small constructors for the parts of a model, so that lowering reads like the graph it writes.
import type { OnnxAttribute, OnnxTensor } from "./schema.ts";

/** Integer attribute. */
export const int = (value: number): OnnxAttribute => ({ kind: "int", value });
/** Float attribute. */
export const float = (value: number): OnnxAttribute => ({ kind: "float", value });
/** Text attribute. */
export const text = (value: string): OnnxAttribute => ({ kind: "string", value });
/** Integer-list attribute. */
export const ints = (value: readonly number[]): OnnxAttribute => ({ kind: "ints", value });

/** A 32-bit float tensor; the array is kept by reference, not copied. */
export function floatTensor(
  name: string,
  dims: readonly number[],
  values: Float32Array,
): OnnxTensor {
  return { name, type: "float32", dims, data: bytesOf(values) };
}

/** A 64-bit integer tensor, the type that ONNX asks for axes, shapes and indices. */
export function int64Tensor(
  name: string,
  dims: readonly number[],
  values: readonly number[],
): OnnxTensor {
  return { name, type: "int64", dims, data: bytesOf(BigInt64Array.from(values, BigInt)) };
}

/** The bytes of a typed array, as a view. */
export function bytesOf(values: ArrayBufferView): Uint8Array {
  return new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength);
}
