// Every verdict is one calm sentence in both languages, with its figures.
import { IMPACT_REASONS, type Impact } from "@heed/core";
import { expect, test } from "vitest";
import { changeText, impactSentence } from "./impact-sentence.ts";

const base: Impact = {
  ...{ verdict: "cannot-tell", reason: null, needed: {}, change: null, method: null },
  ...{ besideTrend: null, before: null, after: null, isCut: { before: false, after: false } },
  ...{ hasSeason: false, detectable: null, placebo: null, confidenceLevel: 0.95 },
  versions: { ok: false, reason: "no-overlap" },
};
const moved = (
  verdict: Impact["verdict"],
  ratio: number | null,
  low: number,
  high: number | null,
) => impactSentence({ ...base, verdict, change: { ratio, low, high, pValue: 0.001 } });

test("[IM19] a fall is told in per cent with its interval", () => {
  expect(moved("fell", 0.42, 0.3, 0.6)).toEqual({
    en: "Fell by 58 % (95 % interval 40–70 %).",
    zh: "下降 58%（95% 区间 40–70%）。",
  });
  expect(moved("fell", 0.09, 0.0028, 0.218).en).toBe("Fell by 91 % (95 % interval 78–99.7 %).");
  expect(moved("fell", 0, 0, 0.22)).toEqual({
    en: "Fell: nobody voiced it any more, a fall by at least 78 % (95 % interval).",
    zh: "下降：发布后无人再提，至少下降 78%（95% 区间）。",
  });
});

test("[IM19] a rise is told in times, from nothing too", () => {
  expect(moved("rose", 2.5, 1.5, 4)).toEqual({
    en: "Rose to 2.50 times the rate before (95 % interval 1.50–4.00).",
    zh: "上升到发布前的 2.50 倍（95% 区间 1.50–4.00）。",
  });
  expect(moved("rose", null, 19.67, null)).toEqual({
    en: "Rose: nobody voiced it before, and the rate is at least 19.7 times what it was (95 % interval).",
    zh: "上升：发布前无人提到，发布后至少是之前的 19.7 倍（95% 区间）。",
  });
});

test("[IM19] no change names what would have been seen", () => {
  const sentence = impactSentence({
    ...base,
    verdict: "no-change",
    change: { ratio: 1.02, low: 0.8, high: 1.3, pValue: 0.8 },
    detectable: { fallTo: 0.6, riseTo: 1.67 },
  });
  expect(sentence).toEqual({
    en: "No change detected. A fall by 40 % or a rise by 67 % would have been seen in 4 of 5 cases; smaller ones may have been missed.",
    zh: "未发现变化。若下降 40% 或上升 67%，五次中有四次能发现；更小的变化可能看不出。",
  });
});

test("[IM19] what cannot be told says why and what is needed, in numbers or in words", () => {
  const tell = (reason: Impact["reason"], needed: Impact["needed"]) =>
    impactSentence({ ...base, reason, needed });
  expect(tell("too-few-weeks", { weeksBefore: 1, weeksAfter: 3 })).toEqual({
    en: "Cannot tell: too few weeks on one side of the release. Needed: 1 more week before it, 3 more weeks after it.",
    zh: "无法判断：发布前或发布后的周数不足。还需要发布前再有 1 周、发布后再有 3 周。",
  });
  expect(tell("too-few-people", { people: 1 }).en).toMatch(/1 more person who voices it\.$/);
  expect(tell("too-noisy", { weeksAfter: 518 }).en).toMatch(/would take over a year\.$/);
  for (const reason of IMPACT_REASONS) {
    const needed = reason.startsWith("too-") ? { people: 2 } : {};
    const { en, zh } = tell(reason, needed);
    expect(en, reason).toMatch(/^Cannot tell: .+\. Needed: .+\.$/);
    expect(zh, reason).toMatch(/^无法判断：.+。还需要.+。$/);
  }
});

test("[IM19] a table's cell holds the ratio and its interval, open ends as signs", () => {
  expect(changeText({ ratio: 0.42, low: 0.3, high: 0.6, pValue: 0 }).en).toBe("×0.42 (0.30–0.60)");
  expect(changeText({ ratio: 12, low: 3, high: null, pValue: 0 }).zh).toBe("×12.0 (3.00–∞)");
  expect(changeText({ ratio: null, low: 150, high: null, pValue: 0 }).en).toBe("> ×100+");
});
