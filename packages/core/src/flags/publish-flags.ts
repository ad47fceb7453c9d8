// Writes flags as GrowthBook's clients read them; descriptions and names stay here (FL10, FL11).
import { meant } from "./evaluate-flag.ts";
import type { Flag, FlagCondition, FlagRule, FlagValue } from "./flag.ts";
import { normalised } from "./hash-share.ts";

/** A feature of the payload of `GET /api/features/:key`. */
export interface PublishedFeature {
  readonly defaultValue: FlagValue;
  readonly rules?: readonly Readonly<Record<string, unknown>>[];
}

export function publishFlags(flags: readonly Flag[]): Record<string, PublishedFeature> {
  return Object.fromEntries(flags.map((flag) => [flag.key, publishFlag(flag)]));
}

function publishFlag({ key, isOn, defaultValue, overrides, rules }: Flag): PublishedFeature {
  if (!isOn) return { defaultValue };
  const own = overrides.map(({ id, value }) => ({
    condition: { id: { $in: meant([id]) } },
    force: value,
  }));
  const all = [...own, ...rules.map((rule) => publishRule(rule, key))];
  return all.length === 0 ? { defaultValue } : { defaultValue, rules: all };
}

function publishRule(rule: FlagRule, key: string): Record<string, unknown> {
  const condition =
    rule.conditions.length === 0
      ? {}
      : { condition: { $and: rule.conditions.map(publishCondition) } };
  if (rule.kind === "value") return { ...condition, force: rule.value };
  if (rule.kind === "rollout")
    return {
      ...condition,
      force: rule.value,
      coverage: rule.share,
      ...{ hashAttribute: rule.by, hashVersion: 2, seed: key },
    };
  return {
    ...condition,
    key: rule.experiment,
    seed: rule.experiment,
    ...{ hashAttribute: rule.by, hashVersion: 2, coverage: rule.share },
    variations: rule.variations.map(({ value }) => value),
    weights: normalised(rule.variations.map(({ weight }) => weight)),
    meta: rule.variations.map((variation) => ({ key: variation.key })),
  };
}

function publishCondition(condition: FlagCondition): Record<string, unknown> {
  const { attribute } = condition;
  switch (condition.test) {
    case "is":
      return { [attribute]: { $in: meant(condition.values) } };
    case "is-not":
      return { [attribute]: { $nin: meant(condition.values) } };
    case "contains":
      return { [attribute]: { $exists: true, $regex: RegExp.escape(condition.value) } };
    case "above":
      return { [attribute]: { $exists: true, $gt: condition.value } };
    case "below":
      return { [attribute]: { $exists: true, $lt: condition.value } };
    case "set":
      return { [attribute]: { $exists: true } };
    case "not-set":
      return { [attribute]: { $exists: false } };
  }
}
