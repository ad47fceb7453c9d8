// One training step of a tiny network, worked out by hand, printed, and compared with what the library does.
// node scripts/run.js examples/guide/backpropagation.ts
import {
  compile,
  dataset,
  graph,
  type Loss,
  type Node,
  network,
  sgd,
  tensorColumn,
  tensorInput,
} from "@heed/nn";
import { exampleOptions } from "../frame/options.ts";
import { netPicture } from "../pictures/net-picture.ts";
import { savePicture } from "../pictures/save-picture.ts";

const options = exampleOptions();
// Two inputs, two hidden units, one output; every unit squashes its sum with a sigmoid.
const x = [1, 0.5] as const;
const target = 1;
const rate = 0.5;
const hidden = { w: [[0.4, -0.6] as const, [0.8, 0.2] as const] as const, b: [0.1, -0.1] as const };
const output = { w: [0.7, -0.5] as const, b: 0.2 };
const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

// Forward: weighted sums, squashed.
const z = [0, 1].map(
  (unit) => x[0] * hidden.w[0][unit]! + x[1] * hidden.w[1][unit]! + hidden.b[unit]!,
);
const h = z.map(sigmoid);
const zOut = h[0]! * output.w[0] + h[1]! * output.w[1] + output.b;
const y = sigmoid(zOut);
const loss = (y - target) ** 2 / 2;

// Backward: how much the loss would change with each sum, from the end to the start (the chain rule).
const deltaOut = (y - target) * y * (1 - y);
const delta = h.map((value, unit) => deltaOut * output.w[unit]! * value * (1 - value));

// Each weight moves against its gradient: (what came in) times (delta of where it went).
const next = {
  w: x.map((value, from) =>
    delta.map((slope, unit) => hidden.w[from]![unit]! - rate * value * slope),
  ),
  b: delta.map((slope, unit) => hidden.b[unit]! - rate * slope),
  outW: h.map((value, unit) => output.w[unit]! - rate * value * deltaOut),
  outB: output.b - rate * deltaOut,
};

show("forward", {
  "z1 = 1 x 0.4 + 0.5 x 0.8 + 0.1": z[0]!,
  "z2 = 1 x -0.6 + 0.5 x 0.2 - 0.1": z[1]!,
  "h1 = sigmoid(z1)": h[0]!,
  "h2 = sigmoid(z2)": h[1]!,
  "z  = h1 x 0.7 + h2 x -0.5 + 0.2": zOut,
  "y  = sigmoid(z)": y,
  "L  = (y - 1)^2 / 2": loss,
});
show("backward", {
  "d  = (y - 1) y (1 - y)": deltaOut,
  "d1 = d x 0.7 x h1 (1 - h1)": delta[0]!,
  "d2 = d x -0.5 x h2 (1 - h2)": delta[1]!,
});
const byHand = [...next.w.flat(), ...next.b, ...next.outW, next.outB];
const names = ["w11", "w12", "w21", "w22", "b1", "b2", "v1", "v2", "c"];
const before = [...hidden.w.flat(), ...hidden.b, ...output.w, output.b];
const byLibrary = await oneStep();
console.log("\none step of rate 0.5      before     by hand    by library");
for (const [at, name] of names.entries()) {
  const cells = [before[at]!, byHand[at]!, byLibrary[at]!].map((value) =>
    value.toFixed(6).padStart(11),
  );
  console.log(`${name.padEnd(22)}${cells.join(" ")}`);
}
const gap = Math.max(...byHand.map((value, at) => Math.abs(value - byLibrary[at]!)));
console.log(
  `greatest difference   ${gap.toExponential(1)} (${gap < 1e-6 ? "the same" : "NOT the same"})`,
);
process.exitCode = gap < 1e-6 ? 0 : 1;

await savePicture(options, () => {
  const title = { en: "One step of backpropagation", zh: "反向传播的一步" }[options.lang];
  return netPicture({ title, inputs: x, hidden: h, output: y, before, after: byHand, target });
});

/** The same step by the library: its graph, its gradients, its optimizer. */
async function oneStep(): Promise<number[]> {
  // Dense layers start with biases of 0; ours are given, so the two layers are written out.
  const known = (name: string, values: readonly number[], shape: readonly number[]) => ({
    name,
    shape,
    initialize: () => Float32Array.from(values),
  });
  const halfSquare: Loss = {
    kind: "half-square",
    targets: { target: tensorInput([1]) },
    build: ({ outputs, targets }) =>
      graph.mul(0.5, graph.reduceSum(graph.square(graph.sub(outputs.output!, targets.target!)))),
    metrics: () => ({}),
  };
  const layer = { kind: "by-hand" };
  const net = network({
    inputs: { input: tensorInput([2]) },
    build({ input }, context) {
      const [w, b] = [known("w", hidden.w.flat(), [2, 2]), known("b", hidden.b, [2])];
      const [v, c] = [known("v", output.w, [2, 1]), known("c", [output.b], [1])];
      const parameter = (spec: typeof w) => context.parameter(layer, spec);
      const sums = graph.add(graph.matmul(input as Node, parameter(w)), parameter(b));
      const last = graph.matmul(graph.sigmoid(sums), parameter(v));
      return graph.sigmoid(graph.add(last, parameter(c)));
    },
  });
  const model = compile(net, {
    loss: halfSquare,
    optimizer: sgd({ learningRate: rate }),
    seed: 1,
  });
  const example = dataset({
    inputs: tensorColumn(Float32Array.from(x), [2]),
    targets: tensorColumn(Float32Array.of(target), [1]),
  });
  await model.fit(example, { epochs: 1, batchSize: 1 });
  const values = model.parameters().flatMap(({ name }) => [...model.parameter(name)]);
  await model.close();
  return values;
}

function show(title: string, steps: Readonly<Record<string, number>>): void {
  console.log(`\n${title}`);
  for (const [formula, value] of Object.entries(steps)) {
    console.log(`${formula.padEnd(34)} = ${value.toFixed(6).padStart(10)}`);
  }
}
