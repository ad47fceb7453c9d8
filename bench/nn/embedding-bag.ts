// Measures ways to sum table rows per example, forward and backward, on ONNX Runtime.
import { performance } from "node:perf_hooks";
import { gradients } from "../../packages/nn/src/autodiff/gradients.ts";
import * as g from "../../packages/nn/src/graph/builder.ts";
import type { Node } from "../../packages/nn/src/graph/node.ts";
import { lowerGraph } from "../../packages/nn/src/onnx/lower.ts";
import { randomStream } from "../../packages/nn/src/random.ts";
import {
  openSession,
  type RuntimeTensor,
  runtimeTensor,
} from "../../packages/nn/src/runtime/session.ts";

const [batch, longest, size] = process.argv.slice(2).map(Number);
const examples = batch ?? 128;
const random = randomStream(1, "embedding-bag");
const lengths = Array.from({ length: examples }, (_, at) => {
  return 1 + Math.floor((longest ?? 120) * random.uniform(at));
});
const width = size ?? 64;
const bags = lengths.map((length, example) =>
  // Squaring makes some rows frequent, as words are.
  Array.from({ length }, (_, at) => {
    return Math.floor(20_000 * random.uniform(1000 * (example + 1) + at) ** 2);
  }),
);
const places = new Map([...new Set(bags.flat())].map((row, place) => [row, place]));
const local = bags.map((bag) => bag.map((row) => places.get(row)!));
const touched = places.size;

const compact = g.input("compact", ["rows", width]);
const slope = g.input("slope", ["batch", width]);
const floats = (dims: number[], values: ArrayLike<number>) =>
  runtimeTensor("float32", Float32Array.from(values), dims);
const integers = (dims: number[], values: readonly number[]) =>
  runtimeTensor("int32", Int32Array.from(values), dims);
const shared = {
  compact: floats([touched, width], normals(touched * width)),
  slope: floats([examples, width], normals(examples * width)),
};

type Form = { readonly name: string; readonly sums: Node; readonly feeds: Feeds };
type Feeds = Record<string, RuntimeTensor>;

const forms: Form[] = [flat(), padded(), grouped(8), grouped(16), grouped(32), counted()];
console.log(`${examples} examples, ${bags.flat().length} ids, ${touched} rows of ${width}`);
const sessions = await Promise.all(
  forms.map(async ({ sums }) => {
    const [gradient] = gradients(g.reduceSum(g.mul(sums, slope)), [compact]);
    const model = lowerGraph({ outputs: { sums, gradient: gradient! }, barrier: true });
    return openSession(model, { threads: 2, storedWeights: false });
  }),
);
const targets = {
  sums: floats([examples, width], new Float32Array(examples * width)),
  gradient: floats([touched, width], new Float32Array(touched * width)),
};
const times = forms.map((): number[] => []);
for (let round = 0; round < 200; round += 1) {
  for (const [at, session] of sessions.entries()) {
    const all: Feeds = { ...shared, ...forms[at]!.feeds };
    const feeds = Object.fromEntries(session.inputNames.map((name) => [name, all[name]!]));
    const start = performance.now();
    await session.runInto(feeds, targets);
    times[at]!.push(performance.now() - start);
  }
}
// The fastest quarter: the machine may be doing other work.
const quartiles = times.map((list) => list.toSorted((a, b) => a - b)[50]!);
for (const [at, { name }] of forms.entries()) {
  const ratio = quartiles[at]! / quartiles[3]!;
  console.log(`${name.padEnd(24)} ${quartiles[at]!.toFixed(2)} ms  ratio ${ratio.toFixed(2)}`);
}

function flat(): Form {
  const ids = g.input("ids", ["pairs"], "int32");
  const owners = g.input("owners", ["pairs"], "int32");
  const weights = g.input("weights", ["pairs", 1]);
  const rows = g.mul(g.gather(compact, ids), weights);
  const all = local.flat();
  return {
    name: "flat, scattered",
    sums: g.scatterAdd(slope, owners, rows),
    feeds: {
      ids: integers([all.length], all),
      owners: integers(
        [all.length],
        local.flatMap((bag, at) => bag.map(() => at)),
      ),
      weights: floats(
        [all.length, 1],
        all.map(() => 1),
      ),
    },
  };
}

function padded(): Form {
  const longestBag = Math.max(...lengths);
  const ids = g.input("ids", ["batch", longestBag], "int32");
  const weights = g.input("weights", ["batch", longestBag]);
  const product = g.matmul(g.reshape(weights, ["batch", 1, longestBag]), g.gather(compact, ids));
  const cells = local.flatMap((bag) => [...bag, ...Array(longestBag - bag.length).fill(-1)]);
  return {
    name: "padded to the longest",
    sums: g.reshape(product, ["batch", width]),
    feeds: cellFeeds(cells, [examples, longestBag]),
  };
}

function grouped(length: number): Form {
  const ids = g.input("ids", ["groups", length], "int32");
  const weights = g.input("weights", ["groups", length]);
  const owners = g.input("owners", ["groups"], "int32");
  const product = g.matmul(g.reshape(weights, ["groups", 1, length]), g.gather(compact, ids));
  const sums = g.scatterAdd(slope, owners, g.reshape(product, ["groups", width]));
  const cells: number[] = [];
  const ownerList: number[] = [];
  for (const [at, bag] of local.entries()) {
    for (let start = 0; start < bag.length; start += length) {
      const group = bag.slice(start, start + length);
      cells.push(...group, ...Array(length - group.length).fill(-1));
      ownerList.push(at);
    }
  }
  const feeds = cellFeeds(cells, [ownerList.length, length]);
  return {
    name: `groups of ${length}`,
    sums,
    feeds: { ...feeds, owners: integers([ownerList.length], ownerList) },
  };
}

function counted(): Form {
  const counts = new Float32Array(examples * touched);
  for (const [at, bag] of local.entries()) for (const id of bag) counts[at * touched + id]! += 1;
  return {
    name: "dense count matrix",
    sums: g.matmul(g.input("counts", ["batch", "rows"]), compact),
    feeds: { counts: floats([examples, touched], counts) },
  };
}

function cellFeeds(cells: readonly number[], dims: number[]): Feeds {
  return {
    ids: integers(
      dims,
      cells.map((id) => Math.max(id, 0)),
    ),
    weights: floats(
      dims,
      cells.map((id) => (id < 0 ? 0 : 1)),
    ),
  };
}

function normals(count: number): number[] {
  return Array.from({ length: count }, (_, at) => random.normal(at));
}
