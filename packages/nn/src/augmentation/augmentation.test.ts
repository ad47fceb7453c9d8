// Augmentations: pure, seeded, and each doing what it says.
import { expect, test } from "vitest";
import { randomStream } from "../random.ts";
import { type Augmentation, type FloatBatch, inTurn, sometimes } from "./augmentation.ts";
import { displacementField } from "./elastic.ts";
import {
  randomCrop,
  randomDistortion,
  randomErase,
  randomFlip,
  randomLight,
  randomShift,
} from "./images.ts";
import { mixNoise, randomGain, specAugment, timeShift } from "./sounds.ts";

const draw = randomStream(1, "batch");
const images: FloatBatch = {
  data: Float32Array.from({ length: 6 * 2 * 8 * 10 }, (_, at) => draw.uniform(at) + 0.1),
  shape: [2, 8, 10],
};
const waves: FloatBatch = {
  data: Float32Array.from({ length: 5 * 400 }, (_, at) => Math.sin(at / 3) + 0.2 * draw.normal(at)),
  shape: [400],
};
const all: [string, Augmentation, FloatBatch][] = [
  ["randomShift", randomShift(3), images],
  ["randomFlip", randomFlip(), images],
  ["vertical randomFlip", randomFlip({ direction: "vertical" }), images],
  ["randomCrop", randomCrop(), images],
  [
    "randomDistortion",
    randomDistortion({
      rotate: 10,
      scale: [0.9, 1.1],
      stretch: 1.2,
      shear: 5,
      shift: 1,
      elastic: { displacement: 0.7, spacing: 4 },
    }),
    images,
  ],
  ["randomErase", randomErase({ probability: 0.9 }), images],
  ["randomLight", randomLight({ brightness: 0.2, contrast: 0.3 }), images],
  ["mixNoise", mixNoise(), waves],
  ["recorded mixNoise", mixNoise({ recordings: [Float32Array.of(1, -2, 3)] }), waves],
  ["timeShift", timeShift(50), waves],
  ["randomGain", randomGain([-6, 6]), waves],
  [
    "specAugment",
    specAugment({ times: { count: 2, width: 4 }, bands: { count: 1, width: 3 } }),
    images,
  ],
  ["inTurn", inTurn(randomShift(1), randomFlip()), images],
  ["sometimes", sometimes(0.5, randomLight({ brightness: 1 })), images],
];

test.each(all)("[AU1] %s is pure and depends on its seed alone", (_, augment, batch) => {
  const before = batch.data.slice();
  const first = augment(batch, randomStream(7));
  const again = augment(batch, randomStream(7));
  const other = augment(batch, randomStream(11));
  expect(batch.data).toEqual(before);
  expect(first.shape).toEqual(batch.shape);
  expect(again.data).toEqual(first.data);
  expect(other.data).not.toEqual(first.data);
  expect(first.data).not.toEqual(before);
  expect(first.data.every(Number.isFinite)).toBe(true);
});

test("[AU1] an example's change does not depend on the examples after it", () => {
  const length = 160;
  const few = { data: images.data.slice(0, 2 * length), shape: images.shape };
  const whole = randomShift(3)(images, randomStream(7));
  const part = randomShift(3)(few, randomStream(7));
  expect(part.data).toEqual(whole.data.slice(0, 2 * length));
});

test("[AU1] a shift moves whole pixels and fills what comes in", () => {
  const dot = { data: new Float32Array(25), shape: [1, 5, 5] };
  dot.data[12] = 1;
  const seen = new Set<number>();
  for (let seed = 0; seed < 200; seed += 1) {
    const moved = randomShift([1, 2], { fill: 0 })(dot, randomStream(seed)).data;
    expect(moved.reduce((sum, value) => sum + value)).toBe(1);
    seen.add(moved.indexOf(1));
  }
  const rows = [1, 2, 3];
  expect([...seen].sort((a, b) => a - b)).toEqual(
    rows.flatMap((row) => [0, 1, 2, 3, 4].map((column) => row * 5 + column)),
  );
});

test("[AU1] flips mirror each channel along one axis", () => {
  const small = { data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [1, 2, 3] };
  const flip = (direction: "horizontal" | "vertical") => [
    ...randomFlip({ direction, probability: 1 })(small, randomStream(1)).data,
  ];
  expect(flip("horizontal")).toEqual([3, 2, 1, 6, 5, 4]);
  expect(flip("vertical")).toEqual([4, 5, 6, 1, 2, 3]);
});

