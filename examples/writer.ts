// A text generator: a small transformer that guesses the next character, and writes by guessing on.
// node scripts/run.js examples/writer.ts --data FOLDER --language en
import {
  adamW,
  compile,
  cosineSchedule,
  dataset,
  dense,
  dropout,
  embedding,
  graph,
  type Loss,
  layerNorm,
  type Node,
  network,
  normalInitializer,
  randomStream,
  sparseCrossEntropy,
  tensorColumn,
  tensorInput,
  weightedMean,
} from "@heed/nn";
import { readCorpus } from "./data/corpus.ts";
import { vocabularyOf } from "./data/vocabulary.ts";
import { trigramBits } from "./frame/letter-statistics.ts";
import { exampleOptions } from "./frame/options.ts";
import { count, epochLog, line, startReport } from "./frame/report.ts";
import { positions, transformerBlock } from "./networks/text-networks.ts";

const options = exampleOptions({
  epochs: 6,
  own: { language: "en", samples: "4", temperature: "0.7" },
});
const report = startReport("A text generator, a small transformer over characters");
const corpus = await readCorpus(options.own.language!, options.data, options.limit, options.seed);
const end = "\n";
const characters = corpus.train.flatMap((text) => [...text, end]);
const vocabulary = vocabularyOf([characters], 3);
const letters = new Map([...new Set(characters)].map((letter) => [vocabulary.id(letter), letter]));

// The lines one after the other, cut into windows. The network sees the characters of a window and
// guesses at each place the next one; places after it are hidden (causal attention).
const length = 96;
const size = 96;
const table = embedding({ rows: vocabulary.size, size, initialize: normalInitializer(0.05) });
const places = positions(length, size);
const thin = dropout(0.1);
const blocks = [0, 1, 2].map(() => transformerBlock(size, { heads: 4, causal: true, drop: 0.1 }));
const norm = layerNorm();
const scores = dense(vocabulary.size);
const net = network({
  inputs: { input: tensorInput([length], "int32") },
  build({ input }, context) {
    const start = thin.apply(places.apply(table.apply(input, context), context), context);
    const read = blocks.reduce((value, block) => block(value, context), start);
    return scores.apply(norm.apply(read, context), context);
  },
});

/** A loss of our own: the mean over all places that have a next character (0 is padding). */
const nextCharacter: Loss = {
  kind: "next-character",
  targets: { target: tensorInput([length], "int32") },
  build: ({ outputs, targets }) => {
    const next = targets.target!;
    const isThere: Node = graph.cast(graph.greater(next, 0), "float32");
    return weightedMean(sparseCrossEntropy(outputs.output!, next), isThere);
  },
  metrics: () => ({}),
};

const train = windows(corpus.train);
const test = windows(corpus.test);
const batchSize = 32;
const steps = Math.ceil(train.size / batchSize) * options.epochs;
const warmup = Math.floor(steps / 20);
const model = compile(net, {
  loss: nextCharacter,
  optimizer: adamW({ learningRate: cosineSchedule({ from: 0.003, steps, warmup }) }),
  seed: options.seed,
  ...options.threading,
  clipNorm: 1,
});
await model.fit(train, { epochs: options.epochs, batchSize, onProgress: epochLog() });

const { loss } = await model.evaluate(test, { batchSize: 64 });
console.log("");
const random = randomStream(options.seed, "samples");
for (let at = 0; at < Number(options.own.samples); at += 1) line("sample", await write(at));
await model.close();
const trigrams = trigramBits(corpus.train, corpus.test, vocabulary);
report({
  data:
    `${corpus.name}, ${count(corpus.train.length)} lines to learn from, ${count(corpus.test.length)} to test, ` +
    `${vocabulary.size} characters${corpus.note}`,
  score: `perplexity ${Math.exp(loss!).toFixed(2)} a character (${(loss! / Math.LN2).toFixed(2)} bits)`,
  baselines: {
    "counting which character follows which two": `perplexity ${(2 ** trigrams).toFixed(2)} (${trigrams.toFixed(2)} bits)`,
    "knowing nothing": `perplexity ${vocabulary.size}`,
  },
  published: "none for this text",
});

/** Windows of `length` characters, each target one character ahead. */
function windows(lines: readonly string[]) {
  const ids = [end, ...lines.flatMap((text) => [...text, end])].map((letter) =>
    vocabulary.id(letter),
  );
  const rows = Math.max(1, Math.ceil((ids.length - 1) / length));
  const inputs = new Int32Array(rows * length);
  const targets = new Int32Array(rows * length);
  inputs.set(ids.slice(0, -1));
  targets.set(ids.slice(1));
  return dataset({
    inputs: tensorColumn(inputs, [length]),
    targets: tensorColumn(targets, [length]),
  });
}

/** Writes one line: guess, take one of the likely characters by lot, put it down, guess again. */
async function write(sample: number): Promise<string> {
  const temperature = Number(options.own.temperature);
  const ids = [vocabulary.id(end)];
  let text = "";
  while (text.length < 160) {
    const window = new Int32Array(length);
    window.set(ids.slice(-length));
    const { data } = await model.predict(tensorColumn(window, [length]));
    const at = Math.min(ids.length, length) - 1;
    const guesses = data.subarray(at * vocabulary.size, (at + 1) * vocabulary.size);
    const id = drawn(guesses, temperature, random.fork(sample).uniform(ids.length));
    const letter = letters.get(id);
    if (letter === end && text !== "") break;
    ids.push(id);
    text += letter === end ? "" : (letter ?? "");
  }
  return text;
}

/** One of the places, in proportion to e^(score / temperature); padding and rare characters left out. */
function drawn(guesses: Float32Array, temperature: number, lot: number): number {
  const most = Math.max(...guesses.subarray(2));
  const weights = Array.from(guesses, (score, at) =>
    at < 2 ? 0 : Math.exp((score - most) / temperature),
  );
  let rest = lot * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [at, weight] of weights.entries()) {
    rest -= weight;
    if (weight > 0 && rest <= 0) return at;
  }
  return 2;
}
