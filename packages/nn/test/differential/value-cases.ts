// Elementwise, linear, structural and indexing operations, and attention.

import * as g from "../../src/graph/builder.ts";
import type { Node } from "../../src/graph/node.ts";
import { type Activation, activate } from "../../src/layers/activation.ts";
import { crossAttention, selfAttention } from "../../src/layers/attention.ts";
import { dense } from "../../src/layers/dense.ts";
import type { CaseInput } from "../op-cases.ts";
import {
  combinations,
  contextOf,
  type DifferentialCase,
  float,
  layered,
  whole,
} from "./differential-case.ts";

const wide = (...shape: number[]): CaseInput => ({ shape, low: -4, high: 4 });
const positive = (...shape: number[]): CaseInput => ({ shape, low: 0.3, high: 3 });

const activations: [Activation, string][] = [
  ["relu", "relu"],
  ["relu6", "relu6"],
  ["leakyRelu", "leaky_relu"],
  ["elu", "elu"],
  ["selu", "selu"],
  ["gelu", "gelu"],
  ["silu", "silu"],
  ["mish", "mish"],
  ["hardSwish", "hardswish"],
  ["tanh", "tanh"],
  ["sigmoid", "sigmoid"],
  ["softplus", "softplus"],
];
const shapes = [[5], [3, 4], [2, 3, 4], [2, 1, 3, 2]];
const unary: [string, (x: Node) => Node, string, (...shape: number[]) => CaseInput][] = [
  ...activations.map(([ours, theirs]): [string, (x: Node) => Node, string, typeof wide] => [
    ours,
    (x) => activate(x, ours),
    theirs,
    wide,
  ]),
  ["neg", g.neg, "neg", wide],
  ["abs", g.abs, "abs", wide],
  ["exp", g.exp, "exp", wide],
  ["log", g.log, "log", positive],
  ["sqrt", g.sqrt, "sqrt", positive],
  ["erf", g.erf, "erf", wide],
  ["square", g.square, "square", wide],
];
const unaries = unary.flatMap(([title, build, name, make]) =>
  shapes.map((shape): DifferentialCase => {
    return {
      title: `${title} [${shape}]`,
      op: "unary",
      args: { name },
      inputs: [make(...shape)],
      build: (x) => build(x!),
    };
  }),
);

const pairs: [number[], number[]][] = [
  [
    [3, 4],
    [3, 4],
  ],
  [[2, 3, 4], [4]],
  [
    [2, 1, 4],
    [3, 1],
  ],
  [[], [2, 3]],
];
const binary = { add: g.add, sub: g.sub, mul: g.mul, div: g.div, max: g.max, min: g.min };
const binaries = Object.entries(binary).flatMap(([name, build]) =>
  pairs.map(([a, b]): DifferentialCase => {
    return {
      title: `${name} [${a}] [${b}]`,
      op: "binary",
      args: { name },
      inputs: [wide(...a), name === "div" ? positive(...b) : wide(...b)],
      build: (x, y) => build(x!, y!),
    };
  }),
);

const reductions = combinations({
  kind: ["sum", "mean", "max", "min"],
  axes: [[0], [1], [2], [0, 2], [1, 2], [0, 1, 2]],
  keep: [true, false],
} as const).map(({ kind, axes, keep }): DifferentialCase => {
  const reduce = { sum: g.reduceSum, mean: g.reduceMean, max: g.reduceMax, min: g.reduceMin }[kind];
  return {
    title: `reduce ${kind} over ${axes} keeping ${keep}`,
    op: "reduction",
    args: { kind, axes, keep },
    inputs: [float(2, 4, 3)],
    build: (x) => reduce(x!, { axes, keepDims: keep }),
  };
});

