// Lets long work breathe: progress goes out, an abort comes in, other tasks get a turn.

/** Called between slices of work; reports `done` of 100 and throws the signal's reason once aborted. */
export type Pause = (done: number) => Promise<void>;

/** A pause that reports to `onProgress` and listens to `signal`. */
export function createPause(
  onProgress: ((done: number, total: number) => void) | undefined,
  signal: AbortSignal | undefined,
): Pause {
  return async (done) => {
    signal?.throwIfAborted();
    onProgress?.(Math.round(done), 100);
    await new Promise<void>((resume) => setImmediate(resume));
    signal?.throwIfAborted();
  };
}
