// A detector without anchors: for each place of a coarse grid, whether the middle of a thing lies there, and its box.
import {
  activation,
  batchNorm,
  conv2d,
  graph,
  type Layer,
  type Loss,
  type Network,
  type Node,
  network,
  tensorInput,
} from "@heed/nn";
import type { Box } from "../data/cells.ts";
import { type Found, withoutRepeats } from "../frame/detection.ts";

/** Pixels from one place of the grid to the next. */
export const stride = 8;
/** Pixels that count as 1 in the four distances from a place to the sides of its box. */
const unit = 32;

/** What a detector reads and tells apart. */
export type DetectorSizes = {
  readonly width: number;
  readonly height: number;
  readonly kinds: number;
};

/** Three halvings of the picture, then wider and wider views; outputs `heat` (scores) and `box` (distances). */
export function centreDetector({ width, height, kinds }: DetectorSizes): Network {
  const block = (
    filters: number,
    side: number,
    options: { stride?: number; dilation?: number },
  ) => [
    conv2d(filters, side, { padding: "same", bias: false, ...options }),
    batchNorm(),
    activation("relu"),
  ];
  const body: Layer[] = [
    // The largest planes are left without batch norm, which would cost more than the convolution.
    conv2d(16, 5, { padding: "same", stride: 2, activation: "relu" }),
    ...block(32, 3, { stride: 2 }),
    ...block(64, 3, { stride: 2 }),
    ...block(64, 3, {}),
  ];
  const wider = [2, 4, 2].map((dilation) => block(64, 3, { dilation }));
  const heat = conv2d(kinds, 1, { name: "heat" });
  const box = conv2d(4, 1, { name: "box" });
  return network({
    inputs: { input: tensorInput([3, height, width]) },
    build({ input }, context) {
      // Bytes from 0 to 255 become numbers about 0.
      const start: Node = graph.mul(graph.add(input as Node, -128), 1 / 64);
      const through = (layers: readonly Layer[], value: Node) =>
        layers.reduce<Node>((now, layer) => layer.apply(now, context), value);
      const seen = wider.reduce(
        (value, layers) => graph.add(value, through(layers, value)),
        through(body, start),
      );
      // Almost every place is empty: the scores start where a sigmoid says one in ten.
      return {
        heat: graph.add(heat.apply(seen, context), -2.2),
        box: graph.softplus(box.apply(seen, context)),
      };
    },
  });
}

/**
 * CenterNet's focal loss over the heat (Zhou et al., 2019, eq. 1), plus the distance error of the boxes near
 * the middles, where the heat of the target is their weight.
 */
export function detectionLoss(sizes: DetectorSizes): Loss {
  const [rows, columns] = [sizes.height / stride, sizes.width / stride];
  const parts = ({ outputs, targets }: Parameters<Loss["build"]>[0]) => {
    const truth = targets.heat!;
    const scores = outputs.heat!;
    const isMiddle = graph.cast(graph.greater(truth, 0.999), "float32");
    const logYes = graph.neg(graph.softplus(graph.neg(scores)));
    const logNo = graph.neg(graph.softplus(scores));
    const [yes, no] = [graph.exp(logYes), graph.exp(logNo)];
    const missed = graph.mul(isMiddle, graph.mul(graph.square(no), logYes));
    const nearness = graph.square(graph.square(graph.sub(1, truth)));
    const imagined = graph.mul(nearness, graph.mul(graph.square(yes), logNo));
    const things = graph.max(graph.reduceSum(isMiddle), 1);
    const heat = graph.div(graph.neg(graph.reduceSum(graph.add(missed, imagined))), things);
    const weight = targets.near!;
    const error = graph.mul(graph.abs(graph.sub(outputs.box!, targets.box!)), weight);
    const box = graph.div(graph.reduceSum(error), graph.max(graph.reduceSum(weight), 1));
    return { heat, box };
  };
  return {
    kind: "detection",
    targets: {
      heat: tensorInput([sizes.kinds, rows, columns]),
      box: tensorInput([4, rows, columns]),
      near: tensorInput([1, rows, columns]),
    },
    build: (input) => {
      const { heat, box } = parts(input);
      return graph.add(heat, box);
    },
    metrics: parts,
    predict: (outputs) => ({ heat: graph.sigmoid(outputs.heat!), box: outputs.box! }),
  };
}

