// What one side writes into a query string, the other reads back, and what no schema expects is left to be refused.
import { expect, test } from "vitest";
import type { z } from "zod";
import { decodeQuery } from "./decode-query.ts";
import { encodeQuery } from "./encode-query.ts";
import { FeedbackFilters } from "./filters.ts";
import { FigureQuery } from "./needs.ts";

const read = (schema: z.ZodType, text: string) =>
  schema.safeParse(decodeQuery(schema, new URLSearchParams(text)));

test("fields come back as they were written, lists and single values alike", () => {
  const filters: FeedbackFilters = {
    kind: ["bug"],
    rating: [1, 2],
    version: ["4.3", "4,4"],
    from: "2026-01-05",
    unclear: false,
    words: "登录 & 100%",
  };
  const text = encodeQuery(filters);
  expect(text.startsWith("?kind=bug&rating=1&rating=2")).toBe(true);
  expect(read(FeedbackFilters, text)).toEqual({ success: true, data: filters });
  expect(encodeQuery({ kind: undefined })).toBe("");
});

test.each([
  "rating=9",
  "rating=1e1",
  "unclear=yes",
  "kind=rant",
  "from=2026-02-31x",
  "words=a&words=b",
])("%s is refused, not repaired", (text) => {
  expect(read(FeedbackFilters, text).success).toBe(false);
});

test("names of an object's own machinery are plain fields", () => {
  const fields = decodeQuery(FeedbackFilters, new URLSearchParams("__proto__=1&constructor=2"));
  expect(Object.hasOwn(fields, "constructor")).toBe(true);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test("a figure's segment needs both its dimension and its value", () => {
  expect(read(FigureQuery, "dimension=version").success).toBe(false);
  expect(read(FigureQuery, "dimension=version&value=4.3&limit=10")).toEqual({
    success: true,
    data: { dimension: "version", value: "4.3", limit: 10 },
  });
});
