// Makes believable reviews in any number from Heed's own sentences, the same for the same seed.
import { closeSync, openSync, readFileSync, writeSync } from "node:fs";

const PARALLEL = ["consumer", "business"].map(
  (name) => new URL(`../packages/text/training/parallel/${name}.tsv`, import.meta.url),
);
const VERSIONS = ["4.0.0", "4.1.0", "4.2.0", "4.2.1", "4.3.0"];
const WEEK_COUNT = 40;

/** Writes `count` reviews of one to four sentences, Chinese and English, with dates, stars, authors and versions. */
export function writeReviews(path: string, count: number, seed = 1): void {
  const sentences = readSentences();
  const random = seededRandom(seed);
  const pick = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)]!;
  const file = openSync(path, "w");
  let chunk = "id,date,rating,text,author,version\n";
  for (let at = 0; at < count; at += 1) {
    const language = random() < 0.55 ? 0 : 1;
    const parts = Array.from(
      { length: 1 + Math.floor(random() ** 2 * 4) },
      () => pick(sentences)[language],
    );
    // A number in the text keeps most items from being exact repeats, as in real exports.
    const text = `${parts.join(language === 0 ? " " : "")}${random() < 0.7 ? ` ${Math.floor(random() * 1e6)}` : ""}`;
    const day = new Date(Date.UTC(2026, 0, 5) + Math.floor(random() * WEEK_COUNT * 7) * 86_400_000)
      .toISOString()
      .slice(0, 10);
    const cells = [
      `b${at}`,
      day,
      1 + Math.floor(random() * 5),
      `"${text.replaceAll('"', '""')}"`,
      `u${Math.floor(random() * count * 0.8)}`,
      pick(VERSIONS),
    ];
    chunk += `${cells.join(",")}\n`;
    if (chunk.length > 1 << 20) {
      writeSync(file, chunk);
      chunk = "";
    }
  }
  writeSync(file, chunk);
  closeSync(file);
}

/** The sentences that reviews are made of, in English and Chinese. */
export function readSentences(): [string, string][] {
  return PARALLEL.flatMap((url) => {
    const [header, ...rows] = readFileSync(url, "utf8")
      .split("\n")
      .filter(Boolean)
      .map((line) => line.split("\t"));
    const [en, zh] = ["en", "zh"].map((name) => header!.indexOf(name)) as [number, number];
    return rows.map((row): [string, string] => [row[en]!, row[zh]!]);
  });
}

/** Mulberry32: small, fast and the same everywhere. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
