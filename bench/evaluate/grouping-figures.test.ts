// The figures agree with hand-worked cases.
import { expect, test } from "vitest";
import { groupingFigures } from "./grouping-figures.ts";

test("equal groupings score one under any numbering", () => {
  const figures = groupingFigures([0, 0, 1, 1, 2], [2, 2, 0, 0, 1]);
  expect(figures.accuracy).toBe(1);
  expect(figures.nmi).toBeCloseTo(1, 12);
  expect(figures.ari).toBeCloseTo(1, 12);
});

test("one text astray, worked by hand", () => {
  const figures = groupingFigures([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 1, 1]);
  expect(figures.accuracy).toBeCloseTo(5 / 6, 12);
  expect(figures.ari).toBeCloseTo((4 - (6 * 7) / 15) / (6.5 - (6 * 7) / 15), 12);
  const mutual =
    (2 / 6) * Math.log((2 * 6) / (3 * 2)) +
    (1 / 6) * Math.log(6 / (3 * 4)) +
    (3 / 6) * Math.log((3 * 6) / (3 * 4));
  const own = Math.log(2);
  const other = -((2 / 6) * Math.log(2 / 6) + (4 / 6) * Math.log(4 / 6));
  expect(figures.nmi).toBeCloseTo(mutual / ((own + other) / 2), 12);
});

test("unclear texts match no label", () => {
  expect(groupingFigures([0, 0, 1, 1], [-1, -1, 0, 0]).accuracy).toBe(0.5);
  expect(groupingFigures([0, 0], [-1, -1]).accuracy).toBe(0);
});

test("more groups than labels and fewer are both matched one to one", () => {
  expect(groupingFigures([0, 0, 0, 0], [0, 1, 2, 2]).accuracy).toBe(0.5);
  expect(groupingFigures([0, 1, 2, 2], [0, 0, 0, 0]).accuracy).toBe(0.5);
});
