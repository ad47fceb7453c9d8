// The trainings whose steps are timed, each written twice: here, and for the rivals in torch_steps.py and tfjs-steps.ts.
import {
  activation,
  adam,
  bagColumn,
  batchNorm,
  type CompileOptions,
  conv2d,
  type Dataset,
  dataset,
  dense,
  embedding,
  embeddingBag,
  flatten,
  globalAvgPool,
  glorotUniform,
  graph,
  layerNorm,
  maxPool2d,
  type Network,
  network,
  randomStream,
  selfAttention,
  sequential,
  softmaxCrossEntropy,
  tensorColumn,
  tensorInput,
} from "../../packages/nn/src/index.ts";

/** What is trained, on what, in batches of what size. */
export type Workload = {
  readonly network: Network;
  readonly data: Dataset;
  readonly batchSize: number;
  readonly options: Pick<CompileOptions, "loss" | "optimizer">;
};

const random = randomStream(1, "bench-nn");
const options = { loss: softmaxCrossEntropy(), optimizer: adam() };
const classes = (count: number, most: number) =>
  tensorColumn(Int32Array.from({ length: count }, (_, at) => random.uint32(at) % most));
const uniform = (count: number, size: number) =>
  Float32Array.from({ length: count * size }, (_, at) => random.uniform(at));

/** Every workload by name. */
export const workloads: Readonly<Record<string, () => Workload>> = {
  /** The article's convolutional network on images like MNIST's. */
  convnet() {
    const initialize = glorotUniform;
    const layers = [
      conv2d(32, 3, { activation: "relu", initialize }),
      maxPool2d(2),
      flatten(),
      dense(128, { activation: "relu", initialize }),
      dense(10, { initialize }),
    ];
    const inputs = tensorColumn(uniform(4096, 784), [1, 28, 28]);
    return {
      network: sequential(layers, { input: tensorInput([1, 28, 28]) }),
      data: dataset({ inputs, targets: classes(4096, 10) }),
      batchSize: 128,
      options,
    };
  },
  /** Four convolutions with batch norm over small photos. */
  photos() {
    const convolve = (filters: number) => [
      conv2d(filters, 3, { padding: "same", bias: false }),
      batchNorm(),
      activation("relu"),
    ];
    const layers = [
      ...convolve(32),
      ...convolve(32),
      maxPool2d(2),
      ...convolve(64),
      maxPool2d(2),
      ...convolve(64),
      globalAvgPool(),
      dense(10),
    ];
    const inputs = tensorColumn(uniform(1024, 3072), [3, 32, 32]);
    return {
      network: sequential(layers, { input: tensorInput([3, 32, 32]) }),
      data: dataset({ inputs, targets: classes(1024, 10) }),
      batchSize: 32,
      options,
    };
  },
  mlp() {
    const layers = [
      dense(512, { activation: "relu" }),
      dense(256, { activation: "relu" }),
      dense(10),
    ];
    const inputs = tensorColumn(uniform(4096, 784), [784]);
    return {
      network: sequential(layers, { input: tensorInput([784]) }),
      data: dataset({ inputs, targets: classes(4096, 10) }),
      batchSize: 128,
      options,
    };
  },
  /** Texts as bags of 10 to 89 hashed n-grams over a table of 131,072 rows of 32. */
  text() {
    const rows = 2 ** 17;
    const texts = 8192;
    const offsets = new Int32Array(texts + 1);
    for (let at = 0; at < texts; at += 1) {
      offsets[at + 1] = offsets[at]! + 10 + (random.uint32(at) % 80);
    }
    // Cubing makes some ids frequent, as n-grams are.
    const ids = Int32Array.from({ length: offsets[texts]! }, (_, at) =>
      Math.floor(rows * random.uniform(texts + at) ** 3),
    );
    const layers = [embeddingBag({ rows, size: 32 }), dense(64, { activation: "relu" }), dense(3)];
    return {
      network: sequential(layers),
      data: dataset({ inputs: bagColumn({ ids, offsets }), targets: classes(texts, 3) }),
      batchSize: 128,
      options,
    };
  },
  /** Two pre-norm encoder blocks of width 128 with 4 heads over 64 tokens, then the mean and 10 classes. */
  transformer() {
    const [length, width, words] = [64, 128, 2000];
    const tokens = Int32Array.from({ length: 2048 * length }, (_, at) => random.uint32(at) % words);
    const net = network({
      inputs: { input: tensorInput([length], "int32") },
      build({ input }, context) {
        let x = embedding({ rows: words, size: width }).apply(input, context);
        for (let block = 0; block < 2; block += 1) {
          const seen = selfAttention({ heads: 4 }).apply(layerNorm().apply(x, context), context);
          x = graph.add(x, seen);
          const inner = dense(4 * width).apply(layerNorm().apply(x, context), context);
          const made = dense(width).apply(activation("gelu").apply(inner, context), context);
          x = graph.add(x, made);
        }
        return dense(10).apply(
          graph.reduceMean(layerNorm().apply(x, context), { axes: [1] }),
          context,
        );
      },
    });
    return {
      network: net,
      data: dataset({ inputs: tensorColumn(tokens, [length]), targets: classes(2048, 10) }),
      batchSize: 32,
      options,
    };
  },
};
