// Places of a picture in words, and weights in points.
import { expect, test } from "vitest";
import { changeText, fieldOf, strongest, tintOf } from "./heat-places.ts";

const part = (start: number, weight: number) => ({ part: "", start, end: start + 1, weight });

test("fields of an 8 x 8 grid have rows, columns and a ninth of the picture", () => {
  expect(fieldOf(0, 64)).toEqual({ row: 1, column: 1, place: "topLeft" });
  expect(fieldOf(7, 64)).toEqual({ row: 1, column: 8, place: "topRight" });
  expect(fieldOf(8 * 3 + 4, 64)).toEqual({ row: 4, column: 5, place: "middle" });
  expect(fieldOf(63, 64)).toEqual({ row: 8, column: 8, place: "bottomRight" });
});

test("the strongest parts come first whichever way they speak, the heaviest with the deepest tint", () => {
  const parts = [part(0, 0.1), part(1, -0.4), part(2, 0.2)];
  expect(strongest(parts, 2).map(({ start }) => start)).toEqual([1, 2]);
  expect(tintOf(-0.4, parts)).toBe("color-mix(in srgb, var(--heat-against) 65%, transparent)");
  expect(tintOf(0.1, parts)).toContain("--heat-for");
});

test("what an answer loses without a part is told with its sign", () => {
  expect([0.142, -0.05, 0].map(changeText)).toEqual(["−14.2", "+5.0", "±0.0"]);
});
