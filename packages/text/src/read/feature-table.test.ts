// Holds the feature table to its promises: every known hash has its row, every other none.
import { expect, test } from "vitest";
import { bagsOf, createFeatureTable } from "./feature-table.ts";

test("every hash finds its row, also where places collide, and others find none", () => {
  const hashes = Int32Array.of(0, 16, 32, -1, 7, 2147483647, -2147483648);
  const table = createFeatureTable(hashes);
  expect([...hashes].map(table.rowOf)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect([1, 48, -2, 8].map(table.rowOf)).toEqual([-1, -1, -1, -1]);
});

test("an empty table knows nothing", () => {
  expect(createFeatureTable(new Int32Array(0)).rowOf(5)).toBe(-1);
});

test("a bag holds each known feature once, with a squared length of one", () => {
  const table = createFeatureTable(Int32Array.of(11, 22, 33, 44, 55));
  const hashes = Int32Array.of(22, 99, 22, 33, 44, 55, 98, 22);
  const bag = bagsOf({ hashes, offsets: Int32Array.of(0, 6, 7, 8) }, table);
  expect([...bag.ids]).toEqual([1, 2, 3, 4, 1]);
  expect([...bag.offsets]).toEqual([0, 4, 4, 5]);
  expect([...bag.weights]).toEqual([0.5, 0.5, 0.5, 0.5, 1]);
});
