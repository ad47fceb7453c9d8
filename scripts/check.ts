// `npm run check`: types, lint and format, unused code, the house's own rules and the lock file, side by side.
import { spawn } from "node:child_process";

const CHECKS: Readonly<Record<string, readonly string[]>> = {
  types: ["node_modules/.bin/tsc", "--project", "."],
  "types of the web": ["node_modules/.bin/tsc", "--project", "apps/web"],
  "lint and format": ["node_modules/.bin/biome", "check", "."],
  "unused code": ["node_modules/.bin/knip"],
  house: [process.execPath, "scripts/check-house.ts"],
  "lock file": [process.execPath, "scripts/complete-lock.js", "--check"],
};

const results = await Promise.all(
  Object.entries(CHECKS).map(([name, command]) => run(name, command)),
);
process.exitCode = results.every((passed) => passed) ? 0 : 1;

async function run(name: string, [program, ...args]: readonly string[]): Promise<boolean> {
  const startedAt = performance.now();
  const child = spawn(program!, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${code === 0 ? "ok  " : "FAIL"}  ${name}  ${seconds} s`);
  if (code !== 0 || name === "house") console.log(output.trimEnd());
  return code === 0;
}
