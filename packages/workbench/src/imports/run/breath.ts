// Lets the server answer between two pieces of a long piece of work on the main thread.
const MOST_MS = 8;

/** Ends the turn of the event loop when it has lasted a while; to be awaited every few dozen steps. */
export class Breath {
  #since = performance.now();

  /** True where it is time to `take`: asked in loops that seldom need it. */
  get isDue(): boolean {
    return performance.now() - this.#since > MOST_MS;
  }

  async take(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.#since = performance.now();
  }
}
