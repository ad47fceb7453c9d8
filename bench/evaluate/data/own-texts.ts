// Loads the texts and labels that belong to the project: own texts, parallel sentences, and labels of reviews by hash.
import { readdir, readFile } from "node:fs/promises";
import type { Kind, Sentiment } from "@heed/core";
import type { AppStoreReview } from "./app-store-reviews.ts";

/** A text with both labels of the annotation guide. */
export interface FullyLabelledText {
  readonly text: string;
  readonly language: "en" | "zh";
  readonly kind: Kind;
  readonly sentiment: Sentiment;
  readonly rating?: number;
}

const TRAINING = new URL("../../../packages/text/training/", import.meta.url);

/** Rows of a tab-separated file of the training folder, by the names in its first line. */
export async function table(name: string): Promise<Record<string, string>[]> {
  const [head, ...lines] = (await readFile(new URL(name, TRAINING), "utf8")).trim().split(/\r?\n/);
  const names = head!.split("\t");
  return lines.map((line) => {
    const cells = line.split("\t");
    return Object.fromEntries(names.map((column, at) => [column, cells[at] ?? ""]));
  });
}

/** Both labels of a row. */
export const labelsOf = (row: Record<string, string>) => ({
  kind: row.kind as Kind,
  sentiment: row.sentiment as Sentiment,
});

/** Single claims and short reviews written for Heed, by their own split. */
export async function loadOwnTexts(part: "train" | "test"): Promise<FullyLabelledText[]> {
  const rows = (await table("labels/own.tsv")).filter(({ split }) => split === part);
  return rows.map((row) => ({
    text: row.text!,
    language: row.language as "en" | "zh",
    ...labelsOf(row),
  }));
}

/** Parallel sentences, each language a text of its own; `test` is the pair test, never trained on; every other file trains. */
export async function loadParallel(part: "train" | "test"): Promise<FullyLabelledText[]> {
  const files = (await readdir(new URL("parallel/", TRAINING))).filter(
    (name) => name.endsWith(".tsv") && (name === "test.tsv") === (part === "test"),
  );
  const tables = await Promise.all(files.sort().map((name) => table(`parallel/${name}`)));
  return tables.flat().flatMap((row) => [
    { text: row.en!, language: "en" as const, ...labelsOf(row) },
    { text: row.zh!, language: "zh" as const, ...labelsOf(row) },
  ]);
}

/** The labelled reviews among `reviews`, by hash and the labels' own split. */
export async function labelledReviews(
  reviews: readonly AppStoreReview[],
  set: "zh-app-reviews" | "chatgpt-ios-reviews",
  part: "train" | "test",
): Promise<FullyLabelledText[]> {
  const labels = new Map((await table(`labels/${set}.tsv`)).map((row) => [row.sha256!, row]));
  const language = set === "zh-app-reviews" ? "zh" : "en";
  return reviews.flatMap(({ sha256, text, rating }) => {
    const row = labels.get(sha256);
    if (row === undefined || row.split !== part) return [];
    labels.delete(sha256);
    return [{ text, language, rating, ...labelsOf(row) }];
  });
}
