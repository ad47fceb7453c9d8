// Trains on a toy problem, and holds the saved file to what was trained.
import { expect, test } from "vitest";
import { hashTexts } from "./hash-texts.ts";
import { encodeClassifier, openClassifier } from "./text-classifier.ts";
import { trainTextClassifier } from "./train-text-classifier.ts";

const COLOURS = ["red", "crimson", "scarlet", "红色", "ruby"];
const SOUNDS = ["loud", "noisy", "deafening", "吵闹", "booming"];
const THINGS = ["car", "hat", "door", "lamp", "bird", "boat", "shoe", "wall"];

const sentences = (words: readonly string[]) =>
  words.flatMap((word) => THINGS.map((thing) => `the ${thing} is ${word}`));
const texts = [...sentences(COLOURS), ...sentences(SOUNDS)];
const labels = Int32Array.from(texts, (_, at) => (at < texts.length / 2 ? 0 : 1));
const train = { texts: hashTexts(texts), labels };
const unseen = hashTexts(["a crimson cup", "deafening music", "红色的杯子", "吵闹的邻居"]);

test("a classifier learns, is saved with its features, and reads new texts", async () => {
  const recipe = { hidden: 4, epochs: 8, batchSize: 8 };
  const trained = await trainTextClassifier(train, train, 2, recipe);
  const opened = await openClassifier(encodeClassifier(trained, ["colour", "sound"]));
  expect(opened.labels).toEqual(["colour", "sound"]);
  const shares = await opened.classify(unseen);
  expect(shares).toHaveLength(8);
  const sounds = [1, 3, 5, 7].map((at) => shares[at]! > 0.5);
  expect(sounds).toEqual([false, true, false, true]);
});

test("the same texts and seed give the same bytes", async () => {
  const build = async () =>
    encodeClassifier(await trainTextClassifier(train, train, 2, { hidden: 2, epochs: 2 }), [
      "colour",
      "sound",
    ]);
  expect(Buffer.compare(await build(), await build())).toBe(0);
});
