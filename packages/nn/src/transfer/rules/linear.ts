// How matrix products, normalisations, reductions and convolutions of foreign models are read.
import * as g from "../../graph/builder.ts";
import { resolveAxis } from "../../graph/dims.ts";
import type { Node } from "../../graph/node.ts";
import { avgPool, conv, maxPool } from "../../graph/spatial.ts";
import type { Window } from "../../ops/vocabulary.ts";
import type { Call, ImportRule } from "../imported.ts";

/** Reading rules of products, normalisations, reductions and windows. */
export const linearImports: Readonly<Record<string, ImportRule>> = {
  MatMul: (call) => g.matmul(call.float(0), call.float(1)),
  Gemm: (call) => {
    const flags = {
      transposeA: call.int("transA", 0) === 1,
      transposeB: call.int("transB", 0) === 1,
    };
    const product = scaled(g.matmul(call.float(0), call.float(1), flags), call.number("alpha", 1));
    return call.has(2) ? g.add(product, scaled(call.float(2), call.number("beta", 1))) : product;
  },
  Softmax: (call) => g.softmax(call.float(0), exponentialAxis(call)),
  LogSoftmax: (call) => g.logSoftmax(call.float(0), exponentialAxis(call)),
  BatchNormalization: (call) => {
    const x = call.float(0);
    if (call.int("training_mode", 0) === 1) call.refuse("it is in training mode");
    const shape = [Number(x.shape[1]), ...x.shape.slice(2).map(() => 1)];
    const [scale, shift, mean, variance] = [1, 2, 3, 4].map((at) =>
      g.reshape(call.float(at), shape),
    );
    const deviation = g.sqrt(g.add(variance!, call.number("epsilon", 1e-5)));
    return g.add(g.mul(g.div(g.sub(x, mean!), deviation), scale!), shift!);
  },
  LayerNormalization: (call) => {
    const x = call.float(0);
    const first = resolveAxis(call.int("axis", -1), x.shape.length, "LayerNormalization");
    const axes = x.shape.map((_, axis) => axis).slice(first);
    const unit = normalised(x, axes, call.number("epsilon", 1e-5));
    const scaledUnit = g.mul(unit, call.float(1));
    return call.has(2) ? g.add(scaledUnit, call.float(2)) : scaledUnit;
  },
  InstanceNormalization: (call) => {
    const x = call.float(0);
    const axes = x.shape.map((_, axis) => axis).slice(2);
    const shape = [Number(x.shape[1]), ...axes.map(() => 1)];
    const unit = normalised(x, axes, call.number("epsilon", 1e-5));
    return g.add(g.mul(unit, g.reshape(call.float(1), shape)), g.reshape(call.float(2), shape));
  },
  ReduceMean: reduction(g.reduceMean),
  ReduceSum: reduction(g.reduceSum),
  ReduceMax: reduction(g.reduceMax),
  GlobalAveragePool: global(g.reduceMean),
  GlobalMaxPool: global(g.reduceMax),
  Conv: (call) => {
    const [x, weights] = [call.float(0), call.float(1)];
    const window = windowOf(call, weights.shape.slice(2).map(Number));
    const product = conv(x, weights, { ...window, groups: call.int("group", 1) });
    if (!call.has(2)) return product;
    const shape = [Number(weights.shape[0]), ...x.shape.slice(2).map(() => 1)];
    return g.add(product, g.reshape(call.float(2), shape));
  },
  MaxPool: (call) => {
    if (call.node.outputs.length > 1) call.refuse("it also gives the places of its maxima");
    const size = call.ints("kernel_shape") ?? [];
    return maxPool(call.float(0), { ...windowOf(call, size), size });
  },
  AveragePool: (call) => {
    const size = call.ints("kernel_shape") ?? [];
    const window = windowOf(call, size);
    const isPadded = [...window.padBefore, ...window.padAfter].some((pad) => pad !== 0);
    if (isPadded && call.int("count_include_pad", 0) === 0) {
      call.refuse("its means leave padding out");
    }
    if (window.dilations.some((step) => step !== 1)) call.refuse("its window is dilated");
    return avgPool(call.float(0), { ...window, size });
  },
};

function scaled(x: Node, factor: number): Node {
  return factor === 1 ? x : g.mul(factor, x);
}

/** Before operator set 13 all axes from the given one on were taken together. */
function exponentialAxis(call: Call): number {
  const rank = call.float(0).shape.length;
  const axis = resolveAxis(call.int("axis", call.opset < 13 ? 1 : -1), rank, call.node.opType);
  return call.opset < 13 && axis !== rank - 1 ? call.refuse("it joins several axes") : axis;
}

function normalised(x: Node, axes: readonly number[], epsilon: number): Node {
  const over = { axes, keepDims: true };
  const centred = g.sub(x, g.reduceMean(x, over));
  return g.div(centred, g.sqrt(g.add(g.reduceMean(g.square(centred), over), epsilon)));
}

function reduction(reduce: typeof g.reduceMean): ImportRule {
  return (call) => {
    const axes = call.axes(1);
    if (axes?.length === 0 && call.int("noop_with_empty_axes", 0) === 1) return call.input(0);
    const keepDims = call.int("keepdims", 1) === 1;
    const chosen = axes === undefined || axes.length === 0 ? {} : { axes };
    return reduce(call.float(0), { ...chosen, keepDims });
  };
}

function global(reduce: typeof g.reduceMean): ImportRule {
  return (call) => {
    const x = call.float(0);
    const axes = x.shape.map((_, axis) => axis).slice(2);
    return reduce(x, { axes, keepDims: true });
  };
}

function windowOf(call: Call, size: readonly number[]): Window {
  const axes = size.length;
  const each = (name: string) => call.ints(name) ?? new Array<number>(axes).fill(1);
  if (call.int("ceil_mode", 0) === 1) call.refuse("it rounds its size up (ceil_mode)");
  const [strides, dilations] = [each("strides"), each("dilations")];
  const how = call.text("auto_pad", "NOTSET");
  if (how === "NOTSET" || how === "VALID") {
    const given = how === "NOTSET" ? call.ints("pads") : undefined;
    const pads = given ?? new Array<number>(2 * axes).fill(0);
    return { strides, dilations, padBefore: pads.slice(0, axes), padAfter: pads.slice(axes) };
  }
  const space = call.float(0).shape.slice(2).map(Number);
  const totals = size.map((length, axis) => {
    const reach = (length - 1) * dilations[axis]! + 1;
    const places = Math.ceil(space[axis]! / strides[axis]!);
    return Math.max(0, (places - 1) * strides[axis]! + reach - space[axis]!);
  });
  const half = totals.map((total) => Math.floor(total / 2));
  const rest = totals.map((total) => Math.ceil(total / 2));
  return how === "SAME_UPPER"
    ? { strides, dilations, padBefore: half, padAfter: rest }
    : { strides, dilations, padBefore: rest, padAfter: half };
}
