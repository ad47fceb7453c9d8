// Reads the labelled sentences: SST-2 in English (words apart), food delivery reviews in Chinese.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { dataSource } from "./source.ts";

/** A text as tokens (words or characters) and whether it pleases (1) or not (0). */
export type Sentence = { readonly tokens: readonly string[]; readonly label: number };

/** One language's sentences. */
export type SentenceSet = {
  readonly name: string;
  readonly note: string;
  readonly train: readonly Sentence[];
  readonly test: readonly Sentence[];
  /** Tokens of a text that are read; what comes later is cut off. */
  readonly length: number;
  /** What a linear model over TF-IDF gets on the same test part. */
  readonly linear: string;
  readonly published: string;
};

/** Reads a language's set; without a folder one is made up. */
export async function readSentences(
  language: string,
  data: string | undefined,
  seed: number,
): Promise<SentenceSet> {
  if (language === "zh") return chinese(data, seed);
  const { folder, note } = await dataSource(data, "english_sentence_cls", seed);
  const train = gunzipSync(readFileSync(join(folder, "stsa.binary.train.txt.gz"))).toString();
  const test = readFileSync(join(folder, "stsa.binary.dev.txt"), "utf8");
  return {
    name: "SST-2, sentences on films (English; its dev part is the test)",
    note,
    train: train.trim().split("\n").map(sentence),
    test: test.trim().split("\n").map(sentence),
    length: 36,
    linear: "81.7 %",
    published:
      "text CNN without / with pretrained word vectors 83.5 / 87.0 % (repository of the set), BERT-large 94.9 %",
  };
}

function sentence(line: string): Sentence {
  return { tokens: line.slice(2).trim().split(" "), label: Number(line[0]) };
}

async function chinese(data: string | undefined, seed: number): Promise<SentenceSet> {
  const { folder, note } = await dataSource(data, "waimai_10k", seed);
  const file = gunzipSync(readFileSync(join(folder, "waimai_10k.csv.gz"))).toString();
  const texts = new Map<string, number>();
  for (const row of file.trim().split(/\r?\n/).slice(1)) {
    texts.set(unquoted(row.slice(2)), Number(row[0]));
  }
  const all = [...texts].map(([text, label]) => ({ text, tokens: [...text], label }));
  return {
    name: "waimai, food delivery reviews (Chinese; every fifth by the text's hash is the test)",
    note,
    train: all.filter(({ text }) => !isTest(text)),
    test: all.filter(({ text }) => isTest(text)),
    length: 80,
    linear: "90.0 %",
    published: "none known for this split",
  };
}

/** The fifth of all texts that is kept for the test; the same text always falls on the same side. */
function isTest(text: string): boolean {
  const digest = createHash("md5").update(text).digest("hex");
  return Number.parseInt(digest.slice(0, 8), 16) % 5 === 0;
}

function unquoted(cell: string): string {
  return cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}
