// One or more examples of every operation; a new operation without a row here does not compile.

import * as g from "../src/graph/builder.ts";
import type { Shape } from "../src/graph/dims.ts";
import type { Dtype, Node } from "../src/graph/node.ts";
import {
  avgPool,
  conv,
  convInputGradient,
  convWeightGradient,
  maxPool,
  maxPoolGradient,
} from "../src/graph/spatial.ts";
import type { ComputeOpName } from "../src/ops/vocabulary.ts";

/** An input of a case: declared shape, sizes in this case, and where its values come from. */
export type CaseInput = {
  readonly shape: Shape;
  readonly sizes?: readonly number[];
  readonly dtype?: Dtype;
  /** Values; drawn from a fixed stream between `low` and `high` when absent. */
  readonly values?: readonly number[];
  readonly low?: number;
  readonly high?: number;
};

/** An operation applied to some inputs. */
export type OpCase = {
  readonly inputs: readonly CaseInput[];
  readonly build: (...inputs: Node[]) => Node;
};

const x: CaseInput = { shape: ["n", 3], sizes: [2, 3] };
const row: CaseInput = { shape: [3] };
const column: CaseInput = { shape: ["n", 1], sizes: [2, 1] };
const positive: CaseInput = { ...x, low: 0.5, high: 2 };
const cube: CaseInput = { shape: ["n", 3, 4], sizes: [2, 3, 4] };
const ids: CaseInput = { shape: ["k"], sizes: [4], dtype: "int32", values: [2, 0, 2, 1] };
const table: CaseInput = { shape: [3, 2] };

const unary = (build: (x: Node) => Node, input: CaseInput = x): OpCase[] => [
  { inputs: [input], build: (a) => build(a!) },
];
const binary = (build: (a: Node, b: Node) => Node, second: Partial<CaseInput> = {}): OpCase[] => [
  { inputs: [x, { ...x, ...second }], build: (a, b) => build(a!, b!) },
  { inputs: [x, { ...row, ...second }], build: (a, b) => build(a!, b!) },
  { inputs: [{ ...column }, { ...row, ...second }], build: (a, b) => build(a!, b!) },
];

const image: CaseInput = { shape: ["n", 2, 5, 6], sizes: [2, 2, 5, 6] };
const signal: CaseInput = { shape: ["n", 4, 9], sizes: [2, 4, 9] };
const plain = {
  strides: [1, 1],
  padBefore: [0, 0],
  padAfter: [0, 0],
  dilations: [1, 1],
  groups: 1,
  size: [2, 2],
};
const convolutions = [
  { x: image, w: { shape: [3, 2, 3, 2] }, params: plain },
  { x: image, w: { shape: [3, 2, 2, 2] }, params: { ...plain, strides: [2, 3] } },
  {
    x: image,
    w: { shape: [3, 2, 3, 3] },
    params: { ...plain, strides: [2, 2], padBefore: [1, 0], padAfter: [1, 2] },
  },
  { x: image, w: { shape: [3, 2, 2, 3] }, params: { ...plain, dilations: [3, 2] } },
  {
    x: signal,
    w: { shape: [6, 2, 3] },
    params: { strides: [2], padBefore: [1], padAfter: [2], dilations: [2], groups: 2, size: [3] },
  },
  {
    x: signal,
    w: { shape: [4, 1, 2] },
    params: { strides: [1], padBefore: [0], padAfter: [1], dilations: [1], groups: 4, size: [2] },
  },
];
const wide: CaseInput = { shape: ["n", 6, 5, 6], sizes: [2, 6, 5, 6] };
const manyTaps = [
  { x: wide, w: { shape: [2, 6, 3, 2] }, params: plain },
  {
    x: wide,
    w: { shape: [2, 6, 3, 3] },
    params: { ...plain, strides: [2, 2], padBefore: [1, 0], padAfter: [1, 2] },
  },
  { x: wide, w: { shape: [3, 6, 2, 3] }, params: { ...plain, dilations: [3, 2] } },
];
const deep: CaseInput = { shape: ["n", 16, 4, 5], sizes: [1, 16, 4, 5], low: -0.3, high: 0.3 };
const manyChannels = [
  { x: deep, w: { shape: [2, 16, 2, 2], low: -0.3, high: 0.3 }, params: plain },
  {
    x: deep,
    w: { shape: [2, 16, 2, 3], low: -0.3, high: 0.3 },
    params: { ...plain, strides: [2, 1], padBefore: [1, 0], padAfter: [1, 2], dilations: [1, 2] },
  },
];
/** Whole numbers from 0 to 2, so that most windows have several greatest places. */
const ties = Array.from({ length: 2 * 2 * 5 * 6 }, (_, at) => (at * 7) % 3);
const pools = [
  { x: image, params: { ...plain, strides: [2, 2] } },
  { x: image, params: { ...plain, size: [3, 2], padBefore: [1, 1], padAfter: [1, 0] } },
  {
    x: signal,
    params: { strides: [2], padBefore: [1], padAfter: [0], dilations: [1], groups: 1, size: [3] },
  },
  {
    x: signal,
    params: { strides: [3], padBefore: [0], padAfter: [0], dilations: [1], groups: 1, size: [3] },
  },
  { x: image, params: { ...plain, strides: [3, 2], size: [3, 2] } },
  {
    x: { shape: ["n", 2, 16], sizes: [1, 2, 16] },
    params: { strides: [2], padBefore: [0], padAfter: [0], dilations: [1], groups: 1, size: [2] },
  },
];
const overConvolutions = (build: (x: Node, w: Node, y: Node, params: typeof plain) => Node) =>
  [...convolutions, ...manyTaps, ...manyChannels].map(
    ({ x, w, params }): OpCase => ({
      inputs: [x, w],
      build: (a, b) => build(a!, b!, conv(a!, b!, params), params),
    }),
  );
