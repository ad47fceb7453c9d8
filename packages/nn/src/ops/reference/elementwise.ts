// What elementwise operations mean, element by element.
import { evaluateShape } from "../../graph/dims.ts";
import type { Node } from "../../graph/node.ts";
import type { ElementwiseOps } from "../vocabulary.ts";
import { errorFunction } from "./error-function.ts";
import { fill, offsetOf, type ReferenceRules, type ReferenceValue } from "./rule.ts";

/** Reference rules of the elementwise family. */
export const elementwiseReference: ReferenceRules<ElementwiseOps> = {
  neg: unary((x) => -x),
  abs: unary(Math.abs),
  sign: unary(Math.sign),
  exp: unary(Math.exp),
  log: unary(Math.log),
  sqrt: unary(Math.sqrt),
  tanh: unary(Math.tanh),
  sigmoid: unary((x) => 1 / (1 + Math.exp(-x))),
  softplus: unary((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
  relu: unary((x) => Math.max(x, 0)),
  erf: unary(errorFunction),
  gelu: unary((x) => 0.5 * x * (1 + errorFunction(x * Math.SQRT1_2))),
  add: binary((a, b) => a + b),
  sub: binary((a, b) => a - b),
  mul: binary((a, b) => a * b),
  div: binary((a, b) => a / b),
  max: binary(Math.max),
  min: binary(Math.min),
  equal: binary((a, b) => Number(a === b)),
  less: binary((a, b) => Number(a < b)),
  greater: binary((a, b) => Number(a > b)),
  where: ([condition, yes, no], node, bindings) =>
    fill(evaluateShape(node.shape, bindings), (position) =>
      at(condition!, position) !== 0 ? at(yes!, position) : at(no!, position),
    ),
  cast: ([input], node) => {
    const convert = converters[node.params.dtype];
    return { shape: input!.shape, data: input!.data.map(convert) };
  },
  stopGradient: ([input]) => input!,
};

const converters = {
  float32: (x: number) => x,
  int32: Math.trunc,
  uint8: (x: number) => Math.trunc(x) & 255,
  bool: (x: number) => Number(x !== 0),
};

function unary(compute: (x: number) => number) {
  return ([input]: readonly ReferenceValue[]): ReferenceValue => ({
    shape: input!.shape,
    data: input!.data.map((x) => compute(x)),
  });
}

function binary(compute: (a: number, b: number) => number) {
  return (
    [a, b]: readonly ReferenceValue[],
    node: Node,
    bindings: ReadonlyMap<string, number>,
  ): ReferenceValue =>
    fill(evaluateShape(node.shape, bindings), (position) =>
      compute(at(a!, position), at(b!, position)),
    );
}

function at(value: ReferenceValue, position: readonly number[]): number {
  return value.data[offsetOf(position, value.shape)]!;
}