const products: [number[], number[]][] = [
  [
    [3, 4],
    [4, 5],
  ],
  [
    [1, 7],
    [7, 1],
  ],
  [
    [2, 3, 4],
    [2, 4, 5],
  ],
  [
    [2, 3, 4],
    [4, 5],
  ],
  [
    [3, 4],
    [2, 4, 5],
  ],
  [
    [2, 1, 3, 4],
    [1, 3, 4, 2],
  ],
];
const flip = (shape: number[]) => [...shape.slice(0, -2), shape.at(-1)!, shape.at(-2)!];
const matmuls = products.flatMap(([a, b]) =>
  combinations({ ta: [false, true], tb: [false, true] } as const).map(
    ({ ta, tb }): DifferentialCase => {
      return {
        title: `matmul [${a}] [${b}]${ta ? " a transposed" : ""}${tb ? " b transposed" : ""}`,
        op: "matmul",
        args: { ta, tb },
        inputs: [float(...(ta ? flip(a) : a)), float(...(tb ? flip(b) : b))],
        build: (x, y) => g.matmul(x!, y!, { transposeA: ta, transposeB: tb }),
      };
    },
  ),
);

const axes = [0, 1, 2].flatMap((axis): DifferentialCase[] => [
  {
    title: `softmax over ${axis}`,
    op: "softmax",
    args: { axis },
    inputs: [wide(2, 3, 4)],
    build: (x) => g.softmax(x!, axis),
  },
  {
    title: `logSoftmax over ${axis}`,
    op: "logSoftmax",
    args: { axis },
    inputs: [wide(2, 3, 4)],
    build: (x) => g.logSoftmax(x!, axis),
  },
  {
    title: `concat over ${axis}`,
    op: "concat",
    args: { axis },
    inputs: [1, 2, 3].map((size) => float(...[2, 3, 4].with(axis, size))),
    build: (...parts) => g.concat(parts, axis),
  },
  ...[
    [0, 1],
    [1, 2],
    [0, 2],
  ].map(([start, end]): DifferentialCase => {
    return {
      title: `slice ${start} to ${end} over ${axis}`,
      op: "slice",
      args: { axis, start, end },
      inputs: [float(2, 3, 4)],
      build: (x) => g.slice(x!, axis, start!, end),
    };
  }),
]);

const structures: DifferentialCase[] = [
  ...[
    [1, 2],
    [2, 1],
    [1, 1, 1],
  ].map((sizes): DifferentialCase => {
    return {
      title: `split into ${sizes}, joined the other way round`,
      op: "split",
      args: { sizes },
      inputs: [float(2, 3, 4)],
      build: (x) => g.concat(g.split(x!, 1, sizes).reverse(), 1),
    };
  }),
  ...[
    [0, 2, 1],
    [2, 1, 0],
    [1, 2, 0],
    [1, 0, 2],
  ].map((order): DifferentialCase => {
    return {
      title: `transpose ${order}`,
      op: "transpose",
      args: { order },
      inputs: [float(2, 3, 4)],
      build: (x) => g.transpose(x!, order),
    };
  }),
  ...[[24], [4, 6], [2, 2, 3, 2]].map((shape): DifferentialCase => {
    return {
      title: `reshape to [${shape}]`,
      op: "reshape",
      args: { shape },
      inputs: [float(2, 3, 4)],
      build: (x) => g.reshape(x!, shape),
    };
  }),
  ...[
    [
      [0, 1, 0],
      [0, 0, 2],
    ],
    [
      [1, 0, 3],
      [0, 2, 0],
    ],
  ].map(([before, after]): DifferentialCase => {
    return {
      title: `pad ${before} and ${after}`,
      op: "pad",
      args: { before, after },
      inputs: [float(2, 3, 4)],
      build: (x) => g.pad(x!, before!, after!),
    };
  }),
  ...[[1, 3, 1], [4], [2, 1, 4]].map((from): DifferentialCase => {
    return {
      title: `expand [${from}]`,
      op: "expand",
      inputs: [float(...from), float(2, 3, 4)],
      constantInputs: [1],
      build: (x, like) => g.expandLike(x!, like!),
    };
  }),
  {
    title: "where",
    op: "where",
    inputs: [float(3, 4), float(3, 4), float(4)],
    build: (a, b, c) => g.where(g.greater(a!, 0), b!, c!),
  },
];

