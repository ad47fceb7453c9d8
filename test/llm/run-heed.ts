// Runs the command line in a home of its own, as a user would.
import { spawn } from "node:child_process";

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

/** Runs `heed ARGS` on this Node and waits for its end. */
export async function runHeed(
  args: readonly string[],
  { home, input = "", env = {} }: { home: string; input?: string; env?: Record<string, string> },
): Promise<Ran> {
  const child = spawn(process.execPath, ["apps/cli/src/main.ts", ...args], {
    env: { PATH: process.env.PATH ?? "", HOME: home, HEED_HOME: home, LANG: "en_US.UTF-8", ...env },
  });
  let out = "";
  let errors = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk));
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk));
  child.stdin.end(input);
  const code = await new Promise<number | null>((done) => child.on("close", done));
  return { code, out, errors };
}
