// How rearrangements, reads by position and shape arithmetic of foreign models are read.
import * as g from "../../graph/builder.ts";
import { type Dim, dimProduct, resolveAxis } from "../../graph/dims.ts";
import type { Node } from "../../graph/node.ts";
import type { Call, Imported, ImportRule } from "../imported.ts";
import { scalarOf } from "./elementwise.ts";

const toTheEnd = 2 ** 31 - 1;

/** Reading rules of the structure and indexing families. */
export const structureImports: Readonly<Record<string, ImportRule>> = {
  Dropout: (call) => call.input(0),
  Shape: (call) => {
    const { shape } = call.float(0);
    const [start, end] = [call.int("start", 0), call.int("end", shape.length)];
    return sizes(shape.slice(start, end));
  },
  Flatten: (call) => {
    const x = call.float(0);
    const rank = x.shape.length;
    const axis = call.int("axis", 1);
    const at = axis < 0 ? axis + rank : axis;
    return g.reshape(x, [dimProduct(x.shape.slice(0, at)), dimProduct(x.shape.slice(at))]);
  },
  Reshape: (call) => {
    const x = call.float(0);
    const target = call.sizes(1).map((size, axis) => (size === 0 ? x.shape[axis]! : size));
    return g.reshape(x, batchFirst(x, target));
  },
  Transpose: (call) => {
    const x = call.float(0);
    const reversed = x.shape.map((_, axis) => axis).reverse();
    return g.transpose(x, call.ints("perm") ?? reversed);
  },
  Squeeze: (call) => {
    const value = call.input(0);
    if (value.kind === "sizes") return { ...value, isScalar: true };
    const { node } = value;
    const given = call.axes(1)?.map((axis) => resolveAxis(axis, node.shape.length, "Squeeze"));
    const gone = (dim: Dim, axis: number) => given?.includes(axis) ?? dim === 1;
    return g.reshape(
      node,
      node.shape.filter((dim, axis) => !gone(dim, axis)),
    );
  },
  Unsqueeze: (call) => {
    const value = call.input(0);
    if (value.kind === "sizes") return { ...value, isScalar: false };
    const axes = call.axes(1) ?? [];
    const rank = value.node.shape.length + axes.length;
    const added = axes.map((axis) => resolveAxis(axis, rank, "Unsqueeze"));
    const left = [...value.node.shape];
    const shape = Array.from({ length: rank }, (_, axis) =>
      added.includes(axis) ? 1 : left.shift()!,
    );
    return g.reshape(value.node, shape);
  },
  Concat: (call) => {
    const inputs = Array.from({ length: call.count }, (_, at) => call.input(at));
    if (inputs.every(({ kind }) => kind === "sizes")) {
      return sizes(inputs.flatMap((value) => (value.kind === "sizes" ? value.sizes : [])));
    }
    return g.concat(
      inputs.map((_, at) => call.float(at)),
      call.int("axis", 0),
    );
  },
  Split: (call) => {
    const x = call.float(0);
    const axis = resolveAxis(call.int("axis", 0), x.shape.length, "Split");
    const whole = Number(x.shape[axis]);
    const { length } = call.node.outputs;
    const even = Array.from({ length }, (_, at) =>
      Math.min(Math.ceil(whole / length), whole - at * Math.ceil(whole / length)),
    );
    let start = 0;
    return (call.has(1) ? call.integers(1) : (call.ints("split") ?? even)).map((size) => {
      start += size;
      return g.slice(x, axis, start - size, start);
    });
  },
  Slice: (call) => {
    const isOld = call.opset < 10;
    const starts = isOld ? (call.ints("starts") ?? []) : call.integers(1);
    const ends = isOld ? (call.ints("ends") ?? []) : call.integers(2);
    const axes = (isOld ? call.ints("axes") : call.has(3) ? call.integers(3) : undefined) ?? [
      ...starts.keys(),
    ];
    const steps = call.has(4) ? call.integers(4) : starts.map(() => 1);
    if (steps.some((step) => step !== 1)) call.refuse("its step is not 1");
    const value = call.input(0);
    if (value.kind === "sizes")
      return sizes(value.sizes.slice(starts[0], Math.min(ends[0]!, toTheEnd)));
    return axes.reduce((x, axis, at) => sliced(x, axis, starts[at]!, ends[at]!), value.node);
  },
  Pad: (call) => {
    const x = call.float(0);
    const pads = call.has(1) ? call.integers(1) : (call.ints("pads") ?? []);
    if (call.text("mode", "constant") !== "constant")
      call.refuse("it does not fill with a constant");
    const value = call.has(2) ? scalarOf(call, 2) : call.number("value", 0);
    if (value !== 0) call.refuse("it does not fill with zeros");
    if (call.has(3)) call.refuse("it names axes");
    const rank = x.shape.length;
    return g.pad(x, pads.slice(0, rank), pads.slice(rank));
  },
  Gather: (call) => {
    const source = call.input(0);
    const axis = call.int("axis", 0);
    if (source.kind === "sizes") {
      const at = call.integers(1).map((index) => source.sizes.at(index)!);
      const index = call.input(1);
      return { kind: "sizes", sizes: at, isScalar: index.kind === "sizes" && index.isScalar };
    }
    const index = call.input(1);
    if (index.kind === "node") {
      return axis === 0
        ? g.gather(source.node, index.node)
        : call.refuse(`it reads along axis ${axis} by computed places`);
    }
    return taken(call, source.node, axis, index);
  },
  Expand: (call) => {
    const x = call.float(0);
    const target = call.sizes(1);
    const isSame = target.every((size, at) => {
      const own = x.shape[at - target.length + x.shape.length] ?? 1;
      return size === 1 || size === own;
    });
    return isSame && target.length <= x.shape.length ? x : call.refuse("it repeats values");
  },
};

function sizes(values: readonly Dim[]): Imported {
  return { kind: "sizes", sizes: values, isScalar: false };
}

/** A fixed first size of 1 that the exporter traced stands for the batch where that alone comes out even. */
function batchFirst(x: Node, target: readonly Dim[]): readonly Dim[] {
  const batch = x.shape[0];
  const isTraced = target[0] === 1 && batch !== undefined;
  return isTraced && typeof batch === "string" && target.every((size) => typeof size === "number")
    ? [batch, ...target.slice(1)]
    : target;
}

function sliced(x: Node, axis: number, start: number, end: number): Node {
  const at = resolveAxis(axis, x.shape.length, "Slice");
  const size = x.shape[at]!;
  if (start === 0 && end >= toTheEnd) return x;
  const within = (place: number) =>
    Math.max(0, Math.min(place < 0 ? place + Number(size) : place, Number(size)));
  return g.slice(x, at, within(start), within(end));
}

/** Reads at fixed places along an axis, as pieces put together. */
function taken(
  call: Call,
  x: Node,
  axis: number,
  index: Extract<Imported, { kind: "sizes" }>,
): Node {
  const at = resolveAxis(axis, x.shape.length, "Gather");
  const size = Number(x.shape[at]);
  const places = call.integers(1).map((place) => (place < 0 ? place + size : place));
  const pieces = places.map((place) => g.slice(x, at, place, place + 1));
  const joined = pieces.length === 1 ? pieces[0]! : g.concat(pieces, at);
  return index.isScalar ? g.reshape(joined, x.shape.toSpliced(at, 1)) : joined;
}
