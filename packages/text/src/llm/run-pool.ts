// Runs work over many inputs, a few at a time, and stops at the first failure.

/** Runs `work` over `inputs` with at most `atOnce` under way; inputs are taken only when there is room. */
export async function runPool<Input>(
  inputs: Iterable<Input>,
  atOnce: number,
  work: (input: Input) => Promise<void>,
): Promise<void> {
  const source = inputs[Symbol.iterator]();
  let hasFailed = false;
  const run = async (): Promise<void> => {
    for (;;) {
      const next = source.next();
      if (next.done === true || hasFailed) return;
      try {
        await work(next.value);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  // Everyone ends before the failure is told, so that nothing is left running behind it.
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, run));
  for (const end of ended) if (end.status === "rejected") throw end.reason;
}
