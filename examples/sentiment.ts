// Does a sentence please or annoy? A text CNN, at random and on known words, and a small transformer, in English and in Chinese.
// node scripts/run.js examples/sentiment.ts --data FOLDER --language zh
import {
  adamW,
  compile,
  cosineSchedule,
  dataset,
  selectExamples,
  softmaxCrossEntropy,
  tensorColumn,
} from "@heed/nn";
import { createEmbedder } from "@heed/text";
import { readSentences, type Sentence, type SentenceSet } from "./data/sentences.ts";
import { tokenColumn, vocabularyOf } from "./data/vocabulary.ts";
import { exampleOptions } from "./frame/options.ts";
import { seededOrder, splitOff } from "./frame/parts.ts";
import { count, epochLog, percent, startReport } from "./frame/report.ts";
import { textCnn, textTransformer } from "./networks/text-networks.ts";

const options = exampleOptions({ epochs: 8, own: { language: "en" } });
const report = startReport("Sentiment of sentences, a text CNN and a small transformer");
const set = await readSentences(options.own.language!, options.data, options.seed);
// `--validate` tests on a fifth of train instead of the test part: what a network is made of is chosen with it.
const parts = splitOff(seededOrder(set.train.length, 1), options.validate ? 0.2 : 0);
const drawn = (order: Int32Array) => [...order].map((at) => set.train[at]!);
const sentences = few(options.validate ? drawn(parts.kept) : set.train);
const vocabulary = vocabularyOf(
  sentences.map(({ tokens }) => tokens),
  2,
);
// A tenth of train says after each epoch how unseen sentences fare; the best epoch is kept.
const { kept, off } = splitOff(seededOrder(sentences.length, options.seed), 0.1);
const all = numbered(sentences);
const [train, validation] = [selectExamples(all, kept), selectExamples(all, off)];
const test = numbered(few(options.validate ? drawn(parts.off) : set.test));

type Contestant = { readonly build: typeof textCnn; readonly vectors?: Float32Array };
const networks: Record<string, Contestant> = {
  "text CNN": { build: textCnn },
  transformer: { build: textTransformer },
};
if (options.own.language === "en") {
  // Each word starts from its vector of the built-in embedder. That has read the Chinese reviews (their texts), the test part included.
  const vectors = await createEmbedder().embed(vocabulary.tokens);
  networks["text CNN on known words"] = { build: textCnn, vectors };
}
const scores: string[] = [];
for (const [name, { build, vectors }] of Object.entries(networks)) {
  console.log(`\n${name}`);
  const known = vectors === undefined ? {} : { vectors };
  const sizes = { tokens: vocabulary.size, length: set.length, classes: 2, ...known };
  const batchSize = 50;
  const steps = Math.ceil(train.size / batchSize) * options.epochs;
  const model = compile(build(sizes), {
    loss: softmaxCrossEntropy(),
    optimizer: adamW({ learningRate: cosineSchedule({ from: 0.001, steps }), weightDecay: 0.05 }),
    seed: options.seed,
    ...options.threading,
    clipNorm: 1,
  });
  await model.fit(train, {
    epochs: options.epochs,
    batchSize,
    validation,
    // On known words the mean of the last hundred steps is kept, else the best epoch.
    ...(vectors === undefined
      ? { earlyStopping: { patience: options.epochs, monitor: "accuracy" } }
      : { average: { decay: 0.99, everySteps: 5 } }),
    onProgress: epochLog(),
  });
  const { accuracy } = await model.evaluate(test);
  scores.push(`${name} ${percent(accuracy!)}`);
  await model.close();
}

const pleased = test.targets.target as { data: Int32Array };
const share = pleased.data.reduce((sum, label) => sum + label, 0) / test.size;
report({
  data:
    `${set.name}, ${count(train.size)} to learn from, ${count(validation.size)} to watch, ` +
    `${count(test.size)} to test, ${count(vocabulary.size)} tokens${set.note}`,
  score: `accuracy ${scores.join(", ")}`,
  baselines: {
    "always the more frequent answer": percent(Math.max(share, 1 - share)),
    ...(options.data === undefined || options.validate ? {} : linear(set)),
  },
  published: set.published,
});

function few(all: readonly Sentence[]): Sentence[] {
  return [...seededOrder(all.length, 1, Math.min(all.length, options.limit))].map((at) => all[at]!);
}

function numbered(part: readonly Sentence[]) {
  const texts = part.map(({ tokens }) => tokens);
  const labels = Int32Array.from(part, ({ label }) => label);
  const inputs = tokenColumn(texts, vocabulary, set.length);
  return dataset({ inputs, targets: tensorColumn(labels) });
}

function linear({ linear: figure }: SentenceSet): Record<string, string> {
  return { "a linear model over TF-IDF, same parts": figure };
}
