// Invented handwritten digits: strokes of a seven-part display, slanted, moved and thickened at random.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { RandomStream } from "@heed/nn";

const side = 28;
/** Ends of the seven strokes in a unit square: top, upper right, lower right, bottom, lower left, upper left, middle. */
const strokes = [
  [0, 0, 1, 0],
  [1, 0, 1, 0.5],
  [1, 0.5, 1, 1],
  [0, 1, 1, 1],
  [0, 0.5, 0, 1],
  [0, 0, 0, 0.5],
  [0, 0.5, 1, 0.5],
] as const;
/** Which strokes make each digit. */
const digitStrokes = [
  [0, 1, 2, 3, 4, 5],
  [1, 2],
  [0, 1, 6, 4, 3],
  [0, 1, 6, 2, 3],
  [5, 6, 1, 2],
  [0, 5, 6, 2, 3],
  [0, 5, 6, 2, 3, 4],
  [0, 1, 2],
  [0, 1, 2, 3, 4, 5, 6],
  [0, 1, 2, 3, 5, 6],
];

/** Writes 2,000 digits to train on and 500 to test, in MNIST's files. */
export function makeDigits(folder: string, random: RandomStream): void {
  writePart(folder, "train", 2000, random.fork("train"));
  writePart(folder, "t10k", 500, random.fork("test"));
}

function writePart(folder: string, part: string, count: number, random: RandomStream): void {
  const images = new Uint8Array(16 + count * side * side);
  const labels = new Uint8Array(8 + count);
  new DataView(images.buffer).setUint32(0, 2051);
  for (const [at, size] of [count, side, side].entries()) {
    new DataView(images.buffer).setUint32(4 + 4 * at, size);
  }
  new DataView(labels.buffer).setUint32(0, 2049);
  new DataView(labels.buffer).setUint32(4, count);
  for (let at = 0; at < count; at += 1) {
    const digit = at % 10;
    labels[8 + at] = digit;
    images.set(drawDigit(digit, random.fork(at)), 16 + at * side * side);
  }
  writeFileSync(join(folder, `${part}-images-idx3-ubyte.gz`), gzipSync(images));
  writeFileSync(join(folder, `${part}-labels-idx1-ubyte.gz`), gzipSync(labels));
}

/** One digit as 28 x 28 bytes: ink falls off with the distance to the nearest stroke. */
function drawDigit(digit: number, random: RandomStream): Uint8Array {
  const between = (at: number, least: number, most: number) =>
    least + (most - least) * random.uniform(at);
  const [left, top] = [between(0, 7, 12), between(1, 4, 7)];
  const [wide, tall] = [between(2, 7, 11), between(3, 14, 18)];
  const [slant, thickness] = [between(4, -0.25, 0.25), between(5, 1, 2)];
  const place = (x: number, y: number) =>
    [left + x * wide + slant * (1 - y) * tall, top + y * tall] as const;
  const lines = digitStrokes[digit]!.map((stroke) => {
    const [x1, y1, x2, y2] = strokes[stroke]!;
    return [...place(x1, y1), ...place(x2, y2)] as const;
  });
  return Uint8Array.from({ length: side * side }, (_, at) => {
    const [x, y] = [at % side, Math.floor(at / side)];
    const distance = Math.min(...lines.map((line) => distanceTo(line, x, y)));
    const noise = 0.15 * random.uniform(100 + at);
    return 255 * Math.min(1, Math.max(0, 1 - Math.max(0, distance - thickness) + noise));
  });
}

function distanceTo(
  [x1, y1, x2, y2]: readonly [number, number, number, number],
  x: number,
  y: number,
): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const along = ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy);
  const nearest = Math.min(1, Math.max(0, along));
  return Math.hypot(x - x1 - nearest * dx, y - y1 - nearest * dy);
}
