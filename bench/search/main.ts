// `node bench/search/main.ts --items 1000000`: how long one person waits for a page of search results.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  type Embedder,
  type FeedbackItem,
  KINDS,
  mentionAt,
  SENTIMENTS,
  type SearchableMention,
  type ThemeAssignment,
} from "@heed/core";
import { buildItem } from "@heed/core/testing";
import { openWorkspace, type SearchRequest, searchMentions, type Workspace } from "@heed/workbench";
import { readSentences, seededRandom } from "../write-reviews.ts";

const { values } = parseArgs({
  options: {
    items: { type: "string", default: "100000" },
    vectors: { type: "string", default: "0" },
    rounds: { type: "string", default: "5" },
    /** A workspace that was filled before; made there and kept when there is none. */
    workspace: { type: "string" },
  },
});
const itemCount = Number(values.items);
const dimensions = Number(values.vectors);
const rounds = Number(values.rounds);
const BATCH = 20_000;
const THEMES = 60;
const FEWEST_HITS = 20;
const FIRST_DAY = Date.UTC(2026, 0, 5);
const model = { name: "bench", version: "1" };
const random = seededRandom(11);
const pick = <Value>(all: readonly Value[]) => all[Math.floor(random() * all.length)]!;

/** Stands in for a model: every text has some direction, the same text the same one. */
const embedder: Embedder = {
  model,
  dimensions,
  embed: async (texts) => {
    const rows = new Float32Array(texts.length * dimensions);
    for (let i = 0; i < texts.length; i++) rows.set(direction(texts[i]!), i * dimensions);
    return rows;
  },
};

const QUERIES: Readonly<Record<string, readonly Omit<SearchRequest, "embedder">[]>> = {
  "one rare word": ["crash", "refund", "calendar", "闪退", "发票", "耳机"].map((words) => ({
    words,
  })),
  "one common word": ["the", "it", "app", "了", "的", "一个"].map((words) => ({ words })),
  "several words": ["sync notes", "the app", "battery update", "更新 之后", "退款 客服"].map(
    (words) => ({ words }),
  ),
  "a phrase": ['"as soon as"', '"the newest version"', "打不开", "的时候", "怎么也"].map(
    (words) => ({ words }),
  ),
  "no mention holds all": ["crash invoice oven", "refund the calendar zebra", "闪退 发票 耳机"].map(
    (words) => ({ words }),
  ),
  "words and filters": [
    { words: "the", filter: { kinds: ["bug"], sentiments: ["negative"] } },
    { words: "app", filter: { themeIds: ["theme_7"] } },
    { words: "的", filter: { unclear: true } },
    { words: "退款", filter: { languages: ["zh"], mostRating: 2 } },
    {
      words: "update",
      filter: { appVersions: ["4.2.0"], writtenFrom: "2026-05-01T00:00:00.000Z" },
    },
  ],
  "filters alone": [
    { words: "", filter: { themeIds: ["theme_3"] } },
    { words: "", filter: { kinds: ["question"], languages: ["zh"] } },
    { words: "" },
  ],
};

