// The whole sample, analysed as anybody would, and its lost notes told by words from the notes of release 4.3.1 alone.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type FeedbackItem,
  judgeImpact,
  type MatterWords,
  matterFilter,
  mondayOf,
} from "@heed/core";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { analyseFiles } from "../analysis/analyse-files.ts";
import { collectCounts } from "../impact/collect-counts.ts";
import { measureReleases } from "../impact/measure-impact.ts";
import { importReleases } from "../releases/edit-releases.ts";
import { linkRelease } from "../releases/release-aims.ts";
import { openWorkspace, type Workspace } from "../workspace/open-workspace.ts";
import { defineMatter } from "./keep-matters.ts";
import { readMatterWords } from "./read-words.ts";

const FILES = ["reviews.csv", "support-tickets.csv", "interview.md"];
const VERSIONS = ["4.0.0", "4.1.0", "4.2.0", "4.2.1", "4.3.0", "4.3.1"];
const MINUTES = 300_000;
const sample = (file: string) =>
  fileURLToPath(new URL(`../../../../samples/${file}`, import.meta.url));
/** Written from the release's notes, before a word of feedback was read, and not touched since. */
const LOST = readMatterWords({
  lists: [
    "lose, losing, lost, loss, gone, disappear, vanish, missing, wipe, erase, delete, overwrite, overwrote, overwritten, replace, revert, 丢, 没了, 不见, 消失, 覆盖, 清空, 被删, 找不回",
    "note, list, checklist, page, document, draft, notebook, board, edit, change, text, paragraph, work, everything, 笔记, 内容, 清单, 文档, 列表, 记录, 草稿, 待办, 东西, 文字, 段落, 改动",
  ],
});
const folder = mkdtempSync(join(tmpdir(), "heed-sample-matters-"));
let workspace: Workspace;

beforeAll(async () => {
  const at = join(folder, "workspace");
  await analyseFiles(FILES.map(sample), { workspace: at, language: "en", embedder: "built-in" });
  workspace = await openWorkspace(at);
  await importReleases(workspace.records, sample("releases.csv"));
}, MINUTES);
afterAll(async () => {
  await workspace.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What each release is said to have done to words, asked as if nothing had been asked before. */
async function told(name: string, words: MatterWords): Promise<string[]> {
  const { records } = workspace;
  const named = { en: name, zh: name };
  const { id } = await defineMatter(records, { name: named, words }, new Date(0));
  for (const version of VERSIONS) {
    await records.kept.delete("release", version);
    await linkRelease(records, version, [id]);
  }
  const measured = await measureReleases(workspace);
  return measured.reverse().flatMap(({ release, matters, questions }) => {
    if (!VERSIONS.includes(release.version)) return [];
    expect(questions).toBe(1);
    const { verdict } = matters[0]!.impact;
    return verdict === "fell" || verdict === "rose" ? [`${verdict} ${release.version}`] : [];
  });
}

test(
  "[MA9] the loss of notes rose with 4.2.0 and fell with 4.3.1, and no other release is said to have changed it",
  async () => {
    expect(await told("lost notes", LOST)).toEqual(["rose 4.2.0", "fell 4.3.1"]);
  },
  MINUTES,
);

test(
  "[MA9] four in five of what the words find is a loss, and they find three in ten of the losses",
  async () => {
    const { precision, recall } = await judgeWords(LOST);
    expect(precision).toBeGreaterThan(0.7);
    expect(recall).toBeGreaterThan(0.25);
  },
  MINUTES,
);

test("[MA9] all voices that the answer key counts as lost notes would be told too: that is the most words can find", async () => {
  const counts = await collectCounts(workspace.facts);
  const lost = new Map<string, Set<string>>();
  for await (const item of items()) {
    if (!isLoss(item) || item.writtenAt === null) continue;
    const week = mondayOf(item.writtenAt.slice(0, 10));
    lost.set(week, (lost.get(week) ?? new Set()).add(item.authorKey ?? item.id));
  }
  const people = counts.weeks.map((week) => lost.get(week)?.size ?? 0);
  const series = { weeks: counts.weeks, people, exposure: counts.heard };
  const impact = judgeImpact(series, { releasedOn: "2026-07-28" });
  expect(impact.verdict).toBe("fell");
  expect(impact.change!.high).toBeLessThan(0.3);
});

test.each([
  ["reminders", "reminder, alarm, notification, 提醒, 闹钟, 通知"],
  ["the help desk", "support, reply, answer, 客服, 回复"],
  ["dark colours", "dark, night, 深色, 夜间"],
  ["export", "export, pdf, print, 导出, 打印"],
])(
  "[MA9] no release is said to have changed %s, which none changed",
  async (name, list) => {
    expect(await told(name, readMatterWords({ lists: [list] }))).toEqual([]);
  },
  MINUTES,
);

type Row = Record<string, string>;
const key = new Map(
  (parse(readFileSync(sample("answer-key.csv")), { columns: true }) as Row[]).map((row) => [
    row.id!,
    row,
  ]),
);

async function* items(): AsyncGenerator<FeedbackItem> {
  for await (const page of workspace.facts.items()) yield* page;
}

/** True for what the answer key calls a complaint of lost notes, as its matter or as a second one. */
function isLoss({ sourceId }: FeedbackItem): boolean {
  const row = key.get(sourceId ?? "");
  if (row === undefined || row.kind === "praise" || row.kind === "other") return false;
  return row.story === "sync-loss" || row.traits!.split(";").includes("also:sync-loss");
}

/** Precision and recall of items against the answer key. */
async function judgeWords(words: MatterWords) {
  const { ids } = await workspace.facts.browser.mentions(matterFilter(words), {
    ...{ order: "oldest", after: null, limit: 5_000 },
  });
  const found = new Set(ids.map((id) => id.slice(0, id.indexOf("."))));
  let [right, wanted] = [0, 0];
  for await (const item of items()) {
    if (isLoss(item)) wanted += 1;
    if (isLoss(item) && found.has(item.id)) right += 1;
  }
  return { precision: right / found.size, recall: right / wanted };
}
