// Loads app reviews in English labelled BUG, FEATURE, PERFORMANCE, USABILITY, ENERGY, SECURITY or OTHER.
import { join } from "node:path";
import type { LabelledText } from "./labelled-text.ts";
import { openCsv } from "./open-rows.ts";

export async function loadClap(dataFolder: string): Promise<LabelledText[]> {
  const rows: LabelledText[] = [];
  for await (const { review, category, rating } of openCsv(
    join(dataFolder, "app_reviews_clap", "rq1_reviews_categories.csv"),
  )) {
    rows.push({ text: review!, label: category!, rating: Number(rating) });
  }
  return rows;
}
