// Collects parameters and auxiliary inputs while a network writes itself as a graph.

import { NnError } from "../errors.ts";
import { gather, input } from "../graph/builder.ts";
import type { Shape } from "../graph/dims.ts";
import type { Node } from "../graph/node.ts";
import {
  type Bag,
  type BagReading,
  type BuildContext,
  batchDim,
  type Layer,
  type ParameterSpec,
} from "../layers/layer.ts";
import { type AuxiliaryInput, groupWidth } from "./auxiliary.ts";

/** A parameter as the graph and the optimizer see it. */
export type GraphParameter = {
  /** Name in the model: layer name, slash, parameter name. */
  readonly name: string;
  readonly spec: ParameterSpec;
  /** The input that stands for the whole parameter. */
  readonly node: Node;
  /** The rows that take part in this batch, and where they stand; for tables in training. */
  readonly touched: { readonly compact: Node; readonly rows: Node } | undefined;
};

/** A result of a layer, by the layer's name in the model. */
export type LayerResult = { readonly name: string; readonly result: Node };

/** One walk over a network, in training or in use. */
export class GraphBuild implements BuildContext {
  readonly training: boolean;
  readonly parameters = new Map<string, GraphParameter>();
  readonly auxiliary: AuxiliaryInput[] = [];
  readonly stateUpdates = new Map<string, Node>();
  /** What each layer gave, in order. */
  readonly results: LayerResult[] = [];
  readonly #names = new Map<object, string>();
  readonly #taken = new Set<string>();
  readonly #bags = new Map<string, BagReading>();
  #masks = 0;

  constructor(training: boolean) {
    this.training = training;
  }

  parameter(layer: object, spec: ParameterSpec): Node {
    const name = `${this.#nameOf(layer as Layer)}/${spec.name}`;
    const known = this.parameters.get(name);
    if (known !== undefined) return this.#checked(known, spec).node;
    const node = input(name, spec.shape);
    this.parameters.set(name, { name, spec, node, touched: undefined });
    return node;
  }

  readBag(layer: object, spec: ParameterSpec, bag: Bag): BagReading {
    if (spec.shape[0] !== bag.rows) {
      throw new NnError(
        "shape-mismatch",
        `A table does not fit input "${bag.name}": received a table of ${spec.shape[0]} rows, ` +
          `expected ${bag.rows}, the number that the input declares.`,
      );
    }
    return this.training ? this.#trainBag(layer, spec, bag) : this.#useBag(layer, spec, bag);
  }

  dropoutMask(_: object, shape: Shape, rate: number): Node {
    this.#masks += 1;
    const name = `dropout-${this.#masks}/mask`;
    this.auxiliary.push({ kind: "mask", name, shape, rate });
    return input(name, shape);
  }

  applied(layer: Layer, result: Node): void {
    const name = this.#nameOf(layer);
    const isNew = !this.results.some((known) => known.name === name && known.result === result);
    if (isNew) this.results.push({ name, result });
  }

  updateState(layer: object, name: string, value: Node): void {
    this.stateUpdates.set(`${this.#nameOf(layer as Layer)}/${name}`, value);
  }

  #useBag(layer: object, spec: ParameterSpec, bag: Bag): BagReading {
    const width = `${bag.name}/width`;
    const reading = {
      ids: input(`${bag.name}/ids`, [batchDim, width], "int32"),
      weights: input(`${bag.name}/weights`, [batchDim, width]),
    };
    const shared = this.#shared(bag.name, { ...reading, owners: undefined, like: undefined });
    return { ...shared, rows: this.parameter(layer, spec) };
  }

  #trainBag(layer: object, spec: ParameterSpec, bag: Bag): BagReading {
    const { name: table, touched } = this.#table(layer, spec);
    const prefix = `${table}/${bag.name}`;
    const groups = `${prefix}/groups`;
    const known = this.#bags.has(prefix);
    const shared = this.#shared(prefix, {
      ids: input(`${prefix}/ids`, [groups, groupWidth], "int32"),
      weights: input(`${prefix}/weights`, [groups, groupWidth]),
      owners: input(`${prefix}/owners`, [groups], "int32"),
      like: input(`${prefix}/like`, [batchDim]),
    });
    if (!known) {
      const names = ["ids", "weights", "owners", "like"].map((part) => `${prefix}/${part}`);
      const [ids, weights, owners, like] = names as [string, string, string, string];
      this.auxiliary.push({
        kind: "grouped-bag",
        table,
        bag: bag.name,
        ids,
        weights,
        owners,
        like,
      });
    }
    return { ...shared, rows: touched!.compact };
  }

  #shared(key: string, reading: Omit<BagReading, "rows">): Omit<BagReading, "rows"> {
    const known = this.#bags.get(key);
    if (known !== undefined) return known;
    this.#bags.set(key, reading as BagReading);
    return reading;
  }

  #table(layer: object, spec: ParameterSpec): GraphParameter {
    const name = `${this.#nameOf(layer as Layer)}/${spec.name}`;
    const known = this.parameters.get(name);
    if (known !== undefined) return this.#checked(known, spec);
    const node = input(name, spec.shape);
    const rows = input(`${name}/rows`, [`${name}/touched`], "int32");
    const parameter = { name, spec, node, touched: { rows, compact: gather(node, rows) } };
    this.parameters.set(name, parameter);
    this.auxiliary.push({ kind: "rows", table: name, rows: `${name}/rows` });
    return parameter;
  }

  #checked(known: GraphParameter, spec: ParameterSpec): GraphParameter {
    if (known.spec.shape.join() === spec.shape.join()) return known;
    throw new NnError(
      "shape-mismatch",
      `Layer parameter "${known.name}" is used with two shapes: received ` +
        `[${spec.shape.join(", ")}], expected [${known.spec.shape.join(", ")}] as at first use.`,
    );
  }

  #nameOf(layer: Layer): string {
    const known = this.#names.get(layer);
    if (known !== undefined) return known;
    const base = layer.name ?? layer.kind;
    let name = base;
    for (let count = 2; this.#taken.has(name); count += 1) name = `${base}-${count}`;
    if (name !== base && layer.name !== undefined) {
      throw new NnError(
        "invalid-argument",
        `Two layers have the same name: received "${base}" twice, give them different names.`,
      );
    }
    this.#taken.add(name);
    this.#names.set(layer, name);
    return name;
  }
}
