#!/usr/bin/env node
// Starts Heed on the Node it needs, whichever Node it was started with.
import { mkdirSync } from "node:fs";
import module from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findNode } from "./find-node.js";
import { handOver } from "./hand-over.js";

const main = new URL("../src/main.ts", import.meta.url);
const node = findNode();
// Sources compiled by one run are kept for the next, so that short commands answer in half the time: in the person's own
// folder, since whoever can write there decides what runs.
const home = process.env.HEED_HOME || join(homedir(), ".heed");
const cache = join(home, "compile-cache");
try {
  // What customers said lies here too: for this person's eyes.
  mkdirSync(home, { recursive: true, mode: 0o700 });
} catch {
  // A home that cannot be written keeps nothing; commands that need it say so.
}
// On Linux the C library keeps an arena for each thread and never gives large blocks back unless it is told to: that makes
// an analysis a fifth larger. It reads these once, when a process starts.
const memory = { MALLOC_ARENA_MAX: "2", MALLOC_MMAP_THRESHOLD_: "1000000" };
const isTold = process.platform !== "linux" || process.env.MALLOC_ARENA_MAX !== undefined;
if (node === process.execPath && isTold) {
  module.enableCompileCache?.(process.env.NODE_COMPILE_CACHE ?? cache);
  await import(main.href);
} else {
  handOver(node, [fileURLToPath(main), ...process.argv.slice(2)], {
    NODE_COMPILE_CACHE: cache,
    ...memory,
    ...process.env,
  });
}
