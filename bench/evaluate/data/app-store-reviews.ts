// Loads the App Store exports whose labels Heed keeps by text hash: two Chinese apps and the ChatGPT app.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { openCsv } from "./open-rows.ts";

/** A review in its customer's own words. */
export interface AppStoreReview {
  /** First 16 hexadecimal digits of the SHA-256 of the text as exported (see the labels' README). */
  readonly sha256: string;
  /** Title and body without developer's reply and deletion notice. */
  readonly text: string;
  /** Stars from 1 to 5. */
  readonly rating: number;
}

export async function loadChineseAppReviews(dataFolder: string): Promise<AppStoreReview[]> {
  const reviews: AppStoreReview[] = [];
  for await (const row of openCsv(join(dataFolder, "zh_app_reviews", "reviews.csv.gz"))) {
    reviews.push(review(row.标题!, row.内容!, Number(row.评级)));
  }
  return reviews;
}

export async function loadChatgptReviews(dataFolder: string): Promise<AppStoreReview[]> {
  const reviews: AppStoreReview[] = [];
  const path = join(dataFolder, "chatgpt_ios_reviews", "chatgpt_reviews.csv");
  for await (const { title, review: body, rating } of openCsv(path)) {
    reviews.push(review(title!, body!, Number(rating)));
  }
  return reviews;
}

const DELETED_NOTICE = /[（(]该条评论已经?被删除[)）]/g;
/** A reply of the developer stands below a line of dashes. */
const REPLY = /\n?\s*-{5,}[\s\S]*$/;

function review(title: string, body: string, rating: number): AppStoreReview {
  const exported = `${title}\n${body}`.normalize("NFC").trim();
  const own = body.replace(DELETED_NOTICE, "").replace(REPLY, "");
  return {
    sha256: createHash("sha256").update(exported, "utf8").digest("hex").slice(0, 16),
    text: `${title}\n${own}`.normalize("NFC").trim(),
    rating,
  };
}
