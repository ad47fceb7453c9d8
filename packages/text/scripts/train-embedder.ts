// Trains the built-in bilingual embedder: `node packages/text/scripts/train-embedder.ts [data folder] [--hold] [--out FILE]`.
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  adam,
  type BagColumn,
  bagColumn,
  bagInput,
  compile,
  dataset,
  embeddingBag,
  infoNce,
  linearSchedule,
  network,
  normalInitializer,
} from "@heed/nn";
import { createRandom, type RandomStream } from "../src/cluster/random.ts";
import { DIMENSIONS, embedderFeatures, TABLE_ROWS } from "../src/embed/embedder-features.ts";
import { packTable } from "../src/embed/vector-table.ts";
import {
  headlineMatters,
  neighbourMatters,
  topicMatters,
  translationMatters,
  wordMatters,
} from "./background-pairs.ts";
import { groupingOfMatters } from "./judge-embedder.ts";
import { intentMatters, lexiconMatters, type Matter, parallelMatters } from "./training-pairs.ts";

const SEED = 20;
const BATCH = 256;
/** Batches of one kind in turn, so that negatives are of a kind with their positive. */
const TURNS = [
  ...["parallel", "translations", "neighbours", "topics", "lexicon"],
  ...["parallel", "words", "neighbours", "intents", "headlines"],
];
/** Pairs are drawn anew for each batch, so one round sees hardly any of them twice. */
const BATCHES = 4000;
/** Share of a text's features left out of each example, so that no single word carries a matter. */
const DROPPED = 0.5;
const TEMPERATURE = 0.15;
/** With `--hold` one matter in so many is kept out of training, and the vectors are judged on those. */
const HELD_SHARE = 5;

interface Pair {
  readonly a: string;
  readonly b: string;
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const hold = args.includes("--hold");
  const outAt = args.indexOf("--out");
  const named = args.filter((arg, i) => !arg.startsWith("--") && (outAt < 0 || i !== outAt + 1));
  const data = resolve(named[0] ?? process.env.HEED_DATA ?? "../shared/data");
  const folder = resolve(import.meta.dirname, "../training");
  const random = createRandom(SEED);
  const own = parallelMatters(resolve(folder, "parallel"));
  const isHeld = ({ label }: Matter) => hold && letterSum(label) % HELD_SHARE === 0;
  const parallel = own.filter((matter) => !isHeld(matter));
  const pools: ReadonlyMap<string, readonly Matter[]> = new Map([
    ["parallel", parallel],
    ["translations", translationMatters(parallel)],
    ["neighbours", neighbourMatters(data)],
    ["topics", topicMatters(folder, random)],
    ["lexicon", lexiconMatters()],
    ["words", wordMatters(folder)],
    ["intents", intentMatters(data)],
    ["headlines", headlineMatters(data)],
  ]);
  for (const [name, matters] of pools)
    say(`${name}: ${matters.length} matters, ${countTexts(matters)} texts`);
  const vectors = await train(drawAll(pools, random), random);
  const held = own.filter(isHeld);
  if (held.length > 0) say(groupingOfMatters(held, vectors, DIMENSIONS));
  const out =
    outAt >= 0 ? resolve(args[outAt + 1]!) : resolve(import.meta.dirname, "../models/embedder.bin");
  writeFileSync(out, packTable({ rowCount: TABLE_ROWS, dimensions: DIMENSIONS, vectors }));
  say(`wrote ${out}`);
}

const countTexts = (matters: readonly Matter[]): number =>
  matters.reduce((sum, matter) => sum + matter.texts.length, 0);

const letterSum = (text: string): number =>
  [...text].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);

