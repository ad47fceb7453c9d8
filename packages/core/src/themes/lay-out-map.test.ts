// The map keeps near themes near, islands apart and points on their island, and is the same each time.
import { expect, test } from "vitest";
import { layOutMap, type MapPoints } from "./lay-out-map.ts";

/** `each` unit vectors around each of the directions, a little off it in a way that only the numbers decide. */
function pointsAround(directions: readonly (readonly number[])[], each: number): MapPoints {
  const dimensions = directions[0]!.length;
  const vectors = new Float32Array(directions.length * each * dimensions);
  const theme = new Int32Array(directions.length * each);
  for (const [at, direction] of directions.entries())
    for (let index = 0; index < each; index += 1) {
      const row = at * each + index;
      theme[row] = at;
      const vector = direction.map(
        (value, d) => value + 0.15 * Math.sin(row * 12.9898 + d * 78.233),
      );
      const length = Math.hypot(...vector);
      for (let d = 0; d < dimensions; d += 1) vectors[row * dimensions + d] = vector[d]! / length;
    }
  return { vectors, dimensions, theme, sizes: directions.map(() => each) };
}

const CORNERS = [
  [1, 0, 0, 0],
  [0.96, 0.28, 0, 0],
  [0, 0, 1, 0],
  [0, 0, 0.96, 0.28],
];

test("the same input gives the same map", () => {
  const points = pointsAround(CORNERS, 50);
  expect(layOutMap(points)).toEqual(layOutMap(points));
});

test("themes that are alike lie nearer than those that are not", () => {
  const { themes } = layOutMap(pointsAround(CORNERS, 50));
  const apart = (a: number, b: number) =>
    Math.hypot(themes[a]!.x - themes[b]!.x, themes[a]!.y - themes[b]!.y);
  expect(apart(0, 1)).toBeLessThan(apart(0, 2));
  expect(apart(2, 3)).toBeLessThan(apart(1, 3));
});

test("no two islands overlap, every point lies on its own, and a larger theme has the larger island", () => {
  const directions = Array.from({ length: 30 }, (_, at) =>
    Array.from({ length: 8 }, (_value, d) => Math.sin(at * 3.7 + d * 1.3)),
  );
  const plain = pointsAround(directions, 40);
  const points = { ...plain, sizes: directions.map((_, at) => 40 + at * 30) };
  const { themes, x, y } = layOutMap(points);
  for (const [a, one] of themes.entries())
    for (const other of themes.slice(a + 1))
      expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(
        (one.radius + other.radius) * 0.98,
      );
  for (const [index, at] of points.theme.entries()) {
    const { x: cx, y: cy, radius } = themes[at]!;
    expect(Math.hypot(x[index]! - cx, y[index]! - cy)).toBeLessThanOrEqual(radius + 2);
  }
  expect(themes.at(-1)!.radius).toBeGreaterThan(themes[0]!.radius);
});

test("one theme of one mention, themes of the same words, and no theme at all have a map", () => {
  const one = layOutMap(pointsAround([[1, 0]], 1));
  expect(one.x).toHaveLength(1);
  expect(Number.isFinite(one.themes[0]!.x)).toBe(true);
  const same = new Float32Array([1, 0, 1, 0, 1, 0, 1, 0]);
  const alike = {
    vectors: same,
    dimensions: 2,
    theme: new Int32Array([0, 0, 1, 1]),
    sizes: [2, 2],
  };
  const { themes } = layOutMap(alike);
  expect(Math.hypot(themes[0]!.x - themes[1]!.x, themes[0]!.y - themes[1]!.y)).toBeGreaterThan(1);
  const empty = { vectors: new Float32Array(), dimensions: 2, theme: new Int32Array(), sizes: [] };
  expect(layOutMap(empty).themes).toEqual([]);
});
