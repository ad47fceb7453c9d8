// Loads sets of short texts labelled by intent or topic: TREC, CLINC-150, Banking77, tnews and SMP 2019.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type LabelledText, type SplitTexts, splitByMd5 } from "./labelled-text.ts";
import { openCsv, openJsonLines, openLines } from "./open-rows.ts";

/** Questions by what they ask for (six classes), the official split. */
export async function loadTrec(dataFolder: string): Promise<SplitTexts> {
  const read = async (part: string) => {
    const rows: LabelledText[] = [];
    const path = join(dataFolder, "english_sentence_cls", `TREC.${part}.all.txt`);
    for await (const line of openLines(path)) rows.push({ label: line[0]!, text: line.slice(2) });
    return rows;
  };
  return { train: await read("train"), test: await read("test") };
}

/** Requests to an assistant (150 intents in scope): trained on `train`, measured on `val`. */
export async function loadClinc(dataFolder: string): Promise<SplitTexts> {
  const path = join(dataFolder, "clinc150", "data.json");
  const parts = JSON.parse(await readFile(path, "utf8")) as Record<string, [string, string][]>;
  const rows = (part: string) => parts[part]!.map(([text, label]) => ({ text, label }));
  return { train: rows("train"), test: rows("val") };
}

/** Questions to a bank (77 intents): the training file by the md5 split. */
export async function loadBanking(dataFolder: string): Promise<SplitTexts> {
  const rows: LabelledText[] = [];
  for await (const { text, category } of openCsv(join(dataFolder, "banking77", "train.csv"))) {
    rows.push({ text: text!, label: category! });
  }
  return splitByMd5(rows);
}

/** News titles in Chinese (15 topics): the five few-shot training parts, the five development parts as the test. */
export async function loadTnews(dataFolder: string): Promise<SplitTexts> {
  const read = async (part: string) => {
    const rows: LabelledText[] = [];
    const path = join(dataFolder, "fewclue_zh", "tnews", `${part}_few_all.json.gz`);
    for await (const { sentence, label } of openJsonLines(path)) {
      rows.push({ text: String(sentence), label: String(label) });
    }
    return rows;
  };
  return { train: await read("train"), test: await read("dev") };
}

/** Commands to an assistant in Chinese (24 intents): the md5 split. */
export async function loadSmp(dataFolder: string): Promise<SplitTexts> {
  const path = join(dataFolder, "smp2019_nlu_zh", "train.json");
  // The file writes a missing intent as NaN, which JSON does not know.
  const json = (await readFile(path, "utf8")).replaceAll(": NaN", ": null");
  const rows = JSON.parse(json) as { text: string; intent: string | null }[];
  return splitByMd5(rows.map(({ text, intent }) => ({ text, label: intent ?? "none" })));
}
