// Gradients of convolutions and pooling.
import { constant } from "../../graph/builder.ts";
import type { Node } from "../../graph/node.ts";
import {
  conv,
  convInputGradient,
  convWeightGradient,
  maxPoolGradient,
} from "../../graph/spatial.ts";
import type { SpatialOps } from "../vocabulary.ts";
import type { GradientRules } from "./rule.ts";

/** Gradient rules of the spatial family (Dumoulin & Visin, 2016, ch. 4). */
export const spatialGradients: GradientRules<SpatialOps> = {
  conv: ({ node, gradient }) => {
    const [x, weights] = node.inputs as [Node, Node];
    return [
      convInputGradient(gradient, weights, x, node.params),
      convWeightGradient(x, gradient, weights, node.params),
    ];
  },
  convInputGradient: ({ node, gradient }) => {
    const [outer, weights] = node.inputs as [Node, Node];
    return [
      conv(gradient, weights, node.params),
      convWeightGradient(gradient, outer, weights, node.params),
      null,
    ];
  },
  convWeightGradient: ({ node, gradient }) => {
    const [x, outer] = node.inputs as [Node, Node];
    return [
      convInputGradient(outer, gradient, x, node.params),
      conv(x, gradient, node.params),
      null,
    ];
  },
  maxPool: ({ node, gradient }) => [maxPoolGradient(node.inputs[0]!, gradient, node.params)],
  maxPoolGradient: "none",
  avgPool: ({ node, gradient }) => {
    const x = node.inputs[0]!;
    const channels = Number(x.shape[1]);
    const { size } = node.params;
    const count = size.reduce((product, length) => product * length, 1);
    const values = new Array<number>(channels * count).fill(1 / count);
    const weights = constant(values, { shape: [channels, 1, ...size] });
    return [convInputGradient(gradient, weights, x, { ...node.params, groups: channels })];
  },
};
