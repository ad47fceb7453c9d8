// Trains the built-in readers: `node scripts/run.js packages/text/scripts/train-readers.ts --data ../shared/data`.
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { buildReaders } from "./build-readers.ts";
import { loadTrainingTexts } from "./training-texts.ts";

const { values } = parseArgs({
  options: {
    data: { type: "string", default: "../shared/data" },
    out: { type: "string", default: new URL("../models/", import.meta.url).pathname },
    recipe: { type: "string", default: "{}" },
    without: { type: "string" },
  },
});
const print = (line: string) => process.stdout.write(`${line}\n`);
const started = process.cpuUsage();
const texts = await loadTrainingTexts(values.data);
const without = (values.without?.split(",") ?? []) as never[];
const built = await buildReaders(texts, {
  report: print,
  without,
  recipe: JSON.parse(values.recipe),
});
for (const [name, { bytes, trained, examples }] of Object.entries(built)) {
  const path = `${values.out}/${name}.onnx`;
  await writeFile(path, bytes);
  print(
    `${path}: ${(bytes.length / 1e6).toFixed(2)} MB, ${trained.table.hashes.length} features, temperature ${trained.temperature.toFixed(2)}, ${JSON.stringify(examples)}`,
  );
}
print(`CPU ${(process.cpuUsage(started).user / 1e6).toFixed(0)} s`);
