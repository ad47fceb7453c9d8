// Figures equal those worked out by hand, intervals hold them, curves and drift say when they cannot tell.
import { expect, test } from "vitest";
import { compareModels } from "./compare-models.ts";
import { confidenceShares, measureDrift } from "./drift.ts";
import { evaluateAnswers, macroF1 } from "./evaluate-answers.ts";
import { fitLearningCurve } from "./learning-curve.ts";

/** Truth and answers as places; each answer is sure to .8. */
function answered(truth: readonly number[], answers: readonly number[], classes = ["a", "b"]) {
  const shares = answers.flatMap((answer) =>
    classes.map((_, c) => (c === answer ? 0.8 : 0.2 / (classes.length - 1))),
  );
  return {
    ...{ classes, numbers: truth.map((_, at) => at) },
    truth: Int32Array.from(truth),
    probabilities: Float32Array.from(shares),
  };
}

test("accuracy, precision, recall and F1 are those of the table", () => {
  const truth = [0, 0, 0, 0, 1, 1, 1, 1, 1, 1];
  const answers = [0, 0, 0, 1, 0, 0, 1, 1, 1, 1];
  const report = evaluateAnswers(answered(truth, answers));
  expect(report.accuracy.value).toBeCloseTo(0.7);
  expect(report.perClass[0].precision?.value).toBeCloseTo(3 / 5);
  expect(report.perClass[0].recall?.value).toBeCloseTo(3 / 4);
  expect(report.perClass[1].f1?.value).toBeCloseTo((2 * 4) / (5 + 6));
  expect(report.macro.f1.value).toBeCloseTo((6 / 9 + 8 / 11) / 2);
  expect(report.weighted.recall.value).toBeCloseTo(0.7);
  expect(report.confusion).toEqual([
    [3, 1],
    [2, 4],
  ]);
  expect(report.majority).toBeCloseTo(0.6);
  expect(report.calibration.error).toBeCloseTo(0.1);
  expect(report.mistakes.map(({ example }) => example)).toEqual([3, 4, 5]);
  for (const figure of [report.accuracy, report.macro.f1, report.perClass[0].precision!]) {
    expect(figure.low).toBeLessThan(figure.value);
    expect(figure.high).toBeGreaterThan(figure.value);
  }
});

test("all right still has an interval, and a class never answered has no precision", () => {
  const perfect = evaluateAnswers(answered([0, 1, 0, 1], [0, 1, 0, 1]));
  expect(perfect.accuracy).toMatchObject({ value: 1, high: 1 });
  expect(perfect.accuracy.low).toBeLessThan(0.6);
  const never = evaluateAnswers(answered([0, 0, 1], [0, 0, 0]));
  expect(never.perClass[1].precision).toBeNull();
  expect(never.perClass[1].recall?.value).toBe(0);
  expect(() => evaluateAnswers(answered([], []))).toThrow(/no labelled example/);
});

test("units drawn together give a wider interval than single examples", () => {
  const truth = Array.from({ length: 60 }, (_, at) => at % 2);
  const answers = truth.map((label, at) => (at < 20 ? 1 - label : label));
  const plain = evaluateAnswers(answered(truth, answers));
  const units = Int32Array.from(truth, (_, at) => Math.floor(at / 10));
  const grouped = evaluateAnswers({ ...answered(truth, answers), units });
  const width = ({ low, high }: { low: number; high: number }) => high - low;
  expect(width(grouped.accuracy)).toBeGreaterThan(1.5 * width(plain.accuracy));
});

test("a slice that does far worse is named", () => {
  const truth = Array.from({ length: 120 }, (_, at) => at % 2);
  const answers = truth.map((label, at) => (at < 40 && at % 4 < 3 ? 1 - label : label));
  const slices = truth.map((_, at) => ({ language: at < 40 ? "zh" : "en" }));
  const report = evaluateAnswers({ ...answered(truth, answers), slices });
  expect(report.slices.map(({ value, isWorse }) => [value, isWorse])).toEqual([
    ["en", false],
    ["zh", true],
  ]);
});

test("two models that differ on few examples are not told apart, on many they are", () => {
  const truth = Array.from({ length: 100 }, () => "x");
  const right = (count: number) => truth.map((_, at) => (at < count ? "x" : "y"));
  expect(compareModels(["a@1", "a@2"], truth, right(92), right(90)).verdict).toBe("no-difference");
  expect(compareModels(["a@1", "a@2"], truth, right(95), right(60)).verdict).toBe("first");
  expect(compareModels(["a@1", "a@2"], truth, right(50), right(50)).test.ok).toBe(false);
});

test("a curve that rises by a power law is forecast, a flat or short one is not", () => {
  const score = (size: number) => 0.9 - 1.2 * size ** -0.5;
  const points = [20, 40, 80, 160].flatMap((size) =>
    [-0.01, 0, 0.01].map((noise) => ({ size, score: score(size) + noise })),
  );
  const { forecasts, cannotTell } = fitLearningCurve(points, [500]);
  expect(cannotTell).toBeNull();
  expect(forecasts[0].expected).toBeCloseTo(score(660), 1);
  expect(forecasts[0].low).toBeLessThanOrEqual(forecasts[0].expected);
  expect(forecasts[0].high).toBeLessThanOrEqual(1);
  expect(fitLearningCurve(points, [500], 1, 400).forecasts[0].size).toBe(900);
  const flat = points.map((point) => ({ ...point, score: 0.5 }));
  expect(fitLearningCurve(flat, [500]).cannotTell).toBe("no-rise");
  expect(fitLearningCurve(points.slice(0, 3), [500]).cannotTell).toBe("too-few-sizes");
});

test("other answers drift, the same do not, and few cannot tell", () => {
  const reference = {
    ...{ classes: ["a", "b"], shares: [0.5, 0.5], likeness: 0.6, examples: 400 },
    confidence: confidenceShares([0.95, 0.85]),
  };
  const now = (share: number, count: number) => ({
    answers: Array.from({ length: count }, (_, at) => (at < share * count ? "a" : "b")),
    confidence: Array.from({ length: count }, (_, at) => (at % 2 === 0 ? 0.95 : 0.85)),
    likeness: 0.6,
  });
  expect(measureDrift(reference, now(0.5, 400)).verdict).toBe("steady");
  expect(measureDrift(reference, now(0.9, 400)).verdict).toBe("drifted");
  expect(measureDrift(reference, { ...now(0.5, 400), likeness: 0.3 }).verdict).toBe("drifted");
  expect(measureDrift(reference, now(0.9, 10)).verdict).toBe("cannot-tell");
});

test("macro F1 is the mean over classes that occur or are answered", () => {
  expect(macroF1(Int32Array.of(0, 1), Int32Array.of(0, 0), 3)).toBeCloseTo((2 / 3 + 0) / 2);
});
