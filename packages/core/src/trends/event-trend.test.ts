// Rules TR, each by its number.
import { describe, expect, test } from "vitest";
import { buildEvents, type EventPlan } from "../testing/build-journeys.ts";
import { checkTrend, type EventMeasure, type EventTrend } from "./event-trend.ts";
import { parseFormula } from "./formula.ts";
import { referenceTrend, referenceTrendPeople } from "./reference-trend.ts";

const plans: EventPlan[] = [
  ["ann", "buy", "2026-03-01T10:00", { price: "10", plan: "team" }],
  ["ann", "buy", "2026-03-01T11:00", { price: "free" }],
  ["bob", "buy", "2026-03-01T12:00", { price: "30", plan: "team" }],
  ["ann", "buy", "2026-03-03T12:00", { price: "20", plan: "solo" }],
  ["cid", "buy", "2026-02-28T12:00", { price: "5" }],
];
const log = { events: buildEvents(plans) };
const buy = (measure: EventMeasure) => ({ match: { name: "buy" }, measure });
const base: EventTrend = {
  series: [buy({ kind: "count" })],
  period: "day",
  range: { firstDate: "2026-03-01", lastDate: "2026-03-03", timeZone: "UTC" },
};
const line = (measure: EventMeasure) => {
  const { values, total } = referenceTrend(log, { ...base, series: [buy(measure)] }).lines[0]!;
  return [values, total];
};

describe("event trend", () => {
  test("[TR1] [TR2] [TR3] [TR4] measures by period, and over the whole range", () => {
    const property = "price";
    expect(line({ kind: "count" })).toEqual([[3, 0, 1], 4]);
    expect(line({ kind: "people" })).toEqual([[2, 0, 1], 2]);
    expect(line({ kind: "sum", property })).toEqual([[40, 0, 20], 60]);
    expect(line({ kind: "average", property })).toEqual([[20, null, 20], 20]);
    expect(line({ kind: "percentile", property, level: 0.5 })).toEqual([[30, null, 20], 20]);
    expect(line({ kind: "percentile", property, level: 1 })).toEqual([[30, null, 20], 30]);
  });

  test("[TR5] formulas combine series; what cannot be told stays so", () => {
    const series = [buy({ kind: "sum", property: "price" }), buy({ kind: "people" })];
    const { lines } = referenceTrend(log, { ...base, series, formula: "A / B" });
    expect(lines).toEqual([{ series: "A / B", value: null, values: [20, null, 20], total: 30 }]);
    expect(parseFormula("2 * (a - -b) + 1", 2)([3, 4])).toBe(15);
    for (const broken of ["A +", "A B", "C", "(A", "A; B", ""])
      expect(() => parseFormula(broken, 2)).toThrow(/cannot be read/);
    expect(() => parseFormula("(".repeat(100), 2)).toThrow(/cannot be read/);
  });

  test("[TR6] a breakdown measures each value apart, missing included", () => {
    const { lines, leftOut } = referenceTrend(log, { ...base, breakdown: "plan", mostGroups: 2 });
    expect(lines.map(({ value, values }) => [value, ...values])).toEqual([
      ["team", 2, 0, 0],
      [null, 1, 0, 0],
    ]);
    expect(leftOut).toBe(1);
  });

  test("[TR7] the previous period is as many days just before", () => {
    const { previous } = referenceTrend(log, { ...base, withPrevious: true });
    expect(previous?.startDates).toEqual(["2026-02-26", "2026-02-27", "2026-02-28"]);
    expect(previous?.lines[0]?.values).toEqual([0, 0, 1]);
  });

  test("[RO1] a point lists the people it counts", () => {
    expect(referenceTrendPeople(log, base, { series: 0, startDate: "2026-03-01" })).toEqual([
      "ann",
      "bob",
    ]);
    expect(referenceTrendPeople(log, base, { series: 0 })).toEqual(["ann", "bob"]);
  });

  test("too many series and percentiles beyond 100 % are refused", () => {
    expect(() => checkTrend({ ...base, series: [] })).toThrow(/1 to 10 series/);
    const series = [buy({ kind: "percentile", property: "price", level: 1.1 })];
    expect(() => checkTrend({ ...base, series })).toThrow(/between 0 and 100/);
  });
});
