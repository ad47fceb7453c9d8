// `node scripts/run.js TOOL|FILE ARGS`: runs a script or an installed tool on Node 26, whichever Node npm itself runs on.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findNode } from "../apps/cli/bin/find-node.js";
import { handOver } from "../apps/cli/bin/hand-over.js";

const [target, ...args] = process.argv.slice(2);
const node = findNode();
const root = fileURLToPath(new URL("..", import.meta.url));
// Tools that start `node` themselves must find the same one.
const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ""}` };
handOver(node, [scriptOf(target), ...args], env);

/** The file behind a name: the script itself, or the entry that an installed package gives as its command. */
function scriptOf(name) {
  if (/\.[jt]s$/.test(name)) return name;
  const require = createRequire(join(root, "package.json"));
  const manifest = require.resolve(`${name}/package.json`);
  const { bin } = JSON.parse(readFileSync(manifest, "utf8"));
  return join(dirname(manifest), typeof bin === "string" ? bin : bin[name]);
}
