// Turns Ctrl-C into a signal that work can end cleanly on; a second Ctrl-C ends the process at once.

/** A signal that aborts on the first interrupt or termination request. */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => controller.abort());
  return controller.signal;
}
