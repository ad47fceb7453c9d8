// A short run of the kill test; `node test/kill-import.ts` is the long one.
import { expect, test } from "vitest";
import { killImports } from "./kill-import.ts";

test("after kills at random moments every acknowledged row is there once and the next import succeeds", async () => {
  const { faults } = await killImports(5, 2_000, 7);
  expect(faults).toEqual([]);
}, 300_000);
