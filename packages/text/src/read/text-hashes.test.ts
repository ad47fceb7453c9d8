// Holds the hashing of texts to what the features promise.
import { expect, test } from "vitest";
import { createHashBuffer } from "./hash-buffer.ts";
import { foldForHashing, hashText } from "./text-hashes.ts";

const hashesOf = (text: string) => {
  const buffer = createHashBuffer();
  hashText(foldForHashing(text), buffer);
  return [...buffer.values.subarray(0, buffer.length)];
};
const shared = (a: string, b: string) => {
  const known = new Set(hashesOf(a));
  return new Set(hashesOf(b).filter((hash) => known.has(hash))).size;
};

test("an empty text and one of spaces have no features", () => {
  expect(hashesOf("")).toEqual([]);
  expect(hashesOf("  \n ")).toEqual([]);
});

test("case, width, apostrophes and stretched letters do not matter", () => {
  expect(hashesOf("It Doesn’t work")).toEqual(hashesOf("it doesn't work"));
  expect(hashesOf("ＡＰＰ坏了")).toEqual(hashesOf("app坏了"));
  expect(hashesOf("sooooo good")).toEqual(hashesOf("soo good"));
});

test("word order matters, and so does a negation before a word", () => {
  expect(hashesOf("good bad")).not.toEqual(hashesOf("bad good"));
  const plain = new Set(hashesOf("it is useful"));
  const negated = hashesOf("it is not useful").filter((hash) => !plain.has(hash));
  expect(hashesOf("was never so useful").some((hash) => negated.includes(hash))).toBe(true);
});

test("a sentence mark ends the reach of a negation", () => {
  const reached = new Set(hashesOf("no useful"));
  const plain = new Set(hashesOf("useful"));
  const onlyNegated = hashesOf("no useful").filter((hash) => !plain.has(hash));
  expect(reached.size).toBeGreaterThan(plain.size);
  const parted = hashesOf("no. useful");
  expect(onlyNegated.filter((hash) => parted.includes(hash)).length).toBeLessThan(
    onlyNegated.length,
  );
});

test("inflections of a word and neighbouring Chinese phrases share features", () => {
  expect(shared("crashes", "crashing")).toBeGreaterThan(2);
  expect(shared("经常闪退", "总是闪退")).toBeGreaterThan(2);
  expect(shared("经常闪退", "物流很快")).toBe(0);
});

test("an emoji is one feature of its own", () => {
  expect(hashesOf("😡")).toHaveLength(1);
  expect(hashesOf("😡")).not.toEqual(hashesOf("😀"));
});
