// Invented reviews in both languages, put together from clauses that please or annoy.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { RandomStream } from "@heed/nn";

const english = {
  things: ["the plot", "its ending", "the lead", "every scene", "the music", "this sequel"],
  good: ["is a quiet delight", "moves you", "works wonderfully", "stays warm and clever"],
  bad: ["falls flat", "drags on and on", "is a dull mess", "never comes alive"],
  joins: [" and ", " , though ", " ; "],
  end: " .",
};
const chinese = {
  things: ["饭菜", "送餐", "包装", "味道", "分量", "小哥态度"],
  good: ["特别好", "很满意", "又快又热", "超出预期"],
  bad: ["太差了", "让人失望", "又慢又凉", "比图片少一半"],
  joins: ["，", "，而且", "；"],
  end: "。",
};
type Clauses = typeof english;

/** Writes 1,500 Chinese reviews as a CSV of label and review. */
export function makeReviews(folder: string, random: RandomStream): void {
  const rows = Array.from({ length: 1500 }, (_, at) => {
    const { label, text } = review(chinese, at, random.fork(at));
    return `${label},${text}`;
  });
  writeFileSync(
    join(folder, "waimai_10k.csv.gz"),
    gzipSync(`${["label,review", ...rows].join("\n")}\n`),
  );
}

/** Writes 1,500 English sentences to train on and 300 to test, each line a label and a text. */
export function makeSentences(folder: string, random: RandomStream): void {
  const lines = (count: number, part: string) =>
    Array.from({ length: count }, (_, at) => {
      const { label, text } = review(english, at, random.fork(part, at));
      return `${label} ${text}\n`;
    }).join("");
  writeFileSync(join(folder, "stsa.binary.train.txt.gz"), gzipSync(lines(1500, "train")));
  writeFileSync(join(folder, "stsa.binary.dev.txt"), lines(300, "dev"));
  writeFileSync(join(folder, "rt-polarity.all.txt.gz"), gzipSync(lines(1500, "all")));
}

/** Two or three clauses of one sign; one in ten carries the other label, as real ones do. */
function review(clauses: Clauses, at: number, random: RandomStream) {
  const isGood = random.uniform(0) < 0.5;
  const pick = (from: readonly string[], counter: number) =>
    from[Math.floor(random.uniform(counter) * from.length)]!;
  const count = 2 + Math.floor(2 * random.uniform(1));
  let text = "";
  for (let clause = 0; clause < count; clause += 1) {
    const counter = 10 * (clause + 1);
    if (clause > 0) text += pick(clauses.joins, counter);
    const said = pick(isGood ? clauses.good : clauses.bad, counter + 1);
    const space = clauses === chinese ? "" : " ";
    text += `${pick(clauses.things, counter + 2)}${space}${said}`;
  }
  // A number makes texts differ, as duplicates are dropped.
  const told = clauses === chinese ? `第${at}单${text}` : `take ${at} : ${text}`;
  const isTold = random.uniform(2) < 0.9;
  return { label: isGood === isTold ? 1 : 0, text: told + clauses.end };
}
