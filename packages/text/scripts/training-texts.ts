// Gathers what the readers learn from: every public training part and our own texts, in one labelling.
import { createHash } from "node:crypto";
import { toStoredText } from "@heed/core";
import { loadFourClass } from "../../../bench/evaluate/data/app-reviews-4class.ts";
import { loadClap } from "../../../bench/evaluate/data/app-reviews-clap.ts";
import {
  type AppStoreReview,
  loadChatgptReviews,
  loadChineseAppReviews,
} from "../../../bench/evaluate/data/app-store-reviews.ts";
import { loadEprstmt } from "../../../bench/evaluate/data/eprstmt.ts";
import { loadMentions } from "../../../bench/evaluate/data/labelled-mentions.ts";
import {
  type LabelledText,
  type SplitTexts,
  splitByMd5,
} from "../../../bench/evaluate/data/labelled-text.ts";
import { loadOnlineShopping } from "../../../bench/evaluate/data/online-shopping.ts";
import {
  type FullyLabelledText,
  labelledReviews,
  loadOwnTexts,
  loadParallel,
} from "../../../bench/evaluate/data/own-texts.ts";
import { loadLaptops } from "../../../bench/evaluate/data/semeval-laptops.ts";
import { loadSentencePolarity } from "../../../bench/evaluate/data/sentence-polarity.ts";
import { loadWaimai } from "../../../bench/evaluate/data/waimai-10k.ts";

/** A public or own set that can be left out of training. */
export type SourceName =
  | "waimai"
  | "shopping"
  | "eprstmt"
  | "films"
  | "laptops"
  | "clap"
  | "4class"
  | "zh-apps"
  | "chatgpt"
  | "mentions"
  | "own"
  | "parallel";

/** A text of a training part with the label of its own set. */
export interface SourceText extends LabelledText {
  readonly source: SourceName;
}

/** A text with both labels of the annotation guide. */
export interface GuidedText extends FullyLabelledText {
  readonly source: SourceName;
  /** The public set whose review holds it, for a labelled mention. */
  readonly set?: SourceName;
  /** Stored text of that review. */
  readonly item?: string;
}

/** Everything that may be trained on, read once. */
export interface TrainingTexts {
  /** Rows of public sets with their own labels. */
  readonly labelled: readonly SourceText[];
  /** Rows with both labels of the annotation guide. */
  readonly guided: readonly GuidedText[];
  /** Reviews with stars only; those with a test label are left out. */
  readonly starred: readonly (AppStoreReview & { readonly source: SourceName })[];
}

/**
 * Reads the training parts. A text that stands in the test part of any set is left out of all.
 *
 * @param films which of the two film sets is trained on: SST was built from MR, so never both
 */
export async function loadTrainingTexts(
  dataFolder: string,
  films: "mr" | "sst2" = "mr",
): Promise<TrainingTexts> {
  const chinese = await loadChineseAppReviews(dataFolder);
  const chatgpt = await loadChatgptReviews(dataFolder);
  const sets: Readonly<Partial<Record<SourceName, SplitTexts>>> = {
    waimai: splitByMd5(await loadWaimai(dataFolder)),
    shopping: splitByMd5(await loadOnlineShopping(dataFolder)),
    eprstmt: await loadEprstmt(dataFolder),
    films: await loadFilms(dataFolder, films),
    laptops: await loadLaptops(dataFolder),
    clap: splitByMd5(await loadClap(dataFolder)),
    "4class": splitByMd5(await loadFourClass(dataFolder)),
  };
  const guidedPart = async (part: "train" | "test") => [
    ...from("zh-apps", await labelledReviews(chinese, "zh-app-reviews", part)),
    ...from("chatgpt", await labelledReviews(chatgpt, "chatgpt-ios-reviews", part)),
    ...from("mentions", await loadMentions(dataFolder, part)),
    ...from("own", await loadOwnTexts(part)),
    ...from("parallel", await loadParallel(part)),
  ];
  const held = new Set<string>();
  for (const { test } of Object.values(sets)) for (const { text } of test) held.add(keyOf(text));
  for (const { text } of await guidedPart("test")) held.add(keyOf(text));
  for (const { item } of await loadMentions(dataFolder, "test")) held.add(keyOf(item));
  const isFree = ({ text, item }: { readonly text: string; readonly item?: string }) =>
    text.trim() !== "" && !held.has(keyOf(text)) && !(item && held.has(keyOf(item)));
  const labelled = Object.entries(sets).flatMap(([source, { train }]) =>
    from(source as SourceName, train),
  );
  const starred = [...from("zh-apps", chinese), ...from("chatgpt", chatgpt)];
  return {
    labelled: labelled.filter(isFree),
    guided: (await guidedPart("train")).filter(isFree),
    starred: starred.filter(isFree),
  };
}

async function loadFilms(dataFolder: string, films: "mr" | "sst2"): Promise<SplitTexts> {
  if (films === "mr") return splitByMd5(await loadSentencePolarity(dataFolder, "mr"));
  return {
    train: await loadSentencePolarity(dataFolder, "sst2-train"),
    test: await loadSentencePolarity(dataFolder, "sst2-dev"),
  };
}

function from<Row extends { readonly text: string }>(source: SourceName, rows: readonly Row[]) {
  return rows.map((row) => ({ ...row, text: toStoredText(row.text), source }));
}

/** What two spellings of one text share: letters and digits, in lower case. */
function keyOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "") || text;
}

/** Whether a text is held out of training for validation: one in `share`, by the md5 of the text. */
export function isForValidation(text: string, share = 10): boolean {
  const digits = createHash("md5").update(text, "utf8").digest("hex").slice(8, 16);
  return Number.parseInt(digits, 16) % share === 0;
}
