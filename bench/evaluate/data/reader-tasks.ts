// The sets that readers of sentiment and kind are measured on, with the mapping of each set's labels to ours.
import { KINDS, SENTIMENTS, type TextReading, toStoredText } from "@heed/core";
import { loadFourClass } from "./app-reviews-4class.ts";
import { loadClap } from "./app-reviews-clap.ts";
import { loadChatgptReviews, loadChineseAppReviews } from "./app-store-reviews.ts";
import { loadEprstmt } from "./eprstmt.ts";
import { loadMentions } from "./labelled-mentions.ts";
import { type LabelledText, splitByMd5 } from "./labelled-text.ts";
import { loadOnlineShopping } from "./online-shopping.ts";
import {
  type FullyLabelledText,
  labelledReviews,
  loadOwnTexts,
  loadParallel,
} from "./own-texts.ts";
import { byAspect, bySentence, loadLaptopSentences } from "./semeval-laptops.ts";
import { loadSentencePolarity } from "./sentence-polarity.ts";
import { loadWaimai } from "./waimai-10k.ts";

/** Rows of one part of one set, and how a reading answers them. */
export interface ReaderTask {
  readonly set: string;
  readonly language: "en" | "zh";
  /** Own texts share an author with their labels and with training texts: they are reported apart. */
  readonly origin: "public" | "own";
  readonly target: "sentiment" | "kind";
  /** Rows, their labels already mapped. */
  readonly rows: readonly LabelledText[];
  readonly answer: (reading: TextReading) => string;
  /** The classes of the task, each with the classes of ours that stand for it; of which those that none names are left out. */
  readonly classes: Readonly<Record<string, readonly string[]>>;
  /** What a large pretrained model reached, by the index of the data ([M]: from memory of the paper). */
  readonly published?: string;
}

const same = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, [name]]));
const SIGNS = same(["negative", "positive"]);
const REVIEW_KINDS = {
  bug: ["bug"],
  request: ["request"],
  other: ["complaint", "praise", "question", "other"],
};

/** On two-class sets the sign of the score answers; a score of zero counts as positive: content is the rule. */
export const bySign = ({ sentimentScore }: TextReading) =>
  sentimentScore < 0 ? "negative" : "positive";
/** The kinds that both sets of app reviews know; praise, complaints and questions are `other` there. */
export const byReviewKind = ({ kind }: TextReading) =>
  kind === "bug" || kind === "request" ? kind : "other";

/** CLAP: defects of function, speed and battery are bugs; usability and security are told of in other ways. */
export const CLAP_KINDS: Readonly<Record<string, string>> = {
  BUG: "bug",
  PERFORMANCE: "bug",
  ENERGY: "bug",
  FEATURE: "request",
  USABILITY: "other",
  SECURITY: "other",
  OTHER: "other",
};
export const FOUR_CLASS_KINDS: Readonly<Record<string, string>> = {
  "bug report": "bug",
  "feature request": "request",
  rating: "other",
  "user experience": "other",
};

/** Rows with their labels renamed; a label without a new name throws. */
export function relabel(
  rows: readonly LabelledText[],
  names: Readonly<Record<string, string>>,
): LabelledText[] {
  return rows.map((row) => {
    const label = names[row.label];
    if (label !== undefined) return { ...row, label };
    throw new Error(
      `The label of a row is unknown: received ${JSON.stringify(row.label)}, expected one of ${Object.keys(names).join(", ")}; map it to a kind.`,
    );
  });
}

/** All tasks on the test or the training part of every set; texts in their stored form. */
export async function loadReaderTasks(
  dataFolder: string,
  part: "test" | "train" = "test",
): Promise<ReaderTask[]> {
  const tasks = [
    ...(await publicTasks(dataFolder, part)),
    ...(await guidedTasks(dataFolder, part)),
  ];
  return tasks.map((task) => ({
    ...task,
    rows: task.rows.map((row) => ({ ...row, text: toStoredText(row.text) })),
  }));
}

