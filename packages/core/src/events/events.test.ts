// Rules EV: events, people, and time.
import { describe, expect, test } from "vitest";
import { buildEvents, buildLinks } from "../testing/build-journeys.ts";
import { matchesEvent, numberOf, type PropertyFilter } from "./event-match.ts";
import { journeysOf } from "./journeys.ts";
import { checkRange, dateIn, periodNumber, periodStart, startOfDate } from "./periods.ts";
import { resolvePeople } from "./resolve-people.ts";

describe("events and people", () => {
  test("[EV2] a repeated event stands once, as it was first received", () => {
    const [first, second] = buildEvents([
      ["ann", "open", "2026-03-01T10:00"],
      ["ann", "open", "2026-03-01T11:00"],
    ]);
    const journey = journeysOf({ events: [{ ...second!, id: first!.id }, first!] }).get("ann");
    expect(journey?.map(({ at }) => at)).toEqual([first!.at]);
  });

  test("[EV3] late events take their place, and equal instants keep the order received", () => {
    const events = buildEvents([
      ["ann", "third", "2026-03-01T10:00"],
      ["ann", "fourth", "2026-03-01T10:00"],
      ["ann", "first", "2026-03-01T09:00:00.000001"],
      ["ann", "second", "2026-03-01T09:00:00.000002"],
    ]);
    const names = journeysOf({ events })
      .get("ann")
      ?.map(({ name }) => name);
    expect(names).toEqual(["first", "second", "third", "fourth"]);
  });

  test("[EV5] numbers are read from texts, and words are none", () => {
    const read = ["-1.5", "2e3", "007", "1e999", "0x10", " 1", "Infinity", "1_000", ""];
    expect(read.map(numberOf)).toEqual([-1.5, 2000, 7, null, null, null, null, null, null]);
  });

  test("[EV4] [EV6] conditions hold as written, missing and empty being one", () => {
    const [event] = buildEvents([
      ["ann", "buy", "2026-03-01T10:00", { plan: "Team", price: "12", note: "", seats: "many" }],
    ]);
    const holds = (filter: PropertyFilter) =>
      matchesEvent(event!, { name: "buy", filters: [filter] });
    expect(holds({ property: "plan", test: "is", values: ["Solo", "Team"] })).toBe(true);
    expect(holds({ property: "plan", test: "is", values: ["team"] })).toBe(false);
    expect(holds({ property: "note", test: "is", values: [""] })).toBe(false);
    expect(holds({ property: "gone", test: "is-not", values: ["Team"] })).toBe(true);
    expect(holds({ property: "plan", test: "is-not", values: ["Team"] })).toBe(false);
    expect(holds({ property: "plan", test: "contains", value: "ea" })).toBe(true);
    expect(holds({ property: "plan", test: "contains", value: "EA" })).toBe(false);
    expect(holds({ property: "price", test: "above", value: 12 })).toBe(false);
    expect(holds({ property: "price", test: "above", value: 11.9 })).toBe(true);
    expect(holds({ property: "seats", test: "below", value: 1e9 })).toBe(false);
    expect(holds({ property: "note", test: "set" })).toBe(false);
    expect(holds({ property: "toString", test: "not-set" })).toBe(true);
    expect(matchesEvent(event!, { name: "sell" })).toBe(false);
  });

  test("[EV7] a day of 23 or 25 hours is one day, and a week begins on Monday", () => {
    const berlin = dateIn("Europe/Berlin");
    const hours = (date: string, next: string) =>
      (startOfDate(next, "Europe/Berlin") - startOfDate(date, "Europe/Berlin")) / 3.6e9;
    expect([hours("2026-03-29", "2026-03-30"), hours("2026-10-25", "2026-10-26")]).toEqual([
      23, 25,
    ]);
    expect(berlin(Date.parse("2026-03-28T23:00:00Z") * 1000)).toBe("2026-03-29");
    expect(periodStart(periodNumber("2026-03-01", "week"), "week")).toBe("2026-02-23");
    expect(periodStart(periodNumber("2026-02-28", "month") + 1, "month")).toBe("2026-03-01");
    expect(periodStart(periodNumber("1969-12-28", "week"), "week")).toBe("1969-12-22");
    expect(new Date(startOfDate("2026-07-01", "Asia/Kathmandu") / 1000).toISOString()).toBe(
      "2026-06-30T18:15:00.000Z",
    );
  });

  test("[EV8] days that are none, a backward range and a zone that is nowhere are refused", () => {
    const range = { firstDate: "2026-03-01", lastDate: "2026-03-31", timeZone: "UTC" };
    expect(() => checkRange(range)).not.toThrow();
    expect(() => checkRange({ ...range, lastDate: "2026-02-30" })).toThrow(/is no day/);
    expect(() => checkRange({ ...range, lastDate: "2026-02-01" })).toThrow(/before it begins/);
    expect(() => checkRange({ ...range, timeZone: "Mars/Base" })).toThrow(/no time zone/);
  });

  test("[EV9] an anonymous id belongs to the first person, and a shared device joins nobody", () => {
    const links = buildLinks([
      ["identify", "tablet", "bob", "2026-03-02T10:00"],
      ["identify", "tablet", "ann", "2026-03-01T10:00"],
      ["identify", "phone", "ann", "2026-03-03T10:00"],
    ]);
    expect(Object.fromEntries(resolvePeople(links))).toEqual({ tablet: "ann", phone: "ann" });
  });

  test("[EV9] an alias joins two persons with all that is theirs", () => {
    const links = buildLinks([
      ["identify", "phone", "zoe", "2026-03-01T10:00"],
      ["alias", "zoe@work", "zoe", "2026-03-02T10:00"],
    ]);
    expect(Object.fromEntries(resolvePeople(links))).toEqual({ phone: "zoe", "zoe@work": "zoe" });
  });

  test("[EV10] the person is the same in whatever order the links come", () => {
    const links = buildLinks([
      ["alias", "c", "b", "2026-03-01T10:00"],
      ["alias", "d", "c", "2026-03-01T11:00"],
      ["identify", "a", "d", "2026-03-01T12:00"],
    ]);
    const people = { a: "b", c: "b", d: "b" };
    expect(Object.fromEntries(resolvePeople(links))).toEqual(people);
    expect(Object.fromEntries(resolvePeople(links.toReversed()))).toEqual(people);
  });
});
