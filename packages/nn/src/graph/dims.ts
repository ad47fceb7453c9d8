// Sizes that may be unknown until a batch arrives: plain numbers, or products of named symbols.
import { NnError } from "../errors.ts";

/** A size: a number, or a symbol known at run time; products are written `4*batch*time`. */
export type Dim = number | string;

/** Sizes of a tensor's axes, outermost first; a scalar has none. */
export type Shape = readonly Dim[];

/** Values of the symbols for one batch. */
export type DimBindings = ReadonlyMap<string, number>;

/** The product of sizes in canonical form: number first, then symbols in code-unit order. */
export function dimProduct(dims: Shape): Dim {
  let factor = 1;
  const symbols: string[] = [];
  for (const dim of dims) {
    if (typeof dim === "number") factor *= dim;
    else {
      for (const part of dim.split("*")) {
        const value = Number(part);
        if (Number.isInteger(value)) factor *= value;
        else symbols.push(part);
      }
    }
  }
  if (symbols.length === 0 || factor === 0) return factor;
  symbols.sort();
  return (factor === 1 ? symbols : [String(factor), ...symbols]).join("*");
}

/** `total / part` where it divides evenly, else undefined. Used to solve a `-1` in a reshape. */
export function divideDim(total: Dim, part: Dim): Dim | undefined {
  const top = factorsOf(total);
  const bottom = factorsOf(part);
  if (bottom.factor === 0 || top.factor % bottom.factor !== 0) return undefined;
  for (const symbol of bottom.symbols) {
    const at = top.symbols.indexOf(symbol);
    if (at < 0) return undefined;
    top.symbols.splice(at, 1);
  }
  return dimProduct([top.factor / bottom.factor, ...top.symbols]);
}

/** The number that a size stands for; throws `missing-input` when a symbol has no value. */
export function evaluateDim(dim: Dim, bindings: DimBindings): number {
  if (typeof dim === "number") return dim;
  let result = 1;
  for (const part of dim.split("*")) {
    const value = bindings.get(part) ?? Number(part);
    if (!Number.isInteger(value)) {
      throw new NnError(
        "missing-input",
        `Size "${part}" has no value: expected an input that carries it, feed that input.`,
      );
    }
    result *= value;
  }
  return result;
}

/** {@link evaluateDim} for a whole shape. */
export function evaluateShape(shape: Shape, bindings: DimBindings): number[] {
  return shape.map((dim) => evaluateDim(dim, bindings));
}

/** Whether two shapes are the same size by size, symbols compared by name. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dim, axis) => dim === b[axis]);
}

/** A shape as written in messages: `[batch, 64]`. */
export function shapeText(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/**
 * The shape two operands have together under NumPy's broadcasting rule (align at the last axis;
 * sizes agree when equal or when one is 1); undefined when they do not agree.
 */
export function broadcastShapes(a: Shape, b: Shape): Shape | undefined {
  const rank = Math.max(a.length, b.length);
  const result: Dim[] = [];
  for (let axis = 0; axis < rank; axis += 1) {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left !== right && left !== 1 && right !== 1) return undefined;
    result.push(left === 1 ? right : left);
  }
  return result;
}

/** An axis counted from the end when negative, checked against a rank. */
export function resolveAxis(axis: number, rank: number, what: string): number {
  const resolved = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(axis) || resolved < 0 || resolved >= rank) {
    throw new NnError(
      "invalid-argument",
      `The axis of ${what} lies outside its input: received ${axis}, ` +
        `expected ${-rank} to ${rank - 1}, give an axis that the input has.`,
    );
  }
  return resolved;
}

function factorsOf(dim: Dim): { factor: number; symbols: string[] } {
  const canonical = String(dimProduct([dim])).split("*");
  const factor = Number(canonical[0]);
  return Number.isInteger(factor)
    ? { factor, symbols: canonical.slice(1) }
    : { factor: 1, symbols: canonical };
}
