// What every kind of model in the lab offers: examples made ready, recipes that are tried, and a file that is opened again.
import type { Example, FeatureColumn, LabTask } from "@heed/core";

/** What a model sees of an example. */
export type LabInput = Pick<Example, "text" | "file" | "cells">;

/** Told how a training goes: its mean loss after a step, and the loss on what it is checked with. */
export type OnStep = (step: number, loss: number, validation: number | null) => void;

export interface FitContext {
  readonly seed: number;
  readonly signal?: AbortSignal | undefined;
  readonly onStep?: OnStep | undefined;
  /** Where a long training keeps what it has reached, so that it can go on from there. */
  readonly checkpoint?: string | undefined;
}

/** A trained model over examples that were made ready by its task. */
export interface Fitted<Ready> {
  /** Probabilities of some of the examples, row-major rows x classes. */
  predict(ready: Ready, rows: Int32Array): Promise<Float32Array>;
  /** What has to be kept of it. */
  parts(): Readonly<Record<string, Uint8Array>>;
}

/** One way to make a model. */
export interface Recipe<Ready> {
  readonly name: string;
  /** Whether it is the linear baseline. */
  readonly isBaseline: boolean;
  /** Whether it is cheap enough to be trained many times for a learning curve. */
  readonly isQuick: boolean;
  /** True where there is enough to train it on. */
  fits(examples: number, classes: number): boolean;
  /** Seconds that one training takes on the machine that was measured, with so many features an example. */
  seconds(examples: number, classes: number, features: number): number;
  fit(
    ready: Ready,
    rows: Int32Array,
    labels: Int32Array,
    classes: number,
    context: FitContext,
  ): Promise<Fitted<Ready>>;
  open(parts: Readonly<Record<string, Uint8Array>>, classes: number): Promise<Fitted<Ready>>;
}

/** All of one task. */
export interface TaskDoor<Ready> {
  readonly task: LabTask;
  readonly recipes: readonly Recipe<Ready>[];
  prepare(inputs: readonly LabInput[], settings: PrepareSettings): Promise<Ready>;
  /** Unit vectors of likeness, row-major; null where likeness has no meaning. */
  vectors(ready: Ready): { readonly data: Float32Array; readonly dimensions: number } | null;
}

export interface PrepareSettings {
  readonly columns: readonly FeatureColumn[];
  /** Folder below which the files of examples lie. */
  readonly mediaFolder: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Numbers as bytes, little-endian, and back. */
export function bytesOf(numbers: Float32Array | Int32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength).slice();
}

export function floatsOf(bytes: Uint8Array): Float32Array {
  return new Float32Array(new Uint8Array(bytes).buffer);
}

export function integersOf(bytes: Uint8Array): Int32Array {
  return new Int32Array(new Uint8Array(bytes).buffer);
}

export function jsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

export function jsonOf<Value>(bytes: Uint8Array): Value {
  return JSON.parse(new TextDecoder().decode(bytes)) as Value;
}
