// What the form makes is what the API takes: every measure, and nothing that a measure cannot have.
import { ExperimentRequest } from "@heed/core/api";
import { expect, test } from "vitest";
import {
  emptyDraft,
  emptyMetric,
  keyFrom,
  type MetricDraft,
  requestOf,
} from "./experiment-draft.ts";

const chosen = (more: Partial<MetricDraft>): MetricDraft => ({
  ...{ ...emptyMetric(1, "primary"), match: { name: "payment" } },
  ...more,
});
const called = ({ measure }: MetricDraft) => measure;

test("every measure is a metric of the API, with what belongs to it alone", () => {
  const metrics = [
    chosen({ measure: "did", within: 7, unit: "d", cap: 99 }),
    chosen({ measure: "times", cap: 99, usesBefore: true }),
    chosen({ measure: "sum", property: "amount", margin: 5 }),
    chosen({ measure: "average", property: "amount", cap: 99, usesBefore: true }),
    chosen({ measure: "ratio", per: { name: "visit" }, role: "guardrail", margin: 5 }),
    chosen({ match: { name: "" } }),
  ];
  const request = requestOf({ ...emptyDraft(), name: "Checkout", metrics }, called);
  expect(request.metrics).toEqual([
    { ...common("did"), kind: "conversion", windowMs: 604_800_000 },
    { ...common("times"), kind: "count", cap: 0.99, usesBefore: true },
    { ...common("sum"), kind: "sum", property: "amount" },
    { ...common("average"), kind: "ratio", property: "amount", per: { name: "payment" } },
    { ...common("ratio"), kind: "ratio", per: { name: "visit" }, role: "guardrail", margin: 0.05 },
  ]);
  expect(ExperimentRequest.safeParse(request).success).toBe(true);
});

function common(name: string) {
  return { name, role: "primary", better: "higher", match: { name: "payment" } };
}

test("looks are kept with their spending, and without looks there is no plan of them", () => {
  const draft = { ...emptyDraft(), name: "Looks", planned: 900, looks: 3 };
  expect(requestOf(draft, called)).not.toHaveProperty("lookPlan");
  const looked = { ...draft, looking: "planned-looks", spending: "pocock" } as const;
  expect(requestOf(looked, called).lookPlan).toEqual({
    ...{ fractions: [1 / 3, 2 / 3, 1], spending: "pocock" },
  });
});

test("a key is made of the letters that may stand in one", () => {
  expect(keyFrom("Shorter  Checkout!")).toBe("shorter-checkout");
  expect(keyFrom("Café 2")).toBe("cafe-2");
  expect(keyFrom("结账")).toBe("");
});
