// Multi-head self-attention.

import { NnError } from "../errors.ts";
import { add, constant, matmul, mul, reshape, softmax, transpose } from "../graph/builder.ts";
import type { Node } from "../graph/node.ts";
import { glorotUniform, zerosInitializer } from "../initializers/initializers.ts";
import { expectFeatures, expectTensor } from "./expect.ts";
import { type BuildContext, type Layer, noted, type Value } from "./layer.ts";

/** Settings of {@link selfAttention} and {@link crossAttention}. */
export type SelfAttentionOptions = {
  /** Must divide the number of features. */
  readonly heads: number;
  /** Whether a place sees only itself and earlier places. */
  readonly causal?: boolean;
  readonly name?: string;
};

/**
 * A layer that also takes a mask: 1 at places that count and 0 at those that are not seen, as [batch, places]
 * (padding) or [batch, queries, places] (each query its own). A query that may see nothing sees all evenly.
 */
export type AttentionLayer = Omit<Layer, "apply"> & {
  apply(value: Value, context: BuildContext, mask?: Node): Node;
};

/** A layer whose queries come from one value and whose keys and values from another. */
export type CrossAttentionLayer = Omit<Layer, "apply"> & {
  apply(queries: Value, memory: Value, context: BuildContext, mask?: Node): Node;
};

const blocked = -1e9;

/**
 * Scaled dot-product attention of each place to all places, in several heads (Vaswani et al.,
 * 2017, section 3.2): [batch, length, features] to the same shape.
 */
export function selfAttention(options: SelfAttentionOptions): AttentionLayer {
  const layer: AttentionLayer = {
    kind: "self-attention",
    name: options.name,
    apply(value, context, mask) {
      const x = expectTensor(value, "selfAttention");
      return attend({ layer, context, queries: x, memory: x, mask, ...options });
    },
  };
  return noted(layer);
}

/**
 * The same from queries [batch, length, features] to another value [batch, places, any features]; the result
 * has the queries' shape.
 */
export function crossAttention(options: Omit<SelfAttentionOptions, "causal">): CrossAttentionLayer {
  const layer: CrossAttentionLayer = {
    kind: "cross-attention",
    name: options.name,
    apply(queries, memory, context, mask) {
      const parts = [queries, memory].map((value) => expectTensor(value, "crossAttention"));
      return attend({ layer, context, queries: parts[0]!, memory: parts[1]!, mask, ...options });
    },
  };
  return noted(layer);
}

type Attending = SelfAttentionOptions & {
  readonly layer: object;
  readonly context: BuildContext;
  readonly queries: Node;
  readonly memory: Node;
  readonly mask: Node | undefined;
};

function attend({ layer, context, queries, memory, mask, heads, causal = false }: Attending): Node {
  const features = expectFeatures(queries, "attention");
  const fits = queries.shape.length === 3 && memory.shape.length === 3;
  if (!fits || features % heads !== 0) throw misfit(queries, memory, heads);
  const [batch, length] = queries.shape;
  const affine = (from: Node, name: string) => affineMap(layer, context, from, name, features);
  const project = (from: Node, name: string) => {
    const apart = [batch!, from.shape[1]!, heads, features / heads];
    return transpose(reshape(affine(from, name), apart), [0, 2, 1, 3]);
  };
  const products = matmul(project(queries, "query"), project(memory, "key"), { transposeB: true });
  const scaled = mul(products, 1 / Math.sqrt(features / heads));
  const scores = withMasks(scaled, length, causal, mask);
  const mixed = matmul(softmax(scores), project(memory, "value"));
  return affine(reshape(transpose(mixed, [0, 2, 1, 3]), queries.shape), "output");
}

function affineMap(
  layer: object,
  context: BuildContext,
  x: Node,
  name: string,
  features: number,
): Node {
  const shape = [expectFeatures(x, "attention"), features];
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
    const [batch, ...rest] = mask.shape;
    const [rows, places] = rest.length === 1 ? [1, rest[0]!] : rest;
    if (rest.length !== 1 && rest.length !== 2) throw maskMisfit(mask);
    const penalty = mul(add(mask, -1), -blocked);
    result = add(result, reshape(penalty, [batch!, 1, rows!, places!]));
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

function misfit(x: Node, memory: Node, heads: number): NnError {
  const other = memory === x ? "" : ` to [${memory.shape.join(", ")}]`;
  return new NnError(
    "shape-mismatch",
    `Attention does not fit its input: received [${x.shape.join(", ")}]${other} for ${heads} heads, ` +
      "expected [batch, length, features] with features divisible by heads.",
  );
}

function maskMisfit(mask: Node): NnError {
  return new NnError(
    "shape-mismatch",
    `A mask of attention has the wrong shape: received [${mask.shape.join(", ")}], ` +
      "expected [batch, places] or [batch, queries, places].",
  );
}
