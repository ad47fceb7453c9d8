// Loads shop reviews in Chinese over ten categories of goods, labelled by sentiment or by category.
import { join } from "node:path";
import type { LabelledText } from "./labelled-text.ts";
import { openCsv } from "./open-rows.ts";

/** @param task `sentiment` gives `positive` or `negative`, `category` the name of the goods */
export async function loadOnlineShopping(
  dataFolder: string,
  task: "sentiment" | "category" = "sentiment",
): Promise<LabelledText[]> {
  const rows: LabelledText[] = [];
  const path = join(dataFolder, "online_shopping_10_cats", "online_shopping_10_cats.csv.gz");
  for await (const { cat, label, review } of openCsv(path)) {
    const sentiment = label === "1" ? "positive" : "negative";
    rows.push({ text: review!, label: task === "category" ? cat! : sentiment });
  }
  return rows;
}
