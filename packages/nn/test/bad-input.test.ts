// What people and machines do wrong: data, files, disks and interruptions. Nothing half-written, nothing silent.
import { type ChildProcess, spawn } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type Dataset, dataset, tensorColumn } from "../src/data/dataset.ts";
import { dense } from "../src/layers/dense.ts";
import { tensorInput } from "../src/layers/layer.ts";
import { sequential } from "../src/layers/network.ts";
import { encodeModel } from "../src/onnx/encode.ts";
import { readCheckpoint } from "../src/training/checkpoint.ts";
import { openModel } from "../src/training/open-model.ts";
import { toyData, toyModel } from "./toy-data.ts";

const root = resolve(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "nn-bad-input-"));
afterAll(() => rmSync(folder, { recursive: true }));

const net = () => sequential([dense(3)], { input: tensorInput([2]) });
function points(
  labels: readonly number[],
  change: (pixels: Float32Array) => void = () => undefined,
): Dataset {
  const numbers = Float32Array.from({ length: 2 * labels.length }, (_, at) => Math.sin(at));
  change(numbers);
  return dataset({
    inputs: tensorColumn(numbers, [2]),
    targets: tensorColumn(Int32Array.from(labels)),
  });
}
const good = points([0, 1, 2, 0, 1, 2]);

test("[TR8] NaN and infinity in data are refused before the first step, by column and example", async () => {
  const model = toyModel({}, net());
  const before = model.parameter("dense/weights");
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
    const bad = points([0, 1, 2, 0], (numbers) => numbers.fill(value, 5, 6));
    const refusal = new RegExp(`Column "input" .* received ${value} at example 2 in`);
    await expect(model.fit(bad, { epochs: 1 })).rejects.toThrow(refusal);
    await expect(model.fit(good, { epochs: 1, validation: bad })).rejects.toThrow(refusal);
    await expect(model.predict(bad.inputs)).rejects.toThrow(refusal);
  }
  const weighed = { ...good, weights: Float32Array.of(1, 1, -1, 1, 1, 1) };
  await expect(model.fit(weighed, { epochs: 1 })).rejects.toThrow(/received -1 at example 2/);
  expect(model.parameter("dense/weights")).toEqual(before);
});

test("[TR14] one class only, fewer examples than classes and no labels are refused", async () => {
  const model = toyModel({}, net());
  await expect(model.fit(points([1, 1, 1, 1]), { epochs: 1 })).rejects.toThrow(
    /only one class: received class 1 in all 4 labelled examples, expected at least two/,
  );
  await expect(model.fit(points([0, 1]), { epochs: 1 })).rejects.toThrow(
    /fewer examples than classes: received 2 labelled examples for 3 classes/,
  );
  await expect(model.fit(points([-1, -1, -1]), { epochs: 1 })).rejects.toThrow(
    /No example has a label: received none for "target" in 3 examples/,
  );
});

test("[TR4] models and checkpoints that are foreign, cut off or absent are refused", async () => {
  const model = toyModel({}, net());
  const bytes = model.toOnnx();
  const opened = openModel(bytes.subarray(0, bytes.length - 40));
  await expect(opened).rejects.toMatchObject({ code: "malformed-model" });
  const graph = { name: "g", nodes: [], initializers: [], inputs: [], outputs: [] };
  const foreign = { irVersion: 9, opsets: { "": 20 }, producer: "other", graph };
  const plain = encodeModel({ ...foreign, metadata: {} });
  await expect(openModel(plain)).rejects.toThrow(/says nothing about its inputs/);
  const garbled = encodeModel({ ...foreign, metadata: { "heed.nn.model": "{" } });
  await expect(openModel(garbled)).rejects.toThrow(/description of its inputs cannot be read/);
  const absent = join(folder, "absent.onnx");
  await expect(openModel(absent)).rejects.toThrow(
    /could not be read: received ENOENT .*absent.onnx/,
  );
  const path = join(folder, "foreign.ckpt");
  writeFileSync(path, plain);
  await expect(model.fit(good, { epochs: 1, resumeFrom: path })).rejects.toThrow(
    /no checkpoint of this version: received format none/,
  );
});

test.skipIf(!existsSync("/dev/full"))(
  "[TR4] a full disk at a checkpoint is an error; the old checkpoint and the model stay whole",
  async () => {
    const path = join(folder, "full.ckpt");
    const model = toyModel({}, net());
    await model.fit(good, { epochs: 1, checkpoint: { path } });
    const before = readFileSync(path);
    // The file is written beside its place first: that name leads to a device that is always full.
    symlinkSync("/dev/full", `${path}.partial`);
    const failing = model.fit(good, { epochs: 2, checkpoint: { path } });
    await expect(failing).rejects.toMatchObject({
      code: "file-failed",
      message: expect.stringMatching(/could not be written: received ENOSPC/),
    });
    expect(readFileSync(path)).toEqual(before);
    expect(readdirSync(folder).filter((name) => name.endsWith(".partial"))).toEqual([]);
    const { data } = await model.predict(good.inputs);
    expect(data.every(Number.isFinite)).toBe(true);
    await model.fit(good, { epochs: 2, checkpoint: { path } });
    expect((await readCheckpoint(path)).place.epoch).toBe(2);
  },
);

/** A program that trains the toy task for long, as people run it: Ctrl-C aborts, checkpoints every few steps. */
function longTraining(path: string): ChildProcess {
  const program = `
    import { toyData, toyModel } from ${JSON.stringify(join(root, "test/toy-data.ts"))};
    const abort = new AbortController();
    process.once("SIGINT", () => abort.abort());
    const { stopped } = await toyModel().fit(toyData(400), {
      epochs: 2000,
      batchSize: 32,
      signal: abort.signal,
      checkpoint: { path: ${JSON.stringify(path)}, everySteps: 20 },
      onProgress: ({ kind, epoch, step }) => kind === "step" && epoch === 6 && step === 3 && console.log("under way"),
    });
    console.log(stopped);
  `;
  const flags = ["--input-type=module-typescript", "--eval", program];
  return spawn(process.execPath, flags, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
}

/** Sends a signal once training is under way; gives what was printed, and how the process ended. */
function interrupted(path: string, signal: "SIGINT" | "SIGKILL") {
  return new Promise<{ said: string; code: number | null }>((done) => {
    const child = longTraining(path);
    let said = "";
    child.stdout!.on("data", (part: Buffer) => {
      if (said === "") child.kill(signal);
      said += part.toString();
    });
    child.on("close", (code) => done({ said, code }));
  });
}

test.each(["SIGINT", "SIGKILL"] as const)(
  "[TR3] %s in mid-epoch leaves a whole checkpoint, and the resumed run ends as if nothing had been",
  async (signal) => {
    const path = join(folder, `${signal}.ckpt`);
    const { said, code } = await interrupted(path, signal);
    expect(said.includes("cancelled")).toBe(signal === "SIGINT");
    expect(code).toBe(signal === "SIGINT" ? 0 : null);
    const { place } = await readCheckpoint(path);
    expect(place.step).toBeGreaterThan(50);
    const epochs = place.epoch + 2;
    const resumed = toyModel();
    await resumed.fit(toyData(400), { epochs, batchSize: 32, resumeFrom: path });
    const whole = toyModel();
    await whole.fit(toyData(400), { epochs, batchSize: 32 });
    expect(resumed.toOnnx()).toEqual(whole.toOnnx());
  },
  60_000,
);
