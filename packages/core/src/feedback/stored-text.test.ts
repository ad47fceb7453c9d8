// Stored text keeps the person's characters; the matching view can always be walked back.
import fc from "fast-check";
import { expect, test } from "vitest";
import { foldText, matchingView, toStoredText } from "./stored-text.ts";

test("accents are composed, line ends unified, control characters gone", () => {
  expect(toStoredText("  Cafe\u0301\r\nfine\u0000 \r")).toBe("Café\nfine");
});

test("full-width punctuation and emoji sequences stay as they were written", () => {
  expect(toStoredText("很好，（真的）👩‍👩‍👧！")).toBe("很好，（真的）👩‍👩‍👧！");
});

test("half a character is replaced, since no store can keep it", () => {
  expect(toStoredText("a\ud83db")).toBe("a\ufffdb");
});

test("storing a stored text changes nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const stored = toStoredText(text);
      expect(toStoredText(stored)).toBe(stored);
      expect(stored.isWellFormed()).toBe(true);
    }),
  );
});

test("the view folds width, case and runs of space, and maps back to the words", () => {
  const view = matchingView("ＡＰＰ  闪退，ﬁne");
  expect(view.text).toBe("app 闪退,fine");
  const at = view.text.indexOf("闪退");
  expect("ＡＰＰ  闪退，ﬁne".slice(view.offsets[at], view.offsets[at + 2])).toBe("闪退");
});

test("offsets of the view never run backwards or out of the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }).map(toStoredText), (stored) => {
      const { text, offsets } = matchingView(stored);
      expect(offsets.length).toBe(text.length + 1);
      for (let at = 1; at < offsets.length; at += 1) {
        expect(offsets[at]!).toBeGreaterThanOrEqual(offsets[at - 1]!);
        expect(offsets[at]!).toBeLessThanOrEqual(stored.length);
      }
    }),
  );
});

test("the folded text ignores width, case and spacing", () => {
  expect(foldText("ＡＰＰ  Crashes\nNOW")).toBe("app crashes now");
  expect(foldText("ＡＰＰ  Crashes\nNOW")).toBe(matchingView("ＡＰＰ  Crashes\nNOW").text);
});
