// The gold set of a workspace: what people corrected, what they labelled blind, and what they brought in from a file.
import { createHash } from "node:crypto";
import {
  type GoldItem,
  InvalidInput,
  itemOf,
  KINDS,
  type Kind,
  type MentionId,
  type RecordStore,
  SENTIMENTS,
  type Sentiment,
  toStoredText,
} from "@heed/core";
import { createSeededRandom } from "@heed/stats";
import { detectLanguage, redact } from "@heed/text";
import { readableText } from "../analysis/analyse.ts";
import { openReader } from "../imports/readers/open-reader.ts";
import { isFault } from "../imports/readers/reader.ts";
import type { Workspace } from "../workspace/open-workspace.ts";

/** A label as it is kept: words of its own, or of a mention of the workspace. */
interface KeptGold {
  readonly kind: Kind | null;
  readonly sentiment: Sentiment | null;
  readonly at: string;
  /** Null for a mention, whose words stay where they are. */
  readonly words: {
    readonly text: string;
    readonly language: string;
    readonly rating: number | null;
  } | null;
}
type Told = Pick<KeptGold, "kind" | "sentiment">;
type ReadFacts = Pick<Workspace, "records" | "facts">;

const MENTION_ID = /^item_\d+\.\d+\.\d+-\d+$/;
const MOST_ROWS = 50_000;
const MOST_CHARACTERS = 8_000;

/** All items with a label, in the order of their ids; a label given blind outranks a correction of the same mention. */
export async function readGoldItems(workspace: ReadFacts): Promise<GoldItem[]> {
  const { kept } = workspace.records;
  const corrected = (await kept.list("label")).map(
    ({ id, record }) => [id, record as Told] as const,
  );
  const labelled = (await kept.list("gold-label")).map(
    ({ id, record }) => [id, record as KeptGold] as const,
  );
  const ofMentions = new Map<string, { told: Told; from: GoldItem["from"] }>();
  for (const [id, told] of corrected) ofMentions.set(id, { told, from: "correction" });
  for (const [id, told] of labelled)
    if (told.words === null) ofMentions.set(id, { told, from: "drawn" });
  const own = labelled.flatMap(([id, { words, kind, sentiment }]): GoldItem[] =>
    words === null ? [] : [{ id, ...words, kind, sentiment, from: "import" }],
  );
  const spoken = await wordsOf(workspace, [...ofMentions.keys()] as MentionId[]);
  const mentions = [...spoken].map(([id, text]): GoldItem => {
    const { told, from } = ofMentions.get(id)!;
    return { id, ...text, kind: told.kind, sentiment: told.sentiment, from };
  });
  return [...own, ...mentions].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Words of mentions as readers see them; those that are gone are missing. */
async function wordsOf({ facts }: ReadFacts, ids: readonly MentionId[]) {
  const wanted = new Set<string>(ids);
  const found = new Map<string, ReturnType<typeof readableText>>();
  const items = [...new Set(ids.map(itemOf))];
  if (items.length === 0) return found;
  for await (const page of facts.itemFacts({ ids: items }))
    for (const { item, mentions } of page)
      for (const { mention } of mentions)
        if (wanted.has(mention.id)) found.set(mention.id, readableText(item, mention));
  return found;
}

export interface GoldImport {
  /** Rows that became labels, and rows without a class that is known. */
  readonly added: number;
  readonly skipped: number;
}

/**
 * Brings labels in from a table with columns `kind` and `sentiment` (or one of them), and `text` for words of one's own, or `id`
 * for mentions as `heed eval sample` writes them. Private data is taken out of texts first. The same row again adds nothing.
 *
 * @throws InvalidInput `gold-without-columns`, `gold-without-labels`, `too-many-labels`
 */
export async function importGold(
  records: RecordStore,
  path: string,
  at: string,
): Promise<GoldImport> {
  const reader = await openReader(path);
  const places = new Map(reader.columns.map((name, index) => [name.trim().toLowerCase(), index]));
  const has = (name: string) => places.has(name);
  if (!(has("text") || has("id")) || !(has("kind") || has("sentiment")))
    throw withoutColumns(reader.columns);
  let [added, skipped] = [0, 0];
  for await (const rows of reader.read()) {
    for (const row of rows) {
      if (isFault(row)) continue;
      if (added >= MOST_ROWS) throw tooMany();
      const cell = (name: string) => (row.cells[places.get(name) ?? -1] ?? "").trim();
      const label = labelOf(cell, at);
      if (label === null) skipped += 1;
      else {
        await records.kept.put("gold-label", label.id, label.record);
        added += 1;
      }
    }
  }
  if (added === 0) throw withoutLabels(skipped);
  return { added, skipped };
}

function labelOf(
  cell: (name: string) => string,
  at: string,
): { id: string; record: KeptGold } | null {
  const kind = KINDS.find((name) => name === cell("kind").toLowerCase()) ?? null;
  const sentiment = SENTIMENTS.find((name) => name === cell("sentiment").toLowerCase()) ?? null;
  if (kind === null && sentiment === null) return null;
  const told = { kind, sentiment, at };
  const id = cell("id");
  if (MENTION_ID.test(id)) return { id, record: { ...told, words: null } };
  const text = redact(toStoredText(cell("text").slice(0, MOST_CHARACTERS))).text;
  if (text === "") return null;
  const rating = Number(cell("rating") || Number.NaN);
  const words = {
    text,
    language: cell("language") || detectLanguage(text),
    rating: rating >= 1 && rating <= 5 ? Math.round(rating) : null,
  };
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 16);
  return { id: `gold_${hash}`, record: { ...told, words } };
}

