// Parameters that are trained in another way than the rest: other decay, slower, or not at all.

import { NnError } from "../errors.ts";

/** How the parameters whose names match are trained. Of several groups that match, the first decides. */
export type ParameterGroup = {
  /** A part of the name (`dense-2/weights`), or a regular expression. */
  readonly match: string | RegExp;
  /** Factor on weight decay; by default 1 for matrices and larger and 0 for biases and scales. */
  readonly decay?: number;
  /** Factor on the learning rate; 1 by default. With 0 the parameters stay as they are. */
  readonly rate?: number;
};

/** The group that decides about a parameter. */
export function groupOf(
  groups: readonly ParameterGroup[],
  name: string,
): ParameterGroup | undefined {
  return groups.find(({ match }) =>
    typeof match === "string" ? name.includes(match) : match.test(name),
  );
}

/** Refuses groups that no parameter is in, and factors that make no sense. */
export function requireGroups(groups: readonly ParameterGroup[], names: readonly string[]): void {
  for (const group of groups) {
    const { match, decay = 1, rate = 1 } = group;
    if (!(decay >= 0 && rate >= 0 && Number.isFinite(decay + rate))) {
      throw new NnError(
        "invalid-argument",
        `A parameter group has a wrong factor: received decay ${decay} and rate ${rate} for ` +
          `${match}, expected finite numbers from 0 on.`,
      );
    }
    if (names.some((name) => groupOf([group], name) !== undefined)) continue;
    throw new NnError(
      "invalid-argument",
      `A parameter group matches nothing: received ${match}, expected a part of one of ` +
        `${names.join(", ")}.`,
    );
  }
}
