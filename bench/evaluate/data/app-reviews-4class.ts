// Loads app reviews in English labelled `feature request`, `bug report`, `rating` or `user experience`.
import { join } from "node:path";
import type { LabelledText } from "./labelled-text.ts";
import { openCsv } from "./open-rows.ts";

export async function loadFourClass(dataFolder: string): Promise<LabelledText[]> {
  const rows: LabelledText[] = [];
  for await (const { review, label } of openCsv(
    join(dataFolder, "app_reviews_4class", "dataset_unbalanced_4000.csv"),
  )) {
    rows.push({ text: review!, label: label!.trim() });
  }
  return rows;
}
