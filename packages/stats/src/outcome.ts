// Says in one type what a statistic could compute, or why it could not.

/** Every reason for which a function of this package answers "cannot tell". */
export type Reason =
  | "invalid-input"
  | "no-data"
  | "too-few-observations"
  | "zero-variance"
  | "zero-baseline"
  | "no-exposure"
  | "no-variation"
  | "no-overlap"
  | "not-identified"
  | "not-converged"
  | "out-of-reach";

/** A typed "cannot tell": the reason for programs, the message for people. */
export type Refusal = {
  readonly ok: false;
  readonly reason: Reason;
  /** One sentence: what is wrong with what, what was received, what was expected. */
  readonly message: string;
};

/** A result's fields with `ok: true`, or a {@link Refusal}; never NaN in disguise. */
export type Outcome<T extends object> = ({ readonly ok: true } & Readonly<T>) | Refusal;

/** Builds the successful side of an {@link Outcome}. */
export function answer<T extends object>(fields: T): { readonly ok: true } & Readonly<T> {
  return { ok: true, ...fields };
}

/** Builds the refusing side of an {@link Outcome}. */
export function refuse(reason: Reason, message: string): Refusal {
  return { ok: false, reason, message };
}
