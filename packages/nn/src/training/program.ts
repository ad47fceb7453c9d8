// Turns a network, a loss and an optimizer into the three graphs of a model.
import { gradients } from "../autodiff/gradients.ts";
import { NnError } from "../errors.ts";
import { add, gather, input, mul, scatterRows, sub } from "../graph/builder.ts";
import type { Node } from "../graph/node.ts";
import { batchDim, type InputSpec, type TensorSpec, type Value } from "../layers/layer.ts";
import type { Network, Outputs } from "../layers/network.ts";
import type { Loss } from "../losses/loss.ts";
import { clipByGlobalNorm } from "../optimizers/clip.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { groupOf, type ParameterGroup, requireGroups } from "../optimizers/parameter-group.ts";
import type { AuxiliaryInput } from "./auxiliary.ts";
import { GraphBuild, type GraphParameter, type LayerResult } from "./build-context.ts";

/** What a program is made from. */
export type ProgramParts = {
  readonly network: Network;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  /** Largest joint norm of the gradients; no clipping when absent. */
  readonly clipNorm?: number;
  readonly groups?: readonly ParameterGroup[];
};

/** A parameter in the model: its starting recipe and how training updates it. */
export type ProgramParameter = GraphParameter & {
  /** Names of the optimizer's numbers for it. */
  readonly slots: readonly string[];
  /** Whether training updates only the touched rows, in place. */
  readonly byRows: boolean;
  /** How a step changes it: by its gradient, by a rule of its layer (running figures), or not at all. */
  readonly training: "learned" | "kept" | "frozen";
};

/** The graphs of a model. Updated values are outputs named `next/` and the parameter's name. */
export type Program = {
  readonly parameters: readonly ProgramParameter[];
  readonly auxiliary: readonly AuxiliaryInput[];
  /** What each layer gives in use, in order. */
  readonly layers: readonly LayerResult[];
  /** Number of classes behind each target of class numbers. */
  readonly classes: Readonly<Record<string, number>>;
  /** Names of the reported scalars, the loss first. */
  readonly figures: readonly string[];
  /** One training step: figures and next values. */
  readonly step: Outputs;
  /** Figures of a batch without training. */
  readonly evaluation: Outputs;
  /** Results of a batch. */
  readonly prediction: Outputs;
};

/** Prefix of the outputs that carry updated values. */
export const nextPrefix = "next/";

/** Prefix of the optimizer's scalar inputs. */
export const scalarPrefix = "optimizer/";

/** Name of the input of example weights. */
export const weightsInput = "example-weights";

/** Writes all graphs of a model. */
export function buildProgram(parts: ProgramParts): Program {
  const { network, loss } = parts;
  const training = new GraphBuild(true);
  const use = new GraphBuild(false);
  const targets = tensorInputs(loss.targets, "target/");
  const weights = input(weightsInput, [batchDim]);
  const trainOutputs = network.build(networkInputs(network.inputs), training);
  const useOutputs = network.build(networkInputs(network.inputs), use);
  const trainFigures = figuresOf(loss, { outputs: trainOutputs, targets, weights });
  const { groups = [] } = parts;
  requireGroups(groups, [...training.parameters.keys()]);
  const parameters = [...training.parameters.values()].map((parameter): ProgramParameter => {
    const { name, spec, touched } = parameter;
    const isFrozen = spec.trainable === false || groupOf(groups, name)?.rate === 0;
    const kept = training.stateUpdates.has(name) ? "kept" : "learned";
    const how = isFrozen ? "frozen" : kept;
    const slots = how === "learned" ? parts.optimizer.slots : [];
    return {
      ...parameter,
      slots: slots.map((slot) => `${name}#${slot}`),
      byRows: touched !== undefined,
      training: how,
    };
  });
  return {
    parameters,
    auxiliary: training.auxiliary,
    layers: use.results,
    classes: loss.classes?.(trainOutputs) ?? {},
    figures: Object.keys(trainFigures),
    step: { ...trainFigures, ...updates(parts, training, parameters, trainFigures.loss!) },
    evaluation: figuresOf(loss, { outputs: useOutputs, targets, weights }),
    prediction: loss.predict?.(useOutputs) ?? useOutputs,
  };
}

function updates(
  { optimizer, clipNorm, groups = [] }: ProgramParts,
  training: GraphBuild,
  parameters: readonly ProgramParameter[],
  loss: Node,
): Outputs {
  const next: Record<string, Node> = {};
  for (const { name, training: how } of parameters) {
    if (how === "kept") next[nextPrefix + name] = training.stateUpdates.get(name)!;
  }
  const learned = parameters.filter(({ training: how }) => how === "learned");
  if (learned.length === 0) throw nothingToTrain(parameters.length);
  const raw = gradients(
    loss,
    learned.map(({ node, touched }) => touched?.compact ?? node),
  );
  const clipped = clipNorm === undefined ? raw : clipByGlobalNorm(raw, clipNorm);
  const scalars = Object.fromEntries(
    Object.keys(optimizer.scalars(0)).map((name) => [name, input(scalarPrefix + name, [])]),
  );
  for (const [at, parameter] of learned.entries()) {
    const { name, node, touched, spec } = parameter;
    const wholes = [node, ...parameter.slots.map((slot) => input(slot, spec.shape))];
    const [value, ...slots] = wholes.map((whole, part) => {
      if (touched === undefined) return whole;
      return part === 0 ? touched.compact : gather(whole, touched.rows);
    });
    const group = groupOf(groups, name);
    const decay = group?.decay ?? Number(spec.decay ?? spec.shape.length > 1);
    const update = { parameter: value!, gradient: clipped[at]!, slots, scalars, decay };
    const result = optimizer.update(update);
    const names = [name, ...parameter.slots];
    const moved = slowed(value!, result.parameter, group?.rate ?? 1);
    for (const [part, updated] of [moved, ...result.slots].entries()) {
      next[nextPrefix + names[part]!] =
        touched === undefined ? updated : scatterRows(wholes[part]!, touched.rows, updated);
    }
  }
  return next;
}

function nothingToTrain(parameters: number): NnError {
  return new NnError(
    "invalid-argument",
    `The network has nothing to train: received ${parameters} parameters, all frozen, ` +
      "expected at least one that learns; add a layer, or a group with a rate above 0.",
  );
}

/** Goes a share of the way: every optimizer's step grows evenly with its learning rate. */
function slowed(from: Node, to: Node, rate: number): Node {
  return rate === 1 ? to : add(from, mul(rate, sub(to, from)));
}

function figuresOf(
  loss: Loss,
  parts: { outputs: Outputs; targets: Record<string, Node>; weights: Node },
): Record<string, Node> {
  return { loss: loss.build(parts), ...loss.metrics(parts) };
}

function networkInputs(specs: Readonly<Record<string, InputSpec>>): Record<string, Value> {
  const values = Object.entries(specs).map(([name, spec]): [string, Value] => [
    name,
    spec.kind === "bag" ? { kind: "bag", name, rows: spec.rows } : tensorOf(name, spec),
  ]);
  return Object.fromEntries(values);
}

function tensorInputs(
  specs: Readonly<Record<string, TensorSpec>>,
  prefix: string,
): Record<string, Node> {
  const entries = Object.entries(specs).map(([name, spec]) => [
    name,
    tensorOf(prefix + name, spec),
  ]);
  return Object.fromEntries(entries);
}

function tensorOf(name: string, spec: TensorSpec): Node {
  return input(name, [batchDim, ...spec.shape], spec.dtype);
}
