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
import { embedderFeatures, TABLE_ROWS } from "../src/embed/embedder-features.ts";
import { packTable } from "../src/embed/vector-table.ts";
import {
  intentMatters,
  lexiconMatters,
  type Matter,
  parallelMatters,
  titledReviews,
} from "./training-pairs.ts";

const SEED = 20;
const DIMENSIONS = 96;
const BATCH = 256;
/** Batches of one kind in turn, so that negatives are of a kind with their positive. */
const TURNS = ["parallel", "parallel", "parallel", "intents", "lexicon", "reviews"] as const;
const BATCHES = 3000;
/** Pairs are drawn anew for each batch, so one round sees none of them twice. */
const EPOCHS = 1;
/** Share of a text's features left out of each example, so that no single word carries a matter. */
const DROPPED = 0.5;

type Pools = Readonly<Record<(typeof TURNS)[number], readonly Matter[]>>;

interface Pair {
  readonly a: string;
  readonly b: string;
}

function main(): Promise<void> {
  const args = process.argv.slice(2);
  const hold = args.includes("--hold");
  const outAt = args.indexOf("--out");
  const named = args.filter((arg, i) => !arg.startsWith("--") && (outAt < 0 || i !== outAt + 1));
  const data = resolve(named[0] ?? process.env.HEED_DATA ?? "../shared/data");
  const folder = resolve(import.meta.dirname, "../training/parallel");
  const parallel = parallelMatters(folder).filter((_, index) => !hold || index % 5 !== 0);
  const pools: Pools = {
    parallel,
    intents: intentMatters(data),
    lexicon: lexiconMatters(),
    reviews: titledReviews(data),
  };
  for (const [name, matters] of Object.entries(pools))
    say(`${name}: ${matters.length} matters, ${countTexts(matters)} texts`);
  const out =
    outAt >= 0 ? resolve(args[outAt + 1]!) : resolve(import.meta.dirname, "../models/embedder.bin");
  return train(pools, out);
}

const countTexts = (matters: readonly Matter[]): number =>
  matters.reduce((sum, matter) => sum + matter.texts.length, 0);

async function train(pools: Pools, out: string): Promise<void> {
  const random = createRandom(SEED);
  const pairs: Pair[] = [];
  for (let batch = 0; batch < BATCHES; batch++)
    pairs.push(...drawBatch(pools, TURNS[batch % TURNS.length]!, random));
  const a = columnOf(
    pairs.map((pair) => pair.a),
    random,
  );
  const b = columnOf(
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
    loss: infoNce({ outputs: ["a", "b"], temperature: 0.12 }),
    optimizer: adam({ learningRate: linearSchedule({ from: 4e-3, steps: EPOCHS * BATCHES }) }),
    seed: SEED,
    threads: 2,
  });
  await model.fit(dataset({ inputs: { a, b } }), {
    epochs: EPOCHS,
    batchSize: BATCH,
    shuffle: false,
    onProgress: ({ kind, epoch, figures }) => {
      if (kind === "epoch") say(`epoch ${epoch}: ${JSON.stringify(figures)}`);
    },
  });
  const vectors = model.parameter("bag/table");
  silence(vectors, [a, b]);
  writeFileSync(out, packTable({ rowCount: TABLE_ROWS, dimensions: DIMENSIONS, vectors }));
  say(`wrote ${out}`);
}

/** A full batch of pairs, each from a matter of its own, so that no other example is a hidden partner. */
function drawBatch(pools: Pools, turn: keyof Pools, random: RandomStream): Pair[] {
  const pairs = drawPairs(pools[turn], BATCH, random);
  return [...pairs, ...drawPairs(pools.reviews, BATCH - pairs.length, random)];
}

function drawPairs(matters: readonly Matter[], count: number, random: RandomStream): Pair[] {
  const order = matters.map((_, i) => i);
  const pairs: Pair[] = [];
  for (let i = 0; i < Math.min(count, order.length); i++) {
    const at = i + random.below(order.length - i);
    [order[i], order[at]] = [order[at]!, order[i]!];
    const { texts } = matters[order[i]!]!;
    const first = random.below(texts.length);
    const second = (first + 1 + random.below(texts.length - 1)) % texts.length;
    pairs.push({ a: texts[first]!, b: texts[second]! });
  }
  return pairs;
}

/** Features of each text, some left out; the last is kept when all would go. */
function columnOf(texts: readonly string[], random: RandomStream): BagColumn {
  const { columns, starts, values } = embedderFeatures(texts);
  const offsets = new Int32Array(starts.length);
  let used = 0;
  for (let row = 0; row < texts.length; row++) {
    for (let k = starts[row]!; k < starts[row + 1]!; k++) {
      if (random.uniform() < DROPPED && !(k === starts[row + 1]! - 1 && used === offsets[row]))
        continue;
      columns[used] = columns[k]!;
      values[used++] = values[k]!;
    }
    offsets[row + 1] = used;
  }
  return bagColumn({ ids: columns.slice(0, used), offsets, weights: values.slice(0, used) });
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
