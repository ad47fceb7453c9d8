// The text form of a count says all of it, and nothing else can be read.
import { expect, test } from "vitest";
import { type CountQuery, readCount, writeCount } from "./count-query.ts";

test("a count is read back from its text as it was", () => {
  const queries: CountQuery[] = [
    { measure: "people", filter: {} },
    {
      measure: "share",
      filter: {
        kind: ["bug", "request"],
        theme: ["theme_3"],
        language: ["zh"],
        rating: [1, 2],
        from: "2026-01-01",
        rival: ["own"],
      },
    },
    {
      measure: "mentions",
      filter: { source: ["App Store, US"], about: 'he said "dark mode" 深色 = x' },
    },
  ];
  for (const query of queries) expect(readCount(writeCount(query))).toEqual(query);
});

test.each([
  "",
  "persons",
  "people kind=nonsense",
  "people kind=bug kind=request",
  "people; drop table",
  "people theme=theme_x",
  "people rating=9",
  "people from=2026-13-40",
  "people secret=1",
  "people kind=",
  'people about="a","b"',
  "people kind=bug and more",
  "peoplekind=bug",
  `people about="${"x".repeat(700)}"`,
])("%j is no count", (text) => {
  expect(() => readCount(text)).toThrow(expect.objectContaining({ code: "count-not-valid" }));
});
