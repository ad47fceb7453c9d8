// Trains on toy problems, and holds the saved file to what was trained.
import { expect, test } from "vitest";
import { openTextClassifier, trainTextClassifier } from "./train-text-classifier.ts";

const COLOURS = ["red", "crimson", "scarlet", "红色", "ruby"];
const SOUNDS = ["loud", "noisy", "deafening", "吵闹", "booming"];
const THINGS = ["car", "hat", "door", "lamp", "bird", "boat", "shoe", "wall", "tree", "cat"];

const sentences = (words: readonly string[], label: string) =>
  words.flatMap((word) => THINGS.map((thing) => ({ text: `the ${thing} is ${word}`, label })));
const examples = [...sentences(SOUNDS, "sound"), ...sentences(COLOURS, "colour")];
const recipe = { hidden: 4, epochs: 8, batchSize: 8 };

test("a classifier learns, states its figures, and its file reads new texts", async () => {
  const trained = await trainTextClassifier(examples, { recipe });
  expect(trained.labels).toEqual(["colour", "sound"]);
  expect(trained.validation?.examples).toBe(10);
  expect(trained.validation?.report.accuracy).toBeGreaterThan(0.9);
  expect(trained.validation?.calibration.expectedError).toBeLessThan(0.5);
  const classifier = await openTextClassifier(trained.bytes);
  const texts = ["a crimson cup", "deafening music", "红色的杯子", "吵闹的邻居"];
  const found = await classifier.classify(texts);
  expect(found.map(({ label }) => label)).toEqual(["colour", "sound", "colour", "sound"]);
  for (const { probability } of found) {
    expect(probability).toBeGreaterThan(0.5);
    expect(probability).toBeLessThanOrEqual(1);
  }
});

test("the same examples and seed give the same bytes, another seed others", async () => {
  const train = async (seed: number) =>
    (await trainTextClassifier(examples, { recipe: { hidden: 2, epochs: 2, seed } })).bytes;
  const bytes = await train(3);
  expect(Buffer.compare(await train(3), bytes)).toBe(0);
  expect(Buffer.compare(await train(4), bytes)).not.toBe(0);
});

test("too few examples to hold any out still train, without figures", async () => {
  const few = [...examples.slice(0, 4), ...examples.slice(-4)];
  const trained = await trainTextClassifier(few, { recipe });
  expect(trained.validation).toBeUndefined();
  const [found] = await (await openTextClassifier(trained.bytes)).classify(["the car is loud"]);
  expect(found?.label).toBe("sound");
});

test("one class alone is refused, and an aborted signal ends training with its reason", async () => {
  await expect(trainTextClassifier(examples.slice(0, 5))).rejects.toThrow(RangeError);
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(trainTextClassifier(examples, { recipe, signal })).rejects.toThrow("enough");
});
