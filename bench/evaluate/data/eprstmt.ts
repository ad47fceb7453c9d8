// Loads few-shot shop reviews in Chinese, labelled `positive` or `negative`: FewCLUE's eprstmt, one JSON object a line.
import { join } from "node:path";
import type { SplitTexts } from "./labelled-text.ts";
import { openJsonLines } from "./open-rows.ts";

/** The five training parts together (160 rows), and the five development parts, which serve as the test. */
export async function loadEprstmt(dataFolder: string): Promise<SplitTexts> {
  const read = async (part: string) => {
    const rows = [];
    const path = join(dataFolder, "fewclue_zh", "eprstmt", `${part}_few_all.json`);
    for await (const { sentence, label } of openJsonLines(path)) {
      rows.push({ text: String(sentence), label: String(label).toLowerCase() });
    }
    return rows;
  };
  return { train: await read("train"), test: await read("dev") };
}
