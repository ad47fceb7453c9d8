// The form of a gradient rule: from the gradient of a result to the gradients of its inputs.
import type { Node } from "../../graph/node.ts";
import type { OpName } from "../vocabulary.ts";

/** What a gradient rule may use. */
export type GradientContext<K extends OpName> = {
  /** The node itself, which stands for its result. */
  readonly node: Node<K>;
  /** Gradient of the loss with respect to the result; same shape as the result. */
  readonly gradient: Node;
};

/**
 * Gives the gradient for each input in order, in that input's shape; null where none passes.
 * `"none"` marks an operation through which no gradient ever passes.
 */
export type GradientRule<K extends OpName> =
  | ((context: GradientContext<K>) => readonly (Node | null)[])
  | "none";

/** One gradient rule for each operation of a family. */
export type GradientRules<Family> = { readonly [K in keyof Family & OpName]: GradientRule<K> };