async function train(pairs: readonly Pair[], random: RandomStream): Promise<Float32Array> {
  const features = featureTable(pairs);
  const a = features.column(
    pairs.map((pair) => pair.a),
    random,
  );
  const b = features.column(
    pairs.map((pair) => pair.b),
    random,
  );
  const table = embeddingBag({
    rows: TABLE_ROWS,
    size: DIMENSIONS,
    name: "bag",
    initialize: normalInitializer(0.02),
  });
  const towers = network({
    inputs: { a: bagInput(TABLE_ROWS), b: bagInput(TABLE_ROWS) },
    build: (input, context) => ({
      a: table.apply(input.a!, context),
      b: table.apply(input.b!, context),
    }),
  });
  const model = compile(towers, {
    loss: infoNce({ outputs: ["a", "b"], temperature: TEMPERATURE }),
    optimizer: adam({ learningRate: linearSchedule({ from: 4e-3, steps: BATCHES }) }),
    seed: SEED,
    threads: 2,
  });
  await model.fit(dataset({ inputs: { a, b } }), {
    epochs: 1,
    batchSize: BATCH,
    shuffle: false,
    onProgress: ({ kind, epoch, figures }) => {
      if (kind === "epoch") say(`epoch ${epoch}: ${JSON.stringify(figures)}`);
    },
  });
  const vectors = model.parameter("bag/table");
  silence(vectors, [a, b]);
  return vectors;
}

/** Full batches of pairs, each pair from a matter of its own, so that no other example is a hidden partner. */
function drawAll(pools: ReadonlyMap<string, readonly Matter[]>, random: RandomStream): Pair[] {
  const pairs: Pair[] = [];
  for (let batch = 0; batch < BATCHES; batch++) {
    const drawn = drawPairs(pools.get(TURNS[batch % TURNS.length]!)!, BATCH, random);
    const others = drawPairs(pools.get("neighbours")!, BATCH - drawn.length, random);
    pairs.push(...drawn, ...others);
  }
  return pairs;
}

function drawPairs(matters: readonly Matter[], count: number, random: RandomStream): Pair[] {
  const chosen = new Set<number>();
  while (chosen.size < Math.min(count, matters.length)) chosen.add(random.below(matters.length));
  return Array.from(chosen, (index) => {
    const { texts } = matters[index]!;
    const first = random.below(texts.length);
    const second = (first + 1 + random.below(texts.length - 1)) % texts.length;
    return { a: texts[first]!, b: texts[second]! };
  });
}

/** Features of every distinct text, cut once. */
function featureTable(pairs: readonly Pair[]) {
  const places = new Map<string, number>();
  for (const { a, b } of pairs)
    for (const text of [a, b]) if (!places.has(text)) places.set(text, places.size);
  const { columns, starts, values } = embedderFeatures([...places.keys()]);
  const sizeOf = (place: number): number => starts[place + 1]! - starts[place]!;
  return {
    /** Features of each text, some left out; the last is kept when all would go. */
    column: (texts: readonly string[], random: RandomStream): BagColumn => {
      const offsets = new Int32Array(texts.length + 1);
      const all = texts.reduce((sum, text) => sum + sizeOf(places.get(text)!), 0);
      const ids = new Int32Array(all);
      const weights = new Float32Array(all);
      let used = 0;
      for (const [row, text] of texts.entries()) {
        const place = places.get(text)!;
        const end = starts[place + 1]!;
        for (let k = starts[place]!; k < end; k++) {
          if (random.uniform() < DROPPED && !(k === end - 1 && used === offsets[row])) continue;
          ids[used] = columns[k]!;
          weights[used++] = values[k]!;
        }
        offsets[row + 1] = used;
      }
      return bagColumn({ ids: ids.slice(0, used), offsets, weights: weights.slice(0, used) });
    },
  };
}

/** Rows that no training text touched hold only their random start: they become zero. */
function silence(vectors: Float32Array, columns: readonly BagColumn[]): void {
  const touched = new Uint8Array(TABLE_ROWS);
  for (const { ids } of columns) for (const id of ids) touched[id] = 1;
  for (let row = 0; row < TABLE_ROWS; row++)
    if (touched[row] === 0) vectors.fill(0, row * DIMENSIONS, (row + 1) * DIMENSIONS);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

await main();
