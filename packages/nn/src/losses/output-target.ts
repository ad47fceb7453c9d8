// Which output a loss of numbers compares with which target, and their shapes.

import { NnError } from "../errors.ts";
import { reshapeLike } from "../graph/builder.ts";
import { dimProduct, sameShape, shapeText } from "../graph/dims.ts";
import type { Node } from "../graph/node.ts";
import { type TensorSpec, tensorInput } from "../layers/layer.ts";
import { onlyName } from "../layers/network.ts";

/** Which output is compared with which target. */
export type OutputTarget = {
  /** The only output by default. */
  readonly output?: string;
  /** The only target by default. */
  readonly target?: string;
  /** Shape of one example's target; a single number by default. */
  readonly shape?: readonly number[];
};

/** The names, with defaults. */
export function outputAndTarget({
  output = onlyName.output,
  target = onlyName.target,
}: OutputTarget) {
  return { output, target };
}

/** The target as a data set must bring it. */
export function targetInput(options: OutputTarget): Record<string, TensorSpec> {
  return { [outputAndTarget(options).target]: tensorInput(options.shape ?? []) };
}

/** An output in the shape of its target: [batch, 1] also stands for [batch]. */
export function aligned(kind: string, output: Node, target: Node): Node {
  if (sameShape(output.shape, target.shape)) return output;
  if (dimProduct(output.shape) === dimProduct(target.shape)) return reshapeLike(output, target);
  throw new NnError(
    "shape-mismatch",
    `The output does not fit the target of ${kind}: received ${shapeText(output.shape)}, ` +
      `expected ${shapeText(target.shape)}; give the loss the target's shape, { shape: [...] }.`,
  );
}
