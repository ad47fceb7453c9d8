// Fixed inputs and comparisons that the numeric suites share.
import { expect } from "vitest";
import { input } from "../src/graph/builder.ts";
import type { Node } from "../src/graph/node.ts";
import { lowerGraph } from "../src/onnx/lower.ts";
import type { ReferenceValue } from "../src/ops/reference/rule.ts";
import { randomStream } from "../src/random.ts";
import { openSession, type RuntimeTensor, runtimeTensor } from "../src/runtime/session.ts";
import type { CaseInput } from "./op-cases.ts";

/** A case's inputs as nodes and as values, the same at every call. */
export function materialise(inputs: readonly CaseInput[], seed = 1) {
  const nodes = inputs.map((spec, at) => input(`in${at}`, spec.shape, spec.dtype));
  const feeds: Record<string, ReferenceValue> = {};
  for (const [at, spec] of inputs.entries()) {
    const sizes = spec.sizes ?? spec.shape.map(Number);
    const random = randomStream(seed, "case", at);
    const { low = -1, high = 1 } = spec;
    const size = sizes.reduce((product, dim) => product * dim, 1);
    const drawn = (_: unknown, k: number) => Math.fround(low + (high - low) * random.uniform(k));
    const data = Float64Array.from(spec.values ?? Array.from({ length: size }, drawn));
    feeds[`in${at}`] = { shape: sizes, data };
  }
  return { nodes, feeds };
}

/** Runs nodes on ONNX Runtime with values fed in their declared element types. */
export async function runOnnx(
  outputs: readonly Node[],
  nodes: readonly Node[],
  feeds: Readonly<Record<string, ReferenceValue>>,
): Promise<ReferenceValue[]> {
  const named = Object.fromEntries(outputs.map((node, at) => [`out${at}`, node]));
  const session = await openSession(lowerGraph({ outputs: named }), { threads: 1 });
  const fed: Record<string, RuntimeTensor> = {};
  for (const node of nodes) {
    const { name } = (node as Node<"input">).params;
    const { data, shape } = feeds[name]!;
    const typed = node.dtype === "int32" ? Int32Array.from(data) : Float32Array.from(data);
    fed[name] = runtimeTensor(node.dtype, typed, shape);
  }
  const used = Object.fromEntries(session.inputNames.map((name) => [name, fed[name]!]));
  const results = await session.run(used, Object.keys(named));
  await session.close();
  return Object.keys(named).map((name) => {
    const { dims, data } = results[name]!;
    return { shape: dims, data: Float64Array.from(data, Number) };
  });
}

/** Expects two values to agree in shape, and within a tolerance relative to the larger of 1. */
export function expectClose(
  actual: ReferenceValue,
  expected: ReferenceValue,
  tolerance: number,
): void {
  expect(actual.shape).toEqual(expected.shape);
  let worst = 0;
  for (const [at, value] of expected.data.entries()) {
    const difference = Math.abs(actual.data[at]! - value) / Math.max(1, Math.abs(value));
    worst = Math.max(worst, Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference);
  }
  expect(worst).toBeLessThan(tolerance);
}
