// Transfer: models of others as fronts, trained through where their operators allow, else frozen.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type Dataset, dataset, type TensorColumn, tensorColumn } from "../src/data/dataset.ts";
import { batchNorm } from "../src/layers/batch-norm.ts";
import { conv2d } from "../src/layers/convolution.ts";
import { dense } from "../src/layers/dense.ts";
import { flatten } from "../src/layers/flatten.ts";
import { tensorInput } from "../src/layers/layer.ts";
import { network, sequential } from "../src/layers/network.ts";
import { maxPool2d } from "../src/layers/pooling.ts";
import { meanSquaredError } from "../src/losses/regression.ts";
import { floatTensor } from "../src/onnx/build.ts";
import { encodeModel } from "../src/onnx/encode.ts";
import type { OnnxModel, OnnxNode } from "../src/onnx/schema.ts";
import { randomStream } from "../src/random.ts";
import { openModel } from "../src/training/open-model.ts";
import { openFront } from "../src/transfer/open-front.ts";
import { toyModel } from "./toy-data.ts";

const random = randomStream(5, "transfer");
const draw = (rows: number, shape: readonly number[]) => {
  const size = shape.reduce((product, length) => product * length, rows);
  return tensorColumn(
    Float32Array.from({ length: size }, (_, at) => random.normal(at)),
    shape,
  );
};
const images = draw(48, [1, 8, 8]);
const labels = tensorColumn(Int32Array.from({ length: 48 }, (_, at) => at % 3));
const data: Dataset = dataset({ inputs: images, targets: labels });

/** A saved network of our own: convolution, norm, pooling, two dense layers. */
async function savedNetwork(): Promise<Uint8Array> {
  const layers = [
    conv2d(4, 3, { activation: "relu" }),
    batchNorm(),
    maxPool2d(2),
    flatten(),
    dense(6, { activation: "tanh" }),
    dense(3),
  ];
  const model = toyModel({}, sequential(layers, { input: tensorInput([1, 8, 8]) }));
  await model.fit(data, { epochs: 2, batchSize: 16 });
  const bytes = model.toOnnx();
  await model.close();
  return bytes;
}

function expectNear(actual: Float32Array, expected: ArrayLike<number>, tolerance = 1e-4): void {
  expect(actual).toHaveLength(expected.length);
  let worst = 0;
  for (const [at, value] of actual.entries())
    worst = Math.max(worst, Math.abs(value - expected[at]!));
  expect(worst).toBeLessThan(tolerance);
}

/** A model written by hand: x through some nodes to y. */
function handmade(
  nodes: readonly Partial<OnnxNode>[],
  dims: OnnxModel["graph"]["inputs"][number]["dims"],
) {
  const whole = nodes.map((node, at): OnnxNode => {
    return {
      name: `n${at}`,
      opType: "",
      domain: "",
      inputs: [],
      outputs: [],
      attributes: {},
      ...node,
    };
  });
  return encodeModel({
    irVersion: 9,
    opsets: { "": 20 },
    producer: "somebody",
    metadata: {},
    graph: {
      name: "g",
      nodes: whole,
      initializers: [floatTensor("w", [2, 3], Float32Array.of(1, 2, 3, 4, 5, 6))],
      inputs: [{ name: "x", type: "float32", dims }],
      outputs: [{ name: "y", type: "float32", dims: ["n", 3] }],
    },
  });
}

test("[TF1] a front computes what its model computes, as a layer and as features", async () => {
  const bytes = await savedNetwork();
  const opened = await openModel(bytes, { threads: 1 });
  const expected = await opened.predict(images);
  const front = await openFront(bytes);
  expect(front.frozenBy).toBeUndefined();
  const features = await front.features(images, { threads: 1 });
  expect(features.shape).toEqual([3]);
  expectNear(features.data as Float32Array, expected.data, 1e-6);
  const model = toyModel({}, sequential([front.layer()]));
  // toyModel's loss gives probabilities; so did the saved network, hence softmax twice.
  const { data: twice } = await model.predict(images);
  const rows = Array.from({ length: 48 }, (_, row) => expected.data.subarray(row * 3, row * 3 + 3));
  const softened = rows.flatMap((row) => {
    const total = row.reduce((sum, value) => sum + Math.exp(value), 0);
    return [...row].map((value) => Math.exp(value) / total);
  });
  expectNear(twice, softened, 1e-5);
  await model.close();
});

