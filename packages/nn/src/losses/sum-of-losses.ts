// Several losses at once, for networks with several outputs.

import { NnError } from "../errors.ts";
import { add, mul } from "../graph/builder.ts";
import type { Node } from "../graph/node.ts";
import type { Loss, LossInput } from "./loss.ts";

/** A loss with a name for its figures, and how much it counts (1 by default). */
export type LossPart = { readonly loss: Loss; readonly weight?: number };

/**
 * The weighted sum of losses. The figures of part `kind` are reported as `kind/loss`,
 * `kind/accuracy`, and so on.
 */
export function sumOfLosses(parts: Readonly<Record<string, LossPart>>): Loss {
  const entries = Object.entries(parts);
  if (entries.length === 0) {
    throw new NnError("invalid-argument", "sumOfLosses needs losses: received none.");
  }
  const merge = <T>(of: (loss: Loss) => Readonly<Record<string, T>> | undefined) =>
    Object.assign({}, ...entries.map(([, { loss }]) => of(loss) ?? {})) as Record<string, T>;
  return {
    kind: "sum-of-losses",
    targets: merge(({ targets }) => targets),
    classes: (outputs) => merge((loss) => loss.classes?.(outputs)),
    build: (input) =>
      entries
        .map(([, { loss, weight = 1 }]) => mul(weight, loss.build(input)))
        .reduce((sum, part) => add(sum, part)),
    metrics: (input) => Object.fromEntries(entries.flatMap((entry) => figures(entry, input))),
    predict: (outputs) =>
      entries.reduce((results, [, { loss }]) => loss.predict?.(results) ?? results, outputs),
  };
}

function figures([name, { loss }]: [string, LossPart], input: LossInput): [string, Node][] {
  const all = { loss: loss.build(input), ...loss.metrics(input) };
  return Object.entries(all).map(([figure, node]) => [`${name}/${figure}`, node]);
}
