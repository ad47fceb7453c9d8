// Multi-head self-attention.

import { NnError } from "../errors.ts";
import { add, constant, matmul, mul, reshape, softmax, transpose } from "../graph/builder.ts";
import type { Node } from "../graph/node.ts";
import { glorotUniform, zerosInitializer } from "../initializers/initializers.ts";
import { expectFeatures, expectTensor } from "./expect.ts";
import type { BuildContext, Layer, Value } from "./layer.ts";

/** Settings of {@link selfAttention}. */
export type SelfAttentionOptions = {
  /** Must divide the number of features. */
  readonly heads: number;
  /** Whether a place sees only itself and earlier places. */
  readonly causal?: boolean;
  readonly name?: string;
};

/** A layer that also takes a mask. */
export type AttentionLayer = Omit<Layer, "apply"> & {
  /** `mask` [batch, length] is 1 at places that count and 0 at padding. */
  apply(value: Value, context: BuildContext, mask?: Node): Node;
};

const blocked = -1e9;

/**
 * Scaled dot-product attention of each place to all places, in several heads (Vaswani et al.,
 * 2017, section 3.2): [batch, length, features] to the same shape.
 */
export function selfAttention(options: SelfAttentionOptions): AttentionLayer {
  const { heads, causal = false } = options;
  const layer: AttentionLayer = {
    kind: "self-attention",
    name: options.name,
    apply(value, context, mask) {
      const x = expectTensor(value, "selfAttention");
      const features = expectFeatures(x, "selfAttention");
      const [batch, length] = x.shape;
      if (x.shape.length !== 3 || features % heads !== 0) throw misfit(x, heads);
      const affine = (from: Node, name: string) => affineMap(layer, context, from, name, features);
      const project = (name: string) => {
        const apart = reshape(affine(x, name), [batch!, length!, heads, features / heads]);
        return transpose(apart, [0, 2, 1, 3]);
      };
      const products = matmul(project("query"), project("key"), { transposeB: true });
      const scaled = mul(products, 1 / Math.sqrt(features / heads));
      const scores = withMasks(scaled, length, causal, mask);
      const mixed = matmul(softmax(scores), project("value"));
      const joined = reshape(transpose(mixed, [0, 2, 1, 3]), [batch!, length!, features]);
      return affine(joined, "output");
    },
  };
  return layer;
}

function affineMap(
  layer: Layer,
  context: BuildContext,
  x: Node,
  name: string,
  features: number,
): Node {
  const shape = [features, features];
  const weights = { name: `${name}-weights`, shape, initialize: glorotUniform };
  const bias = {
    name: `${name}-bias`,
    shape: [features],
    initialize: zerosInitializer,
    decay: false,
  };
  const product = matmul(x, context.parameter(layer, weights));
  return add(product, context.parameter(layer, bias));
}

function withMasks(
  scores: Node,
  length: Node["shape"][number] | undefined,
  causal: boolean,
  mask: Node | undefined,
): Node {
  let result = scores;
  if (mask !== undefined) {
    const [batch, places] = mask.shape;
    const penalty = mul(add(mask, -1), -blocked);
    result = add(result, reshape(penalty, [batch!, 1, 1, places!]));
  }
  if (!causal) return result;
  if (typeof length !== "number") {
    throw new NnError(
      "shape-mismatch",
      `Causal attention needs a fixed length: received "${length}", expected a number.`,
    );
  }
  const values = Array.from({ length: length * length }, (_, at) =>
    at % length > Math.floor(at / length) ? blocked : 0,
  );
  return add(result, constant(values, { shape: [length, length] }));
}

function misfit(x: Node, heads: number): NnError {
  return new NnError(
    "shape-mismatch",
    `Attention does not fit its input: received [${x.shape.join(", ")}] for ${heads} heads, ` +
      "expected [batch, length, features] with features divisible by heads.",
  );
}
