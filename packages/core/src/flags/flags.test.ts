// Flags decide the same here and in GrowthBook's own client, evenly, for ever, and tell nothing that is not needed.
import { GrowthBookClient } from "@growthbook/growthbook";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  checkFlag,
  evaluateFlag,
  type Flag,
  type FlagAttributes,
  type FlagCondition,
  type FlagRule,
  hashShare,
  publishFlags,
} from "./index.ts";

const flag = (more: Partial<Flag> = {}): Flag => ({
  ...{ key: "new-checkout", description: "", isOn: true, defaultValue: false },
  ...{ overrides: [], rules: [] },
  ...more,
});
const halves = (more: Partial<Extract<FlagRule, { kind: "experiment" }>> = {}): FlagRule => ({
  ...{ kind: "experiment", conditions: [], experiment: "checkout-test", share: 1, by: "id" },
  variations: [
    { key: "control", value: false, weight: 1 },
    { key: "b", value: true, weight: 1 },
  ],
  ...more,
});

/** What GrowthBook's client makes of the published flag. */
function inClient(own: Flag, attributes: FlagAttributes) {
  const client = new GrowthBookClient().initSync({
    payload: { features: publishFlags([own]) as never },
  });
  const result = client.evalFeature(own.key, { attributes: attributes as Record<string, unknown> });
  const { experimentResult } = result;
  return {
    value: result.value,
    assignment:
      experimentResult?.inExperiment === true
        ? { experiment: result.experiment!.key, variation: experimentResult.key }
        : null,
  };
}

test("[FL1] a flag that could not be published is refused with what is wrong", () => {
  const code = (more: Partial<Flag>) => {
    try {
      checkFlag(flag(more));
    } catch (error) {
      return (error as { code: string }).code;
    }
    return "kept";
  };
  expect(code({})).toBe("kept");
  expect(code({ key: "with space" })).toBe("flag-not-valid");
  const onAttribute = (attribute: string): FlagRule => ({
    ...{ kind: "value", value: true },
    conditions: [{ attribute, test: "set" }],
  });
  expect(code({ rules: [onAttribute("plan")] })).toBe("kept");
  expect(code({ rules: [onAttribute("user.plan")] })).toBe("flag-not-valid");
  expect(code({ rules: [onAttribute("$or")] })).toBe("flag-not-valid");
  expect(code({ rules: [halves({ share: 1.2 })] })).toBe("flag-not-valid");
  expect(code({ rules: [halves({ variations: [] })] })).toBe("flag-not-valid");
  const weights = (weight: number) =>
    halves({
      variations: [
        { key: "a", value: 0, weight },
        { key: "b", value: 1, weight: 0 },
      ],
    });
  expect(code({ rules: [weights(1)] })).toBe("kept");
  expect(code({ rules: [weights(0)] })).toBe("flag-not-valid");
});

test("[FL2] a person's address may not be named, since what is published can be read", () => {
  const named = (id: string) => () => checkFlag(flag({ overrides: [{ id, value: true }] }));
  expect(named("u_1829")).not.toThrow();
  expect(named("anna@example.com")).toThrow(/may not be published/);
});

test("[FL3] while off everybody gets the default, and no rule is published", () => {
  const off = flag({ isOn: false, rules: [halves()], overrides: [{ id: "1", value: true }] });
  expect(evaluateFlag(off, { id: "1" })).toMatchObject({ value: false, from: "off" });
  expect(publishFlags([off])).toEqual({ "new-checkout": { defaultValue: false } });
});

test("[FL4] a person's own value comes first, then the first rule that fits, then the default", () => {
  const own = flag({
    overrides: [{ id: "7", value: "own" }],
    rules: [
      {
        kind: "value",
        conditions: [{ attribute: "plan", test: "is", values: ["team"] }],
        value: "team",
      },
      { kind: "value", conditions: [{ attribute: "age", test: "above", value: 40 }], value: "old" },
    ],
    defaultValue: "plain",
  });
  const value = (attributes: FlagAttributes) => evaluateFlag(own, attributes).value;
  expect(value({ id: "7", plan: "team" })).toBe("own");
  expect(value({ id: 7 })).toBe("own");
  expect(value({ id: "8", plan: "team", age: 50 })).toBe("team");
  expect(value({ id: "8", age: 50 })).toBe("old");
  expect(value({ id: "8", age: 40 })).toBe("plain");
});

test("[FL5] the place of a person is that of GrowthBook's specification, and needs no memory", () => {
  const places: readonly [string, string, number][] = [
    ["seed", "a", 0.0505],
    ["seed", "b", 0.2696],
    ["foo", "ab", 0.2575],
    ["foo", "def", 0.2019],
    ["89123klj", "8952klfjas09ujkasdf", 0.124],
    ["90850943850283058242805", "123", 0.7516],
  ];
  for (const [seed, person, place] of places) expect(hashShare(seed, person)).toBe(place);
});

test("[FL6] people fall evenly to the arms, and two experiments are independent", () => {
  const ids = Array.from({ length: 20_000 }, (_, at) => `person-${at}`);
  const arm = (seed: string) => (id: string) => Number(hashShare(seed, id) < 0.5);
  const [one, two] = [ids.map(arm("one")), ids.map(arm("two"))];
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  expect(Math.abs(sum(one) - 10_000)).toBeLessThan(4 * Math.sqrt(5_000));
  const both = sum(one.map((value, at) => value * two[at]!));
  expect(Math.abs(both - 5_000)).toBeLessThan(4 * Math.sqrt(3_750));
});

