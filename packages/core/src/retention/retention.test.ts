// Rules RE, each by its number.
import { describe, expect, test } from "vitest";
import { buildEvents, type EventPlan } from "../testing/build-journeys.ts";
import { referenceRetention, referenceRetentionPeople } from "./reference-retention.ts";
import type { Retention } from "./retention.ts";

const base: Retention = {
  start: { name: "join" },
  back: { name: "use" },
  cohorts: "first-time",
  isRolling: false,
  period: "day",
  range: { firstDate: "2026-03-01", lastDate: "2026-03-03", timeZone: "UTC" },
};
const plans: EventPlan[] = [
  ["ann", "join", "2026-03-01T10:00"],
  ["ann", "use", "2026-03-03T10:00"],
  ["ann", "join", "2026-03-02T10:00"],
  ["bob", "join", "2026-02-20T10:00"],
  ["bob", "join", "2026-03-01T10:00"],
  ["bob", "use", "2026-03-02T10:00"],
];
const table = (more: Partial<Retention>, events = plans) =>
  referenceRetention({ events: buildEvents(events) }, { ...base, ...more }).cohorts.map(
    ({ people }) => people,
  );

describe("retention", () => {
  test("[RE1] first time: by the first start ever; whoever started before the range enters no cohort", () => {
    expect(table({})).toEqual([[1, 0, 1], [0, 0], [0]]);
  });

  test("[RE1] recurring: a cohort of every period with a start", () => {
    expect(table({ cohorts: "recurring" })).toEqual([[2, 1, 1], [1, 1], [0]]);
  });

  test("[RE2] rolling: back in that period or a later one", () => {
    expect(table({ isRolling: true })).toEqual([[1, 1, 1], [0, 0], [0]]);
  });

  test("[RE3] a period that the range does not hold whole is not known yet", () => {
    expect(table({ period: "week" })).toEqual([[1, null], [0]]);
  });

  test("[RE1] days are cut in the zone, also when the clocks change", () => {
    const range = { firstDate: "2026-03-28", lastDate: "2026-03-30", timeZone: "Europe/Berlin" };
    const events: EventPlan[] = [
      ["ann", "join", "2026-03-28T22:59"],
      ["ann", "use", "2026-03-28T23:00"],
      ["ann", "use", "2026-03-29T22:00"],
    ];
    expect(table({ range }, events)).toEqual([[1, 1, 1], [0, 0], [0]]);
  });

  test("[RO1] a cell lists the people it counts", () => {
    const log = { events: buildEvents(plans) };
    const cell = { startDate: "2026-03-01", after: 2 };
    expect(referenceRetentionPeople(log, base, cell)).toEqual(["ann"]);
    expect(() => referenceRetentionPeople(log, base, { ...cell, after: 3 })).toThrow(/no cell 3/);
  });
});
