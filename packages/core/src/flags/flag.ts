// What a feature flag is: its values, who gets which, and what part of people it reaches (FL1 to FL4).
import { InvalidInput } from "../errors.ts";

export type FlagValue =
  | string
  | number
  | boolean
  | null
  | readonly FlagValue[]
  | { readonly [name: string]: FlagValue };

/** What a program knows of the person it asks for. */
export type FlagAttributes = Readonly<Record<string, unknown>>;

export const FLAG_TESTS = ["is", "is-not", "contains", "above", "below", "set", "not-set"] as const;
/** One condition on an attribute; numbers and yes or no are written as text and meant as both. */
export type FlagCondition =
  | {
      readonly attribute: string;
      readonly test: "is" | "is-not";
      readonly values: readonly string[];
    }
  | { readonly attribute: string; readonly test: "contains"; readonly value: string }
  | { readonly attribute: string; readonly test: "above" | "below"; readonly value: number }
  | { readonly attribute: string; readonly test: "set" | "not-set" };

export interface FlagVariation {
  /** As it stands in exposures: `control`, `b`. */
  readonly key: string;
  readonly value: FlagValue;
  /** Part of those in the experiment, in any unit. */
  readonly weight: number;
}

/** Who gets what; the first rule that fits decides. All conditions must hold. */
export type FlagRule =
  | {
      readonly kind: "value";
      readonly conditions: readonly FlagCondition[];
      readonly value: FlagValue;
    }
  | {
      readonly kind: "rollout";
      readonly conditions: readonly FlagCondition[];
      readonly value: FlagValue;
      /** Share of people, in [0, 1]. */
      readonly share: number;
      /** Attribute by which people are told apart. */
      readonly by: string;
    }
  | {
      readonly kind: "experiment";
      readonly conditions: readonly FlagCondition[];
      /** Key of the experiment: seed of the assignment and name in exposures. */
      readonly experiment: string;
      /** Control first. */
      readonly variations: readonly FlagVariation[];
      /** Share of people who take part, in [0, 1]. */
      readonly share: number;
      readonly by: string;
    };

export interface Flag {
  readonly key: string;
  /** For people; never published. */
  readonly description: string;
  /** While off everybody gets the default. */
  readonly isOn: boolean;
  readonly defaultValue: FlagValue;
  /** Values for single people by their `id`; they come before every rule. */
  readonly overrides: readonly { readonly id: string; readonly value: FlagValue }[];
  readonly rules: readonly FlagRule[];
}

const KEY = /^[\w.:-]{1,100}$/;
const MOST_RULES = 100;
const MOST_OVERRIDES = 1_000;
const MOST_VALUE_CHARACTERS = 20_000;

/** Refuses a flag that could not be published or evaluated. */
export function checkFlag(flag: Flag): void {
  if (!KEY.test(flag.key))
    throw refused(
      `the key "${flag.key.slice(0, 60)}" is not 1 to 100 letters, digits or . : _ -`,
      `标识“${flag.key.slice(0, 60)}”应为 1 到 100 个字母、数字或 . : _ -`,
    );
  if (flag.rules.length > MOST_RULES)
    throw refused(
      `it has ${flag.rules.length} rules, at most ${MOST_RULES}`,
      `规则最多 ${MOST_RULES} 条`,
    );
  if (flag.overrides.length > MOST_OVERRIDES)
    throw refused(
      `it names ${flag.overrides.length} people, at most ${MOST_OVERRIDES}`,
      `最多为 ${MOST_OVERRIDES} 人单独设值`,
    );
  for (const { id } of flag.overrides) {
    // What is published can be read by anybody who opens the page.
    if (id === "" || /@/.test(id))
      throw refused(
        `"${id.slice(0, 60)}" may not be published; name people by an id that says nothing`,
        `“${id.slice(0, 60)}”不应公开；请用不透露身份的标识`,
      );
  }
  for (const value of valuesOf(flag)) {
    if (JSON.stringify(value).length > MOST_VALUE_CHARACTERS)
      throw refused("a value is longer than 20,000 characters", "取值超过 20,000 个字符");
  }
  for (const rule of flag.rules) checkRule(rule);
}

/** Every value that the flag can have. */
export function valuesOf({ defaultValue, overrides, rules }: Flag): FlagValue[] {
  return [
    defaultValue,
    ...overrides.map(({ value }) => value),
    ...rules.flatMap((rule) =>
      rule.kind === "experiment" ? rule.variations.map(({ value }) => value) : [rule.value],
    ),
  ];
}

function checkRule(rule: FlagRule): void {
  for (const condition of rule.conditions) {
    const { attribute } = condition;
    // A dot would be read as a path, a dollar as an operator.
    if (attribute === "" || /^\$|\./.test(attribute) || attribute.length > 100)
      throw refused(
        `the attribute "${attribute.slice(0, 60)}" cannot be asked about; use 1 to 100 characters without dots`,
        `属性“${attribute.slice(0, 60)}”不可用；请用 1 到 100 个不含点号的字符`,
      );
    const isEmpty =
      ("values" in condition && condition.values.length === 0) ||
      (condition.test === "contains" && condition.value === "");
    const isNoNumber =
      (condition.test === "above" || condition.test === "below") &&
      !Number.isFinite(condition.value);
    if (isEmpty || isNoNumber)
      throw refused(
        `the condition on ${attribute} compares with nothing`,
        `属性 ${attribute} 的条件没有比较值`,
      );
  }
  if (rule.kind === "value") return;
  if (!(rule.share >= 0 && rule.share <= 1))
    throw refused(
      `a share lies in [0, 1]: received ${rule.share}`,
      `比例应在 [0, 1]：收到 ${rule.share}`,
    );
  if (rule.by === "" || /^\$|\./.test(rule.by))
    throw refused("people are told apart by an attribute without dots", "区分用户的属性不可含点号");
  if (rule.kind === "rollout") return;
  const keys = new Set(rule.variations.map(({ key }) => key));
  if (!KEY.test(rule.experiment) || rule.variations.length < 2 || rule.variations.length > 20)
    throw refused(
      "an experiment has a key and 2 to 20 variations",
      "实验应有标识和 2 到 20 个分组",
    );
  if (keys.size < rule.variations.length || ![...keys].every((key) => KEY.test(key)))
    throw refused("each variation has a key of its own", "每个分组应有各自的标识");
  const weights = rule.variations.map(({ weight }) => weight);
  if (
    !weights.every((weight) => weight >= 0 && weight < 1e9) ||
    !weights.some((weight) => weight > 0)
  )
    throw refused("weights are 0 or more, and one is over 0", "权重应不小于 0，且至少一个大于 0");
}

function refused(why: string, zh: string): InvalidInput {
  return new InvalidInput("flag-not-valid", `The flag cannot be kept: ${why}.`, {
    hint: "Correct that part; nothing was changed.",
    zh: { message: `无法保存功能开关：${zh}。`, hint: "请更正该处；未作任何更改。" },
  });
}
