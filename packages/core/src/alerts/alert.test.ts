// An alert is told once on each side, and a figure that trembles around its bound is told once.
import { expect, test } from "vitest";
import { type AlertRule, checkAlert, judgeAlert, QUIET } from "./alert.ts";

const rule: AlertRule = {
  subject: { kind: "theme", themeId: "theme_1" },
  days: 7,
  direction: "above",
  bound: 10,
  clear: 7,
};
const tellings = (asked: AlertRule, values: readonly number[]) => {
  let state = QUIET;
  return values.map((value, day) => {
    const judged = judgeAlert(asked, state, value, `2026-03-0${day + 1}T00:00:00Z`);
    state = judged.state;
    return judged.tell;
  });
};

test("[AL1] it is told when the bound is crossed, not while it stays crossed", () => {
  expect(tellings(rule, [9, 10, 11, 12, 30])).toEqual([null, null, "firing", null, null]);
});

test("[AL2] between the bounds nothing changes; at the clearing it is well again, once", () => {
  expect(tellings(rule, [11, 9, 11, 8, 7, 6, 9, 11])).toEqual([
    "firing",
    null,
    null,
    null,
    "well",
    null,
    null,
    "firing",
  ]);
  const below = { ...rule, direction: "below", bound: 5, clear: 8 } as const;
  expect(tellings(below, [6, 4, 6, 4, 8, 6])).toEqual([null, "firing", null, null, "well", null]);
});

test("[AL3] a clearing on the wrong side is refused", () => {
  expect(() => checkAlert({ ...rule, clear: 11 })).toThrow("well again at 11");
  expect(() => checkAlert({ ...rule, direction: "below", clear: 9 })).toThrow();
  expect(() => checkAlert({ ...rule, bound: Number.NaN })).toThrow();
  expect(() => checkAlert({ ...rule, clear: 10 })).not.toThrow();
});
