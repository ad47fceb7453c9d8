// How heavily one mention weighs.
import { expect, test } from "vitest";
import { mentionSeverity, voicesNeed } from "./voice.ts";

test("[ND5] severity is the kind's weight, half when calm, whole when most negative, nothing for praise", () => {
  expect(mentionSeverity("bug", -1)).toBe(1);
  expect(mentionSeverity("bug", 0.9)).toBe(0.5);
  expect(mentionSeverity("complaint", -0.5)).toBeCloseTo(0.6, 12);
  expect(mentionSeverity("request", 0)).toBe(0.3);
  expect(mentionSeverity("question", -7)).toBe(0.4);
  expect(mentionSeverity("praise", -1)).toBe(0);
});

test("[ND3] a need is voiced by problems and wishes about our own product", () => {
  expect(voicesNeed({ kind: "question", rival: null })).toBe(true);
  expect(voicesNeed({ kind: "bug", rival: "Notewren" })).toBe(false);
  expect(voicesNeed({ kind: "praise", rival: null })).toBe(false);
});
