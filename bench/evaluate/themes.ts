// Measures the theme finder on labelled short texts: run `node bench/evaluate/themes.ts [data folder] [set ...] [--encoder=NAME]`.
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type MentionVectors, wholeTexts } from "@heed/core";
import { createThemeFinder } from "@heed/text";
import { type EncoderUnderTest, openEncoderUnderTest } from "./encoder-under-test.ts";
import { groupingFigures } from "./grouping-figures.ts";

const SEED = 1;

/** Figures of one run; without a given number of themes, unclear texts count as wrong. */
export interface ThemeRow {
  readonly set: string;
  readonly use: "develop" | "confirm" | "test";
  readonly texts: number;
  readonly trueThemes: number;
  readonly given: boolean;
  /** Whose vectors the themes were found with; null for the built-in embedder. */
  readonly encoder: string | null;
  /** With another encoder: normalised mutual information of its themes and the built-in embedder's. */
  readonly alike: number | null;
  readonly themes: number;
  readonly accuracy: number;
  readonly nmi: number;
  readonly ari: number;
  readonly unclear: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly published: string;
}

interface ThemeSet {
  readonly name: string;
  readonly use: ThemeRow["use"];
  readonly published: string;
  readonly load: (data: string) => { readonly texts: string[]; readonly labels: string[] };
}

const SETS: readonly ThemeSet[] = [
  {
    name: "stackoverflow",
    use: "develop",
    published: "SCCL, pretrained encoder: 75.5 / 74.5",
    load: (data) => ({
      texts: lines(join(data, "stackoverflow20k/title_StackOverflow.txt")),
      labels: lines(join(data, "stackoverflow20k/label_StackOverflow.txt")),
    }),
  },
  {
    name: "banking77",
    use: "develop",
    published: "k-means on TF-IDF: 40.1 / 61.8",
    load: (data) => {
      const rows = lines(join(data, "banking77/train.csv")).slice(1);
      const texts: string[] = [];
      const labels: string[] = [];
      for (const record of joinQuoted(rows)) {
        const comma = record.lastIndexOf(",");
        texts.push(record.slice(0, comma).replace(/^"|"$/g, "").replaceAll('""', '"'));
        labels.push(record.slice(comma + 1));
      }
      return { texts, labels };
    },
  },
  {
    name: "tweet",
    use: "confirm",
    published: "SCCL, pretrained encoder: 78.2 / 89.2",
    load: (data) => ({
      texts: lines(join(data, "short_text_stc/Tweet.txt")),
      labels: lines(join(data, "short_text_stc/Tweet_LABEL.txt")),
    }),
  },
  {
    name: "pascal_flickr",
    use: "confirm",
    published: "",
    load: (data) => ({
      texts: lines(join(data, "short_text_stc/Pascal_Flickr.txt")),
      labels: lines(join(data, "short_text_stc/Pascal_Flickr_LABEL.txt")),
    }),
  },
  {
    name: "bilingual test part",
    use: "test",
    published: "",
    load: () => {
      const file = new URL("../../packages/text/training/parallel/test.tsv", import.meta.url);
      const rows = lines(fileURLToPath(file)).slice(1);
      const cells = rows.map((row) => row.split("\t"));
      return {
        texts: cells.flatMap((row) => [row[4]!, row[5]!]),
        labels: cells.flatMap((row) => [row[0]!, row[0]!]),
      };
    },
  },
  ...(["develop", "untouched"] as const).map(
    (part): ThemeSet => ({
      name: `unseen, ${part}`,
      use: part === "develop" ? "develop" : "test",
      published: "",
      load: () => {
        const file = new URL("../../packages/text/training/unseen-trades.tsv", import.meta.url);
        const rows = lines(fileURLToPath(file)).map((row) => row.split("\t"));
        const chosen = rows.filter(([its]) => its === part);
        return { texts: chosen.map((row) => row[4]!), labels: chosen.map((row) => row[2]!) };
      },
    }),
  ),
];

/**
 * Two rows for each set (all, or those named): with the true number of themes and with a chosen one; after each, the same with an
 * encoder, where one is given.
 */
