// A mask covers a name and nothing else, and keeps every offset.
import fc from "fast-check";
import { expect, test } from "vitest";
import { maskValue } from "./mask-value.ts";

test("whole words are covered in any case, longer words are not", () => {
  expect(maskValue("Ask Bob, bob or BOB; not Bobby.", "bob")).toBe(
    "Ask ███, ███ or ███; not Bobby.",
  );
});

test("a Chinese name is covered inside a sentence", () => {
  expect(maskValue("客服王小明很好，王小明加油", "王小明")).toBe("客服███很好，███加油");
});

test("characters with a meaning in patterns are taken as they are", () => {
  expect(maskValue("a.b+c (x) axb", "a.b+c (x)")).toBe("█████████ axb");
});

test("the length never changes and a masked text holds the value no more", () => {
  const word = fc.stringMatching(/^[a-c ]{1,4}$/).filter((value) => value.trim() !== "");
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", "b", "c", " ") }), word, (text, value) => {
      const masked = maskValue(text, value);
      expect(masked.length).toBe(text.length);
      expect(maskValue(masked, value)).toBe(masked);
    }),
  );
});
