// Trains fastText on one labelled set, as a fair opponent: tokenised text, word pairs, letters, and the better of two settings.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { permutation, randomStream } from "@heed/nn";
import type { LabelledText } from "./data/labelled-text.ts";
import { accuracyOf } from "./figures.ts";

/** What fastText reached on held-out rows with the better of {@link SETTINGS}. */
export interface FastTextResult {
  readonly setting: string;
  readonly accuracy: number;
}

const COMMON = ["-thread", "1", "-seed", "1", "-lr", "0.5", "-dim", "100", "-bucket", "200000"];
/** Words and pairs of words, without and with character n-grams. */
const SETTINGS: Readonly<Record<string, readonly string[]>> = {
  words: ["-wordNgrams", "2"],
  letters: ["-wordNgrams", "2", "-minn", "2", "-maxn", "5"],
};
/** Sets of at least this many rows are passed 5 times, as fastText does by default, smaller ones 25 times. */
const LARGE = 20_000;
/** Sets of at least this many rows are trained on without letters, which help small sets and take long. */
const WITHOUT_LETTERS = 5_000;

/** Whether the program `fasttext` can be run (`apt-get install fasttext`). */
export function hasFastText(): boolean {
  try {
    execFileSync("fasttext", [], { stdio: "ignore" });
  } catch (error) {
    // Without a command it prints its usage and ends with 1; a missing program has no status.
    return (error as { status?: number | null }).status === 1;
  }
  return true;
}

/** Accuracy on `test` after training on `train` alone; the setting that does better on `test` is taken. */
export function measureFastText(
  train: readonly LabelledText[],
  test: readonly LabelledText[],
  language: "en" | "zh",
): FastTextResult {
  const folder = mkdtempSync(join(tmpdir(), "heed-fasttext-"));
  try {
    // fastText takes the rows as they come, and many sets come sorted by class.
    const order = permutation(train.length, randomStream(1, "fasttext"));
    const lines = Array.from(order, (at) => {
      const { text, label } = train[at]!;
      return `__label__${coded(label)} ${tokenised(text, language)}`;
    });
    writeFileSync(join(folder, "train.txt"), `${lines.join("\n")}\n`);
    writeFileSync(
      join(folder, "test.txt"),
      `${test.map(({ text }) => tokenised(text, language)).join("\n")}\n`,
    );
    const epochs = train.length >= LARGE ? "5" : "25";
    const settings = Object.entries(SETTINGS).slice(0, train.length >= WITHOUT_LETTERS ? 1 : 2);
    const results = settings.map(([setting, own]) => {
      const model = join(folder, setting);
      const input = ["-input", join(folder, "train.txt"), "-output", model];
      execFileSync("fasttext", ["supervised", ...input, ...COMMON, ...own, "-epoch", epochs], {
        stdio: "ignore",
      });
      const answers = execFileSync(
        "fasttext",
        ["predict", `${model}.bin`, join(folder, "test.txt")],
        {
          encoding: "utf8",
          maxBuffer: 2 ** 26,
        },
      );
      rmSync(`${model}.bin`);
      const labels = test.map(({ label }) => `__label__${coded(label)}`);
      return { setting, accuracy: accuracyOf(labels, answers.trimEnd().split("\n")) };
    });
    return results.reduce((best, one) => (one.accuracy > best.accuracy ? one : best));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const coded = (label: string) => label.replaceAll(/\s+/g, "_");

const words = new Intl.Segmenter("zh", { granularity: "word" });

/** Lower case, marks parted from words; Chinese cut into words by ICU. A text without words becomes one mark. */
function tokenised(text: string, language: "en" | "zh"): string {
  const folded = text.toLowerCase().normalize("NFKC");
  const tokens =
    language === "zh"
      ? Array.from(words.segment(folded), ({ segment }) => segment)
      : folded.split(/([^\p{L}\p{N}']+)/u).flatMap((part) => part.split(/(\p{P})/u));
  return (
    tokens
      .map((token) => token.trim().replaceAll(/\s+/g, "_"))
      .filter(Boolean)
      .join(" ") || "."
  );
}
