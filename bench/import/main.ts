// `npm run bench -- import [--rows 1000000]`: rows a second and peak memory of an import, file to committed facts.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeReviews } from "../write-reviews.ts";
import type { MeasuredImport } from "./measure-import.ts";

const { values } = parseArgs({ options: { rows: { type: "string", default: "100000,1000000" } } });
const MEASURE = new URL("./measure-import.ts", import.meta.url).pathname;
const MIB = 1024 ** 2;

console.log(
  `Import of a CSV file, from opening it to its commit (redacted, hashed, grouped, stored); ${availableParallelism()} cores, ${cpus()[0]?.model ?? "unknown processor"}, Node ${process.versions.node}`,
);
console.log(["rows", "MiB", "seconds", "rows/s", "processor s", "peak MiB", "again s"].join("\t"));
for (const rows of values.rows.split(",").map(Number)) {
  const folder = mkdtempSync(join(tmpdir(), "heed-bench-import-"));
  try {
    const file = join(folder, "reviews.csv");
    writeReviews(file, rows);
    const workspace = join(folder, "workspace");
    const first = measure(file, workspace);
    // The same file once more: all rows are looked up and none is added.
    const again = measure(file, workspace);
    if (first.added !== rows || again.added !== 0)
      throw new Error(
        `${first.added} and ${again.added} items were added, expected ${rows} and 0.`,
      );
    console.log(
      [
        rows,
        (statSync(file).size / MIB).toFixed(0),
        first.seconds.toFixed(1),
        Math.round(rows / first.seconds),
        first.processorSeconds.toFixed(1),
        (first.peakBytes / MIB).toFixed(0),
        again.seconds.toFixed(1),
      ].join("\t"),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One import in a process of its own, so that its peak memory is its own. */
function measure(file: string, workspace: string): MeasuredImport {
  const told = execFileSync(process.execPath, [MEASURE, file, workspace], { encoding: "utf8" });
  return JSON.parse(told) as MeasuredImport;
}
