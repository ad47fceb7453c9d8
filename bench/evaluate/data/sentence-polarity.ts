// Loads film-review sentences in English, labelled `positive` or `negative`: SST-2 and MR, one `0|1 text` a line.
import { join } from "node:path";
import type { LabelledText } from "./labelled-text.ts";
import { openLines } from "./open-rows.ts";

const FILES = {
  "sst2-dev": "stsa.binary.dev.txt",
  "sst2-train": "stsa.binary.train.txt.gz",
  mr: "rt-polarity.all.txt.gz",
} as const;

/** SST was built from MR: never train on one and test on the other. */
export async function loadSentencePolarity(
  dataFolder: string,
  part: keyof typeof FILES,
): Promise<LabelledText[]> {
  const rows: LabelledText[] = [];
  for await (const line of openLines(join(dataFolder, "english_sentence_cls", FILES[part]))) {
    rows.push({ text: line.slice(2), label: line.startsWith("1") ? "positive" : "negative" });
  }
  return rows;
}
