// `npm run evaluate -- [readers] [transfer] [intents] [themes] [redaction] [lab] [support] [screenshots] [--data FOLDER] [--write] [--encoder NAME]`: quality on labelled data;
// `--write` puts the readers' figures into their model cards; `--encoder` finds themes with an encoder of `heed models` beside the built-in one.
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

const SECTIONS = [
  "readers",
  "transfer",
  "intents",
  "themes",
  "redaction",
  "lab",
  "support",
  "screenshots",
] as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: "string", default: process.env.HEED_DATA ?? "../shared/data" },
    write: { type: "boolean", default: false },
    encoder: { type: "string" },
  },
});
const unknown = positionals.filter((name) => !SECTIONS.some((section) => section === name));
if (unknown.length > 0) {
  console.error(`There is no section ${unknown.join(", ")}; choose among ${SECTIONS.join(", ")}.`);
  process.exit(2);
}
const chosen = positionals.length > 0 ? positionals : SECTIONS;
for (const section of chosen) {
  console.log(`\n${section}`);
  // Each section is a process of its own, so that one set's memory and caches do not help or hurt the next.
  const { status } = spawnSync(
    process.execPath,
    [
      resolve(import.meta.dirname, `${section}.ts`),
      resolve(values.data),
      ...(values.write ? ["--write"] : []),
      ...(section === "themes" && values.encoder !== undefined
        ? [`--encoder=${values.encoder}`]
        : []),
    ],
    { stdio: "inherit" },
  );
  if (status !== 0) process.exitCode = 1;
}
