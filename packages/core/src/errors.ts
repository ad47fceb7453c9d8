// The one family of failures: every refusal has a stable code, a sentence and a way out.

/** Where and why one part of an input was refused. */
export interface InputIssue {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** A refusal in Chinese, for readers of that language. */
export interface ChineseWords {
  readonly message: string;
  readonly hint?: string;
}

export interface HeedErrorOptions {
  /** JSON values that help a program; never customers' text. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** What the reader can do next, in one sentence. */
  readonly hint?: string;
  /** The same sentence and way out in Chinese. */
  readonly zh?: ChineseWords;
  readonly cause?: unknown;
  readonly retryable?: boolean;
}

const MARK = Symbol.for("heed.error");

/** Base of all failures that a user or a program can act on. */
export class HeedError extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly hint: string | undefined;
  readonly zh: ChineseWords | undefined;
  readonly retryable: boolean;
  readonly [MARK] = true;

  constructor(code: string, message: string, options: HeedErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.details = options.details ?? {};
    this.hint = options.hint;
    this.zh = options.zh;
    this.retryable = options.retryable ?? false;
  }

  /** True for any error of this family, also one made by a second copy of this package. */
  static is(value: unknown): value is HeedError {
    return typeof value === "object" && value !== null && MARK in value;
  }
}

/** The caller's input cannot be used; `issues` names each part that was refused. */
export class InvalidInput extends HeedError {
  readonly issues: readonly InputIssue[];
  constructor(
    code: string,
    message: string,
    options: HeedErrorOptions & { issues?: readonly InputIssue[] } = {},
  ) {
    super(code, message, options);
    this.issues = options.issues ?? [];
  }
}

/** What was named does not exist. */
export class NotFound extends HeedError {}

/** The request contradicts the state as it is now. */
export class Conflict extends HeedError {}

/** This engine, platform or configuration lacks the capability. */
export class Unsupported extends HeedError {}

/** Something outside (a file, an engine, an endpoint) does not answer; trying again may help. */
export class Unavailable extends HeedError {}
