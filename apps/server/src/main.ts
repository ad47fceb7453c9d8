// The server's process: what an earlier start compiled is taken from there, which halves the time until it listens.
import { mkdirSync } from "node:fs";
import module from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

// What customers said, and the keys that let people in: whatever this process writes is for its owner alone.
process.umask(0o077);
// In the person's own folder: whoever can write there decides what runs.
const home = process.env.HEED_HOME || join(homedir(), ".heed");
try {
  mkdirSync(home, { recursive: true, mode: 0o700 });
} catch {
  // A home that cannot be written keeps nothing; what needs it says so.
}
module.enableCompileCache(process.env.NODE_COMPILE_CACHE ?? join(home, "compile-cache"));
await import("./serve-workspace.ts");
