// The numbers of a model: parameters and optimizer state, kept ready to be read and written.
import type { RandomStream } from "../random.ts";
import { type RuntimeTensor, runtimeTensor } from "../runtime/session.ts";
import { nextPrefix, type ProgramParameter } from "./program.ts";

/** One kept array: `front` holds the current values, `back` takes the next ones. */
type Kept = { front: RuntimeTensor; back: RuntimeTensor };

/**
 * Holds each array twice and swaps the two after a step, so that a step neither allocates nor
 * copies them. Tables are held once: a step writes their touched rows in place.
 */
export class ModelState {
  readonly #kept = new Map<string, Kept>();
  readonly #parameters: readonly ProgramParameter[];

  constructor(parameters: readonly ProgramParameter[], random: RandomStream) {
    this.#parameters = parameters;
    for (const { name, spec, slots, byRows, training } of parameters) {
      const values = spec.initialize(spec.shape, random.fork("initialize", name));
      this.#keep(name, values, spec.shape, byRows || training === "frozen");
      for (const slot of slots) {
        this.#keep(slot, new Float32Array(values.length), spec.shape, byRows);
      }
    }
  }

  /** Current values of parameters, to feed. */
  parameters(): Record<string, RuntimeTensor> {
    return Object.fromEntries(
      this.#parameters.map(({ name }) => [name, this.#kept.get(name)!.front]),
    );
  }

  /** Current values of everything, to feed. */
  all(): Record<string, RuntimeTensor> {
    return Object.fromEntries([...this.#kept].map(([name, { front }]) => [name, front]));
  }

  /** Where a step writes the next values, by output name. */
  targets(): Record<string, RuntimeTensor> {
    const frozen = new Set(
      this.#parameters.filter(({ training }) => training === "frozen").map(({ name }) => name),
    );
    const changing = [...this.#kept].filter(([name]) => !frozen.has(name));
    return Object.fromEntries(changing.map(([name, { back }]) => [nextPrefix + name, back]));
  }

  /** Sets the optimizer's numbers back to 0, as before any step. */
  forgetSlots(): void {
    for (const { slots } of this.#parameters) {
      for (const slot of slots) this.values(slot).fill(0);
    }
  }

  /** Makes the values written last the current ones. */
  swap(): void {
    for (const kept of this.#kept.values()) {
      const { front, back } = kept;
      kept.front = back;
      kept.back = front;
    }
  }

  /** Copies of the current values of parameters: of all, or of those that are not frozen. */
  copies(which: "all" | "changing"): Map<string, Float32Array> {
    const chosen = this.#parameters.filter(
      ({ training }) => which === "all" || training !== "frozen",
    );
    return new Map(chosen.map(({ name }) => [name, this.values(name).slice()]));
  }

  /** The current values under a name, not copied. */
  values(name: string): Float32Array {
    return this.#kept.get(name)!.front.data as Float32Array;
  }

  /** Names of all kept arrays with their shapes. */
  shapes(): Map<string, readonly number[]> {
    return new Map([...this.#kept].map(([name, { front }]) => [name, front.dims]));
  }

  #keep(name: string, values: Float32Array, shape: readonly number[], once: boolean): void {
    const front = runtimeTensor("float32", values, shape);
    const back = once ? front : runtimeTensor("float32", new Float32Array(values.length), shape);
    this.#kept.set(name, { front, back });
  }
}
