// Parts of a set: seeded orders, a validation part taken off train, and the first few for a quick look.
import { permutation, randomStream } from "@heed/nn";

/** The numbers 0 to `size` - 1 in a seeded order, at most `limit` of them. */
export function seededOrder(size: number, seed: number, limit = size): Int32Array {
  return permutation(size, randomStream(seed, "order")).subarray(0, limit);
}

/** Two parts of some examples, the second with the given share. */
export function splitOff(
  order: Int32Array,
  share: number,
): { readonly kept: Int32Array; readonly off: Int32Array } {
  const cut = order.length - Math.round(order.length * share);
  return { kept: order.subarray(0, cut), off: order.subarray(cut) };
}
