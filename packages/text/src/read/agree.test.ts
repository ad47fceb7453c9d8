// Holds the mutual correction of the two readings to its formula.
import { KINDS, SENTIMENTS } from "@heed/core";
import { expect, test } from "vitest";
import { agree, agreementOf } from "./agree.ts";

const PRAISE = KINDS.indexOf("praise");
const BUG = KINDS.indexOf("bug");
const NEGATIVE = SENTIMENTS.indexOf("negative");
const POSITIVE = SENTIMENTS.indexOf("positive");

test("without texts every pair is as likely as if the two were independent", () => {
  for (const ratio of agreementOf([])) expect(ratio).toBeCloseTo(1, 6);
});

test("pairs that occur agree, pairs that do not disagree but stay possible", () => {
  const pairs = Array.from({ length: 50 }, (_, at) =>
    at % 2 === 0 ? ([PRAISE, POSITIVE] as const) : ([BUG, NEGATIVE] as const),
  );
  const agreement = agreementOf(pairs);
  const at = (kind: number, sentiment: number) => agreement[kind * SENTIMENTS.length + sentiment]!;
  // 26 of 68 counts; praise has 28 of them, positive 31.
  expect(at(PRAISE, POSITIVE)).toBeCloseTo((26 * 68) / (28 * 31), 5);
  expect(at(BUG, POSITIVE)).toBeCloseTo(68 / (28 * 31), 5);
});

test("a sure sentiment moves a doubtful kind by the fourth root of their agreement", () => {
  const agreement = new Float32Array(KINDS.length * SENTIMENTS.length).fill(1);
  agreement[PRAISE * SENTIMENTS.length + POSITIVE] = 4;
  const kinds = new Float32Array(KINDS.length).fill(1 / KINDS.length);
  const sentiments = new Float32Array(SENTIMENTS.length);
  sentiments[POSITIVE] = 1;
  agree(kinds, sentiments, agreement);
  expect(kinds[PRAISE]).toBeCloseTo(Math.SQRT2 / (Math.SQRT2 + 5), 5);
  expect(kinds[BUG]).toBeCloseTo(1 / (Math.SQRT2 + 5), 5);
  expect(kinds.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
  expect(sentiments[POSITIVE]).toBeCloseTo(1, 5);
});
