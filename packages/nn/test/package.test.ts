// The packed library works where only it is installed: ten steps in an empty project.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { pack } from "../scripts/pack.ts";

const workspace = resolve(import.meta.dirname, "../../..");
// Stands in for the download: the same runtime, taken from where it is installed already.
const runtime = join(workspace, "node_modules/onnxruntime-node");
const runtimeManifest = { name: "onnxruntime-node", version: "1.30.0", main: "index.js" };
const folder = mkdtempSync(join(tmpdir(), "nn-package-"));
afterAll(() => rmSync(folder, { recursive: true }));

const program = `
import { bagColumn, compile, dataset, dense, embeddingBag, openModel, sequential, sgd,
  softmaxCrossEntropy, tensorColumn } from "@heed/nn";
const ids = Int32Array.from({ length: 80 }, (_, at) => at % 2);
const offsets = Int32Array.from({ length: 81 }, (_, at) => at);
const inputs = bagColumn({ ids, offsets });
const data = dataset({ inputs, targets: tensorColumn(ids) });
const net = sequential([embeddingBag({ rows: 16, size: 4 }), dense(2)]);
const model = compile(net, { loss: softmaxCrossEntropy(), optimizer: sgd({ learningRate: 1 }),
  seed: 1, threads: 1 });
let steps = 0;
await model.fit(data, { epochs: 1, batchSize: 8, onProgress: (p) => { if (p.kind === "step") steps++; } });
await model.save("model.onnx");
const opened = await openModel("model.onnx");
const { shape } = await opened.predict(inputs);
const { accuracy } = await model.evaluate(data);
console.log(JSON.stringify({ steps, shape, accuracy }));
`;

test("[PK1] the packed library installs into an empty project and trains ten steps there", () => {
  const tarball = pack(join(folder, "dist"));
  const project = join(folder, "project");
  mkdirSync(join(project, "runtime"), { recursive: true });
  writeFileSync(join(project, "runtime/package.json"), JSON.stringify(runtimeManifest));
  writeFileSync(join(project, "runtime/index.js"), `module.exports = require("${runtime}");`);
  const manifest = {
    name: "empty",
    type: "module",
    dependencies: { "@heed/nn": `file:${tarball}`, "onnxruntime-node": "file:./runtime" },
  };
  writeFileSync(join(project, "package.json"), JSON.stringify(manifest));
  const flags = ["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund"];
  execFileSync("npm", flags, { cwd: project, stdio: "ignore" });
  writeFileSync(join(project, "main.js"), program);
  const output = execFileSync(process.execPath, ["main.js"], { cwd: project, encoding: "utf8" });
  expect(JSON.parse(output)).toEqual({ steps: 10, shape: [80, 2], accuracy: 1 });
}, 120_000);

test("[PK2] the package holds JavaScript with types and no tests", () => {
  const files = readdirSync(join(folder, "project/node_modules/@heed/nn"), { recursive: true });
  const names = files.map(String);
  expect(names).toContain(join("lib", "index.js"));
  expect(names).toContain(join("lib", "index.d.ts"));
  expect(names.filter((name) => name.includes(".test."))).toEqual([]);
});
