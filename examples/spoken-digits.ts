// Which digit is said? Recordings become pictures of loudness by pitch and time, and a CNN reads those.
// node scripts/run.js examples/spoken-digits.ts --data FOLDER
import { join } from "node:path";
import {
  type Augmentation,
  compile,
  convolutionNetwork,
  convolutionTraining,
  dataset,
  inTurn,
  logMel,
  mixNoise,
  randomStream,
  SOUND_BLOCKS,
  selectExamples,
  spectrogramChanges,
  tensorColumn,
  timeShift,
} from "@heed/nn";
import { dataSource } from "./data/source.ts";
import { readSpokenDigits, type SpokenDigits, waveLength } from "./data/spoken-digits.ts";
import { exampleOptions } from "./frame/options.ts";
import { seededOrder, splitOff } from "./frame/parts.ts";
import { count, epochLog, percent, startReport } from "./frame/report.ts";
import { heatMaps } from "./pictures/heat-maps.ts";
import { savePicture } from "./pictures/save-picture.ts";

const options = exampleOptions({ epochs: 40 });
const report = startReport("Spoken digits, a convolutional network over log-mel spectra");
const source = await dataSource(options.data, "speech_digits_fsdd", options.seed);
const [bands, frames] = [40, 98];

/** The front: 40 bands by 98 frames of 25 ms, every 10 ms, each recording's own loudness taken out. */
const toSpectra: Augmentation = ({ data }) => {
  const count = data.length / waveLength;
  const spectra = new Float32Array(count * bands * frames);
  for (let at = 0; at < count; at += 1) {
    const wave = data.subarray(at * waveLength, (at + 1) * waveLength);
    const spectrum = logMel(wave, { sampleRate: 8000, bands, floor: 1e-6 }).data;
    const mean = spectrum.reduce((sum, value) => sum + value, 0) / spectrum.length;
    spectra.set(
      spectrum.map((value) => (value - mean) / 4),
      at * bands * frames,
    );
  }
  return { data: spectra, shape: [1, bands, frames] };
};

const recordings = readSpokenDigits(join(source.folder, "train"), options.limit);
// `--validate` measures on a fifth of train instead of the test part: recipes are chosen with it.
const order = seededOrder(recordings.digits.length, 1);
const { kept, off } = splitOff(order, options.validate ? 0.2 : 0);
const all = dataset({
  inputs: tensorColumn(recordings.waves, [waveLength]),
  targets: tensorColumn(recordings.digits),
});
const train = selectExamples(all, kept);
const held = readSpokenDigits(join(source.folder, "test"), options.limit);
const test = options.validate ? selectExamples(heard(recordings), off) : heard(held);

// The same blocks as for photos, a little smaller; the lab trains them too (`heed lab train FOLDER`).
const { epochs } = options;
const batchSize = 32;
const net = convolutionNetwork({ input: [1, bands, frames], blocks: SOUND_BLOCKS, classes: 10 });
const model = compile(net, {
  ...convolutionTraining({ examples: train.size, epochs, batchSize, labelSmoothing: 0.05 }),
  seed: options.seed,
  ...options.threading,
});
// Said earlier or later, with noise, with a band or a moment missing: it is still the same digit.
const augment = inTurn(
  timeShift(1200),
  mixNoise({ ratio: [10, 40] }),
  toSpectra,
  spectrogramChanges(),
);
await model.fit(train, { epochs, batchSize, augment, onProgress: epochLog() });
const { accuracy } = await model.evaluate(test);
await model.close();

report({
  data:
    `FSDD, ${new Set(recordings.speakers).size} speakers, ${count(train.size)} recordings to learn from, ` +
    `${count(test.size)} to ${options.validate ? "choose with" : "test"} (the same speakers)${source.note}`,
  score: `accuracy ${percent(accuracy!)}`,
  baselines: { guessing: "10.0 %" },
  published: "97 % for a CNN over MFCCs (public repository on this set)",
});
await savePicture(options, () => {
  const { data } = toSpectra({ data: held.waves, shape: [waveLength] }, randomStream(1));
  return heatMaps({
    title: { en: "Spoken digits as a network sees them", zh: "网络眼中的语音数字" }[options.lang],
    width: frames,
    height: bands,
    columns: 5,
    maps: Array.from({ length: 10 }, (_, digit) => {
      const at = Math.max(0, held.digits.indexOf(digit));
      const values = data.subarray(at * bands * frames, (at + 1) * bands * frames);
      // Low pitches come first in the numbers, and belong at the foot of the picture.
      const rows = Array.from({ length: bands }, (_, band) =>
        Array.from(values.subarray((bands - 1 - band) * frames, (bands - band) * frames)),
      );
      return { name: String(digit), values: rows.flat() };
    }),
  });
});

function heard({ waves, digits }: SpokenDigits) {
  const { data, shape } = toSpectra({ data: waves, shape: [waveLength] }, randomStream(1));
  return dataset({ inputs: tensorColumn(data, shape), targets: tensorColumn(digits) });
}
