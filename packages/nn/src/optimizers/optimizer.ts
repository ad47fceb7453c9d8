// What an optimizer is: numbers kept per parameter, and the graph of one update.
import type { Node } from "../graph/node.ts";
import { constantSchedule, type Schedule } from "../schedules/schedules.ts";

/** What an update may use. All values have the parameter's shape, or are scalars. */
export type UpdateInput = {
  readonly parameter: Node;
  readonly gradient: Node;
  /** The optimizer's numbers for this parameter, in the order of `slots`. */
  readonly slots: readonly Node[];
  /** Scalars of this step, in the order of `scalars`. */
  readonly scalars: Readonly<Record<string, Node>>;
  /** Factor on weight decay for this parameter: 0 for none. */
  readonly decay: number;
};

/** A parameter after the update, and the optimizer's numbers for it. */
export type UpdateOutput = { readonly parameter: Node; readonly slots: readonly Node[] };

/** A rule that turns gradients into new parameters. */
export type Optimizer = {
  readonly kind: string;
  /** Names of the numbers kept for each parameter element; all start at 0. */
  readonly slots: readonly string[];
  /** Numbers fed at a step (counted from 0), by name. */
  scalars(step: number): Readonly<Record<string, number>>;
  /** Writes one update as a graph. */
  update(input: UpdateInput): UpdateOutput;
};

/** A learning rate: one number, or a schedule. */
export type LearningRate = number | Schedule;

/** A learning rate as a schedule. */
export function asSchedule(rate: LearningRate): Schedule {
  return typeof rate === "number" ? constantSchedule(rate) : rate;
}