test("[TF2] a front learns with its head; opened untrainable it stays as it is", async () => {
  const bytes = await savedNetwork();
  const inside = (await openFront(bytes)).values;
  const output = inside[inside.length - 4]!;
  for (const trainable of [true, false]) {
    const front = await openFront(bytes, { output, trainable });
    const model = toyModel({}, sequential([front.layer(), dense(3)]));
    const names = model.parameters().map(({ name }) => name);
    const before = new Map(names.map((name) => [name, model.parameter(name)]));
    await model.fit(data, { epochs: 1, batchSize: 16 });
    const moved = names.filter((name) => model.parameter(name).join() !== before.get(name)!.join());
    const learned = names.filter((name) => !name.includes("running"));
    expect(moved).toEqual(trainable ? learned : ["dense/weights", "dense/bias"]);
    expect(names).toContain("front/conv2d/weights");
    await model.close();
  }
});

test("[TF3] an operator outside the support table freezes the front and is named", async () => {
  const bytes = handmade(
    [
      { opType: "Ceil", name: "up", inputs: ["x"], outputs: ["c"] },
      { opType: "MatMul", inputs: ["c", "w"], outputs: ["y"] },
    ],
    ["n", 2],
  );
  const front = await openFront(bytes);
  expect(front.frozenBy).toMatch(/received operator Ceil \("up"\): it is not in the support table/);
  expect(() => front.layer()).toThrow(/Ceil/);
  const inputs = tensorColumn(Float32Array.of(0.5, 1, -0.5, 2), [2]);
  const features = await front.features(inputs, { threads: 1 });
  expect([...features.data]).toEqual([5, 7, 9, 8, 10, 12]);
  const targets = tensorColumn(Int32Array.of(0, 1));
  const head = toyModel({}, sequential([dense(2)], { input: tensorInput([3]) }));
  await head.fit(dataset({ inputs: features, targets }), { epochs: 1 });
  await head.close();
  const runtime = handmade(
    [{ opType: "FusedMatMul", domain: "com.microsoft", inputs: ["x", "w"], outputs: ["y"] }],
    ["n", 2],
  );
  expect((await openFront(runtime)).frozenBy).toMatch(
    /operator com.microsoft.FusedMatMul \("n0"\)/,
  );
});

test("[TF3] settings of a known operator that are not read freeze the front and are named", async () => {
  const pool = {
    opType: "MaxPool",
    inputs: ["x"],
    outputs: ["y"],
    attributes: {
      kernel_shape: { kind: "ints", value: [2, 2] },
      ceil_mode: { kind: "int", value: 1 },
    },
  } as const;
  const front = await openFront(handmade([pool], ["n", 1, 5, 5]));
  expect(front.frozenBy).toMatch(/MaxPool .*ceil_mode/);
});

test("[TF4] files, outputs and shapes that do not fit are refused", async () => {
  const bytes = await savedNetwork();
  await expect(openFront(bytes.subarray(0, 300))).rejects.toMatchObject({
    code: "malformed-model",
  });
  await expect(openFront(Uint8Array.of(1, 2, 3))).rejects.toMatchObject({
    code: "malformed-model",
  });
  await expect(openFront(bytes, { output: "nowhere" })).rejects.toThrow(
    /received output "nowhere"/,
  );
  const open = handmade([{ opType: "Relu", inputs: ["x"], outputs: ["y"] }], ["n", "length"]);
  await expect(openFront(open)).rejects.toThrow(/received none for \[n, length\]/);
  await expect(openFront(open, { shape: [2, 2] })).rejects.toThrow(/received \[2, 2\]/);
  expect((await openFront(open, { shape: [4] })).inputs.x!.shape).toEqual([4]);
});

