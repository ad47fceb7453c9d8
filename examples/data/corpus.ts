// Lines of text to learn to write from: film sentences in English, food reviews in Chinese.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { permutation, randomStream } from "@heed/nn";
import { dataSource } from "./source.ts";

/** Lines in two parts; no line of one is in the other. */
export type Corpus = {
  readonly name: string;
  readonly note: string;
  readonly train: readonly string[];
  readonly test: readonly string[];
};

/** Reads a language's lines, at most `limit`; a tenth is kept for the test. */
export async function readCorpus(
  language: string,
  data: string | undefined,
  limit: number,
  seed: number,
): Promise<Corpus> {
  const isChinese = language === "zh";
  const set = isChinese ? "waimai_10k" : "english_sentence_cls";
  const file = isChinese ? "waimai_10k.csv.gz" : "rt-polarity.all.txt.gz";
  const { folder, note } = await dataSource(data, set, seed);
  const rows = gunzipSync(readFileSync(join(folder, file)))
    .toString()
    .trim()
    .split(/\r?\n/);
  // Each row begins with its label and one more character.
  const lines = [...new Set(rows.slice(isChinese ? 1 : 0).map((row) => row.slice(2).trim()))];
  const order = permutation(lines.length, randomStream(1, "corpus"));
  const chosen = [...order].slice(0, limit).map((at) => lines[at]!);
  const cut = Math.round(chosen.length * 0.9);
  return {
    name: isChinese ? "waimai, food delivery reviews" : "film review sentences (MR)",
    note,
    train: chosen.slice(0, cut),
    test: chosen.slice(cut),
  };
}
