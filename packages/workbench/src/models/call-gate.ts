// Lets calls to one provider through: so many at a time, so many a minute, and none while it asked to wait.

export interface GateOptions {
  readonly concurrency: number;
  /** Calls that may begin in any minute; null for no limit. */
  readonly perMinute: number | null;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

const MINUTE = 60_000;

/** One provider's gate; calls pass in the order in which they came. */
export class CallGate {
  readonly #options: GateOptions;
  #running = 0;
  readonly #queue: (() => void)[] = [];
  /** When the calls of the last minute began. */
  readonly #begun: number[] = [];
  #closedUntil = 0;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  /** Runs `work` when it is its turn. */
  async pass<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    const leave = await this.enter(signal);
    try {
      return await work();
    } finally {
      leave();
    }
  }

  /** Waits for a turn, which lasts until what this gives is called. */
  async enter(signal: AbortSignal): Promise<() => void> {
    await this.#queueUp(signal);
    try {
      await this.#awaitOpening(signal);
    } catch (error) {
      this.#leave();
      throw error;
    }
    return () => this.#leave();
  }

  /** Lets nothing begin for some time: a provider's word to one call counts for all. */
  closeFor(ms: number): void {
    this.#closedUntil = Math.max(this.#closedUntil, this.#options.now() + ms);
  }

  async #queueUp(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#running < this.#options.concurrency) {
      this.#running += 1;
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#queue.push(resolve);
    const stop = () => resolve();
    signal.addEventListener("abort", stop, { once: true });
    await promise;
    // A signal outlives many calls; it must not keep them.
    signal.removeEventListener("abort", stop);
    if (!signal.aborted) return;
    const at = this.#queue.indexOf(resolve);
    // A call that stopped waiting gives up its place, or the turn it has just been given.
    if (at >= 0) this.#queue.splice(at, 1);
    else this.#leave();
    signal.throwIfAborted();
  }

  /** Hands the turn to the next call, or counts it as free. */
  #leave(): void {
    const next = this.#queue.shift();
    if (next === undefined) this.#running -= 1;
    else next();
  }

  async #awaitOpening(signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const now = this.#options.now();
      const until = Math.max(this.#closedUntil, this.#nextPlace(now));
      if (until <= now) break;
      await this.#options.wait(until - now, signal);
    }
    this.#begun.push(this.#options.now());
  }

  /** When one more call may begin under the limit of a minute. */
  #nextPlace(now: number): number {
    const { perMinute } = this.#options;
    while (this.#begun.length > 0 && this.#begun[0]! <= now - MINUTE) this.#begun.shift();
    if (perMinute === null || this.#begun.length < perMinute) return now;
    return this.#begun[this.#begun.length - perMinute]! + MINUTE;
  }
}