const python = "/usr/bin/python3";
const exportNetworks = `
import io, json, sys, torch
from torch import nn
torch.manual_seed(1)
class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Sequential(nn.Conv2d(4, 4, 3, padding=1, groups=2), nn.BatchNorm2d(4), nn.LeakyReLU(0.1))
    def forward(self, x):
        return x + self.a(x)
class Views(nn.Module):
    def forward(self, x):
        return x.view(x.size(0), -1)
class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv, self.out, self.norm = nn.Linear(8, 24), nn.Linear(8, 8), nn.LayerNorm(8)
    def forward(self, x):
        b, n, d = x.shape
        q, k, v = self.qkv(self.norm(x)).reshape(b, n, 3, 2, 4).permute(2, 0, 3, 1, 4)
        mixed = (q @ k.transpose(-1, -2) / 2).softmax(-1) @ v
        return (x + self.out(mixed.transpose(1, 2).reshape(b, n, d))).mean(1)
networks = {
    "convolutions": (nn.Sequential(nn.Conv2d(3, 4, 3, stride=2), nn.ReLU6(), Residual(), nn.Hardswish(), nn.AvgPool2d(2), nn.SiLU(), Views(), nn.Linear(36, 5), nn.GELU()), (3, 15, 15)),
    "pools": (nn.Sequential(nn.Conv2d(3, 6, (3, 2), dilation=2), nn.MaxPool2d(2), nn.ELU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(6, 4), nn.LogSoftmax(-1)), (3, 12, 12)),
    "sequence": (nn.Sequential(nn.Conv1d(2, 4, 3, padding=1), nn.InstanceNorm1d(4, affine=True), nn.Softplus(), nn.Flatten(), nn.Linear(40, 3), nn.Tanh()), (2, 10)),
    "attention": (Attention(), (6, 8)),
}
class Words(nn.Module):
    def __init__(self):
        super().__init__()
        self.table, self.out = nn.Embedding(9, 4), nn.Linear(4, 2)
    def forward(self, ids):
        return self.out(self.table(ids).mean(1))
networks["words"] = (Words(), (5,))
class Encoder(nn.Module):
    """Reads ids and a mask, as encoders of sentences do: positions, attention that passes over blanks, masked mean."""
    def __init__(self):
        super().__init__()
        self.words, self.places = nn.Embedding(9, 8), nn.Embedding(16, 8)
        self.register_buffer("place_ids", torch.arange(16).expand(1, -1).clone())
        self.norm, self.qkv, self.out = nn.LayerNorm(8), nn.Linear(8, 24), nn.Linear(8, 8)
        self.wide, self.narrow = nn.Linear(8, 16), nn.Linear(16, 8)
    def forward(self, ids, mask):
        x = self.norm(self.words(ids) + self.places(self.place_ids[:, : ids.size(1)]))
        b, n, d = x.shape
        away = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        q, k, v = [part.view(b, n, 2, 4).transpose(1, 2) for part in self.qkv(x).split(8, -1)]
        mixed = ((q @ k.transpose(-1, -2)) / 2 + away).softmax(-1) @ v
        x = x + self.out(mixed.transpose(1, 2).reshape(b, n, d))
        x = x + self.narrow(nn.functional.gelu(self.wide(x)))
        held = mask.unsqueeze(-1).to(x.dtype)
        return (x * held).sum(1) / held.sum(1).clamp(min=1e-9)
encoder = Encoder().eval()
ids = torch.randint(9, (3, 6))
mask = torch.tensor([[1, 1, 1, 1, 1, 1], [1, 1, 1, 0, 0, 0], [1, 1, 1, 1, 0, 0]])
torch.onnx.export(encoder, (ids[:2], mask[:2]), sys.argv[1] + "/encoder.onnx", input_names=["ids", "mask"], output_names=["y"], dynamic_axes={"ids": {0: "n", 1: "words"}, "mask": {0: "n", 1: "words"}, "y": {0: "n"}}, opset_version=14)
made = {"encoder": {"shape": [6], "x": ids.flatten().tolist(), "mask": mask.flatten().tolist(), "y": encoder(ids, mask).flatten().tolist()}}
for name, (net, shape) in networks.items():
    net.eval()
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean.normal_(); module.running_var.uniform_(0.5, 2)
    x = torch.randint(9, (3, *shape)) if name == "words" else torch.randn(3, *shape)
    torch.onnx.export(net, x[:1], sys.argv[1] + "/" + name + ".onnx", input_names=["x"], output_names=["y"], dynamic_axes={"x": {0: "n"}, "y": {0: "n"}}, opset_version=14)
    made[name] = {"shape": list(shape), "x": x.flatten().tolist(), "y": net(x).flatten().tolist()}
print("made:" + json.dumps(made))
`;

