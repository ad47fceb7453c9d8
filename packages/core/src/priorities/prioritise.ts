// Scores needs by a method and puts them in order, every part of every score beside it (SPEC-priorities.md).
import { type Field, orderOf, type Scored } from "./field.ts";
import { METHODS, type ScoredPart } from "./methods.ts";
import type { PriorityItem, PriorityMethod, PriorityScore, PrioritySettings } from "./priority.ts";
import { measureRobustness, type PrioritiseOptions, type Robustness } from "./robustness.ts";

export interface PriorityRow {
  readonly item: PriorityItem;
  /** From 1; null where the score cannot be told. */
  readonly place: number | null;
  readonly score: PriorityScore;
}

export interface Priorities {
  readonly method: PriorityMethod;
  /** Scored needs in order, then those that cannot be scored in the order of the ranking. */
  readonly rows: readonly PriorityRow[];
  /** Null with fewer than two scored needs: there is no order to doubt. */
  readonly robustness: Robustness | null;
}

/** The order of needs by a method, and how much of it survives the doubt about its parts. */
export function prioritise(
  items: readonly PriorityItem[],
  settings: PrioritySettings,
  method: PriorityMethod,
  options: PrioritiseOptions = {},
): Priorities {
  const rules = METHODS[method];
  const used = { ...settings, criteria: settings.criteria.filter(({ weight }) => weight > 0) };
  const partRules = rules.parts(used);
  const read = items.map((item) => ({ item, found: partRules.map((rule) => rule(item, used)) }));
  const scored = read
    .filter(({ found }) => found.length > 0 && found.every((part) => typeof part !== "string"))
    .map(({ item, found }): Scored => ({ item, parts: found as readonly ScoredPart[] }));
  const field: Field = {
    ...{ scored, join: rules.join(scaleOf(items, used), used) },
    weights: method === "weighted" ? used.criteria.map(({ weight }) => weight) : [],
    weightNames: method === "weighted" ? used.criteria.map(({ id }) => id) : [],
  };
  const values = scored.map(({ parts }) =>
    field.join(
      parts.map(({ value }) => value),
      field.weights,
    ),
  );
  const order = orderOf(values, scored);
  const told = order.map((at, index): PriorityRow => {
    const { item, parts } = scored[at]!;
    return { item, place: index + 1, score: { ok: true, value: values[at]!, parts: shown(parts) } };
  });
  const untold = read
    .filter(({ item }) => !scored.some((one) => one.item === item))
    .sort((a, b) => a.item.rank - b.item.rank)
    .map(({ item, found }): PriorityRow => {
      const missing = found.filter((part) => typeof part === "string");
      const parts = shown(found.filter((part) => typeof part !== "string"));
      return { item, place: null, score: { ok: false, reason: "missing-inputs", missing, parts } };
    });
  return {
    method,
    rows: [...told, ...untold],
    robustness: scored.length < 2 ? null : measureRobustness(field, order, settings, options),
  };
}

function shown(parts: readonly ScoredPart[]) {
  return parts.map(({ range: _, ...part }) => part);
}

function scaleOf(items: readonly PriorityItem[], { audience }: PrioritySettings) {
  const most = (values: readonly number[]) => Math.max(0, ...values) || 1;
  return {
    reach: most(items.map(({ share, heard }) => share.value * (audience ?? heard))),
    worth: most(items.map(({ worth }) => worth ?? 0)),
  };
}
