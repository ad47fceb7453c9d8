// Gathers what the embedder learns from: texts that mean the same matter, under one label.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { shippedLexicon } from "../src/embed/concept-lexicon.ts";

/** Texts of one matter; any two of them are a positive pair. */
export interface Matter {
  readonly source: string;
  readonly label: string;
  readonly texts: readonly string[];
}

/** Rows of our own parallel sentences, every file of the folder but the pair test: both languages of a matter together. */
export function parallelMatters(folder: string): Matter[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(".tsv") && name !== "test.tsv");
  const matters = new Map<string, string[]>();
  for (const file of files.sort()) {
    for (const line of readFileSync(join(folder, file), "utf8").split("\n").slice(1)) {
      const [matter, , , , en, zh] = line.split("\t");
      if (!matter || !en || !zh) continue;
      const texts = matters.get(matter) ?? [];
      texts.push(en, zh);
      matters.set(matter, texts);
    }
  }
  return [...matters].map(([label, texts]) => ({ source: "parallel", label, texts }));
}

/** Intent sets: texts of one intent. Sets that themes are measured on are not among them. */
export function intentMatters(data: string): Matter[] {
  const rows: [string, string, string][] = [];
  const clinc = JSON.parse(readFileSync(join(data, "clinc150/data.json"), "utf8"));
  for (const part of ["train", "val"])
    for (const [text, label] of clinc[part]) rows.push(["clinc150", label, text]);
  const bitext = readFileSync(join(data, "bitext_support_intents/train.csv"), "utf8");
  for (const line of bitext.split("\n").slice(1)) {
    const match = /^(?:"((?:[^"]|"")*)"|([^,]*)),([^,]*),/.exec(line);
    if (match !== null) rows.push(["bitext", match[3]!, match[1] ?? match[2]!]);
  }
  const smp = JSON.parse(
    readFileSync(join(data, "smp2019_nlu_zh/train.json"), "utf8").replaceAll(": NaN", ": null"),
  );
  for (const { text, domain, intent } of smp) rows.push(["smp2019", `${domain} ${intent}`, text]);
  return grouped(rows);
}

/** The forms of each concept of the lexicon, in both languages. */
export function lexiconMatters(): Matter[] {
  return shippedLexicon()
    .concepts.map(({ id, en, zh }) => ({ source: "lexicon", label: id, texts: [...en, ...zh] }))
    .filter(({ texts }) => texts.length > 1);
}

function grouped(rows: readonly [string, string, string][]): Matter[] {
  const matters = new Map<string, { source: string; label: string; texts: string[] }>();
  for (const [source, label, text] of rows) {
    const key = `${source} ${label}`;
    const matter = matters.get(key) ?? { source, label, texts: [] };
    matter.texts.push(text);
    matters.set(key, matter);
  }
  return [...matters.values()].filter((matter) => matter.texts.length > 1);
}
