// A small made-up text-like task: three classes, each with favourite row ids among noise.
import { bagColumn, type Dataset, dataset, tensorColumn } from "../src/data/dataset.ts";
import { dense } from "../src/layers/dense.ts";
import { dropout } from "../src/layers/dropout.ts";
import { embeddingBag } from "../src/layers/embedding-bag.ts";
import { type Network, sequential } from "../src/layers/network.ts";
import { softmaxCrossEntropy } from "../src/losses/softmax-cross-entropy.ts";
import { adam } from "../src/optimizers/adam.ts";
import { randomStream } from "../src/random.ts";
import { type CompileOptions, compile } from "../src/training/model.ts";

/** Rows of the toy table. */
export const toyRows = 512;

/** Examples whose class shows in about a third of their ids; some have no ids at all. */
export function toyData(size: number, seed = 1): Dataset {
  const random = randomStream(seed, "toy");
  const ids: number[] = [];
  const offsets = [0];
  const labels = new Int32Array(size);
  let draw = 0;
  for (let at = 0; at < size; at += 1) {
    const label = random.uint32(draw++) % 3;
    labels[at] = label;
    const length = at % 50 === 7 ? 0 : 1 + (random.uint32(draw++) % 40);
    for (let pair = 0; pair < length; pair += 1) {
      const telling = random.uniform(draw++) < 0.34;
      const base = telling ? label * 20 : 60;
      ids.push(base + (random.uint32(draw++) % (telling ? 20 : toyRows - 60)));
    }
    offsets.push(ids.length);
  }
  const inputs = bagColumn({ ids: Int32Array.from(ids), offsets: Int32Array.from(offsets) });
  return dataset({ inputs, targets: tensorColumn(labels) });
}

/** A small classifier, by default for the toy task. */
export function toyModel(options: Partial<CompileOptions> = {}, network = toyNetwork()) {
  return compile(network, {
    loss: softmaxCrossEntropy(),
    optimizer: adam({ learningRate: 0.02 }),
    seed: 5,
    threads: 1,
    ...options,
  });
}

function toyNetwork(): Network {
  const layers = [
    embeddingBag({ rows: toyRows, size: 8 }),
    dense(16, { activation: "relu" }),
    dropout(0.2),
    dense(3),
  ];
  return sequential(layers);
}
