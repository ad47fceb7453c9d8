// An encoder whose themes can be checked: what a text is about stands in its vector and not in its words.
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";

/** Matters that the texts are about. */
export const MATTERS = 4;
const WORDS =
  "river lamp stone cloud paper window garden bottle market engine pillow ladder copper basket mirror candle".split(
    " ",
  );

/** The nth text about a matter: its words are drawn alike for all, and a code of letters alone names it. */
export function textAbout(matter: number, n: number): string {
  const words = Array.from(
    { length: 7 },
    (_, at) => WORDS[chance(`${matter} ${n} ${at}`, WORDS.length)],
  );
  return `${words.join(" ")} ${codeOf(matter, n)}`;
}

function codeOf(matter: number, n: number): string {
  const letters = createHash("sha256").update(`code ${matter} ${n}`).digest("hex");
  return `q${letters.slice(0, 10).replace(/\d/g, (digit) => "ghijklmnop"[Number(digit)]!)}`;
}

function chance(seed: string, count: number): number {
  return createHash("sha256").update(seed).digest().readUInt32LE(0) % count;
}

/** A vector that points where the text's matter is, a little off by chance, and far along a direction that all share. */
export function tinyEncoder(dimensions: number, turn = 0) {
  const matters = new Map<string, number>();
  for (let matter = 0; matter < MATTERS; matter += 1)
    for (let n = 0; n < 200; n += 1) matters.set(codeOf(matter, n), matter);
  return (text: string): number[] => {
    const named = [...matters].find(([code]) => text.includes(code))?.[1];
    const digest = createHash("sha512").update(text).digest();
    const vector = Array.from(
      { length: dimensions },
      (_, at) => (digest[at % 64]! / 255 - 0.5) * (0.5 / Math.sqrt(dimensions)),
    );
    vector[turn] = vector[turn]! + 1.5;
    if (named !== undefined) vector[turn + 1 + named] = vector[turn + 1 + named]! + 1;
    return vector;
  };
}

/** Writes texts of all matters as an export, each of them `each` times; those of a later file begin at `from`. */
export function writeTexts(path: string, each: number, from = 0): number {
  const rows: string[] = [];
  for (let n = from; n < from + each; n += 1)
    for (let matter = 0; matter < MATTERS; matter += 1)
      rows.push(`${matter * 1000 + n},${textAbout(matter, n)}`);
  writeFileSync(path, `id,text\n${rows.join("\n")}\n`);
  return rows.length;
}

/** The matter of a text. */
export function matterOf(text: string): number {
  for (let matter = 0; matter < MATTERS; matter += 1)
    for (let n = 0; n < 200; n += 1) if (text.includes(codeOf(matter, n))) return matter;
  return -1;
}
