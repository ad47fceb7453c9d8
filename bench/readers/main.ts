// Measures how fast mentions are read: run `node scripts/run.js bench/readers/main.ts [--data FOLDER] [--mentions N]`.
import { availableParallelism, cpus } from "node:os";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { type MentionReader, type ReadableText, toStoredText } from "@heed/core";
import { createLexiconReader, createReader, detectLanguage, splitMentions } from "@heed/text";
import { loadFourClass } from "../evaluate/data/app-reviews-4class.ts";
import { loadChineseAppReviews } from "../evaluate/data/app-store-reviews.ts";
import { loadWaimai } from "../evaluate/data/waimai-10k.ts";

const CORES = 2;
const READERS = { "heed-reader": createReader, lexicon: createLexiconReader } as const;

interface Work {
  readonly reader: keyof typeof READERS;
  readonly mentions: readonly ReadableText[];
}

if (isMainThread) await measure();
else parentPort!.on("message", (work: Work) => answer(work));

async function measure(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: "string", default: "../shared/data" },
      mentions: { type: "string", default: "100000" },
    },
  });
  const mentions = await mentionsOf(values.data, Number(values.mentions));
  const units = mentions.reduce((sum, { text }) => sum + text.length, 0) / mentions.length;
  console.log(
    `${mentions.length} mentions of ${units.toFixed(0)} units on average, ${CORES} worker threads; ` +
      `${availableParallelism()} cores, ${cpus()[0]?.model ?? "unknown processor"}, Node ${process.versions.node}`,
  );
  for (const reader of Object.keys(READERS) as Work["reader"][]) {
    const { wall, cpu } = await readOnCores(reader, mentions);
    console.log(
      `${reader}: ${wall.toFixed(1)} s, ${cpu.toFixed(1)} s of CPU (${((1e6 * cpu) / mentions.length).toFixed(0)} µs a mention)`,
    );
  }
}

/** Mentions of three sets in both languages, taken in turn, from the start again when they run out. */
async function mentionsOf(dataFolder: string, count: number): Promise<ReadableText[]> {
  const sets = await Promise.all([
    loadWaimai(dataFolder),
    loadFourClass(dataFolder),
    loadChineseAppReviews(dataFolder),
  ]);
  const found = sets.flat().flatMap(({ text: received }) => {
    const text = toStoredText(received);
    const language = detectLanguage(text);
    return splitMentions(text, language).map(({ start, end }) => {
      return { text: text.slice(start, end), language, rating: null };
    });
  });
  return Array.from({ length: count }, (_, at) => found[at % found.length]!);
}

/** Wall time and CPU time of reading, opening the models included, the workers' start not. */
async function readOnCores(reader: Work["reader"], mentions: readonly ReadableText[]) {
  const workers = Array.from({ length: CORES }, () => new Worker(new URL(import.meta.url)));
  await Promise.all(workers.map((worker) => ask(worker, { reader, mentions: [] })));
  const share = Math.ceil(mentions.length / CORES);
  const startedAt = performance.now();
  const before = process.cpuUsage();
  await Promise.all(
    workers.map((worker, at) =>
      ask(worker, { reader, mentions: mentions.slice(at * share, (at + 1) * share) }),
    ),
  );
  const wall = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(before);
  await Promise.all(workers.map((worker) => worker.terminate()));
  return { wall, cpu: (user + system) / 1e6 };
}

function ask(worker: Worker, work: Work): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.postMessage(work);
  });
}

async function answer({ reader, mentions }: Work): Promise<void> {
  const made: MentionReader = READERS[reader]();
  const readings = mentions.length === 0 ? [] : await made.read(mentions);
  parentPort!.postMessage(readings.length);
}
