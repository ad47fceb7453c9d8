// Keeps work that rewrites the stores as a whole apart from what is stored as it arrives: neither sees half of the other.

/** How a workspace keeps both apart. */
export interface ArrivalGate {
  /** How often something has run alone: whoever remembers what is stored asks anew after that. */
  readonly passed: number;
  /** Stores what arrived, side by side with other arrivals; where something runs alone, after it. */
  beside<Value>(work: () => Promise<Value>): Promise<Value>;
  /** Runs work while nothing that arrives is stored. Never from within work that runs alone or beside. */
  alone<Value>(work: () => Promise<Value>): Promise<Value>;
}

/** The gate of the process that holds a workspace. */
export class HeldGate implements ArrivalGate {
  #passed = 0;
  /** Resolves when nothing runs alone any more, or waits to. */
  #alone: Promise<void> = Promise.resolve();
  readonly #arriving = new Set<Promise<void>>();

  get passed(): number {
    return this.#passed;
  }

  async beside<Value>(work: () => Promise<Value>): Promise<Value> {
    let seen: Promise<void>;
    do {
      seen = this.#alone;
      await seen;
    } while (seen !== this.#alone);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#arriving.add(promise);
    try {
      return await work();
    } finally {
      this.#arriving.delete(promise);
      resolve();
    }
  }

  async alone<Value>(work: () => Promise<Value>): Promise<Value> {
    const before = this.#alone;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#alone = before.then(() => promise);
    await before;
    await Promise.all(this.#arriving);
    try {
      return await work();
    } finally {
      this.#passed += 1;
      resolve();
    }
  }
}
