// Hand-counted figures of classification metrics, and their empty cases.
import { expect, test } from "vitest";
import { calibrationError } from "./calibration-error.ts";
import { classificationReport } from "./classification-report.ts";
import { confusionMatrix, predictedClasses } from "./confusion-matrix.ts";

const actual = [0, 0, 0, 1, 1, 2];
const predicted = [0, 0, 1, 1, 2, 2];

test("[ME1] the confusion matrix counts actual by predicted", () => {
  const matrix = confusionMatrix(actual, predicted, 3);
  expect(matrix.counts).toEqual([
    [2, 1, 0],
    [0, 1, 1],
    [0, 0, 1],
  ]);
});

test("[ME2] precision, recall and F1 agree with counting by hand", () => {
  const report = classificationReport(confusionMatrix(actual, predicted, 3));
  expect(report.accuracy).toBeCloseTo(4 / 6, 12);
  expect(report.perClass.map(({ precision }) => precision)).toEqual([1, 0.5, 0.5]);
  expect(report.perClass.map(({ recall }) => recall)).toEqual([2 / 3, 0.5, 1]);
  expect(report.perClass[0]!.f1).toBeCloseTo(0.8, 12);
  expect(report.macro.f1).toBeCloseTo((0.8 + 0.5 + 2 / 3) / 3, 12);
  expect(report.weighted.f1).toBeCloseTo((3 * 0.8 + 2 * 0.5 + 2 / 3) / 6, 12);
});

test("[ME3] a class that never occurs has no figures and does not count in the macro mean", () => {
  const report = classificationReport(confusionMatrix([0, 1], [0, 1], 3));
  expect(report.perClass[2]).toEqual({
    precision: undefined,
    recall: undefined,
    f1: undefined,
    support: 0,
  });
  expect(report.macro.f1).toBe(1);
});

test("[ME3] a class that is never predicted has no precision and F1 0", () => {
  const report = classificationReport(confusionMatrix([0, 1], [0, 0], 2));
  expect(report.perClass[1]).toEqual({ precision: undefined, recall: 0, f1: 0, support: 1 });
});

test("[ME3] without examples there is no accuracy", () => {
  expect(classificationReport(confusionMatrix([], [], 2)).accuracy).toBeUndefined();
});

test("[ME1] labels out of range are refused", () => {
  expect(() => confusionMatrix([3], [0], 2)).toThrow(/out of range: received 3/);
  expect(() => confusionMatrix([0, 1], [0], 2)).toThrow(/differ in number/);
});

test("[ME4] the greatest probability decides, the first one at a tie", () => {
  expect([...predictedClasses([0.2, 0.8, 0.5, 0.5], 2)]).toEqual([1, 0]);
});

test("[ME5] the calibration error is the weighted gap between confidence and accuracy", () => {
  const probabilities = [0.9, 0.1, 0.9, 0.1, 0.6, 0.4, 0.4, 0.6];
  const { expectedError, bins } = calibrationError([0, 1, 0, 1], probabilities, {
    classes: 2,
    bins: 10,
  });
  expect(expectedError).toBeCloseTo((Math.abs(1 - 1.8) + Math.abs(2 - 1.2)) / 4, 12);
  expect(bins[8]).toMatchObject({ count: 2, accuracy: 0.5 });
  expect(bins[0]!.confidence).toBeUndefined();
});

test("[ME5] without examples there is no calibration error", () => {
  expect(calibrationError([], [], { classes: 2 }).expectedError).toBeUndefined();
});