/** Writes what the grid should say of one picture into three arrays that start out as 0. */
export function writeTargets(
  boxes: readonly Box[],
  sizes: DetectorSizes,
  into: { readonly heat: Float32Array; readonly box: Float32Array; readonly near: Float32Array },
): void {
  const [rows, columns] = [sizes.height / stride, sizes.width / stride];
  for (const { kind, left, top, right, bottom } of boxes) {
    const [x, y] = [(left + right) / 2 / stride - 0.5, (top + bottom) / 2 / stride - 0.5];
    const [column, row] = [clamp(Math.round(x), columns), clamp(Math.round(y), rows)];
    // A hill around the middle, as wide as a box may be off and still overlap well.
    const spread = Math.max(0.6, Math.min(right - left, bottom - top) / stride / 9);
    const reach = Math.ceil(3 * spread);
    for (let v = Math.max(0, row - reach); v <= Math.min(rows - 1, row + reach); v += 1) {
      for (
        let u = Math.max(0, column - reach);
        u <= Math.min(columns - 1, column + reach);
        u += 1
      ) {
        const squares = (u - column) ** 2 + (v - row) ** 2;
        const height = Math.exp(-squares / (2 * spread * spread));
        const at = v * columns + u;
        const heatAt = kind * rows * columns + at;
        into.heat[heatAt] = Math.max(into.heat[heatAt]!, height);
        // Where two things are near, the nearer one owns the place.
        if (height < 0.3 || height <= into.near[at]!) continue;
        into.near[at] = height;
        const [px, py] = [(u + 0.5) * stride, (v + 0.5) * stride];
        for (const [side, distance] of [px - left, py - top, right - px, bottom - py].entries()) {
          into.box[side * rows * columns + at] = Math.max(0, distance / unit);
        }
      }
    }
  }
}

/** The boxes of one picture: places hotter than their neighbours, repeats dropped. */
export function readBoxes(heat: Float32Array, box: Float32Array, sizes: DetectorSizes): Found[] {
  const [rows, columns] = [sizes.height / stride, sizes.width / stride];
  const area = rows * columns;
  const found: Found[] = [];
  for (let at = 0; at < sizes.kinds * area; at += 1) {
    const confidence = heat[at]!;
    if (confidence < 0.02 || !isPeak(heat, at, rows, columns)) continue;
    const place = at % area;
    const [x, y] = [
      ((place % columns) + 0.5) * stride,
      (Math.floor(place / columns) + 0.5) * stride,
    ];
    const [left, top, right, bottom] = [0, 1, 2, 3].map((side) => unit * box[side * area + place]!);
    found.push({
      kind: Math.floor(at / area),
      confidence,
      left: Math.max(0, x - left!),
      top: Math.max(0, y - top!),
      right: Math.min(sizes.width, x + right!),
      bottom: Math.min(sizes.height, y + bottom!),
    });
  }
  return withoutRepeats(found, 0.5);
}

function isPeak(heat: Float32Array, at: number, rows: number, columns: number): boolean {
  const area = rows * columns;
  const [row, column] = [Math.floor((at % area) / columns), at % columns];
  for (let v = Math.max(0, row - 1); v <= Math.min(rows - 1, row + 1); v += 1) {
    for (let u = Math.max(0, column - 1); u <= Math.min(columns - 1, column + 1); u += 1) {
      if (heat[at - (at % area) + v * columns + u]! > heat[at]!) return false;
    }
  }
  return true;
}

function clamp(value: number, size: number): number {
  return Math.min(size - 1, Math.max(0, value));
}
