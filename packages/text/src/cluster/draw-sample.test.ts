// What themes are learnt from is drawn fairly: from every leaf, and not from one flood of words.
import { expect, test } from "vitest";
import { drawByLeaf, drawSample, withoutFloods } from "./draw-sample.ts";

test("of an item with far more texts than others only some may be drawn, and all of the others", () => {
  const items = Int32Array.from([
    ...Array(500).fill(0),
    ...Array.from({ length: 300 }, (_, i) => i + 1),
  ]);
  const places = withoutFloods(items, 1);
  const ofFlood = places.filter((place) => items[place] === 0).length;
  expect(ofFlood).toBe(24);
  expect(places.length - ofFlood).toBe(300);
  expect([...places].sort((a, b) => a - b)).toEqual([...places]);
});

test("interviews, which all have many texts, are drawn whole, and so are texts that stand alone", () => {
  const interviews = Int32Array.from({ length: 400 }, (_, i) => i % 4);
  expect(withoutFloods(interviews, 1)).toHaveLength(400);
  expect(withoutFloods(new Int32Array(50).fill(-1), 1)).toHaveLength(50);
});

test("a small leaf is drawn whole however many texts the others hold", () => {
  const places = Int32Array.from({ length: 5000 }, (_, i) => (i % 500 === 0 ? 1 : 0));
  const drawn = drawByLeaf(places, 2, 200, 1);
  expect(drawn).toHaveLength(200);
  expect(drawn.filter((place) => places[place] === 1)).toHaveLength(10);
});

test("few texts are all drawn", () => {
  expect([...drawSample(3, 10, 1)]).toEqual([0, 1, 2]);
});
