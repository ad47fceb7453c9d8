// Losses, and several steps of each optimizer.
import * as g from "../../src/graph/builder.ts";
import { constant } from "../../src/graph/builder.ts";
import type { Node } from "../../src/graph/node.ts";
import { binaryCrossEntropy } from "../../src/losses/binary-cross-entropy.ts";
import { infoNce } from "../../src/losses/info-nce.ts";
import { huber, meanAbsoluteError, meanSquaredError } from "../../src/losses/regression.ts";
import { softmaxCrossEntropy } from "../../src/losses/softmax-cross-entropy.ts";
import { adam, adamW } from "../../src/optimizers/adam.ts";
import { clipByGlobalNorm } from "../../src/optimizers/clip.ts";
import type { Optimizer } from "../../src/optimizers/optimizer.ts";
import { sgd } from "../../src/optimizers/sgd.ts";
import type { CaseInput } from "../op-cases.ts";
import { combinations, type DifferentialCase, float, lossOf, whole } from "./differential-case.ts";

const wide = (...shape: number[]): CaseInput => ({ shape, low: -4, high: 4 });

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
export const trainingCases: readonly DifferentialCase[] = [...losses, ...optimizers];
