// Measures redact, detect, split and read on one core: run `node bench/evaluate/chain-speed.ts [data folder]`.
import { toStoredText } from "@heed/core";
import { createLexiconReader, detectLanguage, redact, splitMentions } from "@heed/text";
import { loadFourClass } from "./data/app-reviews-4class.ts";
import { loadWaimai } from "./data/waimai-10k.ts";

const ROUNDS = 7;
const folder = process.argv[2] ?? "../shared/data";
const sets = {
  "delivery reviews (zh)": await loadWaimai(folder),
  "app reviews (en)": await loadFourClass(folder),
};
const reader = createLexiconReader();

for (const [set, rows] of Object.entries(sets)) {
  const texts = rows.map(({ text }) => toStoredText(text));
  const units = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
  const rounds: Record<string, number>[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measure(texts));
  const stages = Object.keys(rounds[0]!).map((stage) => {
    const times = rounds.map((times) => times[stage]!).sort((a, b) => a - b);
    return [stage, times[(ROUNDS - 1) / 2]!] as const;
  });
  const total = stages.reduce((sum, [, time]) => sum + time, 0);
  const parts = stages.map(([stage, time]) => `${stage} ${time.toFixed(1)}`).join(", ");
  console.log(
    `${set}: ${texts.length} texts of ${units.toFixed(0)} units on average; median CPU µs a text: ${parts}; together ${Math.round(1e6 / total)} texts/s of one core`,
  );
}

/** CPU time of this process: a busy machine changes it less than the clock on the wall. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** CPU microseconds a text of each step, over all texts. */
async function measure(texts: readonly string[]): Promise<Record<string, number>> {
  const clock = [cpuMs()];
  const redacted = texts.map((text) => redact(text).text);
  clock.push(cpuMs());
  const languages = redacted.map(detectLanguage);
  clock.push(cpuMs());
  const mentions = redacted.flatMap((text, index) =>
    splitMentions(text, languages[index]!).map(({ start, end }) => ({
      text: text.slice(start, end),
      language: languages[index]!,
      rating: null,
    })),
  );
  clock.push(cpuMs());
  await reader.read(mentions);
  clock.push(cpuMs());
  const steps = ["redact", "detect", "split", "read"];
  return Object.fromEntries(
    steps.map((step, index) => [step, (1000 * (clock[index + 1]! - clock[index]!)) / texts.length]),
  );
}
