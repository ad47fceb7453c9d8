// Holds the rewritten pooled convolution to plain pooling: values, gradients, ties, and where it keeps away.
import { expect, test } from "vitest";
import { gradients } from "../src/autodiff/gradients.ts";
import { input, mul, reduceSum } from "../src/graph/builder.ts";
import { createNode } from "../src/graph/create.ts";
import { conv, maxPool } from "../src/graph/spatial.ts";
import { randomStream } from "../src/random.ts";
import { interpret } from "../src/runtime/reference.ts";
import { expectClose, runOnnx } from "./numeric.ts";

const random = randomStream(3, "pooled-convolution");
const draw = (shape: number[], seed: number, grain = 0) => {
  const count = shape.reduce((product, size) => product * size, 1);
  const data = Float64Array.from({ length: count }, (_, at) => {
    const value = random.normal(1000 * seed + at);
    return grain === 0 ? value : Math.round(value / grain) * grain;
  });
  return { shape, data };
};

const plainConv = {
  strides: [1, 1],
  padBefore: [1, 0],
  padAfter: [0, 1],
  dilations: [1, 1],
  groups: 1,
};
const pool = {
  strides: [2, 3],
  padBefore: [0, 0],
  padAfter: [0, 0],
  dilations: [1, 1],
  size: [2, 3],
};

/** Both spellings of maxPool(conv(x, w)), with the gradients of a weighted sum. */
function spellings(convParams = plainConv) {
  const x = input("x", [2, 1, 8, 11]);
  const w = input("w", [4, 1, 3, 2]);
  const product = conv(x, w, convParams);
  const slope = input("slope", [2, 4, 3, 3]);
  const withGradients = (result: typeof product) => [
    result,
    ...gradients(reduceSum(mul(result, slope)), [x, w]),
  ];
  const rewritten = maxPool(product, pool);
  const plain = createNode("maxPool", [product], pool);
  return { x, w, slope, rewritten: withGradients(rewritten), plain: withGradients(plain) };
}

test.each([
  ["drawn numbers", 0],
  ["coarse numbers with many ties", 1],
])("[NN4] pooled convolution of %s equals plain pooling, gradients too", async (_, grain) => {
  const { x, w, slope, rewritten, plain } = spellings();
  expect(rewritten[0]!.op).toBe("reshape");
  const feeds = {
    x: draw([2, 1, 8, 11], 1, grain),
    w: draw([4, 1, 3, 2], 2, grain),
    slope: draw([2, 4, 3, 3], 3),
  };
  const expected = interpret(plain as never, feeds);
  const meant = interpret(rewritten as never, feeds);
  const run = await runOnnx(rewritten as never, [x, w, slope], feeds);
  for (const [at, value] of expected.entries()) {
    expectClose(meant[at]!, value, 1e-9);
    expectClose(run[at]!, value, 1e-5);
  }
});

test("strided, dilated and wide convolutions and overlapping windows are pooled plainly", () => {
  const x = input("x", [2, 1, 9, 9]);
  const w = input("w", [4, 1, 3, 3]);
  const square = { ...pool, size: [2, 2], strides: [2, 2] };
  const by = (changes: object) =>
    conv(x, w, { ...plainConv, padBefore: [0, 0], padAfter: [0, 0], ...changes });
  expect(maxPool(by({ strides: [2, 2] }), square).op).toBe("maxPool");
  expect(maxPool(by({ dilations: [2, 2] }), square).op).toBe("maxPool");
  expect(maxPool(by({}), { ...square, strides: [1, 1] }).op).toBe("maxPool");
  expect(maxPool(by({}), { ...square, padAfter: [1, 1] }).op).toBe("maxPool");
  const channels = conv(input("deep", [2, 3, 9, 9]), input("v", [4, 3, 3, 3]), {
    ...plainConv,
    padBefore: [0, 0],
    padAfter: [0, 0],
  });
  expect(maxPool(channels, square).op).toBe("maxPool");
  expect(maxPool(by({}), square).op).toBe("reshape");
});
