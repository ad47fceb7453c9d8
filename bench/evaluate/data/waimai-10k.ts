// Loads food-delivery reviews in Chinese, labelled `positive` or `negative`.
import { join } from "node:path";
import type { LabelledText } from "./labelled-text.ts";
import { openCsv } from "./open-rows.ts";

export async function loadWaimai(dataFolder: string): Promise<LabelledText[]> {
  const rows: LabelledText[] = [];
  for await (const row of openCsv(join(dataFolder, "waimai_10k", "waimai_10k.csv.gz"))) {
    rows.push({ text: row.review!, label: row.label === "1" ? "positive" : "negative" });
  }
  return rows;
}
