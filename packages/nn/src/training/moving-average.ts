// The moving average of a model's parameters over the steps of a run: often better than where the last step ended.
import { NnError } from "../errors.ts";
import { firstNotFinite } from "./check-data.ts";

/** How the parameters are averaged over the steps. */
export type Averaging = {
  /**
   * Share of the average that a step keeps, from 0 to below 1: 0.999 looks back over about the last 1,000 steps.
   * The first steps keep less, see {@link MovingAverage}.
   */
  readonly decay: number;
  /**
   * Takes the parameters in at every so many steps, with the decay of as many steps; 1 by default. Large tables
   * are passed over as a whole each time, so that more is faster there.
   */
  readonly everySteps?: number;
};

/** Current numbers of a parameter by name, not copied. */
type Values = (name: string) => Float32Array;

/**
 * The exponential moving average of parameters (averaging: Polyak & Juditsky, 1992; with a decay: as in Szegedy et
 * al., 2016, section 8). The t-th update keeps the share min(decay, (1 + t) / (10 + t)), so that the values of the
 * start are soon forgotten. Running figures of batch norm are averaged like the rest. Numbers that are not finite
 * never enter it.
 */
export class MovingAverage {
  readonly #decay: number;
  readonly #every: number;
  readonly #values: Map<string, Float32Array>;

  constructor(options: Averaging, start: ReadonlyMap<string, Float32Array>) {
    this.#every = options.everySteps ?? 1;
    this.#decay = options.decay ** this.#every;
    this.#values = new Map([...start].map(([name, values]) => [name, values.slice()]));
  }

  /** The averages by name, not copied. */
  get values(): ReadonlyMap<string, Float32Array> {
    return this.#values;
  }

  /**
   * Takes the parameters in after so many steps of the run.
   *
   * @throws NnError `invalid-data` where a parameter is not finite; the average is then as it was
   */
  takeIn(current: Values, steps: number): void {
    if (steps % this.#every !== 0) return;
    for (const name of this.#values.keys()) requireFinite(name, current(name), steps);
    const updates = steps / this.#every;
    const share = 1 - Math.min(this.#decay, (1 + updates) / (10 + updates));
    for (const [name, average] of this.#values) {
      const values = current(name);
      for (let at = 0; at < average.length; at += 1) {
        average[at]! += share * (values[at]! - average[at]!);
      }
    }
  }

  /** Copies of the averages by name. */
  copies(): Map<string, Float32Array> {
    return new Map([...this.#values].map(([name, values]) => [name, values.slice()]));
  }

  /** Goes on from other averages, as when the best epoch is put back. */
  replace(values: ReadonlyMap<string, Float32Array>): void {
    for (const [name, average] of this.#values) average.set(values.get(name)!);
  }

  /** Puts the averages where the parameters are and keeps those instead; a second call undoes it. */
  exchange(current: Values): void {
    for (const [name, average] of this.#values) {
      const values = current(name);
      const before = values.slice();
      values.set(average);
      average.set(before);
    }
  }
}

/** Refuses a decay that averages nothing, or everything for ever. */
export function requireAveraging({ decay, everySteps = 1 }: Averaging): void {
  if (decay >= 0 && decay < 1 && Number.isInteger(everySteps) && everySteps > 0) return;
  throw new NnError(
    "invalid-argument",
    `fit cannot average so: received decay ${decay} every ${everySteps} steps, expected a decay from 0 to ` +
      "below 1, such as 0.999, and a whole number of steps from 1 on.",
  );
}

function requireFinite(name: string, values: Float32Array, steps: number): void {
  if (firstNotFinite(values) < 0) return;
  throw new NnError(
    "invalid-data",
    `Training diverged: received a number that is not finite in parameter "${name}" after ${steps} steps, ` +
      "expected finite ones; lower the learning rate, clip gradients, or look at the scale of the data.",
  );
}
