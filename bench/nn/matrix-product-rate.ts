// How fast this machine multiplies matrices at best, as a measure for what a training step makes of it.
import { performance } from "node:perf_hooks";
import { graph } from "../../packages/nn/src/index.ts";
import { lowerGraph } from "../../packages/nn/src/onnx/lower.ts";
import { openSession, runtimeTensor } from "../../packages/nn/src/runtime/session.ts";

/** Multiplications and additions a second in a product of 1024 x 1024 matrices, the best of 20. */
export async function matrixProductRate(threads: number): Promise<number> {
  const size = 1024;
  const [a, b] = ["a", "b"].map((name) => graph.input(name, [size, size]));
  const product = graph.matmul(a!, b!);
  const session = await openSession(lowerGraph({ outputs: { product }, barrier: true }), {
    threads,
  });
  const matrix = () =>
    runtimeTensor("float32", new Float32Array(size * size).fill(0.5), [size, size]);
  const feeds = { a: matrix(), b: matrix() };
  const targets = { product: matrix() };
  let quickest = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 20; turn += 1) {
    const start = performance.now();
    await session.runInto(feeds, targets);
    quickest = Math.min(quickest, performance.now() - start);
  }
  await session.close();
  return (2 * size ** 3) / (quickest / 1000);
}
