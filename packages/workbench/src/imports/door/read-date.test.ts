// Dates are read in every style that says what it means, and in no other.
import fc from "fast-check";
import { expect, test } from "vitest";
import { findDateOrder, readInstant } from "./read-date.ts";

test.each([
  ["2026-03-05", "2026-03-05T00:00:00.000Z"],
  ["2026/3/5 9:07", "2026-03-05T09:07:00.000Z"],
  ["2026-03-05T09:07:01.234567Z", "2026-03-05T09:07:01.234Z"],
  ["2026-03-05 09:07:01 UTC", "2026-03-05T09:07:01.000Z"],
  ["2026-03-05T09:07:01+08:00", "2026-03-05T01:07:01.000Z"],
  ["2026-03-05 09:07:01 -0700", "2026-03-05T16:07:01.000Z"],
  ["2026年3月5日", "2026-03-05T00:00:00.000Z"],
  ["2026年3月5日 下午3:20", "2026-03-05T15:20:00.000Z"],
  ["Mar 5, 2026", "2026-03-05T00:00:00.000Z"],
  ["March 5th, 2026 at 3:20 PM", "2026-03-05T15:20:00.000Z"],
  ["Thu, 05 Mar 2026 09:07:01 GMT", "2026-03-05T09:07:01.000Z"],
  ["5 March 2026", "2026-03-05T00:00:00.000Z"],
  ["19/Mar/26 3:42 PM", "2026-03-19T15:42:00.000Z"],
  ["05-Mar-2026", "2026-03-05T00:00:00.000Z"],
  ["2026/03/05 5:12:03 下午 GMT+8", "2026-03-05T09:12:03.000Z"],
  ["2026/03/05 10:00:00 AM GMT+8", "2026-03-05T02:00:00.000Z"],
  ["2026年3月5日 星期四 09:07", "2026-03-05T09:07:00.000Z"],
  ["2026-03-05 09:07:01 +0800 CST", "2026-03-05T01:07:01.000Z"],
  ["20260305", "2026-03-05T00:00:00.000Z"],
  ["25/12/2026", "2026-12-25T00:00:00.000Z"],
  ["12/25/26 11:59 PM", "2026-12-25T23:59:00.000Z"],
  ["1772701621", "2026-03-05T09:07:01.000Z"],
  ["1772701621234", "2026-03-05T09:07:01.234Z"],
  ["1772701621.000100", "2026-03-05T09:07:01.000Z"],
])("%s is %s", (cell, instant) => {
  expect(readInstant(cell)).toBe(instant);
});

test.each([
  "",
  "03/04/2026",
  "2026-02-30",
  "2026-13-01",
  "yesterday",
  "5",
  "2026-03-05 25:00",
  "2026-03-05 xyz",
  "12 Foo 2026",
  "20261305",
  "2026-03-05 09:07 +29",
  "2026-03-05 09:07 +0875",
])("%j is no date", (cell) => {
  expect(readInstant(cell)).toBeNull();
});

test("day and month as two numbers are read in the order of their column", () => {
  expect(readInstant("03/04/2026", "day-first")).toBe("2026-04-03T00:00:00.000Z");
  expect(readInstant("03/04/2026", "month-first")).toBe("2026-03-04T00:00:00.000Z");
});

test("a column tells its order by one date that can be read one way only; equal numbers tell nothing", () => {
  expect(findDateOrder(["03/1/2026", "03/3/2026", "03/13/2026"])).toBe("month-first");
  expect(findDateOrder(["3.1.2026", "13.3.2026"])).toBe("day-first");
  expect(findDateOrder(["03/04/2026", "05/05/2026"])).toBeNull();
  expect(findDateOrder(["13/04/2026", "04/13/2026"])).toBeNull();
});

test("whatever stands in a cell, it is an instant or none, and never a fault", () => {
  const part = fc.oneof(
    fc.constantFrom(
      "2026",
      "-",
      "/",
      ":",
      " ",
      "T",
      "Z",
      "+",
      "下午",
      "年",
      "Mar",
      "PM",
      "GMT",
      ".",
    ),
    fc.nat({ max: 99_999 }).map(String),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const instant = readInstant(parts.join(""), "day-first");
      if (instant !== null) expect(new Date(instant).toISOString()).toBe(instant);
    }),
    { numRuns: 20_000, seed: 20260305 },
  );
});