test("[AU1] a distortion of nothing changes nothing; a turn by 90 degrees turns", () => {
  const same = randomDistortion({})(images, randomStream(1));
  for (const [at, value] of images.data.entries()) expect(same.data[at]).toBeCloseTo(value, 5);
  const crop = randomCrop({ area: 1, aspect: 1 })(images, randomStream(1));
  for (const [at, value] of images.data.entries()) expect(crop.data[at]).toBeCloseTo(value, 5);
  const square = { data: Float32Array.from({ length: 9 }, (_, at) => at), shape: [1, 3, 3] };
  const half = { ...randomStream(1), uniform: (at: number) => (at === 0 ? 1 : 0.5) };
  const turned = randomDistortion({ rotate: 90 })(square, { ...half, fork: () => half });
  const expected = [2, 5, 8, 1, 4, 7, 0, 3, 6];
  const mirrored = [6, 3, 0, 7, 4, 1, 8, 5, 2];
  const rounded = [...turned.data].map(Math.round);
  expect([expected, mirrored]).toContainEqual(rounded);
});

test("[AU1] an elastic field has the stated mean square and is smooth", () => {
  const size = { channels: 1, height: 32, width: 32 };
  let squares = 0;
  let steps = 0;
  for (let seed = 0; seed < 200; seed += 1) {
    const field = displacementField(size, { displacement: 2, spacing: 8 }, randomStream(seed));
    squares += field.reduce((sum, value) => sum + value ** 2, 0) / field.length;
    steps = Math.max(steps, ...field.slice(1, 32).map((value, at) => Math.abs(value - field[at]!)));
  }
  expect(Math.sqrt(squares / 200)).toBeCloseTo(2, 0);
  expect(steps).toBeLessThan(2);
});

test("[AU1] erasing and masking blot out what they say", () => {
  const ones = { data: new Float32Array(400).fill(1), shape: [1, 20, 20] };
  const erased = randomErase({ probability: 1, area: 0.25, aspect: 1 })(ones, randomStream(3));
  expect(erased.data.filter((pixel) => pixel === 0)).toHaveLength(100);
  const masked = specAugment({
    times: { count: 1, width: 9 },
    bands: { count: 1, width: 9 },
    value: 0,
  });
  const { data } = masked(ones, randomStream(5));
  const rows = Array.from({ length: 20 }, (_, row) => data.subarray(row * 20, row * 20 + 20));
  const dark = rows.filter((row) => row.every((value) => value === 0)).length;
  const zeros = data.filter((value) => value === 0).length;
  const columns = (zeros - dark * 20) / (20 - dark);
  expect(Number.isInteger(columns)).toBe(true);
  expect(Math.max(dark, columns)).toBeLessThan(10);
});

test("[AU1] noise is mixed in at the stated ratio, and gains are decibels", () => {
  const power = (values: Float32Array) => values.reduce((sum, x) => sum + x * x, 0);
  for (const recordings of [undefined, [Float32Array.of(0.5, -1, 2, 0.25)]]) {
    const options = { ratio: 10, ...(recordings === undefined ? {} : { recordings }) };
    const mixed = mixNoise(options)(waves, randomStream(2));
    const added = mixed.data.slice(0, 400).map((x, at) => x - waves.data[at]!);
    expect(10 * Math.log10(power(waves.data.slice(0, 400)) / power(added))).toBeCloseTo(10, 3);
  }
  const louder = randomGain(20)(waves, randomStream(2));
  expect(louder.data[7]! / waves.data[7]!).toBeCloseTo(10, 4);
  const silent = mixNoise()({ data: new Float32Array(40), shape: [40] }, randomStream(1));
  expect(silent.data.every((x) => x === 0)).toBe(true);
});

test("[AU1] settings and shapes that do not fit are refused", () => {
  expect(() => randomShift(1.5)).toThrow(/received 1.5, expected a whole number of pixels/);
  expect(() => randomFlip({ probability: 2 })).toThrow(/received 2, expected 0 to 1/);
  expect(() => randomDistortion({ scale: [1.2, 0.8] })).toThrow(/received \[1.2, 0.8\]/);
  expect(() => mixNoise({ recordings: [] })).toThrow(/no noise to mix/);
  expect(() => timeShift(-1)).toThrow(/received -1/);
  expect(() => randomFlip()(waves, randomStream(1))).toThrow(/expected images \[channels/);
  expect(() => specAugment({})(waves, randomStream(1))).toThrow(/expected spectrograms/);
});
