// Holds the figures of labels to hand-counted examples.
import { KINDS, SENTIMENTS } from "@heed/core";
import { expect, test } from "vitest";
import type { ReaderTask } from "./data/reader-tasks.ts";
import { accuracyOf, figuresByClass, macroF1Of } from "./figures.ts";
import { sharesOf } from "./task-shares.ts";

const labels = ["a", "a", "a", "b", "b", "c"];
const answers = ["a", "a", "b", "b", "d", "d"];

test("figures of each class, one never answered among them", () => {
  expect(figuresByClass(labels, answers)).toEqual([
    { name: "a", count: 3, precision: 1, recall: 2 / 3, f1: 0.8 },
    { name: "b", count: 2, precision: 0.5, recall: 0.5, f1: 0.5 },
    { name: "c", count: 1, precision: null, recall: 0, f1: 0 },
  ]);
  expect(accuracyOf(labels, answers)).toBeCloseTo(0.5, 10);
  expect(macroF1Of(labels, answers)).toBeCloseTo(1.3 / 3, 10);
});

test("probabilities of a task's classes are sums of ours, made whole without the classes it lacks", async () => {
  const task: ReaderTask = {
    set: "made",
    language: "en",
    origin: "own",
    target: "sentiment",
    rows: [{ text: "x", label: "positive" }],
    answer: ({ sentiment }) => sentiment,
    classes: { negative: ["negative"], positive: ["positive"] },
  };
  const sentiments = Float32Array.from(SENTIMENTS, (name) => (name === "neutral" ? 0.5 : 0.25));
  sentiments[SENTIMENTS.indexOf("positive")] = 0.375;
  sentiments[SENTIMENTS.indexOf("negative")] = 0.125;
  const kinds = new Float32Array(KINDS.length);
  const { numbers, shares, classes } = await sharesOf(async () => ({ sentiments, kinds }), task);
  expect([...numbers]).toEqual([1]);
  expect([...shares]).toEqual([0.25, 0.75]);
  expect(classes).toBe(2);
});