/** Mentions drawn by a seed for labelling, without what any reader said of them; those labelled already are left out. */
export async function drawForLabelling(
  workspace: ReadFacts,
  count: number,
  seed: number,
): Promise<{ readonly id: MentionId; readonly text: string; readonly rating: number | null }[]> {
  const known = new Set((await workspace.records.kept.list("gold-label")).map(({ id }) => id));
  const random = createSeededRandom(seed);
  const drawn: { id: MentionId; text: string; rating: number | null }[] = [];
  let seen = 0;
  // Reservoir sampling (J. Vitter, ACM TOMS 11, 1985): each mention is drawn alike, however many there are.
  for await (const page of workspace.facts.itemFacts()) {
    for (const { item, mentions } of page) {
      if (item.rival != null || item.duplicateOf !== null) continue;
      for (const { mention } of mentions) {
        if (known.has(mention.id)) continue;
        const { text, rating } = readableText(item, mention);
        const place = seen < count ? seen : random.integer(seen + 1);
        seen += 1;
        if (place < count) drawn[place] = { id: mention.id, text, rating };
      }
    }
  }
  return drawn;
}

function withoutColumns(columns: readonly string[]): InvalidInput {
  const received = columns.join(", ") || "(none)";
  return new InvalidInput(
    "gold-without-columns",
    `The file holds no labels: received the columns ${received}, expected text (or id) and kind or sentiment.`,
    {
      hint: "Give a CSV with the columns text, kind and sentiment; or label a sample: heed eval sample --out FILE.csv",
      zh: {
        message: `文件中没有标注：列为 ${received}，应有 text（或 id）以及 kind 或 sentiment。`,
        hint: "请提供含 text、kind、sentiment 列的 CSV；或先抽样标注：heed eval sample --out 文件.csv",
      },
    },
  );
}

function withoutLabels(skipped: number): InvalidInput {
  const [kinds, sentiments] = [KINDS.join(", "), SENTIMENTS.join(", ")];
  return new InvalidInput(
    "gold-without-labels",
    `None of the ${skipped} rows has a class that is known: expected one of ${kinds} as kind, or ${sentiments} as sentiment.`,
    {
      hint: "Fill in the columns kind and sentiment.",
      zh: {
        message: `${skipped} 行中没有可识别的类别：kind 应为 ${kinds}，sentiment 应为 ${sentiments}。`,
        hint: "请填写 kind 与 sentiment 列。",
      },
    },
  );
}

function tooMany(): InvalidInput {
  return new InvalidInput("too-many-labels", `The file holds more than ${MOST_ROWS} labels.`, {
    hint: "Draw a part of it: intervals hardly narrow beyond a few thousand.",
    zh: { message: `文件中的标注超过 ${MOST_ROWS} 条。`, hint: "请抽取一部分。" },
  });
}
