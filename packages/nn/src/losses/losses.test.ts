// Losses against plain sums, weighted and not.
import { expect, test } from "vitest";
import { input } from "../graph/builder.ts";
import { interpret } from "../runtime/reference.ts";
import { infoNce } from "./info-nce.ts";
import { softmaxCrossEntropy } from "./softmax-cross-entropy.ts";
import { sumOfLosses } from "./sum-of-losses.ts";

const scores = [1, 2, 0.5, -1, 0, 3];
const labels = [1, 0];
const probabilities = [scores.slice(0, 3), scores.slice(3)].map((row) => {
  const total = row.reduce((sum, x) => sum + Math.exp(x), 0);
  return row.map((x) => Math.exp(x) / total);
});

const parts = {
  outputs: { output: input("logits", ["batch", 3]) },
  targets: { target: input("labels", ["batch"], "int32") },
  weights: input("weights", ["batch"]),
};
const feeds = (weights: number[]) => ({
  logits: { shape: [2, 3], data: Float64Array.from(scores) },
  labels: { shape: [2], data: Float64Array.from(labels) },
  weights: { shape: [2], data: Float64Array.from(weights) },
});
const own = labels.map((label, row) => -Math.log(probabilities[row]![label]!));

test("[LS1] cross-entropy is the mean of -log p(label)", () => {
  const [value] = interpret([softmaxCrossEntropy().build(parts)], feeds([1, 1]));
  expect(value!.data[0]).toBeCloseTo((own[0]! + own[1]!) / 2, 12);
});

test("[LS1] examples and classes weigh as told", () => {
  const loss = softmaxCrossEntropy({ classWeights: [3, 0.5, 1] });
  const [value] = interpret([loss.build(parts)], feeds([2, 1]));
  expect(value!.data[0]).toBeCloseTo((2 * 0.5 * own[0]! + 3 * own[1]!) / 4, 12);
  const [none] = interpret([loss.build(parts)], feeds([0, 0]));
  expect(none!.data[0]).toBe(0);
});

test("[LS1] smoothing spreads its share over all classes", () => {
  const loss = softmaxCrossEntropy({ labelSmoothing: 0.3 });
  const even = probabilities.map((row) => -row.reduce((sum, p) => sum + Math.log(p), 0) / 3);
  const expected = own.map((value, row) => 0.7 * value + 0.3 * even[row]!);
  const [value] = interpret([loss.build(parts)], feeds([1, 1]));
  expect(value!.data[0]).toBeCloseTo((expected[0]! + expected[1]!) / 2, 12);
});

test("[LS1] a number of class weights that does not fit is refused", () => {
  expect(() => softmaxCrossEntropy({ classWeights: [1, 2] }).build(parts)).toThrow(
    /received 2 for 3 classes/,
  );
});

test("[LS1] an example with a negative class number does not count", () => {
  const fed = { ...feeds([1, 1]), labels: { shape: [2], data: Float64Array.of(1, -1) } };
  const loss = softmaxCrossEntropy({ classWeights: [3, 0.5, 1] });
  const [value, accuracy] = interpret([loss.build(parts), loss.metrics(parts).accuracy!], fed);
  expect(value!.data[0]).toBeCloseTo(own[0]!, 12);
  expect(accuracy!.data[0]).toBe(1);
});

test("[LS3] a sum of losses weighs its parts and reports their figures by name", () => {
  const loss = sumOfLosses({
    a: { loss: softmaxCrossEntropy() },
    b: { loss: softmaxCrossEntropy({ labelSmoothing: 0.3 }), weight: 2 },
  });
  const { ...metrics } = loss.metrics(parts);
  expect(Object.keys(metrics)).toEqual(["a/loss", "a/accuracy", "b/loss", "b/accuracy"]);
  const nodes = [loss.build(parts), metrics["a/loss"]!, metrics["b/loss"]!];
  const [sum, a, b] = interpret(nodes, feeds([1, 1])).map(({ data }) => data[0]!);
  expect(sum).toBeCloseTo(a! + 2 * b!, 12);
  expect(loss.classes?.(parts.outputs)).toEqual({ target: 3 });
  expect(() => sumOfLosses({})).toThrow(/received none/);
});

test("[LS2] InfoNCE is the cross-entropy of both directions of the cosine matrix", () => {
  const rows = [
    [3, 4],
    [1, 0],
    [0, 2],
  ];
  const other = [
    [1, 1],
    [2, 0],
    [-1, 0.5],
  ];
  const unit = ([x, y]: number[]) => [x! / Math.hypot(x!, y!), y! / Math.hypot(x!, y!)];
  const matrix = rows.map((a) =>
    other.map((b) => (unit(a)[0]! * unit(b)[0]! + unit(a)[1]! * unit(b)[1]!) / 0.5),
  );
  const columns = matrix.map((_, at) => matrix.map((row) => row[at]!));
  const direction = (lines: number[][]) =>
    lines.reduce((sum, line, at) => {
      return sum + Math.log(line.reduce((total, x) => total + Math.exp(x), 0)) - line[at]!;
    }, 0) / 3;
  const loss = infoNce({ outputs: ["a", "b"], temperature: 0.5 });
  const outputs = { a: input("a", ["batch", 2]), b: input("b", ["batch", 2]) };
  const lossParts = { outputs, targets: {}, weights: input("w", ["batch"]) };
  const fed = {
    a: { shape: [3, 2], data: Float64Array.from(rows.flat()) },
    b: { shape: [3, 2], data: Float64Array.from(other.flat()) },
    w: { shape: [3], data: Float64Array.of(1, 1, 1) },
  };
  const [value, hits] = interpret([loss.build(lossParts), loss.metrics(lossParts).accuracy!], fed);
  expect(value!.data[0]).toBeCloseTo((direction(matrix) + direction(columns)) / 2, 9);
  const nearest = matrix.filter((line, at) => line.indexOf(Math.max(...line)) === at);
  expect(hits!.data[0]).toBeCloseTo(nearest.length / 3, 12);
});
