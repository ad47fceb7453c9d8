// Elementwise, linear, structural and indexing operations, attention, losses and optimizers.

import * as g from "../../src/graph/builder.ts";
import { constant } from "../../src/graph/builder.ts";
import type { Node } from "../../src/graph/node.ts";
import { type Activation, activate } from "../../src/layers/activation.ts";
import { crossAttention, selfAttention } from "../../src/layers/attention.ts";
import { dense } from "../../src/layers/dense.ts";
import { binaryCrossEntropy } from "../../src/losses/binary-cross-entropy.ts";
import { infoNce } from "../../src/losses/info-nce.ts";
import { huber, meanAbsoluteError, meanSquaredError } from "../../src/losses/regression.ts";
import { softmaxCrossEntropy } from "../../src/losses/softmax-cross-entropy.ts";
import { adam, adamW } from "../../src/optimizers/adam.ts";
import { clipByGlobalNorm } from "../../src/optimizers/clip.ts";
import type { Optimizer } from "../../src/optimizers/optimizer.ts";
import { sgd } from "../../src/optimizers/sgd.ts";
import type { CaseInput } from "../op-cases.ts";
import {
  combinations,
  contextOf,
  type DifferentialCase,
  float,
  layered,
  lossOf,
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
  kind: ["sum", "mean", "max"],
  axes: [[0], [1], [2], [0, 2], [1, 2], [0, 1, 2]],
  keep: [true, false],
} as const).map(({ kind, axes, keep }): DifferentialCase => {
  const reduce = { sum: g.reduceSum, mean: g.reduceMean, max: g.reduceMax }[kind];
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

const ones = (size: number) => constant(new Array<number>(size).fill(1));
const labels = whole([6], [2, 0, 1, 2, 3, 0]);
const someUnlabelled = whole([6], [2, -1, 1, -1, 3, 0]);
const yesNo = (shape: number[]): CaseInput => {
  const size = shape.reduce((a, b) => a * b, 1);
  return { shape, values: Array.from({ length: size }, (_, at) => (at * 5) % 3 && 1) };
};
const losses: DifferentialCase[] = [
  ...[labels, someUnlabelled].flatMap((target) =>
    [
      { weights: null, smoothing: 0, focus: 0 },
      { weights: [0.5, 2, 1, 3], smoothing: 0, focus: 0 },
      { weights: null, smoothing: 0.1, focus: 0 },
      { weights: null, smoothing: 0.4, focus: 0 },
    ].map((args): DifferentialCase => {
      const loss = softmaxCrossEntropy({
        ...(args.weights === null ? {} : { classWeights: args.weights }),
        labelSmoothing: args.smoothing,
      });
      return {
        title: `crossEntropy ${JSON.stringify(args)}${target === labels ? "" : ", some unlabelled"}`,
        op: "crossEntropy",
        args,
        inputs: [wide(6, 4), target],
        build: lossOf(loss, ones(6)),
      };
    }),
  ),
  ...[0.5, 2, 3].map((focus): DifferentialCase => {
    return {
      title: `focal crossEntropy ${focus}`,
      op: "crossEntropy",
      args: { weights: null, smoothing: 0, focus },
      inputs: [wide(6, 4), labels],
      build: lossOf(softmaxCrossEntropy({ focus }), ones(6)),
    };
  }),
  ...combinations({
    shape: [[6], [6, 3]],
    weight: [1, 2.5],
    smoothing: [0, 0.2],
    focus: [0, 2],
  } as const).map(({ shape, weight, smoothing, focus }): DifferentialCase => {
    const options = { positiveWeight: weight, labelSmoothing: smoothing, focus };
    const loss = binaryCrossEntropy({ ...options, shape: shape.slice(1) });
    return {
      title: `binaryCrossEntropy [${shape}] ${JSON.stringify(options)}`,
      op: "binaryCrossEntropy",
      args: { weight, smoothing, focus },
      inputs: [wide(...shape), yesNo([...shape])],
      constantInputs: [1],
      build: lossOf(loss, ones(6)),
    };
  }),
  ...[[5], [5, 3], [5, 2, 2]].flatMap((shape) =>
    (["mse", "mae", "huber"] as const).flatMap((kind) =>
      (kind === "huber" ? [0.5, 1, 2] : [1]).map((delta): DifferentialCase => {
        const options = { shape: shape.slice(1) };
        const loss = { mse: meanSquaredError, mae: meanAbsoluteError, huber }[kind];
        return {
          title: `${kind} [${shape}]${kind === "huber" ? ` delta ${delta}` : ""}`,
          op: "regression",
          args: { kind, delta },
          inputs: [wide(...shape), wide(...shape)],
          constantInputs: [1],
          build: lossOf(loss({ ...options, delta }), ones(5)),
        };
      }),
    ),
  ),
  ...[0.05, 0.5, 1].map((temperature): DifferentialCase => {
    const loss = infoNce({ outputs: ["a", "b"], temperature });
    return {
      title: `infoNce at ${temperature}`,
      op: "infoNce",
      args: { temperature },
      inputs: [wide(5, 3), wide(5, 3)],
      build: (a, b) => loss.build({ outputs: { a: a!, b: b! }, targets: {}, weights: ones(5) }),
    };
  }),
];

/** Several steps of an optimizer as one graph, over gradients that are given. */
function steps(optimizer: Optimizer, clip: number | null) {
  return (start?: Node, ...gradients: Node[]): Node => {
    let parameter = start!;
    let slots: readonly Node[] = optimizer.slots.map(() => g.mul(start!, 0));
    for (const [step, raw] of gradients.entries()) {
      const [gradient] = clip === null ? [raw] : clipByGlobalNorm([raw], clip);
      const scalars = Object.fromEntries(
        Object.entries(optimizer.scalars(step)).map(([name, value]) => [name, constant(value)]),
      );
      const made = optimizer.update({ parameter, gradient: gradient!, slots, scalars, decay: 1 });
      parameter = made.parameter;
      slots = made.slots;
    }
    return parameter;
  };
}
const optimizers = (
  [
    ["SGD", { lr: 0.1 }, sgd({ learningRate: 0.1 })],
    ["SGD", { lr: 0.1, momentum: 0.9 }, sgd({ learningRate: 0.1, momentum: 0.9 })],
    [
      "SGD",
      { lr: 0.1, momentum: 0.9, nesterov: true, weight_decay: 0.1 },
      sgd({ learningRate: 0.1, momentum: 0.9, nesterov: true, weightDecay: 0.1 }),
    ],
    ["Adam", { lr: 0.1 }, adam({ learningRate: 0.1 })],
    [
      "Adam",
      { lr: 0.02, betas: [0.8, 0.95], eps: 1e-3 },
      adam({ learningRate: 0.02, beta1: 0.8, beta2: 0.95, epsilon: 1e-3 }),
    ],
    ["AdamW", { lr: 0.1, weight_decay: 0.3 }, adamW({ learningRate: 0.1, weightDecay: 0.3 })],
  ] as const
).flatMap(([kind, options, optimizer]) =>
  [null, 0.5].map((clip): DifferentialCase => {
    return {
      title: `${kind} ${JSON.stringify(options)}${clip === null ? "" : `, clipped to ${clip}`}`,
      op: "optimizer",
      args: { kind, options, clip },
      inputs: Array.from({ length: 6 }, () => float(3, 4)),
      gradient: false,
      build: steps(optimizer, clip),
    };
  }),
);

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
  ...losses,
  ...optimizers,
];
