// Releases are read from a team's list, or told by when versions were first heard of.
import { expect, test } from "vitest";
import { HeardVersions, parseReleases } from "./releases.ts";

test("a list in either language is read in order of date, with its notes", () => {
  expect(
    parseReleases("版本,日期,说明\n2.0,2026-05-01,新\n1.0,2026-01-01,\n,2026-02-02,x\n", "r.csv"),
  ).toEqual([
    { version: "1.0", date: "2026-01-01" },
    { version: "2.0", date: "2026-05-01", notes: { en: "新", zh: "新" } },
  ]);
});

test("a list without versions or dates is refused with what it needs", () => {
  expect(() => parseReleases("a,b\n1,2\n", "r.csv")).toThrow(/a, b, expected version and date/);
  expect(() => parseReleases("", "r.csv")).toThrow(/expected version and date/);
});

test("versions are marked from three voices on, but for those the data began with", () => {
  const heard = (appVersion: string, day: string, count: number) =>
    Array.from({ length: count }, () => ({
      appVersion,
      writtenAt: `${day}T00:00:00.000Z`,
      rival: null,
    }));
  const versions = new HeardVersions();
  for (const item of [
    ...heard("2.0", "2026-04-02", 3),
    ...heard("1.0", "2026-03-01", 9),
    ...heard("2.1", "2026-05-01", 2),
    ...heard("2.0", "2026-04-01", 1),
  ])
    versions.add(item);
  expect(versions.list()).toEqual([{ version: "2.0", date: "2026-04-01" }]);
});
