// How ONNX spells elementwise operations: nearly word for word.
import type { ElementwiseOps } from "../vocabulary.ts";
import type { LoweringRules, OnnxWriter } from "./rule.ts";

/** Lowering rules of the elementwise family. */
export const elementwiseLowering: LoweringRules<ElementwiseOps> = {
  neg: same("Neg"),
  abs: same("Abs"),
  sign: same("Sign"),
  exp: same("Exp"),
  log: same("Log"),
  sqrt: same("Sqrt"),
  tanh: same("Tanh"),
  sigmoid: same("Sigmoid"),
  softplus: same("Softplus"),
  relu: same("Relu"),
  erf: same("Erf"),
  gelu: same("Gelu"),
  add: same("Add"),
  sub: same("Sub"),
  mul: same("Mul"),
  div: same("Div"),
  max: same("Max"),
  min: same("Min"),
  equal: same("Equal"),
  less: same("Less"),
  greater: same("Greater"),
  where: same("Where"),
  cast: (writer, node, inputs) => writer.cast(inputs[0]!, node.params.dtype),
  stopGradient: same("Identity"),
};

function same(opType: string) {
  return (writer: OnnxWriter, _: unknown, inputs: readonly string[]) => writer.emit(opType, inputs);
}
