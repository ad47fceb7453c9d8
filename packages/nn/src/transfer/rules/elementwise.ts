// How elementwise operators and constants of foreign models are read.
import * as g from "../../graph/builder.ts";
import type { Node } from "../../graph/node.ts";
import type { Call, ImportRule } from "../imported.ts";

/** Reading rules of the elementwise family. */
export const elementwiseImports: Readonly<Record<string, ImportRule>> = {
  Neg: unary(g.neg),
  Abs: unary(g.abs),
  Sign: unary(g.sign),
  Exp: unary(g.exp),
  Log: unary(g.log),
  Sqrt: unary(g.sqrt),
  Tanh: unary(g.tanh),
  Sigmoid: unary(g.sigmoid),
  Softplus: unary(g.softplus),
  Relu: unary(g.relu),
  Erf: unary(g.erf),
  Identity: (call) => call.input(0),
  Reciprocal: unary((x) => g.div(1, x)),
  Gelu: (call) =>
    call.text("approximate", "none") === "none"
      ? g.gelu(call.float(0))
      : call.refuse("its approximation by tanh is not read"),
  LeakyRelu: (call) => {
    const x = call.float(0);
    return g.where(g.greater(x, 0), x, g.mul(call.number("alpha", 0.01), x));
  },
  PRelu: (call) => {
    const [x, slope] = [call.float(0), call.float(1)];
    return g.add(g.relu(x), g.mul(slope, g.min(x, 0)));
  },
  Elu: (call) => elu(call.float(0), call.number("alpha", 1), 1),
  Selu: (call) =>
    elu(call.float(0), call.number("alpha", 1.67326319), call.number("gamma", 1.05070102)),
  HardSigmoid: (call) =>
    hardSigmoid(call.float(0), call.number("alpha", 0.2), call.number("beta", 0.5)),
  HardSwish: (call) => g.mul(call.float(0), hardSigmoid(call.float(0), 1 / 6, 0.5)),
  Mish: unary((x) => g.mul(x, g.tanh(g.softplus(x)))),
  Clip: (call) => {
    const bound = (at: number, name: string, otherwise: number) =>
      call.has(at) ? call.float(at) : call.number(name, otherwise);
    const [low, high] = [bound(1, "min", -3.4e38), bound(2, "max", 3.4e38)];
    return g.min(g.max(call.float(0), low), high);
  },
  Add: binary(g.add, (a, b) => a + b),
  Sub: binary(g.sub, (a, b) => a - b),
  Mul: binary(g.mul, (a, b) => a * b),
  Div: binary(g.div, (a, b) => Math.trunc(a / b)),
  Max: folded(g.max),
  Min: folded(g.min),
  Sum: folded(g.add),
  Pow: (call) => {
    const exponent = scalarOf(call, 1);
    const x = call.float(0);
    if (exponent === 1) return x;
    if (exponent === 2) return g.square(x);
    if (exponent === 3) return g.mul(g.square(x), x);
    if (exponent === 0.5) return g.sqrt(x);
    return call.refuse(`its exponent is ${exponent ?? "not fixed"}, not 1, 2, 3 or one half`);
  },
  Where: (call) => g.where(call.float(0), call.float(1), call.float(2)),
  Greater: (call) => g.greater(call.float(0), call.float(1)),
  Less: (call) => g.less(call.float(0), call.float(1)),
  Equal: (call) => g.equal(call.float(0), call.float(1)),
  Cast: (call) => {
    const to = call.int("to", 0);
    const value = call.input(0);
    if (value.kind === "sizes" && (to === 6 || to === 7)) return value;
    const dtype = ({ 1: "float32", 6: "int32", 7: "int32", 9: "bool" } as const)[to];
    return dtype === undefined
      ? call.refuse(`it casts to element type ${to}`)
      : g.cast(call.float(0), dtype);
  },
};

function unary(build: (x: Node) => Node): ImportRule {
  return (call) => build(call.float(0));
}

function binary(
  build: (a: Node, b: Node) => Node,
  ofSizes: (a: number, b: number) => number,
): ImportRule {
  return (call) => {
    const inputs = [call.input(0), call.input(1)] as const;
    if (inputs.every(({ kind }) => kind === "node")) return build(call.float(0), call.float(1));
    const [a, b] = [call.integers(0), call.integers(1)];
    const length = Math.max(a.length, b.length);
    const at = (list: readonly number[], place: number) => list[list.length === 1 ? 0 : place]!;
    const sizes = Array.from({ length }, (_, place) => ofSizes(at(a, place), at(b, place)));
    const isScalar = inputs.every((value) => value.kind === "sizes" && value.isScalar);
    return { kind: "sizes", sizes, isScalar };
  };
}

function folded(build: (a: Node, b: Node) => Node): ImportRule {
  return (call) =>
    Array.from({ length: call.count }, (_, at) => call.float(at)).reduce((a, b) => build(a, b));
}

function elu(x: Node, alpha: number, scale: number): Node {
  const below = g.mul(alpha, g.sub(g.exp(g.min(x, 0)), 1));
  return g.mul(scale, g.where(g.greater(x, 0), x, below));
}

function hardSigmoid(x: Node, alpha: number, beta: number): Node {
  return g.min(g.max(g.add(g.mul(alpha, x), beta), 0), 1);
}

/** The value of a constant single number. */
export function scalarOf(call: Call, at: number): number | undefined {
  const value = call.input(at);
  if (value.kind === "sizes") return Number(value.sizes[0]);
  if (value.node.op !== "constant") return undefined;
  const { values } = (value.node as Node<"constant">).params;
  return values.length === 1 ? values[0] : undefined;
}
