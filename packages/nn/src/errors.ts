// The one error type of this package, so that callers can tell failures apart by a stable code.

/** Stable, kebab-case reasons for which this package refuses or fails. */
export type NnErrorCode =
  | "shape-mismatch"
  | "dtype-mismatch"
  | "invalid-argument"
  | "invalid-data"
  | "unsupported-op"
  | "not-differentiable"
  | "missing-input"
  | "session-failed"
  | "malformed-model"
  | "malformed-checkpoint"
  | "file-failed"
  | "cancelled";

const marker = Symbol.for("heed.nn.error");

/**
 * A failure of this package: a stable `code`, and a message that says what is wrong with what,
 * what was received, what was expected and what to do. Messages never carry tensor contents.
 */
export class NnError extends Error {
  readonly code: NnErrorCode;
  readonly [marker] = true;

  constructor(code: NnErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = "NnError";
    this.code = code;
  }

  /** Whether a value is an `NnError`, also one thrown by a second copy of this package. */
  static is(value: unknown): value is NnError {
    return typeof value === "object" && value !== null && marker in value;
  }
}
