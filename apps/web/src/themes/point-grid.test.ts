// The grid finds the same nearest point as looking at every point.
import { expect, test } from "vitest";
import { PointGrid } from "./point-grid.ts";

test("the nearest point is that of a search over all points", () => {
  const x = Array.from({ length: 2_000 }, (_, index) => (index * 7_919) % 10_007);
  const y = Array.from({ length: 2_000 }, (_, index) => (index * 104_729) % 9_973);
  const grid = new PointGrid(x, y);
  for (let at = 0; at < 300; at += 1) {
    const [px, py] = [(at * 613) % 10_000, (at * 997) % 10_000];
    const distances = x.map((value, index) => Math.hypot(value - px, y[index]! - py));
    const least = Math.min(...distances);
    const found = grid.nearest(px, py, 250);
    if (least > 250) expect(found).toBeNull();
    else expect(distances[found!]).toBe(least);
  }
});

test("nothing is near where there are no points", () => {
  expect(new PointGrid([], []).nearest(1, 1, 500)).toBeNull();
});
