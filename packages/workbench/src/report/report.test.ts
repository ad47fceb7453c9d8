// The report as a whole: from items to a page that is the same every time, small, in both languages, and inert.
import {
  type FactStore,
  type FeedbackItem,
  type ItemFacts,
  type Kind,
  parseBrief,
  type Theme,
} from "@heed/core";
import { buildItem } from "@heed/core/testing";
import { openSqliteRecordStore } from "@heed/store";
import { expect, test } from "vitest";
import { conclude } from "../analysis/conclude.ts";
import { saveBrief } from "../briefs/brief-store.ts";
import { saveReleases } from "./releases.ts";
import { renderReport } from "./render-report.ts";
import { loadReport } from "./report-model.ts";

const HOSTILE = `<script>alert(1)</script><img src=x onerror=alert(2)> ]]> " onclick='x' </style> \u202egpj`;
const model = { name: "rules", version: "1" };
const themes: Theme[] = [
  {
    id: "theme_9",
    parentId: null,
    name: { en: "All", zh: "全部" },
    keyphrases: { en: [], zh: [] },
    representatives: [],
  },
  ...[1, 2].map(
    (number): Theme => ({
      id: `theme_${number}`,
      parentId: "theme_9",
      name: { en: number === 1 ? HOSTILE : "sync", zh: number === 1 ? HOSTILE : "同步" },
      keyphrases: { en: [], zh: [] },
      representatives: [],
    }),
  ),
];

/** Forty weeks of items; the second theme is voiced only in weeks 20 to 29, with praise beside it. */
function facts(count: number): ItemFacts[] {
  return Array.from({ length: count }, (_, index): ItemFacts => {
    const week = index % 40;
    const isSync = week >= 20 && week < 30 && index % 3 > 0;
    const kind: Kind = isSync ? "bug" : index % 4 === 0 ? "praise" : "complaint";
    const text = index % 5 === 0 ? HOSTILE : `Voice ${index} 说的话`;
    const item = buildItem(index + 1, {
      text,
      authorKey: `person-${index}`,
      writtenAt: new Date(Date.UTC(2026, 0, 5 + 7 * week)).toISOString(),
      appVersion: HOSTILE,
      properties: { plan: index % 2 === 0 ? HOSTILE : "free", MRR: String(index % 7) },
    });
    const id = `${item.id}.1.0-${text.length}` as const;
    return {
      item,
      mentions: [
        {
          mention: { id, itemId: item.id, revision: 1, start: 0, end: text.length },
          reading: { mentionId: id, sentiment: "negative", sentimentScore: -0.5, kind, model },
          assignment: {
            mentionId: id,
            themeId: isSync ? "theme_2" : "theme_1",
            foundThemeId: isSync ? "theme_2" : "theme_1",
            score: 1,
            unclear: null,
          },
        },
      ],
    };
  });
}

function storeOf(items: readonly FeedbackItem[]): Pick<FactStore, "items" | "assignments"> {
  return {
    items: async function* ({ ids } = {}) {
      yield items.filter(({ id }) => ids === undefined || ids.includes(id));
    },
    assignments: async () => [],
  };
}

async function render(count: number, language: "en" | "zh" = "en") {
  const records = await openSqliteRecordStore(":memory:");
  try {
    const all = facts(count);
    await saveBrief(
      records,
      parseBrief(`# Question\n${HOSTILE}\n# Hypotheses\n- It is ${HOSTILE} (signs: voice)`),
    );
    await saveReleases(records, [{ version: HOSTILE.slice(0, 20), date: "2026-05-26" }]);
    await records.replaceThemes({ found: themes, current: themes });
    const pages = async function* () {
      yield all;
    };
    await conclude({ records }, pages, themes, { models: { reader: model } });
    const report = await loadReport(records, storeOf(all.map(({ item }) => item)));
    return { report, page: renderReport(report, { language, title: HOSTILE }) };
  } finally {
    await records.close();
  }
}

test("hostile words in texts, names, versions, plans, briefs and titles do nothing", async () => {
  const { page } = await render(400);
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page.match(/<\/style>/g)).toHaveLength(1);
  const withoutValues = page.replace(/="[^"]*"/g, "");
  expect(withoutValues).not.toMatch(/<img|<[a-z]+[^>]*\son(?:error|click)\b/i);
  expect(page).toContain("&lt;script&gt;alert(1)");
  expect(page).toMatch(/script-src 'sha256-[A-Za-z0-9+/=]+'/);
  expect(page).not.toMatch(/(?:src|href)="(?!#)/);
});

test("the page is the same every time, and both languages are in it", async () => {
  const { page } = await render(400);
  expect((await render(400)).page).toBe(page);
  expect((await render(400, "zh")).page).toContain('<html lang="zh-Hans" data-lang="zh">');
  const count = (pattern: RegExp) => page.match(pattern)?.length ?? 0;
  expect(count(/class="en" lang="en"/g)).toBe(count(/class="zh" lang="zh-Hans"/g));
});

test("trend, change, release, segments, formula and quotes of a need are there", async () => {
  const { page, report } = await render(1200);
  const need = report.needs.find(({ name }) => name.en === "sync")!;
  expect(need.changes).toHaveLength(2);
  expect(page).toContain(`id="${need.id}"`);
  for (const part of ['class="level"', 'class="release"', "heed needs", "<blockquote", "data-lang"])
    expect(page).toContain(part);
  expect(report.digest.entries.map(({ state }) => state)).toContain("resolved");
});

test("ten times the voices do not make a larger page", async () => {
  const [small, large] = [await render(600), await render(6_000)];
  expect(large.page.length).toBeLessThan(1.3 * small.page.length);
});
