// A convolution that is only pooled, written as the greatest of a few products with the same patches.
import type { OpParams } from "../ops/vocabulary.ts";
import { concat, constant, matmul, max, reshape } from "./builder.ts";
import { createNode } from "./create.ts";
import { dimProduct } from "./dims.ts";
import type { Node } from "./node.ts";

/** Inputs under the widened window up to which this is faster; with more, the added zeros cost more than is saved. */
const MOST_TAPS = 32;

/**
 * The pooled convolution: place i of every pooling window is itself a convolution, with the pool's stride and its
 * weights shifted by i among zeros: a product of these with the patches under the windows. So nothing is pooled, and
 * the gradient passes by comparisons of whole results instead of looking for the places of maxima. The first place in
 * row-major order wins ties, as in pooling.
 *
 * @returns null where it does not apply: overlapping or padded windows, strides, dilations, groups, many inputs
 */
export function pooledConvolution(x: Node, pool: OpParams["maxPool"]): Node | null {
  if (x.op !== "conv") return null;
  const [images, weights] = x.inputs as [Node, Node];
  const params = x.params as OpParams["conv"];
  const { size } = pool;
  const wide = weights.shape.slice(2).map((length, axis) => Number(length) + size[axis]! - 1);
  const taps = wide.reduce((product, length) => product * length, Number(weights.shape[1]));
  const isPlain = [...params.strides, ...params.dilations, ...pool.dilations, params.groups].every(
    (one) => one === 1,
  );
  const isApart = size.every((length, axis) => length === pool.strides[axis]);
  const isPadded = [...pool.padBefore, ...pool.padAfter].some((length) => length !== 0);
  if (!isPlain || !isApart || isPadded || taps > MOST_TAPS) return null;
  // All places read the same patches: they are written out once, and each place is one product with them.
  const [outputs] = weights.shape as [number];
  const window = [Number(weights.shape[1]), ...wide];
  const patches = createNode("conv", [images, identity(window, taps)], {
    ...params,
    strides: size,
  });
  const [batch, , ...space] = patches.shape;
  const flat = reshape(patches, [batch!, taps, dimProduct(space)]);
  const best = placesOf(size)
    .map((place) => matmul(reshape(shifted(weights, place, size), [outputs, taps]), flat))
    .reduce((greatest, one) => max(greatest, one));
  return reshape(best, [batch!, outputs, ...space]);
}

/** Filters that each pick one input under a window. */
function identity(window: readonly number[], taps: number): Node {
  const values = Array.from({ length: taps * taps }, (_, at) => (at % (taps + 1) === 0 ? 1 : 0));
  return constant(values, { shape: [taps, ...window] });
}

/** Every place of a window, in row-major order. */
function placesOf(size: readonly number[]): number[][] {
  return size.reduce<number[][]>(
    (places, length) =>
      places.flatMap((place) => Array.from({ length }, (_, at) => [...place, at])),
    [[]],
  );
}

/** The weights at a place among zeros: `concat`, since ONNX Runtime takes a `Pad` before a convolution for one of its input. */
function shifted(weights: Node, place: readonly number[], size: readonly number[]): Node {
  return place.reduce((wider, before, at) => {
    const axis = at + 2;
    const parts = [zeros(wider, axis, before), wider, zeros(wider, axis, size[at]! - 1 - before)];
    return concat(
      parts.filter((part) => part !== null),
      axis,
    );
  }, weights);
}

function zeros(like: Node, axis: number, length: number): Node | null {
  if (length === 0) return null;
  const shape = like.shape.map((dim, at) => (at === axis ? length : Number(dim)));
  const count = shape.reduce((product, dim) => product * dim, 1);
  return constant(new Array<number>(count).fill(0), { shape });
}
