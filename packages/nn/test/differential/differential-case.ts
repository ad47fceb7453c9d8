// What a case of the differential suite is, and how layers and losses become one.
import type { Shape } from "../../src/graph/dims.ts";
import type { Node } from "../../src/graph/node.ts";
import type { BuildContext, Layer, ParameterSpec } from "../../src/layers/layer.ts";
import type { Loss } from "../../src/losses/loss.ts";
import type { CaseInput } from "../op-cases.ts";

/** One computation, ours and PyTorch's, on the same inputs. */
export type DifferentialCase = {
  readonly title: string;
  /** Function of `torch_side.py` with its arguments. */
  readonly op: string;
  readonly args?: Readonly<Record<string, unknown>>;
  readonly inputs: readonly CaseInput[];
  readonly build: (...nodes: Node[]) => Node;
  /** Whether gradients are compared too; true by default. */
  readonly gradient?: boolean;
  /** Inputs whose gradient PyTorch cannot be asked for in the same sense. */
  readonly constantInputs?: readonly number[];
};

/** An input of a shape with values between -1 and 1. */
export const float = (...shape: number[]): CaseInput => ({ shape });

/** An input of whole numbers. */
export const whole = (shape: Shape, values: readonly number[]): CaseInput => ({
  shape,
  dtype: "int32",
  values,
});

/** Every choice of one value from each list, as arguments. */
export function combinations<T extends Record<string, readonly unknown[]>>(
  lists: T,
): { [K in keyof T]: T[K][number] }[] {
  return Object.entries(lists).reduce<Record<string, unknown>[]>(
    (rows, [name, values]) =>
      rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value }))),
    [{}],
  ) as { [K in keyof T]: T[K][number] }[];
}

/** A context in which a layer's parameters are the given nodes, in the order in which it asks for them. */
export function contextOf(parameters: readonly Node[], training = false): BuildContext {
  const left = [...parameters];
  const known = new Map<string, Node>();
  const take = (_: object, { name }: ParameterSpec): Node => {
    if (!known.has(name)) known.set(name, left.shift()!);
    return known.get(name)!;
  };
  const none = () => {
    throw new Error("A layer of the differential suite asks for something that is not fed.");
  };
  return {
    training,
    parameter: take,
    readBag: none,
    dropoutMask: none,
    updateState: () => undefined,
    applied: () => undefined,
  };
}

/** A layer as a function of its input and its parameters. */
export const layered =
  (layer: Layer, training = false) =>
  (x?: Node, ...parameters: Node[]): Node =>
    layer.apply(x!, contextOf(parameters, training));

/** A loss as a function of output, target and example weights of 1. */
export const lossOf =
  (loss: Loss, weights: Node) =>
  (output?: Node, target?: Node): Node =>
    loss.build({ outputs: { output: output! }, targets: { target: target! }, weights });
