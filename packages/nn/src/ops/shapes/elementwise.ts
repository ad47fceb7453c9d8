// Shapes of elementwise operations: unchanged, or broadcast together.
import { broadcastShapes } from "../../graph/dims.ts";
import type { ValueType } from "../../graph/node.ts";
import type { ElementwiseOps } from "../vocabulary.ts";
import { requireDtype, type ShapeRules, shapeMismatch } from "./rule.ts";

/** Shape rules of the elementwise family. */
export const elementwiseShapes: ShapeRules<ElementwiseOps> = {
  neg: unary("neg"),
  abs: unary("abs"),
  sign: unary("sign"),
  exp: unary("exp"),
  log: unary("log"),
  sqrt: unary("sqrt"),
  tanh: unary("tanh"),
  sigmoid: unary("sigmoid"),
  softplus: unary("softplus"),
  relu: unary("relu"),
  erf: unary("erf"),
  gelu: unary("gelu"),
  add: arithmetic("add"),
  sub: arithmetic("sub"),
  mul: arithmetic("mul"),
  div: arithmetic("div"),
  max: arithmetic("max"),
  min: arithmetic("min"),
  equal: comparison("equal"),
  less: comparison("less"),
  greater: comparison("greater"),
  where: ([condition, yes, no]) => {
    requireDtype("where", condition!, ["bool"]);
    const chosen = broadcast("where", yes!, no!);
    return { shape: broadcast("where", condition!, chosen).shape, dtype: chosen.dtype };
  },
  cast: ([input], { dtype }) => ({ shape: input!.shape, dtype }),
  stopGradient: ([input]) => ({ shape: input!.shape, dtype: input!.dtype }),
};

function unary(op: string) {
  return ([input]: readonly ValueType[]): ValueType => {
    requireDtype(op, input!, ["float32"]);
    return { shape: input!.shape, dtype: "float32" };
  };
}

function arithmetic(op: string) {
  return ([a, b]: readonly ValueType[]): ValueType => {
    requireDtype(op, a!, ["float32", "int32"]);
    requireDtype(op, b!, [a!.dtype]);
    return broadcast(op, a!, b!);
  };
}

function comparison(op: string) {
  return ([a, b]: readonly ValueType[]): ValueType => {
    requireDtype(op, a!, ["float32", "int32"]);
    requireDtype(op, b!, [a!.dtype]);
    return { shape: broadcast(op, a!, b!).shape, dtype: "bool" };
  };
}

function broadcast(op: string, a: ValueType, b: ValueType): ValueType {
  const shape = broadcastShapes(a.shape, b.shape);
  if (shape === undefined) {
    throw shapeMismatch(op, [a.shape, b.shape], "sizes that are equal or 1 from the last axis on");
  }
  return { shape, dtype: a.dtype === "bool" ? b.dtype : a.dtype };
}
