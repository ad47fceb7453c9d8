// Lets each caller do so much a minute, and says when to come back.
import { Refused } from "../problem.ts";

interface Bucket {
  tokens: number;
  atMs: number;
}
const MOST_CALLERS = 20_000;

export class RateLimit {
  readonly #perMinute: number;
  readonly #burst: number;
  readonly #clockMs: () => number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(perMinute: number, burst: number, clockMs = () => performance.now()) {
    this.#perMinute = perMinute;
    this.#burst = burst;
    this.#clockMs = clockMs;
  }

  /** Takes one token of a caller's bucket; refuses with 429 when it is empty. */
  take(caller: string): void {
    this.check(caller).tokens -= 1;
  }

  /** Refuses with 429 when a caller's bucket is empty, and takes nothing of it. */
  check(caller: string): Bucket {
    const now = this.#clockMs();
    const bucket = this.#buckets.get(caller) ?? { tokens: this.#burst, atMs: now };
    const perMs = this.#perMinute / 60_000;
    bucket.tokens = Math.min(this.#burst, bucket.tokens + (now - bucket.atMs) * perMs);
    bucket.atMs = now;
    // Put last, so that the callers longest silent are forgotten first.
    this.#buckets.delete(caller);
    this.#buckets.set(caller, bucket);
    if (this.#buckets.size > MOST_CALLERS) this.#buckets.delete(this.#buckets.keys().next().value!);
    if (bucket.tokens < 1) {
      const seconds = Math.ceil((1 - bucket.tokens) / perMs / 1000);
      throw new Refused(
        429,
        "too-many-requests",
        `More requests came than ${this.#perMinute} a minute.`,
        `Try again in ${seconds} s.`,
        { "retry-after": String(seconds) },
      );
    }
    return bucket;
  }
}
