// The laws of splitting that hold for every text: exact offsets, no word lost, linear time.
import { spanFault, toStoredText } from "@heed/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { segmentText, splitMentions } from "./split-mentions.ts";

const RUNS = { numRuns: 1500, seed: 20260101 };
const WORD = /[\p{L}\p{N}]/u;

/** Strings made of what the segmenter has rules for, so that rules meet each other. */
const FEEDBACK = fc
  .array(
    fc.constantFrom(
      ..."。！？.!?…,，、;；:：\n~～ ()（）\"“”'-—>*•✅❌😀👍🏽👨‍👩‍👧①12aB好卡了𠮷\u0301\u200d\ufe0f".split(
        "",
      ),
      ..."but|however,|although|Please add|I wish|但是|不过|就是|还有|希望|1. |2. |3.5|- |\n- |> |Hi,|Thanks,|Anna: |Q: |\nA: |Pros: |https://a.example/b?c=d.|e.g.|...|闪退|很好用|送餐快，|味道差，|when it crashes|12:30|00:00:01,000 --> 00:00:02,000|\n\n|On Monday Jo wrote:|Best regards".split(
        "|",
      ),
      "😀",
      "𠮷",
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));
const ANY_TEXT = fc
  .oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.string({ unit: "grapheme", maxLength: 200 }),
    FEEDBACK,
  )
  .map(toStoredText);

test("Spans of any text are in order, apart, trimmed and cut no character.", () => {
  fc.assert(
    fc.property(ANY_TEXT, (text) => {
      expect(spanFault(text, splitMentions(text, "und"))).toBeNull();
    }),
    RUNS,
  );
});

test("Every letter and digit stands in a span or in a label that was left out, and no label holds a claim.", () => {
  fc.assert(
    fc.property(ANY_TEXT, (text) => {
      const { spans, skipped } = segmentText(text, "und");
      const covered = new Uint8Array(text.length);
      for (const { start, end } of [...spans, ...skipped]) covered.fill(1, start, end);
      for (let at = 0; at < text.length; at += 1) {
        const isHalf = /[\udc00-\udfff]/.test(text[at]!);
        const character = String.fromCodePoint(text.codePointAt(at)!);
        if (!isHalf && WORD.test(character))
          expect(covered[at], `${at} of ${JSON.stringify(text)}`).toBe(1);
      }
      for (const { start, end } of skipped) expect(end - start).toBeLessThanOrEqual(120);
    }),
    RUNS,
  );
});

test("A text that is not blank has at least one span.", () => {
  fc.assert(
    fc.property(ANY_TEXT, (text) => {
      expect(splitMentions(text, "und").length > 0).toBe(text.trim() !== "");
    }),
    RUNS,
  );
});

test("Time grows with the length and no faster, whatever the text is made of.", () => {
  const patterns = [
    "a",
    "好",
    "更新了我的手机",
    "1. ",
    "(",
    ".",
    " ,",
    "，",
    "~",
    "> ",
    "a\n",
    "Ab: c\n",
    " but",
    "http://",
    "\u0301",
  ];
  for (const pattern of patterns) {
    const short = time(pattern.repeat(20_000 / pattern.length));
    const long = time(pattern.repeat(160_000 / pattern.length));
    // Eight times the text; quadratic work would take 64 times as long.
    expect(long, JSON.stringify(pattern)).toBeLessThan(30 * Math.max(short, 10));
  }
});

/** Milliseconds of the faster of two runs. */
function time(text: string): number {
  const runs = [0, 1].map(() => {
    const from = performance.now();
    splitMentions(text, "und");
    return performance.now() - from;
  });
  return Math.min(...runs);
}
