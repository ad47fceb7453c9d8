// Vectors survive a kill at any byte, are found by their words, and go with them.
import { createHash } from "node:crypto";
import { mkdtempSync, statSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { RowReader, VectorFile } from "./vector-file.ts";

const keyOf = (at: number) => createHash("sha256").update(String(at)).digest().subarray(0, 16);
const rowOf = (at: number) => Float32Array.of(at, at / 2, -at);
const path = () => join(mkdtempSync(join(tmpdir(), "heed-vectors-")), "vectors", "one");

function filled(at: string, count: number): VectorFile {
  const file = new VectorFile(at, 3);
  for (let from = 0; from < count; from += 7) {
    const places = Array.from({ length: Math.min(7, count - from) }, (_, index) => from + index);
    const rows = new Float32Array(places.flatMap((place) => [...rowOf(place)]));
    file.append(places.map(keyOf), rows);
  }
  return file;
}

test("a thousand vectors are found by their keys, also after opening anew, and no other key is", () => {
  const at = path();
  filled(at, 1000).close();
  const file = new VectorFile(at, 3);
  const reader = new RowReader(at, 3);
  expect(file.count).toBe(1000);
  for (const place of [0, 1, 63, 64, 500, 999])
    expect(reader.read([file.rowOf(keyOf(place))])).toEqual(rowOf(place));
  expect(file.rowOf(keyOf(1000))).toBe(-1);
  expect(reader.read([5, 6, 7, 2])).toEqual(
    Float32Array.from([5, 6, 7, 2].flatMap((place) => [...rowOf(place)])),
  );
  reader.close();
  file.close();
});

test("a known key keeps its vector and takes no more room", () => {
  const at = path();
  const file = filled(at, 10);
  file.append([keyOf(3), keyOf(10)], Float32Array.of(9, 9, 9, ...rowOf(10)));
  const reader = new RowReader(at, 3);
  expect(file.count).toBe(11);
  expect(reader.read([file.rowOf(keyOf(3)), file.rowOf(keyOf(10))])).toEqual(
    Float32Array.of(...rowOf(3), ...rowOf(10)),
  );
  reader.close();
  file.close();
});

test.each([
  [".rows", 4 * 3 * 20 + 5, 20],
  [".keys", 16 * 20 + 5, 20],
  [".keys", 0, 0],
])(
  "a write that was cut off at %s byte %d leaves the whole vectors before it",
  (end, size, left) => {
    const at = path();
    filled(at, 25).close();
    truncateSync(`${at}${end}`, size);
    const file = new VectorFile(at, 3);
    expect(file.count).toBe(left);
    expect(statSync(`${at}.rows`).size).toBe(left * 12);
    file.append([keyOf(24)], rowOf(24));
    const reader = new RowReader(at, 3);
    expect(reader.read([file.rowOf(keyOf(24))])).toEqual(rowOf(24));
    reader.close();
    file.close();
  },
);

test("what is drawn does not depend on the order in which it came", () => {
  const drawnFrom = (places: number[]) => {
    const at = path();
    const file = new VectorFile(at, 3);
    for (const place of places) file.append([keyOf(place)], rowOf(place));
    const reader = new RowReader(at, 3);
    const drawn = reader.read(file.drawRows(10));
    reader.close();
    file.close();
    return drawn;
  };
  const places = Array.from({ length: 100 }, (_, place) => place);
  expect(drawnFrom(places)).toEqual(drawnFrom(places.toReversed()));
  expect(drawnFrom([1, 2])).toHaveLength(6);
});

test("what is pruned is in neither file, and the rest is where its keys say", () => {
  const at = path();
  const stays = new Set([4, 5, 900].map((place) => keyOf(place).toString("hex")));
  expect(filled(at, 1000).prune((key) => stays.has(key.toString("hex")))).toBe(997);
  expect(statSync(`${at}.rows`).size).toBe(3 * 12);
  const file = new VectorFile(at, 3);
  const reader = new RowReader(at, 3);
  for (const place of [4, 5, 900])
    expect(reader.read([file.rowOf(keyOf(place))])).toEqual(rowOf(place));
  expect(file.rowOf(keyOf(6))).toBe(-1);
  reader.close();
  expect(file.prune(() => true)).toBe(0);
});
