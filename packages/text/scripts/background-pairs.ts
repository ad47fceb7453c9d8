// Gathers what the embedder learns from besides matters: neighbouring words of one review, headlines with their keywords, word lists.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import type { RandomStream } from "../src/cluster/random.ts";
import type { Matter } from "./training-pairs.ts";

/** Each translation of our own sentences as a matter by itself: what is said, not only what it is about. */
export function translationMatters(parallel: readonly Matter[]): Matter[] {
  return parallel.flatMap(({ label, texts }) =>
    Array.from({ length: texts.length / 2 }, (_, i) => ({
      source: "translation",
      label: `${label} ${i}`,
      texts: texts.slice(2 * i, 2 * i + 2),
    })),
  );
}

/** Words of everyday life in both languages, a line of `words.tsv` being one thing. */
export function wordMatters(folder: string): Matter[] {
  return rowsOf(join(folder, "words.tsv")).map(([en, zh]) => ({
    source: "words",
    label: en!,
    texts: [...listOf(en!, "|"), ...listOf(zh!, "|")],
  }));
}

const TOPIC_TEXTS = 30;
const TOPIC_WORDS = 4;

/** For each topic of `topics.tsv` thirty handfuls of its words in either language. */
export function topicMatters(folder: string, random: RandomStream): Matter[] {
  return rowsOf(join(folder, "topics.tsv")).map(([label, en, zh]) => {
    const handfuls = (words: readonly string[]): string[] =>
      Array.from({ length: TOPIC_TEXTS }, () => {
        const drawn = Array.from({ length: TOPIC_WORDS }, () => words[random.below(words.length)]!);
        return [...new Set(drawn)].join(" ");
      });
    const texts = [...handfuls(listOf(en!, ",")), ...handfuls(listOf(zh!, ","))];
    return { source: "topics", label: label!, texts };
  });
}

/** Reviews and descriptions cut into claims: what stands beside each other is about one thing. Their labels are not read. */
export function neighbourMatters(data: string): Matter[] {
  const plain = (path: string) => readFileSync(join(data, path), "utf8");
  const zipped = (path: string) => gunzipSync(readFileSync(join(data, path))).toString("utf8");
  const bodies: [string, string[][]][] = [
    [
      "online-shopping",
      cells(zipped("online_shopping_10_cats/online_shopping_10_cats.csv.gz"), "review"),
    ],
    ["waimai", cells(zipped("waimai_10k/waimai_10k.csv.gz"), "review")],
    ["clap", cells(plain("app_reviews_clap/rq1_reviews_categories.csv"), "review")],
    ["4class", cells(plain("app_reviews_4class/dataset_unbalanced_4000.csv"), "review")],
    ["chatgpt", cells(plain("chatgpt_ios_reviews/chatgpt_reviews.csv"), "title", "review")],
    ["zh-apps", cells(zipped("zh_app_reviews/reviews.csv.gz"), "标题", "内容")],
    [
      "iflytek",
      ["train", "dev"].flatMap((part) =>
        jsonLines(zipped(`fewclue_zh/iflytek/${part}_few_all.json.gz`)).map((row) => [
          row.sentence!,
        ]),
      ),
    ],
  ];
  return bodies.flatMap(([source, reviews]) =>
    reviews.flatMap((parts, index) => {
      const texts = [...new Set(parts.flatMap(claimsOf))];
      return texts.length < 2 ? [] : [{ source, label: `${source} ${index}`, texts }];
    }),
  );
}

/** Chinese headlines with their keywords, or cut in two. Their classes are not read. */
export function headlineMatters(data: string): Matter[] {
  return ["unlabeled", "train_few_all", "dev_few_all"].flatMap((part) => {
    const file = readFileSync(join(data, `fewclue_zh/tnews/${part}.json.gz`));
    return jsonLines(gunzipSync(file).toString("utf8")).flatMap(({ sentence, keywords }, index) => {
      const label = `${part} ${index}`;
      if ((keywords ?? "").length > 3)
        return [{ source: "tnews", label, texts: [sentence!, keywords!.replaceAll(",", " ")] }];
      const texts = claimsOf(sentence!);
      return texts.length < 2 ? [] : [{ source: "tnews", label, texts }];
    });
  });
}

const LEAST_UNITS = 8;
const MOST_UNITS = 200;
const MOST_CLAIMS = 8;

/** Sentences of at least eight Chinese characters or as many English words' worth; a lone sentence is cut in two at a comma. */
function claimsOf(text: string): string[] {
  const claims: string[] = [];
  let open = "";
  for (const part of split(text, /[。！？!?；;\n~～…]+|\.\s+|\s{2,}/u)) {
    open = open === "" ? part : `${open} ${part}`;
    const units = /[\u4e00-\u9fff]/u.test(open) ? open.length : open.length / 3;
    if (units < LEAST_UNITS) continue;
    claims.push(open.slice(0, MOST_UNITS));
    open = "";
    if (claims.length === MOST_CLAIMS) break;
  }
  if (claims.length > 1) return claims;
  const parts = split(text, /[,，、]|\s-\s|--/u).filter((part) => part.length >= 4);
  if (parts.length < 2) return claims;
  const middle = Math.ceil(parts.length / 2);
  return [parts.slice(0, middle).join(" "), parts.slice(middle).join(" ")];
}

function split(text: string, at: RegExp): string[] {
  return text
    .split(at)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function cells(table: string, ...columns: readonly string[]): string[][] {
  const rows: Record<string, string>[] = parse(table, {
    columns: true,
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
  });
  return rows.map((row) => columns.map((column) => row[column] ?? ""));
}

function jsonLines(lines: string): Record<string, string>[] {
  return split(lines, /\n/).map((line) => JSON.parse(line));
}

function rowsOf(file: string): string[][] {
  return readFileSync(file, "utf8")
    .split("\n")
    .slice(1)
    .filter((line) => line !== "")
    .map((line) => line.split("\t"));
}

function listOf(cell: string, mark: string): string[] {
  return split(cell, mark === "|" ? /\|/ : /,/);
}