export async function evaluateThemes(
  dataFolder: string,
  names: readonly string[] = SETS.map(({ name }) => name),
  onRow: (row: ThemeRow) => void = () => {},
  encoder: EncoderUnderTest | null = null,
): Promise<ThemeRow[]> {
  const rows: ThemeRow[] = [];
  for (const set of SETS.filter(({ name }) => names.includes(name))) {
    const loaded = set.load(dataFolder);
    const vectors = await encoder?.vectorsOf(loaded.texts);
    for (const given of [true, false]) {
      const own = await evaluateSet(set, loaded, given);
      const other = vectors && (await evaluateSet(set, loaded, given, vectors, own.assignment));
      for (const { row } of other === undefined ? [own] : [own, other]) {
        rows.push(row);
        onRow(row);
      }
    }
  }
  return rows;
}

async function evaluateSet(
  set: ThemeSet,
  { texts, labels }: ReturnType<ThemeSet["load"]>,
  given: boolean,
  vectors?: MentionVectors,
  builtIn?: Int32Array,
): Promise<{ row: ThemeRow; assignment: Int32Array }> {
  const numbers = new Map([...new Set(labels)].map((label, index) => [label, index]));
  const started = performance.now();
  const cpu = process.cpuUsage();
  const found = await createThemeFinder().find(wholeTexts(texts), {
    seed: SEED,
    ...(given ? { themeCount: numbers.size } : {}),
    ...(vectors === undefined ? {} : { vectors }),
  });
  const { user, system } = process.cpuUsage(cpu);
  const row = {
    ...{ set: set.name, use: set.use, published: set.published, given },
    encoder: vectors?.model.name ?? null,
    alike: builtIn === undefined ? null : groupingFigures(labelled(builtIn), found.assignment).nmi,
    ...groupingFigures(
      labels.map((label) => numbers.get(label)!),
      found.assignment,
    ),
    texts: texts.length,
    trueThemes: numbers.size,
    themes: found.themes.length,
    unclear: found.unclear.size / texts.length,
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: (user + system) / 1e6,
  };
  return { row, assignment: found.assignment };
}

/** Themes as labels, texts without one having a label of their own. */
function labelled(assignment: Int32Array): Int32Array {
  const unclear = 1 + assignment.reduce((most, theme) => Math.max(most, theme), -1);
  return assignment.map((theme) => (theme < 0 ? unclear : theme));
}

function lines(file: string): string[] {
  const rows = readFileSync(file, "utf8").split(/\r?\n/);
  if (rows.at(-1) === "") rows.pop();
  return rows;
}

/** Joins lines until their quotes are even: a record may hold line breaks. */
function joinQuoted(rows: readonly string[]): string[] {
  const records: string[] = [];
  let open = "";
  for (const row of rows) {
    const record = open === "" ? row : `${open}\n${row}`;
    const even = (record.split('"').length - 1) % 2 === 0;
    if (even) records.push(record);
    open = even ? "" : record;
  }
  return records;
}

const percent = (share: number): string => (100 * share).toFixed(1).padStart(6);

/** One line of the printed table. */
export function themeLine(row: ThemeRow): string {
  const themes = `${row.themes}${row.given ? " (given)" : ` of ${row.trueThemes}`}`;
  return [
    (row.encoder === null ? row.set : `  ${row.encoder}`).slice(0, 20).padEnd(20),
    String(row.texts).padStart(6),
    themes.padStart(12),
    percent(row.accuracy),
    percent(row.nmi),
    percent(row.ari),
    percent(row.unclear),
    row.seconds.toFixed(1).padStart(6),
    row.cpuSeconds.toFixed(1).padStart(6),
    row.alike === null
      ? ` ${row.given ? row.published : ""}`
      : ` NMI ${row.alike.toFixed(3)} with the built-in embedder's themes`,
  ].join(" ");
}

export const THEME_HEADER =
  "set                   texts       themes    acc    nmi    ari uncl.%  sec.  cpu s published (acc / nmi)";

async function main(): Promise<void> {
  const flag = "--encoder=";
  const wanted = process.argv.find((arg) => arg.startsWith(flag))?.slice(flag.length);
  const given = process.argv.slice(2).filter((arg) => !arg.startsWith("--"));
  const named = given.filter((arg) => SETS.some(({ name }) => name === arg));
  const folder = given.find((arg) => !named.includes(arg));
  const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
  const data = resolve(root, folder ?? process.env.HEED_DATA ?? "../shared/data");
  console.log(
    "NMI is normalised by the arithmetic mean of both entropies; unclear counts as wrong.",
  );
  console.log(THEME_HEADER);
  const encoder = wanted === undefined ? null : await openEncoderUnderTest(wanted);
  try {
    const tell = (row: ThemeRow) => console.log(themeLine(row));
    await evaluateThemes(data, named.length > 0 ? named : undefined, tell, encoder);
  } finally {
    await encoder?.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