test("[FL7] a rollout that grows keeps whom it has reached", () => {
  const rollout = (share: number) =>
    flag({ rules: [{ kind: "rollout", conditions: [], value: true, share, by: "id" }] });
  const reached = (share: number) =>
    Array.from({ length: 3_000 }, (_, at) => String(at)).filter(
      (id) => evaluateFlag(rollout(share), { id }).value === true,
    );
  const [tenth, half] = [reached(0.1), new Set(reached(0.5))];
  expect(tenth.length).toBeGreaterThan(230);
  expect(tenth.length).toBeLessThan(370);
  expect(tenth.every((id) => half.has(id))).toBe(true);
  expect(reached(0)).toEqual([]);
  expect(reached(1)).toHaveLength(3_000);
});

test("[FL8] a larger part of people in an experiment moves nobody to another arm", () => {
  const arms = (share: number) =>
    Array.from({ length: 3_000 }, (_, at) => {
      const own = flag({ rules: [halves({ share })] });
      return evaluateFlag(own, { id: String(at) }).assignment?.variation ?? null;
    });
  const [few, many] = [arms(0.2), arms(0.8)];
  expect(few.filter((arm) => arm !== null).length).toBeGreaterThan(450);
  for (const [at, arm] of few.entries()) if (arm !== null) expect(many[at]).toBe(arm);
});

test("[FL9] who has no id, or none that tells people apart, is in no rollout and no experiment", () => {
  const own = flag({ rules: [halves({ by: "company" })], defaultValue: "none" });
  for (const attributes of [{}, { id: "1" }, { company: "" }, { company: null }])
    expect(evaluateFlag(own, attributes)).toMatchObject({ value: "none", assignment: null });
  expect(evaluateFlag(own, { company: "acme" }).assignment).not.toBeNull();
});

const texts = fc.constantFrom("free", "team", "solo", "5", "12", "true", "false", "a.b+c");
const values = fc.oneof(
  texts,
  fc.integer({ min: 0, max: 20 }),
  fc.boolean(),
  fc.constant(null),
  fc.constant(undefined),
  fc.array(texts, { maxLength: 2 }),
);
const attributes = fc.constantFrom("plan", "age", "beta");
const conditions: fc.Arbitrary<FlagCondition> = fc.oneof(
  fc.record({
    attribute: attributes,
    test: fc.constantFrom("is" as const, "is-not" as const),
    values: fc.array(texts, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    attribute: attributes,
    test: fc.constant("contains" as const),
    value: fc.constantFrom("e", "a.b", "+", "1"),
  }),
  fc.record({
    attribute: attributes,
    test: fc.constantFrom("above" as const, "below" as const),
    value: fc.integer({ min: -1, max: 15 }),
  }),
  fc.record({ attribute: attributes, test: fc.constantFrom("set" as const, "not-set" as const) }),
);
const some = fc.array(conditions, { maxLength: 2 });
const share = fc.constantFrom(0, 0.1, 1 / 3, 0.5, 0.9, 1);
const by = fc.constantFrom("id", "device");
const rules: fc.Arbitrary<FlagRule> = fc.oneof(
  fc.record({ kind: fc.constant("value" as const), conditions: some, value: texts }),
  fc.record({ kind: fc.constant("rollout" as const), conditions: some, value: texts, share, by }),
  fc.record({
    ...{ kind: fc.constant("experiment" as const), conditions: some, share, by },
    experiment: fc.constantFrom("one", "two"),
    variations: fc
      .array(fc.constantFrom(1, 2, 7, 50), { minLength: 2, maxLength: 4 })
      .map((weights) =>
        weights.map((weight, at) => ({ key: `v${at}`, value: `value ${at}`, weight })),
      ),
  }),
);

test("[FL10] GrowthBook's client gives every person the same value and the same arm", () => {
  const people = fc.record({
    id: fc.oneof(fc.string(), fc.integer({ min: 0, max: 99 }), fc.constant(undefined)),
    device: fc.oneof(fc.uuid(), fc.constant(undefined)),
    ...{ plan: values, age: values, beta: values },
  });
  fc.assert(
    fc.property(
      fc.array(rules, { maxLength: 4 }),
      fc.array(fc.constantFrom("1", "2", "abc"), { maxLength: 2 }),
      people,
      (list, ids, person) => {
        const own = flag({
          ...{ rules: list, defaultValue: "default" },
          overrides: ids.map((id) => ({ id, value: `own ${id}` })),
        });
        const known = Object.fromEntries(
          Object.entries(person).filter(([, value]) => value !== undefined),
        );
        const { value, assignment } = evaluateFlag(own, known);
        expect(inClient(own, known)).toEqual({ value, assignment });
      },
    ),
    { numRuns: 2_000, seed: 20_261_126 },
  );
});

test("[FL11] what is published holds no description, and no name but the keys", () => {
  const text = JSON.stringify(
    publishFlags([flag({ description: "For the secret launch", rules: [halves()] })]),
  );
  expect(text).not.toContain("secret launch");
  expect(JSON.parse(text)["new-checkout"].rules[0]).toEqual({
    ...{ key: "checkout-test", seed: "checkout-test", hashAttribute: "id", hashVersion: 2 },
    ...{ coverage: 1, variations: [false, true], weights: [0.5, 0.5] },
    meta: [{ key: "control" }, { key: "b" }],
  });
});
