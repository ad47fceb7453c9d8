// The input checks that nearly every function of this package asks first.
import { type Refusal, refuse } from "./outcome.ts";

/** Larger numbers would overflow when squared, smaller scales would vanish: both are refused. */
export const LARGEST_NUMBER = 1e100;

/** Larger counts are no counts of anything, and exact tails would take for ever. */
export const LARGEST_COUNT = 1e12;

/** Whether a count is a whole number from 0 to {@link LARGEST_COUNT}. */
export function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= LARGEST_COUNT;
}

/** Whether a scale, such as an exposure, lies between 1e-100 and 1e100. */
export function isScale(value: number): boolean {
  return value >= 1 / LARGEST_NUMBER && value <= LARGEST_NUMBER;
}

/** Refuses a confidence (or credible) level outside (0, 1). */
export function checkLevel(level: number): Refusal | undefined {
  if (level > 0 && level < 1) return undefined;
  return refuse(
    "invalid-input",
    `A level lies between 0 and 1: received ${level}, for example 0.95.`,
  );
}

/** Refuses lists that hold anything but finite numbers up to 1e100 in size. */
export function checkNumbers(name: string, values: ArrayLike<number>): Refusal | undefined {
  for (let i = 0; i < values.length; i++) {
    if (!(Math.abs(values[i]) <= LARGEST_NUMBER)) {
      return refuse(
        "invalid-input",
        `${name} must hold finite numbers: received ${values[i]} at position ${i}.`,
      );
    }
  }
  return undefined;
}

/** Refuses lists that hold anything but whole numbers from 0 to 1e12. */
export function checkCounts(name: string, values: ArrayLike<number>): Refusal | undefined {
  for (let i = 0; i < values.length; i++) {
    if (!isCount(values[i])) {
      return refuse(
        "invalid-input",
        `${name} must hold counts: received ${values[i]} at position ${i}.`,
      );
    }
  }
  return undefined;
}
