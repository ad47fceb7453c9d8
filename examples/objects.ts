// Which cells lie where? A detector that marks the middles of things and the sides of their boxes.
// node scripts/run.js examples/objects.ts --data FOLDER
import { adamW, compile, cosineSchedule, dataset, randomLight, tensorColumn } from "@heed/nn";
import { type Box, type CellPicture, cellKinds, readCells } from "./data/cells.ts";
import { dataSource } from "./data/source.ts";
import { averagePrecision } from "./frame/detection.ts";
import { exampleOptions } from "./frame/options.ts";
import { count, epochLog, percent, startReport } from "./frame/report.ts";
import {
  centreDetector,
  detectionLoss,
  readBoxes,
  stride,
  writeTargets,
} from "./networks/centre-detector.ts";
import { boxPictures } from "./pictures/box-pictures.ts";
import { savePicture } from "./pictures/save-picture.ts";

const options = exampleOptions({ epochs: 16 });
const report = startReport("Blood cells, a detector over pictures");
const source = await dataSource(options.data, "detection_bccd", options.seed);
const sizes = { width: 256, height: 192, kinds: cellKinds.length };

// `--validate` trains on the set's train list and measures on its val list; the test list waits.
const [trainList, testList] = options.validate ? ["train", "val"] : ["trainval", "test"];
const train = await readCells(source.folder, trainList!, sizes, options.limit);
const test = await readCells(source.folder, testList!, sizes, options.limit);

// Under a microscope there is no up: each picture is also shown in the mirror and upside down.
const shown = train.flatMap((picture) => [
  picture,
  flipped(picture, true, false),
  flipped(picture, false, true),
  flipped(picture, true, true),
]);
const examples = withTargets(shown);
const batchSize = 8;
const steps = Math.ceil(examples.size / batchSize) * options.epochs;
const warmup = Math.min(100, Math.floor(steps / 10));
const model = compile(centreDetector(sizes), {
  loss: detectionLoss(sizes),
  optimizer: adamW({ learningRate: cosineSchedule({ from: 0.002, steps, warmup }) }),
  seed: options.seed,
  ...options.threading,
  clipNorm: 5,
});
const augment = randomLight({ brightness: 25, contrast: 0.2 });
await model.fit(examples, { epochs: options.epochs, batchSize, augment, onProgress: epochLog() });

const judged = await judge(test);
await model.close();
const precisions = cellKinds.map((_, kind) => averagePrecision(judged, kind));
const known = precisions.filter((value) => value !== undefined);
const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
const each = cellKinds.map((name, kind) => {
  const value = precisions[kind];
  return `${name} ${value === undefined ? "none there" : percent(value)}`;
});
const boxes = test.reduce((sum, picture) => sum + picture.boxes.length, 0);
report({
  data:
    `BCCD at ${sizes.width} x ${sizes.height}, ${count(train.length)} pictures to learn from, ` +
    `${count(test.length)} with ${count(boxes)} boxes to ${options.validate ? "choose with" : "test"}${source.note}`,
  score: `mAP@.5 ${percent(mean)} (${each.join(", ")})`,
  published:
    "none known for these parts; detectors pretrained on a large set report about 85 to 93 % on versions of this one (from memory)",
});
await savePicture(options, () =>
  boxPictures({
    title: { en: "Found boxes (confidence 0.4 and more)", zh: "找到的框（置信度 0.4 以上）" }[
      options.lang
    ],
    kinds: cellKinds,
    size: sizes,
    pictures: test.slice(0, 2).map(({ pixels }, at) => ({
      pixels,
      boxes: judged[at]!.found.filter(({ confidence }) => confidence >= 0.4),
    })),
  }),
);

/** True and found boxes of each picture. */
async function judge(pictures: readonly CellPicture[]) {
  const { heat, box } = await model.predictAll(inputs(pictures), { batchSize: 8 });
  const area = (sizes.width / stride) * (sizes.height / stride);
  return pictures.map(({ boxes: truth }, at) => {
    const part = (data: Float32Array, size: number) => data.subarray(at * size, (at + 1) * size);
    const hot = part(heat!.data, sizes.kinds * area);
    return { truth, found: readBoxes(hot, part(box!.data, 4 * area), sizes) };
  });
}

function inputs(pictures: readonly CellPicture[]) {
  const pixels = new Uint8Array(pictures.length * 3 * sizes.width * sizes.height);
  for (const [at, picture] of pictures.entries()) {
    pixels.set(picture.pixels, at * picture.pixels.length);
  }
  return tensorColumn(pixels, [3, sizes.height, sizes.width]);
}

function withTargets(pictures: readonly CellPicture[]) {
  const [rows, columns] = [sizes.height / stride, sizes.width / stride];
  const shapes = { heat: sizes.kinds, box: 4, near: 1 } as const;
  const targets = Object.fromEntries(
    Object.entries(shapes).map(([name, channels]) => {
      const values = new Float32Array(pictures.length * channels * rows * columns);
      return [name, tensorColumn(values, [channels, rows, columns])];
    }),
  );
  for (const [at, picture] of pictures.entries()) {
    const room = (name: keyof typeof shapes) => {
      const size = shapes[name] * rows * columns;
      return (targets[name]!.data as Float32Array).subarray(at * size, (at + 1) * size);
    };
    writeTargets(picture.boxes, sizes, {
      heat: room("heat"),
      box: room("box"),
      near: room("near"),
    });
  }
  return dataset({ inputs: inputs(pictures), targets });
}

/** A picture in the mirror, upside down or both, with its boxes. */
function flipped({ pixels, boxes: old }: CellPicture, across: boolean, down: boolean): CellPicture {
  const { width, height } = sizes;
  const turned = new Uint8Array(pixels.length);
  for (let row = 0; row < 3 * height; row += 1) {
    const within = row % height;
    const from = (row - within + (down ? height - 1 - within : within)) * width;
    const line = pixels.slice(from, from + width);
    turned.set(across ? line.reverse() : line, row * width);
  }
  const turn = (box: Box): Box => ({
    kind: box.kind,
    left: across ? width - box.right : box.left,
    right: across ? width - box.left : box.right,
    top: down ? height - box.bottom : box.top,
    bottom: down ? height - box.top : box.bottom,
  });
  return { pixels: turned, boxes: old.map(turn) };
}