const folder = mkdtempSync(join(tmpdir(), "heed-bench-search-"));
const kept = values.workspace ?? folder;
const isMade = kept === folder || !existsSync(kept);
try {
  const workspace = await openWorkspace(kept);
  const filledMs = isMade ? await timed(() => fill(workspace)) : 0;
  if (!isMade) await workspace.facts.setVisibleImports(["import_1"]);
  console.log(
    `Search over ${itemCount} mentions${dimensions > 0 ? ` with vectors of ${dimensions}` : ""}; ${availableParallelism()} cores, ${cpus()[0]?.model ?? "unknown processor"}, Node ${process.versions.node}, load ${loadavg()[0]!.toFixed(1)}; ${isMade ? `filled in ${(filledMs / 1000).toFixed(1)} s` : "filled before"}`,
  );
  console.log(["query", "p50 ms", "p95 ms", "most ms"].join("\t"));
  const all: number[] = [];
  for (const [name, requests] of Object.entries(QUERIES)) {
    const times = await measure(workspace, requests);
    all.push(...times);
    console.log([name, ...summary(times)].join("\t"));
  }
  console.log(["all", ...summary(all)].join("\t"));
  await workspace.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function fill(workspace: Workspace): Promise<void> {
  const counts = { rows: 0, added: 0, revised: 0, unchanged: 0, rejected: 0, redacted: 0 };
  await workspace.records.addImport({
    id: "import_1",
    source: "bench",
    file: "bench.csv",
    mapping: { text: ["text"] },
    status: "committed",
    counts,
  });
  await workspace.facts.setVisibleImports(["import_1"]);
  const sentences = readSentences();
  for (let at = 0; at < itemCount; at += BATCH) {
    const items = Array.from({ length: Math.min(BATCH, itemCount - at) }, (_, index) =>
      buildReview(at + index + 1, sentences),
    );
    const mentions = items.map(({ item }) => mentionAt(item, { start: 0, end: item.text.length }));
    const vectors =
      dimensions > 0 ? await embedder.embed(items.map(({ item }) => item.text)) : null;
    await workspace.facts.appendItems(items.map(({ item }) => item));
    await workspace.facts.search.add(
      items.map(({ item, kind, sentiment }, index): SearchableMention => {
        const mention = mentions[index]!;
        const reading = { mentionId: mention.id, kind, sentiment, sentimentScore: 0, model };
        const vector = vectors?.subarray(index * dimensions, (index + 1) * dimensions);
        return { item, mention, reading, ...(vector === undefined ? {} : { vector }) };
      }),
      dimensions > 0 ? model : undefined,
    );
    await workspace.facts.appendAssignments(
      mentions.map(({ id }): ThemeAssignment => {
        const theme = Math.floor(random() * THEMES);
        const base = { mentionId: id, foundThemeId: null, score: 0.5 };
        return theme === 0
          ? { ...base, themeId: null, unclear: "too-short" }
          : { ...base, themeId: `theme_${theme}`, unclear: null };
      }),
    );
  }
  const themes = Array.from({ length: THEMES - 1 }, (_, index) => ({
    id: `theme_${index + 1}` as const,
    parentId: null,
    name: { en: `Theme ${index + 1}`, zh: `主题 ${index + 1}` },
    keyphrases: { en: [], zh: [] },
    representatives: [],
  }));
  await workspace.records.replaceThemes({ found: themes, current: themes });
}

function buildReview(number: number, sentences: readonly (readonly [string, string])[]) {
  const language = random() < 0.55 ? 0 : 1;
  const item: FeedbackItem = buildItem(number, {
    text: `${pick(sentences)[language]} ${Math.floor(random() * 1e6)}`,
    language: language === 0 ? "en" : "zh",
    rating: 1 + Math.floor(random() * 5),
    appVersion: pick(["4.0.0", "4.1.0", "4.2.0", "4.2.1", "4.3.0"]),
    writtenAt: new Date(FIRST_DAY + Math.floor(random() * 280) * 86_400_000).toISOString(),
  });
  return { item, kind: pick(KINDS), sentiment: pick(SENTIMENTS) };
}

/**
 * Every request, `rounds` times after one that warms up, in milliseconds. Each round asks for one more hit, since an answer that was
 * found before would be kept.
 */
async function measure(
  workspace: Workspace,
  requests: readonly Omit<SearchRequest, "embedder">[],
): Promise<number[]> {
  const withMeaning = dimensions > 0 ? { embedder } : {};
  const times: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    for (const request of requests) {
      const ms = await timed(() =>
        searchMentions(workspace, { limit: FEWEST_HITS + round, ...request, ...withMeaning }),
      );
      if (round > 0) times.push(ms);
    }
  }
  return times;
}

function summary(times: readonly number[]): string[] {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return [at(0.5), at(0.95), sorted.at(-1)!].map((ms) => ms.toFixed(1));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function direction(text: string): Float32Array {
  let seed = 0;
  for (let i = 0; i < text.length; i++) seed = (Math.imul(seed, 31) + text.charCodeAt(i)) >>> 0;
  const next = seededRandom(seed);
  const row = new Float32Array(dimensions);
  let square = 0;
  for (let k = 0; k < dimensions; k++) {
    row[k] = next() - 0.5;
    square += row[k]! ** 2;
  }
  for (let k = 0; k < dimensions; k++) row[k]! /= Math.sqrt(square);
  return row;
}
