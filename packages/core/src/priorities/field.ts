// Needs that can be scored, with what joins their parts, and the order that values put them in.
import type { Joiner, ScoredPart } from "./methods.ts";
import type { PriorityItem } from "./priority.ts";

/** A need whose parts are all there. */
export interface Scored {
  readonly item: PriorityItem;
  readonly parts: readonly ScoredPart[];
}

export interface Field {
  readonly scored: readonly Scored[];
  readonly join: Joiner;
  readonly weights: readonly number[];
  readonly weightNames: readonly string[];
}

/** Places of the values from the largest to the smallest; ties by the ranking, then by theme. */
export function orderOf(values: ArrayLike<number>, scored: readonly Scored[]): number[] {
  return Array.from(scored.keys()).sort((a, b) => {
    const [one, other] = [scored[a]!.item, scored[b]!.item];
    return (
      values[b]! - values[a]! || one.rank - other.rank || (one.themeId < other.themeId ? -1 : 1)
    );
  });
}