async function publicTasks(dataFolder: string, part: "test" | "train"): Promise<ReaderTask[]> {
  const split = (rows: readonly LabelledText[]) => splitByMd5(rows)[part];
  const laptops = (await loadLaptopSentences(dataFolder))[part];
  const english = { ...SIGNED, language: "en" } as const;
  const graded = { ...english, ...GRADED } as const;
  const kinds = {
    ...english,
    target: "kind",
    answer: byReviewKind,
    classes: REVIEW_KINDS,
  } as const;
  const clap = relabel(split(await loadClap(dataFolder)), CLAP_KINDS);
  const fourClass = relabel(split(await loadFourClass(dataFolder)), FOUR_CLASS_KINDS);
  const fewShot = "RoBERTa 65.4, PET 86.7, each from 32 texts; people 90.0";
  return [
    { set: "waimai", rows: split(await loadWaimai(dataFolder)), ...SIGNED },
    { set: "online shopping", rows: split(await loadOnlineShopping(dataFolder)), ...SIGNED },
    { set: "eprstmt", rows: (await loadEprstmt(dataFolder))[part], ...SIGNED, published: fewShot },
    { set: "MR", rows: split(await loadSentencePolarity(dataFolder, "mr")), ...english },
    { set: "laptops, two signs", rows: signed(bySentence(laptops)), ...english },
    { set: "laptops, sentences", rows: bySentence(laptops), ...graded },
    { set: "laptops, aspects", rows: byAspect(laptops), ...graded, published: "BERT 79.0 [M]" },
    { set: "CLAP, 3 kinds", rows: clap, ...kinds },
    { set: "4class, 3 kinds", rows: fourClass, ...kinds },
  ];
}

const SIGNED = {
  language: "zh",
  origin: "public",
  target: "sentiment",
  answer: bySign,
  classes: SIGNS,
} as const;
const GRADED = {
  answer: ({ sentiment }: TextReading) => sentiment,
  classes: same(SENTIMENTS),
} as const;

/**
 * The development part of SST-2, or its training part. SST was built from MR, which the shipped reader is trained on:
 * only a reader trained on SST-2 instead may be measured on it.
 */
export async function loadSst2Task(
  dataFolder: string,
  part: "test" | "train" = "test",
): Promise<ReaderTask> {
  const rows = await loadSentencePolarity(dataFolder, part === "test" ? "sst2-dev" : "sst2-train");
  const stored = rows.map((row) => ({ ...row, text: toStoredText(row.text) }));
  return {
    ...SIGNED,
    set: "SST-2",
    language: "en",
    rows: stored,
    published: "BERT-large 94.9 [M]",
  };
}

const signed = (rows: readonly LabelledText[]) => rows.filter(({ label }) => label !== "neutral");

async function guidedTasks(dataFolder: string, part: "test" | "train"): Promise<ReaderTask[]> {
  const chinese = await loadChineseAppReviews(dataFolder);
  const chatgpt = await loadChatgptReviews(dataFolder);
  const own = await loadOwnTexts(part);
  const pairs = await loadParallel(part);
  const mentions = await loadMentions(dataFolder, part);
  return [
    ...bothTargets(
      "zh app reviews",
      "public",
      await labelledReviews(chinese, "zh-app-reviews", part),
    ),
    ...bothTargets(
      "ChatGPT reviews",
      "public",
      await labelledReviews(chatgpt, "chatgpt-ios-reviews", part),
    ),
    ...(["en", "zh"] as const).flatMap((language) => [
      ...bothTargets(`labelled mentions, ${language}`, "public", inLanguage(mentions, language)),
      ...bothTargets(`own texts, ${language}`, "own", inLanguage(own, language)),
      ...bothTargets(`pair test, ${language}`, "own", inLanguage(pairs, language)),
    ]),
  ];
}

function inLanguage(rows: readonly FullyLabelledText[], language: "en" | "zh") {
  return rows.filter((row) => row.language === language);
}

function bothTargets(
  set: string,
  origin: ReaderTask["origin"],
  rows: readonly FullyLabelledText[],
): ReaderTask[] {
  const language = rows[0]!.language;
  return (["sentiment", "kind"] as const).map((target) => ({
    set,
    language,
    origin,
    target,
    rows: rows.map((row) => ({
      text: row.text,
      label: row[target],
      ...(row.rating === undefined ? {} : { rating: row.rating }),
    })),
    answer: (reading: TextReading) => reading[target],
    classes: same(target === "kind" ? KINDS : SENTIMENTS),
  }));
}
