// Loads the mentions of real reviews that carry labels: the labels are kept by hash, the texts stay with their sets.
import { createHash } from "node:crypto";
import { toStoredText } from "@heed/core";
import { loadFourClass } from "./app-reviews-4class.ts";
import { loadClap } from "./app-reviews-clap.ts";
import { loadChatgptReviews, loadChineseAppReviews } from "./app-store-reviews.ts";
import type { LabelledText } from "./labelled-text.ts";
import { loadOnlineShopping } from "./online-shopping.ts";
import { type FullyLabelledText, labelsOf, table } from "./own-texts.ts";
import { loadWaimai } from "./waimai-10k.ts";

/** A mention with both labels of the annotation guide. */
export interface LabelledMention extends FullyLabelledText {
  /** Stored text of the whole review; all mentions of one review are in the same part. */
  readonly item: string;
  /** Short name of the set that the review belongs to. */
  readonly set: "clap" | "4class" | "chatgpt" | "shopping" | "waimai" | "zh-apps";
}

const FILES = ["labels/mentions.tsv", "labels/further-mentions.tsv"];
const SETS: Readonly<Record<string, LabelledMention["set"]>> = {
  "app-reviews-4class": "4class",
  "app-reviews-clap": "clap",
  "chatgpt-ios-reviews": "chatgpt",
  "online-shopping": "shopping",
  "waimai-10k": "waimai",
  "zh-app-reviews": "zh-apps",
};
const CHINESE = ["zh-app-reviews", "waimai-10k", "online-shopping"];

interface Review {
  readonly text: string;
  readonly rating?: number;
}

/**
 * Mentions of one part, in the order of the label file.
 *
 * @throws Error when a review is missing or its text is no longer the one that was labelled
 */
export async function loadMentions(
  dataFolder: string,
  part: "train" | "test",
): Promise<LabelledMention[]> {
  const sources: Readonly<Record<string, ReadonlyMap<string, Review>>> = {
    "app-reviews-4class": byOwnHash(await loadFourClass(dataFolder)),
    "app-reviews-clap": byOwnHash(await loadClap(dataFolder)),
    "chatgpt-ios-reviews": byHash(await loadChatgptReviews(dataFolder)),
    "online-shopping": byOwnHash(await loadOnlineShopping(dataFolder)),
    "waimai-10k": byOwnHash(await loadWaimai(dataFolder)),
    "zh-app-reviews": byHash(await loadChineseAppReviews(dataFolder)),
  };
  const files = await Promise.all(FILES.map(table));
  const rows = files.flat().filter(({ split }) => split === part);
  return rows.map((row) => {
    const review = sources[row.source!]?.get(row.item!);
    const item = review === undefined ? "" : toStoredText(review.text);
    const text = item.slice(Number(row.start), Number(row.end));
    if (review === undefined || hashOf(text) !== row.sha256) {
      throw new Error(
        `A labelled mention has lost its text: expected review ${row.item} of ${row.source} to hold a text of hash ${row.sha256} at ${row.start}-${row.end}, received ${JSON.stringify(text)}; use the data that was labelled (see packages/text/training/labels/README.md).`,
      );
    }
    const language = CHINESE.includes(row.source!) ? "zh" : "en";
    const rating = review.rating === undefined ? {} : { rating: review.rating };
    return { text, language, ...rating, item, set: SETS[row.source!]!, ...labelsOf(row) };
  });
}

function byHash(reviews: readonly (Review & { readonly sha256: string })[]): Map<string, Review> {
  const found = new Map<string, Review>();
  for (const review of reviews) {
    if (!found.has(review.sha256)) found.set(review.sha256, review);
  }
  return found;
}

function byOwnHash(rows: readonly LabelledText[]): Map<string, Review> {
  return byHash(rows.map((row) => ({ ...row, sha256: hashOf(row.text.normalize("NFC").trim()) })));
}

const hashOf = (text: string) =>
  createHash("sha256").update(text, "utf8").digest("hex").slice(0, 16);
