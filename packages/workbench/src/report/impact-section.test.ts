// The report's section on releases: verdicts, charts and unplanned changes, in both languages, whatever the names hold.
import type { Impact, ThemeId } from "@heed/core";
import { expect, test } from "vitest";
import { impactSentence } from "../impact/impact-sentence.ts";
import type { ReleaseImpact } from "../impact/measure-impact.ts";
import { standingSentence } from "../impact/standing-sentence.ts";
import { impactSection } from "./impact-section.ts";
import type { ReportModel } from "./report-model.ts";

const HOSTILE = `<img src=x onerror=alert(1)>`;
const weeks = Array.from({ length: 12 }, (_, at) =>
  new Date(Date.UTC(2026, 4, 4 + 7 * at)).toISOString().slice(0, 10),
);
const series = {
  weeks,
  people: weeks.map((_, at) => (at < 6 ? 12 : 3)),
  exposure: weeks.map(() => 40),
};
const side = (from: number, to: number, people: number) => ({
  ...{ fromWeek: weeks[from]!, toWeek: weeks[to]!, weeks: to - from + 1 },
  ...{ people, exposure: 240, rate: people / 240 },
});
const fell: Impact = {
  ...{ verdict: "fell", reason: null, needed: {}, method: "level", besideTrend: null },
  change: { ratio: 0.25, low: 0.15, high: 0.4, pValue: 1e-5 },
  ...{ before: side(0, 5, 72), after: side(6, 11, 18), isCut: { before: false, after: false } },
  ...{ hasSeason: false, detectable: null, placebo: null, confidenceLevel: 0.95 },
  versions: { ok: false, reason: "no-overlap" },
};
const unsure: Impact = {
  ...fell,
  verdict: "cannot-tell",
  reason: "too-few-people",
  needed: { people: 3 },
  change: null,
};
const theme = (number: number, impact: Impact) => ({
  ...{ themeId: `theme_${number}` as ThemeId, name: { en: HOSTILE, zh: "同步" }, parts: [] },
  ...{ impact, sentence: impactSentence(impact), series },
});
const release = { version: "4.2.0", date: "2026-06-15" };
const told: ReleaseImpact = {
  ...{ release, exposure: "people-heard", themes: [theme(1, fell), theme(2, unsure)] },
  together: { impact: fell, sentence: impactSentence(fell), series },
  ...{ nearby: ["4.1.9"], looks: 30, matters: [], questions: 3 },
  unplanned: [
    {
      ...{ version: "4.2.0", themeId: "theme_3", direction: "rose", adjustedPValue: 0.01 },
      ...{ change: { ratio: 2, low: 1.4, high: 3, pValue: 1e-4 }, nearby: ["4.1.9"] },
      name: { en: HOSTILE, zh: HOSTILE },
    },
  ],
};
const render = (impacts: readonly ReleaseImpact[], releases = [release]) =>
  impactSection({ impacts, releases } as unknown as ReportModel).source;

test("without releases there is no section", () => {
  expect(render([], [])).toBe("");
});

test("each verdict stands with its sentence and the weeks that were compared, all of them together first", () => {
  const page = render([told]);
  expect(page.indexOf("All of these together")).toBeLessThan(page.indexOf("theme_1"));
  expect(page).toContain("Fell by 75 % (95 % interval 60–85 %).");
  expect(page).toContain("下降 75%（95% 区间 60–85%）。");
  expect(page).toContain("Weeks compared: 4 May 2026 – 8 Jun 2026 (72 / 240)");
  expect(page).toContain("Shipped within 4 weeks of it, and may share what is seen: 4.1.9.");
});

test("what cannot be told draws no step, and its weeks are folded away", () => {
  const part = (verdict: Impact) =>
    render([{ ...told, themes: [theme(1, verdict)], together: null }]);
  expect(part(fell)).toContain('class="level"');
  expect(part(fell)).not.toContain("<details>");
  expect(part(unsure)).not.toContain('class="level"');
  expect(part(unsure)).toContain("<details>");
  expect(part(unsure)).toContain("Needed: 3 more people who voice it.");
});

test("unplanned changes are listed with their release and its neighbours, or said to be none", () => {
  expect(render([told])).toContain("×2.00 (1.40–3.00)");
  expect(render([{ ...told, unplanned: [] }])).toContain("Nothing beyond chance.");
  expect(render([{ ...told, themes: [], together: null }])).toContain(
    "heed releases link 4.2.0 THEME",
  );
});

test("[MA5] a matter is told with when its words were fixed, the words, and how many questions share the level", () => {
  const matter = {
    ...{ matterId: "matter_1" as const, name: { en: HOSTILE, zh: "丢笔记" }, definitions: 2 },
    words: {
      ...{ lists: [[{ text: "lose", concept: null }], [{ text: "x", concept: "note" }]] },
      ...{ without: [{ text: HOSTILE, concept: null }], kinds: ["bug" as const] },
      ...{ definedAt: "2026-07-01T00:00:00.000Z", knew: ["4.2.0"] },
    },
    ...{
      standing: "after-verdict" as const,
      note: standingSentence("after-verdict", "2026-07-01"),
    },
    ...{ impact: fell, sentence: impactSentence(fell), series, key: "matter_1.2" },
  };
  const page = render([{ ...told, themes: [], together: null, matters: [matter], questions: 2 }]);
  expect(page).toContain("Defined after the fact");
  expect(page).toContain("事后定义");
  expect(page).toContain("lose + #note");
  expect(page).toContain("The level is shared by 2 questions");
  expect(page).not.toContain("<img");
});

test("names do nothing but show, and every word is there in both languages", () => {
  const page = render([told]);
  expect(page).not.toContain("<img");
  const count = (pattern: RegExp) => page.match(pattern)?.length ?? 0;
  expect(count(/class="en" lang="en"/g)).toBe(count(/class="zh" lang="zh-Hans"/g));
});
