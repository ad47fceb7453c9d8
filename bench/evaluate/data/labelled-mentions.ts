// Loads the mentions of real reviews that carry labels: the labels are kept by hash, the texts stay with their sets.
import { createHash } from "node:crypto";
import { toStoredText } from "@heed/core";
import { loadClap } from "./app-reviews-clap.ts";
import { loadChatgptReviews, loadChineseAppReviews } from "./app-store-reviews.ts";
import { type FullyLabelledText, labelsOf, table } from "./own-texts.ts";

/** A mention with both labels of the annotation guide. */
export interface LabelledMention extends FullyLabelledText {
  /** Stored text of the whole review; all mentions of one review are in the same part. */
  readonly item: string;
}

interface Review {
  readonly text: string;
  readonly rating: number;
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
    "app-reviews-clap": await clapByHash(dataFolder),
    "chatgpt-ios-reviews": byHash(await loadChatgptReviews(dataFolder)),
    "zh-app-reviews": byHash(await loadChineseAppReviews(dataFolder)),
  };
  const rows = (await table("labels/mentions.tsv")).filter(({ split }) => split === part);
  return rows.map((row) => {
    const review = sources[row.source!]?.get(row.item!);
    const item = review === undefined ? "" : toStoredText(review.text);
    const text = item.slice(Number(row.start), Number(row.end));
    if (review === undefined || hashOf(text) !== row.sha256) {
      throw new Error(
        `A labelled mention has lost its text: expected review ${row.item} of ${row.source} to hold a text of hash ${row.sha256} at ${row.start}-${row.end}, received ${JSON.stringify(text)}; use the data that was labelled (see packages/text/training/labels/README.md).`,
      );
    }
    const language = row.source === "zh-app-reviews" ? "zh" : "en";
    return { text, language, rating: review.rating, item, ...labelsOf(row) };
  });
}

function byHash(reviews: readonly (Review & { readonly sha256: string })[]): Map<string, Review> {
  const found = new Map<string, Review>();
  for (const review of reviews) {
    if (!found.has(review.sha256)) found.set(review.sha256, review);
  }
  return found;
}

async function clapByHash(dataFolder: string): Promise<Map<string, Review>> {
  const rows = await loadClap(dataFolder);
  return byHash(
    rows.map(({ text, rating }) => ({
      sha256: hashOf(text.normalize("NFC").trim()),
      text,
      rating: rating!,
    })),
  );
}

const hashOf = (text: string) =>
  createHash("sha256").update(text, "utf8").digest("hex").slice(0, 16);
