// The server's process: what an earlier start compiled is taken from there, which halves the time until it listens.
import module from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

// In the person's own folder: whoever can write there decides what runs.
const home = process.env.HEED_HOME || join(homedir(), ".heed");
module.enableCompileCache(process.env.NODE_COMPILE_CACHE ?? join(home, "compile-cache"));
await import("./serve-workspace.ts");