const ids = [2, 0, 2, 1, 4, 2];
const indexing: DifferentialCase[] = [[5], [5, 3], [5, 2, 3]].flatMap(
  (shape): DifferentialCase[] => [
    ...[[6], [2, 3]].map((places): DifferentialCase => {
      return {
        title: `gather [${shape}] at [${places}]`,
        op: "gather",
        inputs: [float(...shape), whole(places, ids)],
        build: (table, at) => g.gather(table!, at!),
      };
    }),
    {
      title: `scatterAdd into [${shape}]`,
      op: "scatterAdd",
      inputs: [float(...shape), whole([6], ids), float(6, ...shape.slice(1))],
      constantInputs: [0],
      build: (like, at, updates) => g.scatterAdd(like!, at!, updates!),
    },
    {
      title: `scatterRows into [${shape}]`,
      op: "scatterRows",
      inputs: [float(...shape), whole([2], [3, 1]), float(2, ...shape.slice(1))],
      build: (source, at, updates) => g.scatterRows(source!, at!, updates!),
    },
  ],
);

const seen = (shape: number[], share: number): CaseInput => {
  const size = shape.reduce((a, b) => a * b, 1);
  const last = shape.at(-1)!;
  const values = Array.from({ length: size }, (_, at) =>
    Number(at % last === 0 || (at * 7) % 10 < share * 10),
  );
  return { shape, values };
};
const attentions = combinations({
  heads: [1, 2, 4],
  causal: [false, true],
  mask: ["none", "padding", "pairs"],
  memory: [false, true],
} as const)
  .filter(({ causal, memory }) => !(causal && memory))
  .flatMap(({ heads, causal, mask, memory }): DifferentialCase[] => {
    const places = memory ? 4 : 5;
    const masks = {
      none: [],
      padding: [seen([2, places], 0.6)],
      pairs: [seen([2, 5, places], 0.6)],
    }[mask];
    const square = [float(8, 8), float(8)];
    const inputs = [float(2, 5, 8), ...(memory ? [float(2, places, 8)] : []), ...masks];
    const first = memory ? 2 : 1;
    const build = (x?: Node, ...rest: Node[]) => {
      const hidden = mask === "none" ? undefined : rest[first - 1];
      const parameters = rest.slice(inputs.length - 1);
      return memory
        ? crossAttention({ heads }).apply(x!, rest[0]!, contextOf(parameters), hidden)
        : selfAttention({ heads, causal }).apply(x!, contextOf(parameters), hidden);
    };
    const args = { heads, causal, mask: mask !== "none", memory };
    const title = `${memory ? "crossAttention" : "selfAttention"} of ${heads} heads, ${mask} mask${causal ? ", causal" : ""}`;
    const whole = [...inputs, ...square, ...square, ...square, ...square];
    const constantInputs = mask === "none" ? [] : [first];
    const own: DifferentialCase = {
      title,
      op: "attention",
      args,
      inputs: whole,
      constantInputs,
      build,
    };
    const library = { ...own, title: `${title}, PyTorch's module`, op: "torchAttention" };
    return mask === "pairs" ? [own] : [own, library];
  });

/** All of them. */
export const valueCases: readonly DifferentialCase[] = [
  ...unaries,
  ...binaries,
  ...reductions,
  ...matmuls,
  ...axes,
  ...structures,
  ...indexing,
  ...[[4], [2, 4], [2, 3, 4]].map((lead): DifferentialCase => {
    return {
      title: `dense over [${lead}]`,
      op: "dense",
      inputs: [float(...lead, 4), float(4, 3), float(3)],
      build: layered(dense(3)),
    };
  }),
  ...attentions,
];
