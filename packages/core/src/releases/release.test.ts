// Versions are put in order, and a mistyped one finds its neighbours.
import { expect, test } from "vitest";
import { compareVersions, nearestVersions } from "./release.ts";

test("[RE7] versions are ordered by their numbers, a suffix before none", () => {
  const sorted = ["4.10.0", "4.2.0", "v4.3", "4.2.0-beta", "4.2", "10.0"].toSorted(compareVersions);
  expect(sorted).toEqual(["4.2.0-beta", "4.2", "4.2.0", "v4.3", "4.10.0", "10.0"]);
  expect(compareVersions("4.2.0", "4.2.0")).toBe(0);
  expect(compareVersions("spring", "summer")).toBeLessThan(0);
});

test("[RE5] a mistyped version finds those that are spelt nearly so, the newest first", () => {
  const known = ["4.1.0", "4.2.0", "4.2.1", "4.3.0", "4.3.1", "5.0"];
  expect(nearestVersions("v4.2.0", known)).toContain("4.2.0");
  expect(nearestVersions("v4.2.0", known)[0]).toBe("4.2.0");
  expect(nearestVersions("4.31", known)).toEqual(["4.3.1"]);
  expect(nearestVersions("4.2.9", known)).toEqual(["4.2.1", "4.2.0"]);
});

test("[RE5] where no spelling is near, the versions just before and after are named", () => {
  expect(nearestVersions("4.27.350", ["4.1.0", "4.2.0", "5.0"])).toEqual(["4.2.0", "5.0"]);
  expect(nearestVersions("2026.11.1", ["4.1.0", "5.0"])).toEqual(["5.0"]);
  expect(nearestVersions("summer", ["4.1.0", "5.0"])).toEqual([]);
  expect(nearestVersions("4.1.0", [])).toEqual([]);
});
