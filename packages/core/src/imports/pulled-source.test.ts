// A source is pulled when its hours are over, and at once when it never was.
import { expect, test } from "vitest";
import { isPullDue, type PulledSource } from "./pulled-source.ts";

const source: PulledSource = {
  id: "github/a/b",
  kind: "github",
  subject: "a/b",
  everyHours: 6,
  pulledAt: "2026-03-01T00:00:00.000Z",
  importId: "import_1",
  failure: null,
};

test("a source that was never pulled is due", () => {
  expect(isPullDue({ ...source, pulledAt: null }, "2026-03-01T00:00:00.000Z")).toBe(true);
});

test("a source is due on the minute its hours are over, and not before", () => {
  expect(isPullDue(source, "2026-03-01T05:59:59.999Z")).toBe(false);
  expect(isPullDue(source, "2026-03-01T06:00:00.000Z")).toBe(true);
});
