// What a script can tell from how a command ended.
import { Conflict, HeedError, InvalidInput, NotFound, Unavailable } from "@heed/core";

export const EXIT_CODES = {
  done: 0,
  /** A fault of Heed itself. */
  fault: 1,
  /** The command line cannot be understood. */
  wrongUse: 2,
  /** The input (a file, a column, a value) cannot be used. */
  invalidInput: 3,
  /** What was named does not exist. */
  notFound: 4,
  /** Something outside did not answer; trying again may help. */
  unavailable: 5,
  /** What was asked contradicts the state as it is now. */
  conflict: 6,
  /** Stopped by the user. */
  interrupted: 130,
} as const;

export function exitCodeOf(error: unknown): number {
  if (error instanceof Error && error.name === "AbortError") return EXIT_CODES.interrupted;
  if (!HeedError.is(error)) return EXIT_CODES.fault;
  if (error instanceof NotFound) return EXIT_CODES.notFound;
  if (error instanceof Conflict) return EXIT_CODES.conflict;
  if (error instanceof Unavailable) return EXIT_CODES.unavailable;
  return error instanceof InvalidInput ? EXIT_CODES.invalidInput : EXIT_CODES.fault;
}
