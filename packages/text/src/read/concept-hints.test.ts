// Holds the hints of the concept lexicon to what they promise: one feature for one matter in both languages.
import { expect, test } from "vitest";
import { hashConcepts } from "./concept-hints.ts";
import { createHashBuffer } from "./hash-buffer.ts";

const hintsOf = (text: string) => {
  const buffer = createHashBuffer();
  hashConcepts(text, buffer);
  return [...buffer.values.subarray(0, buffer.length)];
};

test("the same matter gives the same hints in English and Chinese", () => {
  expect(hintsOf("it crashes")).toHaveLength(3);
  expect(hintsOf("it crashes")).toEqual(hintsOf("又闪退"));
});

test("other matters share no hint of their own, and a text without any has none", () => {
  const [crash] = hintsOf("it crashes");
  expect(hintsOf("a black screen")).not.toContain(crash);
  expect(hintsOf("qwxz")).toEqual([]);
});
