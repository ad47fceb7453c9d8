// Holds the house to its plan: who may import whom, no deep or circular imports, and files of a readable size.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** What packages export by a name of its own: parts that others load without the rest. */
const SUB_PATHS = new Set([
  "@heed/core/testing",
  "@heed/core/api",
  "@heed/core/errors",
  "@heed/core/priorities",
  "@heed/core/stored-text",
  "@heed/text/door",
  "@heed/store/items",
]);

/** Which packages of ours each room may import (ARCHITECTURE.md draws the arrows). */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "packages/nn": [],
  "packages/stats": [],
  "packages/core": ["@heed/stats"],
  "packages/text": ["@heed/core", "@heed/nn"],
  "packages/store": ["@heed/core"],
  "packages/workbench": ["@heed/core", "@heed/nn", "@heed/stats", "@heed/store", "@heed/text"],
  "apps/cli": ["@heed/core", "@heed/workbench"],
  "apps/server": ["@heed/core", "@heed/workbench"],
  "apps/web": ["@heed/core", "@heed/stats"],
};
/** Rooms that run in a browser too, or stay pure: no Node built-ins, clock, chance or environment. */
const PURE = ["packages/core", "packages/stats"];
/** Modules with one door each. */
const DOORS: Readonly<Record<string, RegExp>> = {
  "onnxruntime-node": /^packages\/nn\/src\/runtime\//,
  chdb: /^packages\/store\/src\/facts\/chdb\//,
  "tesseract.js": /^packages\/workbench\/src\/worker\/screenshot-child\.ts$/,
  "node:sqlite": /^packages\/store\/src\/records\/sqlite\//,
  "@ai-sdk/anthropic": /^packages\/text\/src\/llm\//,
  "@ai-sdk/openai-compatible": /^packages\/text\/src\/llm\//,
  "@ai-sdk/provider": /^packages\/text\/src\/llm\//,
};
const MOST_LINES = 400;
const MOST_TEST_LINES = 800;

const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.ts", "*.tsx"], {
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => /^(packages|apps)\//.test(file) && existsSync(file));
const sources = new Map(files.map((file) => [file, readFileSync(file, "utf8")]));
const faults: string[] = [];
const sizes: number[] = [];
const graph = new Map<string, string[]>();
for (const [file, source] of sources) {
  checkShape(file, source);
  graph.set(file, checkImports(file, source));
}
checkCycles();

sizes.sort((a, b) => a - b);
const at = (share: number) =>
  sizes[Math.min(sizes.length - 1, Math.floor(share * sizes.length))] ?? 0;
console.log(
  `      ${sizes.length} source files; lines: median ${at(0.5)}, p75 ${at(0.75)}, p90 ${at(0.9)}, most ${sizes.at(-1) ?? 0}`,
);
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;

function checkShape(file: string, source: string): void {
  const lines = source.split("\n").length - 1;
  const isTest = /\.(test|contract)\.tsx?$/.test(file);
  // Data tables are read by looking things up, not from top to bottom.
  const isData = /\/(data|tables|words)\//.test(file);
  if (!isTest && !isData) sizes.push(lines);
  const most = isTest ? MOST_TEST_LINES : MOST_LINES;
  if (lines > most && !isData)
    faults.push(
      `${file}: ${lines} lines, expected at most ${most}; split it by what its parts are for.`,
    );
  if (!/^(#!.*\n)?\/[/*]/.test(source))
    faults.push(`${file}: the first line does not say why the file exists.`);
}

function checkImports(file: string, source: string): string[] {
  const room = file.split("/").slice(0, 2).join("/");
  const near: string[] = [];
  for (const [statement, name] of source.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^"';]*?\bfrom\s+"([^"]+)"|import\("([^"]+)"\)/g,
  )) {
    if (name === undefined) continue;
    if (name.startsWith(".")) {
      const target = relative(".", join(dirname(file), name));
      const isBench = isTestFile(file) && target.startsWith("bench/");
      if (isBench) continue;
      if (!target.startsWith(`${room}/`))
        faults.push(`${file}: imports ${name} from another room; import its package.`);
      if (!sources.has(target) && target.endsWith(".ts"))
        faults.push(`${file}: imports ${name}, which is not there.`);
      // Imports of types alone are gone at run time, so they close no cycle.
      if (!/^\s*(import|export) type\b/.test(statement)) near.push(target);
    } else {
      checkPackage(file, room, name);
    }
  }
  return near;
}

function checkPackage(file: string, room: string, name: string): void {
  const isTest = isTestFile(file);
  const owner = name.startsWith("@") ? name.split("/").slice(0, 2).join("/") : name.split("/")[0]!;
  if (owner.startsWith("@heed/")) {
    const allowed = MAY_IMPORT[room] ?? [];
    const isItself = isTest && owner === `@heed/${room.split("/")[1]}`;
    if (!allowed.includes(owner) && !isItself) {
      faults.push(
        `${file}: ${room} may not import ${owner}; it may import ${allowed.join(", ") || "nothing of ours"}.`,
      );
    }
    if (name.split("/").length > 2 && !SUB_PATHS.has(name)) {
      faults.push(`${file}: imports ${name}; only what a package exports by name may be imported.`);
    }
  }
  if (PURE.includes(room) && !isTest && name.startsWith("node:")) {
    faults.push(
      `${file}: ${room} is pure and may not import ${name}; the workbench or a store may.`,
    );
  }
  const door = DOORS[name] ?? DOORS[owner];
  if (door !== undefined && !isTest && !door.test(file))
    faults.push(`${file}: only ${door.source} may import ${name}.`);
}

/** Tests and training scripts may read data with the benches, and use their own package as a user would. */
function isTestFile(file: string): boolean {
  return /\.test\.tsx?$|\/(test|contract|bench|scripts)\//.test(file);
}

function checkCycles(): void {
  const state = new Map<string, "open" | "done">();
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === "done") return;
    if (state.get(file) === "open") {
      faults.push(`import cycle: ${[...path.slice(path.indexOf(file)), file].join(" -> ")}`);
      return;
    }
    state.set(file, "open");
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    state.set(file, "done");
  };
  for (const file of graph.keys()) visit(file, []);
}
