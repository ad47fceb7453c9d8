// A file of users is read by week, by version or both, and refused with the row that cannot be read.
import { expect, test } from "vitest";
import { usersByWeek } from "./collect-counts.ts";
import { parseExposure } from "./read-exposure.ts";

test("[IM3] users are read by week under names of either language, days averaged into their week", () => {
  const rows = parseExposure(
    '周,用户数\n2026-06-16,"1,200"\n2026-06-17,1000\n2026-06-22,900\n',
    "u.csv",
  );
  expect(rows).toEqual([
    { week: "2026-06-15", version: null, users: 1_100 },
    { week: "2026-06-22", version: null, users: 900 },
  ]);
  expect(usersByWeek(rows, ["2026-06-08", "2026-06-15", "2026-06-22"])).toEqual([0, 1_100, 900]);
});

test("[IM3] users by version, or by both, are kept apart", () => {
  expect(parseExposure("App Version,active_users\n4.2.0,10\n", "u.csv")).toEqual([
    { week: null, version: "4.2.0", users: 10 },
  ]);
  const both = parseExposure(
    "week,version,users\n2026-06-15,4.1.0,70\n2026-06-15,4.2.0,30\n",
    "u.csv",
  );
  expect(both).toHaveLength(2);
  expect(usersByWeek(both, ["2026-06-15"])).toEqual([100]);
  expect(
    usersByWeek(parseExposure("version,users\n4.2.0,10\n", "u.csv"), ["2026-06-15"]),
  ).toBeNull();
});

test("[IM3] a file without users, or a row that cannot be read, is refused with its place", () => {
  expect(() => parseExposure("day,clicks\n2026-06-15,3\n", "u.csv")).toThrow(
    /u\.csv tells no users/,
  );
  expect(() => parseExposure("", "u.csv")).toThrow(/\(none\)/);
  for (const row of ["2026-06-15,many", "2026-06-15,-3", "soon,3", "2026-06-15,"]) {
    const text = `week,users\n2026-06-08,5\n${row}\n`;
    expect(() => parseExposure(text, "u.csv")).toThrow(/u\.csv, row 2 cannot be read/);
  }
});
