// Weeks begin on Monday, in the workspace's own zone, across clock changes too.
import { expect, test } from "vitest";
import { mondayOf, weekOf, weeksBetween } from "./week.ts";

test("a Sunday evening in UTC is already Monday in Shanghai", () => {
  const instant = "2026-03-01T20:00:00.000Z";
  expect(weekOf("UTC")(instant)).toBe("2026-02-23");
  expect(weekOf("Asia/Shanghai")(instant)).toBe("2026-03-02");
});

test("the hour that a clock change skips belongs to the right day", () => {
  expect(weekOf("America/New_York")("2026-03-08T04:59:59.999Z")).toBe("2026-03-02");
  expect(weekOf("America/New_York")("2026-03-09T03:59:59.999Z")).toBe("2026-03-02");
  expect(weekOf("America/New_York")("2026-03-09T04:00:00.000Z")).toBe("2026-03-09");
});

test("a Monday is its own Monday, also at the turn of a year", () => {
  expect(mondayOf("2026-11-23")).toBe("2026-11-23");
  expect(mondayOf("2027-01-01")).toBe("2026-12-28");
});

test("weeks between two Mondays include both and the silent ones", () => {
  expect(weeksBetween("2026-03-02", "2026-03-16")).toEqual([
    "2026-03-02",
    "2026-03-09",
    "2026-03-16",
  ]);
  expect(weeksBetween("2026-03-02", "2026-03-02")).toEqual(["2026-03-02"]);
});