function exportedByTorch(folder: string) {
  try {
    execFileSync(python, ["-c", "import torch"], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  const output = execFileSync(python, ["-W", "ignore", "-c", exportNetworks, folder], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const made = output.split("made:")[1]!;
  type Made = { shape: number[]; x: number[]; y: number[]; mask?: number[] };
  return JSON.parse(made) as Record<string, Made>;
}

const folder = mkdtempSync(join(tmpdir(), "nn-transfer-"));
afterAll(() => rmSync(folder, { recursive: true }));
const exported = exportedByTorch(folder);

describe.skipIf(exported === undefined)("models exported by PyTorch (not run without it)", () => {
  test.each(["convolutions", "pools", "sequence", "attention", "words"])(
    "[TF1] %s: the same results, and it trains on",
    async (name) => {
      const { shape, x, y } = exported![name]!;
      const inputs = tensorColumn(
        name === "words" ? Int32Array.from(x) : Float32Array.from(x),
        shape,
      );
      const front = await openFront(join(folder, `${name}.onnx`));
      expect(front.frozenBy).toBeUndefined();
      const features = await front.features(inputs, { threads: 1 });
      expectNear(features.data as Float32Array, y);
      const size = features.shape[0]!;
      const regression = toyModel(
        { loss: meanSquaredError({ shape: [size] }) },
        sequential([front.layer()]),
      );
      const { data: results } = await regression.predict(inputs);
      expectNear(results, y);
      const targets: TensorColumn = tensorColumn(new Float32Array(3 * size), [size]);
      const { history } = await regression.fit(dataset({ inputs, targets }), { epochs: 5 });
      expect(history[4]!.figures.loss).toBeLessThan(history[0]!.figures.loss!);
      await regression.close();
    },
  );

  test("[TF5] a reader of ids and a mask, of any length: the same results, and it trains on", async () => {
    const { shape, x, mask, y } = exported!.encoder!;
    const inputs = {
      ids: tensorColumn(Int32Array.from(x), shape),
      mask: tensorColumn(Int32Array.from(mask!), shape),
    };
    const front = await openFront(join(folder, "encoder.onnx"), { shape });
    expect(front.frozenBy).toBeUndefined();
    expect(front.inputs).toEqual({
      ids: tensorInput([6], "int32"),
      mask: tensorInput([6], "int32"),
    });
    const features = await front.features(inputs, { threads: 1 });
    expectNear(features.data as Float32Array, y);
    const read = front.layer();
    const regression = toyModel(
      { loss: meanSquaredError({ shape: [8] }) },
      network({
        inputs: front.inputs,
        build: (values, context) => read.apply(values, context),
      }),
    );
    expectNear((await regression.predict(inputs)).data, y);
    const targets: TensorColumn = tensorColumn(new Float32Array(3 * 8), [8]);
    const { history } = await regression.fit(dataset({ inputs, targets }), { epochs: 5 });
    expect(history[4]!.figures.loss).toBeLessThan(history[0]!.figures.loss!);
    await regression.close();
    expect(() => toyModel({}, sequential([read], { input: tensorInput([6], "int32") }))).toThrow(
      /received a single value, expected ids, mask/,
    );
  });
});
