// A planted step is found on its day with the group it comes from; series without one hardly ever show any.
import { createSeededRandom, drawPoisson } from "@heed/stats";
import { expect, test } from "vitest";
import { addDays } from "../events/periods.ts";
import { type MetricSeries, readMetric } from "./read-metric.ts";

const PLANS = ["free", "plus", "team"];
const PLATFORMS = ["ios", "android", "web", "mac"];

/** Forty weeks that grow and level off; from week 24 on, `team` does less by `drop`. */
function world(seed: number, drop: number): MetricSeries {
  const random = createSeededRandom(seed);
  const weeks = 40;
  const cells = PLANS.flatMap((plan) =>
    PLATFORMS.map((platform) => ({
      plan,
      platform,
      values: Array.from({ length: weeks }, (_, week) =>
        drawPoisson(
          random,
          (20 + 60 * (1 - Math.exp(-week / 12))) * (plan === "team" && week >= 24 ? 1 - drop : 1),
        ),
      ),
    })),
  );
  const sum = (of: typeof cells) =>
    Array.from({ length: weeks }, (_, week) =>
      of.reduce((all, { values }) => all + values[week]!, 0),
    );
  return {
    startDates: Array.from({ length: weeks }, (_, week) => addDays("2026-01-05", week * 7)),
    values: sum(cells),
    groups: [
      ...PLANS.map((value) => ({
        property: "plan",
        value,
        values: sum(cells.filter(({ plan }) => plan === value)),
      })),
      ...PLATFORMS.map((value) => ({
        property: "platform",
        value,
        values: sum(cells.filter(({ platform }) => platform === value)),
      })),
    ],
  };
}

test("[RM1] [RM3] a step is found within a week of its day, and the group it comes from explains it", () => {
  const read = readMetric(world(1, 0.6));
  if (!read.ok) throw new Error(read.message);
  const change = read.changes.find(
    ({ startDate }) => Math.abs(Date.parse(startDate) - Date.parse("2026-06-22")) <= 7 * 86_400_000,
  );
  expect(change).toBeDefined();
  expect(change!.after).toBeLessThan(change!.before);
  expect(change!.explainedBy[0]).toMatchObject({ property: "plan", value: "team" });
  expect(change!.explainedBy[0]!.part).toBeGreaterThan(0.8);
  expect(change!.explainedBy.map(({ property }) => property)).not.toContain("platform");
});

test("[RM2] of 100 growing series without a step, few show a change", () => {
  const shown = Array.from({ length: 100 }, (_, seed) => readMetric(world(500 + seed, 0))).filter(
    (read) => read.ok && read.changes.length > 0,
  );
  expect(shown.length).toBeLessThanOrEqual(9);
});

test("too short a series, and one that never moves, cannot be read", () => {
  const { startDates, values, groups } = world(1, 0);
  const short = { startDates: startDates.slice(0, 8), values: values.slice(0, 8), groups };
  expect(readMetric(short)).toMatchObject({ ok: false, reason: "too-few-observations" });
  const flat = { startDates, values: values.map(() => 7), groups: [] };
  expect(readMetric(flat).ok).toBe(false);
});
