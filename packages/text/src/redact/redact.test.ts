// Shows that private data goes and nothing else does, and measures both on a labelled set.
import fc from "fast-check";
import { expect, test } from "vitest";
import { isChineseId, isLuhnValid } from "./checksums.ts";
import { PRIVATE_KINDS } from "./detector.ts";
import { PRIVATE_TEXTS, PUBLIC_TEXTS } from "./labelled-texts.ts";
import { redact } from "./redact.ts";

interface Labelled {
  readonly text: string;
  /** `kind:start-end` in the text before redaction. */
  readonly expected: string[];
}

function positives(): Labelled[] {
  return PRIVATE_KINDS.flatMap((kind) =>
    PRIVATE_TEXTS[kind]
      .trim()
      .split("\n")
      .map((line) => {
        const expected: string[] = [];
        let text = "";
        for (const part of line.split(/(\{\{.*?\}\})/)) {
          const value = part.startsWith("{{") ? part.slice(2, -2) : null;
          if (value !== null) expected.push(`${kind}:${text.length}-${text.length + value.length}`);
          text += value ?? part;
        }
        return { text, expected };
      }),
  );
}

/** What was found, in offsets of the text before redaction. */
function found(text: string): string[] {
  let shift = 0;
  return redact(text).redactions.map(({ kind, start, end, value }) => {
    const from = start + shift;
    shift += value.length - (end - start);
    return `${kind}:${from}-${from + value.length}`;
  });
}

test("Of what is private at least 98 in 100 go, and of what goes at least 98 in 100 were private.", () => {
  const negatives = PUBLIC_TEXTS.trim()
    .split("\n")
    .map((text) => ({ text, expected: [] as string[] }));
  const counts = { hits: 0, missed: 0, wrong: 0, values: 0 };
  const faults: string[] = [];
  for (const { text, expected } of [...positives(), ...negatives]) {
    const answers = found(text);
    const hits = expected.filter((value) => answers.includes(value)).length;
    counts.values += expected.length;
    counts.hits += hits;
    counts.missed += expected.length - hits;
    counts.wrong += answers.length - hits;
    if (hits < expected.length || answers.length > hits)
      faults.push(`${text} -> ${answers.join(" ")}`);
  }
  const recall = counts.hits / (counts.hits + counts.missed);
  const precision = counts.hits / (counts.hits + counts.wrong);
  console.log(
    `redaction: precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)} on ${counts.values} private values and ${negatives.length} public texts`,
    faults,
  );
  expect(counts.values).toBeGreaterThanOrEqual(150);
  expect(negatives.length).toBeGreaterThanOrEqual(150);
  expect(precision).toBeGreaterThanOrEqual(0.98);
  expect(recall).toBeGreaterThanOrEqual(0.98);
});

test("A placeholder stands where its redaction says and the value is what stood there.", () => {
  const before = "邮箱a@example.com，手机13800138000。";
  const { text, redactions } = redact(before);
  expect(text).toBe("邮箱[email]，手机[phone]。");
  expect(redactions.map(({ start, end }) => text.slice(start, end))).toEqual([
    "[email]",
    "[phone]",
  ]);
  expect(redactions.map(({ value }) => value)).toEqual(["a@example.com", "13800138000"]);
});

test("Putting the values back gives the text as it was, and redacting twice changes nothing.", () => {
  const parts = fc.array(
    fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 12 }),
      fc.constantFrom(
        "13800138000",
        "a@b.co",
        "4111111111111111",
        " ",
        "，",
        "10.20.30.40",
        "https://x.yz/?token=abcd1234",
        "sk-proj-Ab12Cd34Ef56Gh78Ij90",
        "+1 415-555-2671",
      ),
    ),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(parts, (texts) => {
      const before = texts.join("");
      const { text, redactions } = redact(before);
      let restored = "";
      let copied = 0;
      for (const { start, end, value } of redactions) {
        restored += text.slice(copied, start) + value;
        copied = end;
      }
      expect(restored + text.slice(copied)).toBe(before);
      expect(redact(text).text).toBe(text);
    }),
    { numRuns: 1500, seed: 20260102 },
  );
});

test("A check digit that is wrong by one is told.", () => {
  expect(isLuhnValid("4111111111111111")).toBe(true);
  expect(isLuhnValid("4111111111111112")).toBe(false);
  expect(isChineseId("11010519491231002X")).toBe(true);
  expect(isChineseId("110105194912310021")).toBe(false);
  expect(isChineseId("110105194902300023")).toBe(false);
});

test("A megabyte of any pattern takes less than a second.", () => {
  const patterns = [
    "a",
    "1",
    "1 ",
    "1-",
    "a@",
    "1.",
    "a:",
    "?key=",
    "sk-",
    "eyJ",
    "138",
    "+1 ",
    "(",
    "A1b2",
    "::",
    "13800138000 ",
    "a@b.co ",
  ];
  for (const pattern of patterns) {
    const text = pattern.repeat(1_000_000 / pattern.length);
    const from = performance.now();
    redact(text);
    expect(performance.now() - from, JSON.stringify(pattern)).toBeLessThan(1000);
  }
});
