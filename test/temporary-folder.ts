// One folder for all that a test run and its child processes write, gone when the run ends.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Vitest calls it before the first test. */
export function setup(): void {
  const folder = mkdtempSync(join(tmpdir(), "heed-tests-"));
  process.env.TMPDIR = folder;
  // Every command of every test compiles the same sources.
  process.env.NODE_COMPILE_CACHE = join(folder, "compile-cache");
  // Nobody's own models are asked by a test.
  process.env.HEED_HOME = join(folder, "home");
}

/** Vitest calls it after the last test. */
export function teardown(): void {
  rmSync(process.env.TMPDIR!, { recursive: true, force: true, maxRetries: 3 });
}
