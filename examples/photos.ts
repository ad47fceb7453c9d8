// Cat or dog? Photos decoded from JPEG, changed a little each time they are shown, and a net of five convolutions.
// node scripts/run.js examples/photos.ts --data FOLDER
import { join } from "node:path";
import {
  compile,
  convolutionNetwork,
  convolutionTraining,
  dataset,
  PHOTO_BLOCKS,
  photoChanges,
  predictedClasses,
  selectExamples,
  tensorColumn,
} from "@heed/nn";
import { type Photos, readPhotos } from "./data/photos.ts";
import { dataSource } from "./data/source.ts";
import { exampleOptions } from "./frame/options.ts";
import { seededOrder, splitOff } from "./frame/parts.ts";
import { count, epochLog, percent, startReport } from "./frame/report.ts";

const options = exampleOptions({ epochs: 50 });
const report = startReport("Cat or dog, a convolutional network over photos");
const source = await dataSource(options.data, "cats_dogs", options.seed);
const size = 64;
const photos = await readPhotos(join(source.folder, "train"), size, options.limit);
const all = numbered(photos);

// `--validate` measures on a fifth of train instead of the test part: recipes are chosen with it.
const { kept, off } = splitOff(seededOrder(all.size, 1), options.validate ? 0.2 : 0);
const train = selectExamples(all, kept);
const test = options.validate
  ? selectExamples(all, off)
  : numbered(await readPhotos(join(source.folder, "test"), size, options.limit));

// Each block halves the picture and looks at larger things: edges, textures, eyes and ears. It is the network, the training
// and the changes of the lab (`heed lab train FOLDER`); `convolutionNetwork` tells what a block is made of.
const { epochs } = options;
const batchSize = 32;
const network = convolutionNetwork({ input: [3, size, size], blocks: PHOTO_BLOCKS, classes: 2 });
const model = compile(network, {
  ...convolutionTraining({ examples: train.size, epochs, batchSize, weightDecay: 0.05 }),
  seed: options.seed,
  ...options.threading,
});

// Two thousand photos are few. Mirrored, cut, turned, lit and blotted anew in every epoch they are many.
const augment = photoChanges();
await model.fit(train, { epochs, batchSize, augment, onProgress: epochLog() });

// Each photo is judged as it is and in the mirror; the mean of both decides.
const column = test.inputs.input as { data: Float32Array };
const mirrored = tensorColumn(mirror(column.data), [3, size, size]);
const [plain, turned] = [await model.predict(test.inputs), await model.predict(mirrored)];
await model.close();
const both = plain.data.map((chance, at) => (chance + turned.data[at]!) / 2);
const labels = (test.targets.target as { data: Int32Array }).data;
const share = (chances: Float32Array) => {
  const said = predictedClasses(chances, 2);
  return said.filter((label, at) => label === labels[at]).length / said.length;
};
report({
  data:
    `cats and dogs at ${size} x ${size}, ${count(train.size)} to learn from, ` +
    `${count(test.size)} to ${options.validate ? "choose with" : "test"}${source.note}`,
  score: `accuracy ${percent(share(both))} (${percent(share(plain.data))} without the mirror)`,
  baselines: { guessing: "50.0 %" },
  published:
    "small nets from scratch about 72 %, with changed photos about 82 %, on features of a large pretrained net about 90 % (Chollet, Keras blog 2016, on a like part of the set; from memory)",
});

function numbered({ pixels, labels: classes }: Photos) {
  const images = Float32Array.from(pixels, (pixel) => (pixel / 255 - 0.45) / 0.25);
  return dataset({
    inputs: tensorColumn(images, [3, size, size]),
    targets: tensorColumn(classes),
  });
}

function mirror(images: Float32Array): Float32Array {
  const result = images.slice();
  for (let row = 0; row < result.length; row += size) result.subarray(row, row + size).reverse();
  return result;
}
