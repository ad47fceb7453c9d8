// Hands this process's work to another program: same terminal, same signals, same exit code.
import { spawn } from "node:child_process";
import { constants } from "node:os";

/** Runs `program` in this process's place and ends as it ends. */
export function handOver(program, args, env) {
  const child = spawn(program, args, { stdio: "inherit", env });
  // The terminal sends an interrupt to both; the child decides how to end, and this process waits for it.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    console.error(`heed: cannot start ${program}: ${error.message}`);
    process.exitCode = 1;
  });
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
}
