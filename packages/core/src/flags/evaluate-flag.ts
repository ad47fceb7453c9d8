// Decides which value a person gets, the same in every program and at every time (FL5 to FL9).
import type { Flag, FlagAttributes, FlagCondition, FlagRule, FlagValue } from "./flag.ts";
import { bucketRanges, hashShare } from "./hash-share.ts";

/** A value, and the assignment that it came from. */
export interface FlagDecision {
  readonly value: FlagValue;
  readonly from: "off" | "override" | "value" | "rollout" | "experiment" | "default";
  /** The experiment and arm that an exposure names; null where the value came from none. */
  readonly assignment: { readonly experiment: string; readonly variation: string } | null;
}

export function evaluateFlag(flag: Flag, attributes: FlagAttributes): FlagDecision {
  const plain = (value: FlagValue, from: FlagDecision["from"]): FlagDecision => ({
    ...{ value, from },
    assignment: null,
  });
  if (!flag.isOn) return plain(flag.defaultValue, "off");
  const own = flag.overrides.find(({ id }) => (meant([id]) as unknown[]).includes(attributes.id));
  if (own !== undefined) return plain(own.value, "override");
  for (const rule of flag.rules) {
    if (!rule.conditions.every((condition) => holds(condition, attributes[condition.attribute])))
      continue;
    const decided = decide(flag, rule, attributes);
    if (decided !== null) return decided;
  }
  return plain(flag.defaultValue, "default");
}

function decide(flag: Flag, rule: FlagRule, attributes: FlagAttributes): FlagDecision | null {
  if (rule.kind === "value") return { value: rule.value, from: "value", assignment: null };
  const who = attributes[rule.by];
  if (!who || rule.share === 0) return null;
  if (rule.kind === "rollout") {
    if (hashShare(flag.key, String(who)) > rule.share) return null;
    return { value: rule.value, from: "rollout", assignment: null };
  }
  const place = hashShare(rule.experiment, String(who));
  const ranges = bucketRanges(
    rule.variations.map(({ weight }) => weight),
    rule.share,
  );
  const at = ranges.findIndex(([from, to]) => place >= from && place < to);
  const variation = rule.variations[at];
  if (variation === undefined) return null;
  const assignment = { experiment: rule.experiment, variation: variation.key };
  return { value: variation.value, from: "experiment", assignment };
}

/** Whether a condition holds for what is known of a person. */
export function holds(condition: FlagCondition, value: unknown): boolean {
  const isKnown = value !== null && value !== undefined;
  switch (condition.test) {
    case "is":
      return oneOf(value, meant(condition.values));
    case "is-not":
      return !oneOf(value, meant(condition.values));
    case "contains":
      return isKnown && String(value).includes(condition.value);
    case "above":
      return isKnown && (value as number) > condition.value;
    case "below":
      return isKnown && (value as number) < condition.value;
    case "set":
      return isKnown;
    case "not-set":
      return !isKnown;
  }
}

/** A list of values holds one that is asked for. */
function oneOf(value: unknown, wanted: readonly unknown[]): boolean {
  return Array.isArray(value)
    ? value.some((item) => wanted.includes(item))
    : wanted.includes(value);
}

/** What a text stands for: itself, and the number or yes or no that it writes. */
export function meant(values: readonly string[]): (string | number | boolean)[] {
  return values.flatMap((text) => {
    const number = Number(text);
    const isNumber = text.trim() !== "" && String(number) === text;
    return [
      text,
      ...(isNumber ? [number] : []),
      ...(text === "true" ? [true] : text === "false" ? [false] : []),
    ];
  });
}