const tiedPools = [
  { x: { ...image, values: ties }, params: { ...plain, strides: [2, 2] } },
  { x: { ...image, values: ties }, params: { ...plain, strides: [2, 2], size: [3, 3] } },
];
const overPools = (build: (x: Node, params: typeof plain) => Node, over = pools) =>
  over.map(({ x, params }): OpCase => ({ inputs: [x], build: (a) => build(a!, params) }));

/** Every operation with at least one case. */
export const opCases: { readonly [K in ComputeOpName]: readonly OpCase[] } = {
  constant: [
    { inputs: [row], build: (a) => g.mul(a!, g.constant([1, -2, 3])) },
    {
      inputs: [row],
      build: (a) => g.mul(a!, g.cast(g.constant(2, { dtype: "int32" }), "float32")),
    },
  ],
  neg: unary(g.neg),
  abs: unary(g.abs),
  sign: unary(g.sign),
  exp: unary(g.exp),
  log: unary(g.log, positive),
  sqrt: unary(g.sqrt, positive),
  tanh: unary(g.tanh),
  sigmoid: unary(g.sigmoid),
  softplus: unary(g.softplus),
  relu: unary(g.relu),
  erf: unary(g.erf),
  gelu: unary(g.gelu),
  add: binary(g.add),
  sub: binary(g.sub),
  mul: binary(g.mul),
  div: binary(g.div, { low: 0.5, high: 2 }),
  max: binary(g.max),
  min: binary(g.min),
  equal: binary(g.equal),
  less: binary(g.less),
  greater: binary(g.greater),
  where: [
    { inputs: [x, x, row], build: (a, b, c) => g.where(g.less(a!, 0), b!, c!) },
    { inputs: [column, row, x], build: (a, b, c) => g.where(g.greater(a!, 0), b!, c!) },
  ],
  cast: [
    { inputs: [x], build: (a) => g.cast(g.less(a!, 0.2), "float32") },
    { inputs: [ids], build: (a) => g.cast(a!, "float32") },
    { inputs: [{ ...x, low: 0, high: 9 }], build: (a) => g.cast(a!, "int32") },
  ],
  stopGradient: unary((a) => g.mul(a, g.stopGradient(a))),
  reduceSum: [
    { inputs: [cube], build: (a) => g.reduceSum(a!) },
    { inputs: [cube], build: (a) => g.reduceSum(a!, { axes: [1] }) },
    { inputs: [cube], build: (a) => g.reduceSum(a!, { axes: [0, 2], keepDims: true }) },
  ],
  reduceMean: [
    { inputs: [cube], build: (a) => g.reduceMean(a!) },
    { inputs: [cube], build: (a) => g.reduceMean(a!, { axes: [-1], keepDims: true }) },
  ],
  reduceMax: [
    { inputs: [cube], build: (a) => g.reduceMax(a!, { axes: [1] }) },
    { inputs: [{ ...x, values: [1, 2, 2, 3, 0, 3] }], build: (a) => g.reduceMax(a!) },
  ],
  argMax: [
    { inputs: [cube], build: (a) => g.argMax(a!) },
    { inputs: [{ ...x, values: [1, 2, 2, 3, 0, 3] }], build: (a) => g.argMax(a!, 1) },
  ],
  reshape: [
    { inputs: [cube], build: (a) => g.reshape(a!, ["n", 12]) },
    { inputs: [cube], build: (a) => g.reshape(a!, [-1, 4]) },
  ],
  reshapeLike: [{ inputs: [cube, cube], build: (a, b) => g.reshapeLike(g.reshape(a!, [-1]), b!) }],
  transpose: [
    { inputs: [cube], build: (a) => g.transpose(a!) },
    { inputs: [cube], build: (a) => g.transpose(a!, [2, 0, 1]) },
  ],
  expandLike: [
    { inputs: [column, x], build: (a, b) => g.expandLike(a!, b!) },
    { inputs: [row, cube], build: (a, b) => g.expandLike(g.slice(a!, 0, 0, 1), b!) },
  ],
  concat: [{ inputs: [x, x, column], build: (a, b, c) => g.concat([a!, b!, c!], 1) }],
  slice: [
    { inputs: [cube], build: (a) => g.slice(a!, 1, 1) },
    { inputs: [cube], build: (a) => g.slice(a!, 2, 0, 3) },
  ],
  pad: [{ inputs: [cube], build: (a) => g.pad(a!, [0, 1, 0], [0, 0, 2]) }],
  dimSize: [{ inputs: [x], build: (a) => g.mul(a!, g.dimSize(a!, 0)) }],
  matmul: [
    { inputs: [x, { shape: [3, 2] }], build: (a, b) => g.matmul(a!, b!) },
    { inputs: [x, { shape: [2, 3] }], build: (a, b) => g.matmul(a!, b!, { transposeB: true }) },
    { inputs: [{ shape: [3, 2] }, table], build: (a, b) => g.matmul(a!, b!, { transposeA: true }) },
    {
      inputs: [{ shape: [3, 2] }, { shape: [4, 3] }],
      build: (a, b) => g.matmul(a!, b!, { transposeA: true, transposeB: true }),
    },
    { inputs: [cube, { shape: [4, 2] }], build: (a, b) => g.matmul(a!, b!) },
    { inputs: [cube, { shape: [2, 4] }], build: (a, b) => g.matmul(a!, b!, { transposeB: true }) },
    { inputs: [cube, cube], build: (a, b) => g.matmul(a!, b!, { transposeB: true }) },
    { inputs: [cube, cube], build: (a, b) => g.matmul(a!, b!, { transposeA: true }) },
  ],
  softmax: [
    { inputs: [cube], build: (a) => g.softmax(a!) },
    { inputs: [cube], build: (a) => g.softmax(a!, 1) },
  ],
  logSoftmax: [
    { inputs: [cube], build: (a) => g.logSoftmax(a!) },
    { inputs: [cube], build: (a) => g.logSoftmax(a!, 1) },
  ],
  gather: [
    { inputs: [table, ids], build: (a, b) => g.gather(a!, b!) },
    { inputs: [row, ids], build: (a, b) => g.gather(a!, g.reshape(b!, ["k", 1])) },
  ],
  scatterAdd: [
    {
      inputs: [table, ids, { shape: ["k", 3], sizes: [4, 3] }],
      build: (a, b, c) => g.scatterAdd(a!, b!, c!),
    },
    {
      inputs: [row, ids, { shape: ["k"], sizes: [4] }],
      build: (a, b, c) => g.scatterAdd(a!, b!, c!),
    },
  ],
  scatterRows: [
    {
      inputs: [table, { ...ids, sizes: [2], values: [2, 0] }, { shape: ["k", 2], sizes: [2, 2] }],
      build: (a, b, c) => g.scatterRows(a!, b!, c!),
    },
  ],
  oneHot: [
    {
      inputs: [{ shape: [3], dtype: "int32", values: [1, 0, 3] }],
      build: (a) => g.oneHot(a!, 4),
    },
    {
      inputs: [{ shape: [2, 2], dtype: "int32", values: [1, -1, 2, 0] }],
      build: (a) => g.oneHot(a!, 2),
    },
  ],
  conv: overConvolutions((_, __, y) => y),
  convInputGradient: overConvolutions((x, w, y, params) =>
    convInputGradient(g.square(y), w, x, params),
  ),
  convWeightGradient: overConvolutions((x, w, y, params) =>
    convWeightGradient(x, g.square(y), w, params),
  ),
  maxPool: overPools(maxPool),
  maxPoolGradient: overPools(
    (x, params) => maxPoolGradient(x, g.square(maxPool(x, params)), params),
    [...pools, ...tiedPools],
  ),
  avgPool: overPools(avgPool),
};
