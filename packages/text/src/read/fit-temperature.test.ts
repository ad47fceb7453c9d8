// Holds calibration to known answers.
import { expect, test } from "vitest";
import { fitTemperature } from "./fit-temperature.ts";

test("without examples nothing changes", () => {
  expect(fitTemperature(new Float32Array(0), new Int32Array(0), 3)).toBe(1);
});

test("shares of .9 that hold in three of four cases are cooled to .75", () => {
  const probabilities = Float32Array.from([0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0.9, 0.1]);
  const labels = Int32Array.of(0, 0, 0, 1);
  const temperature = fitTemperature(probabilities, labels, 2);
  // ln 9 / T = ln 3
  expect(temperature).toBeCloseTo(2, 3);
});

test("shares that are too modest are sharpened", () => {
  const probabilities = Float32Array.from([0.6, 0.4, 0.4, 0.6]);
  expect(fitTemperature(probabilities, Int32Array.of(0, 1), 2)).toBeCloseTo(0.2, 3);
});
