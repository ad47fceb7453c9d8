// Loads sentences of laptop reviews in English with the sentiment of each named aspect (SemEval 2014, task 4).
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { LabelledText, SplitTexts } from "./labelled-text.ts";
import { openLines } from "./open-rows.ts";

const SENTIMENTS: Readonly<Record<string, string>> = {
  "-1": "negative",
  "0": "neutral",
  "1": "positive",
};

/** A sentence and the sentiments of its aspects, in file order. */
export interface AspectSentence {
  readonly text: string;
  readonly aspects: readonly string[];
}

/** The sentences of one split by the md5 of their text (see `splitByMd5`). */
export async function loadLaptopSentences(
  dataFolder: string,
): Promise<{ readonly train: AspectSentence[]; readonly test: AspectSentence[] }> {
  const sentences = new Map<string, string[]>();
  const lines: string[] = [];
  const path = join(dataFolder, "semeval14_absa", "Laptops_Train.xml.seg.txt");
  for await (const line of openLines(path)) lines.push(line);
  for (let at = 0; at + 2 < lines.length; at += 3) {
    const text = lines[at]!.replaceAll("$T$", lines[at + 1]!.trim()).trim();
    const aspects = sentences.get(text) ?? [];
    sentences.set(text, aspects);
    aspects.push(SENTIMENTS[lines[at + 2]!.trim()]!);
  }
  const split = { train: [] as AspectSentence[], test: [] as AspectSentence[] };
  for (const [text, aspects] of sentences) {
    const digits = createHash("md5").update(text, "utf8").digest("hex").slice(0, 8);
    split[Number.parseInt(digits, 16) % 5 === 0 ? "test" : "train"].push({ text, aspects });
  }
  return split;
}

/** A row for each aspect: the sentence stands for what it says of the aspect. */
export function byAspect(sentences: readonly AspectSentence[]): LabelledText[] {
  return sentences.flatMap(({ text, aspects }) => aspects.map((label) => ({ text, label })));
}

/** A row for each sentence of one sign: neutral aspects yield to others; sentences of both signs are left out. */
export function bySentence(sentences: readonly AspectSentence[]): LabelledText[] {
  return sentences.flatMap(({ text, aspects }) => {
    const signs = new Set(aspects.filter((label) => label !== "neutral"));
    return signs.size > 1 ? [] : [{ text, label: [...signs][0] ?? "neutral" }];
  });
}

/** Both splits, a row for each sentence of one sign. */
export async function loadLaptops(dataFolder: string): Promise<SplitTexts> {
  const { train, test } = await loadLaptopSentences(dataFolder);
  return { train: bySentence(train), test: bySentence(test) };
}
