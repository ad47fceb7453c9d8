// From which cosine on a text is near is told by the workspace's own texts, whatever the encoder's habits.
import { expect, test } from "vitest";
import { leastSimilarity } from "./search-vectors.ts";

/** Unit rows of matters; all rows share a direction of weight `crowd`. */
function rows(count: number, matters: number, crowd: number): Float32Array {
  const width = matters + 1;
  const made = new Float32Array(count * width);
  const length = Math.hypot(crowd, 1);
  for (let row = 0; row < count; row += 1) {
    made[row * width] = crowd / length;
    made[row * width + 1 + (row % matters)] = 1 / length;
  }
  return made;
}

test("chance pairs stay below it with an encoder that spreads and with one that crowds", () => {
  for (const crowd of [0, 1, 3]) {
    const unlike = (crowd * crowd) / (crowd * crowd + 1);
    // A hundred matters: one pair in a hundred is alike.
    const least = leastSimilarity(rows(600, 100, crowd), 101);
    expect(least).toBeCloseTo(unlike, 3);
    // Ten matters: a tenth of all pairs is alike, so likeness is what passes.
    expect(leastSimilarity(rows(600, 10, crowd), 11)).toBeCloseTo(0.95, 5);
  }
});

test("too few texts tell nothing, and the usual bound holds", () => {
  expect(leastSimilarity(rows(9, 3, 0), 4)).toBe(0.55);
  expect(leastSimilarity(new Float32Array(0), 8)).toBe(0.55);
});
