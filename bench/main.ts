// `npm run bench`: how long the whole path takes and what memory it needs, as the number of reviews grows; `-- impact` and the
// names of the folders beside this file run their own benches.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeReviews } from "./write-reviews.ts";

const own = process.argv[2];
if (own !== undefined && /^[a-z]+$/.test(own)) {
  process.argv.splice(2, 1);
  await import(`./${own}/main.ts`);
} else wholePath();

function wholePath(): void {
  const { values } = parseArgs({ options: { items: { type: "string", default: "10000,100000" } } });
  const sizes = values.items.split(",").map(Number);
  const heed = new URL("../apps/cli/bin/heed.js", import.meta.url).pathname;

  console.log(
    `Whole path, CSV file to report; ${availableParallelism()} cores, ${cpus()[0]?.model ?? "unknown processor"}, Node ${process.versions.node}`,
  );
  console.log(
    ["items", "seconds", "items/s", "µs/item", "peak MiB", "themes", "stages (s)"].join("\t"),
  );
  for (const size of sizes) {
    const folder = mkdtempSync(join(tmpdir(), "heed-bench-"));
    try {
      const file = join(folder, "reviews.csv");
      writeReviews(file, size);
      execFileSync(
        process.execPath,
        [heed, "analyze", file, "--out", folder, "--workspace", join(folder, "workspace")],
        {
          stdio: ["ignore", "ignore", "inherit"],
        },
      );
      const { counts, timings } = JSON.parse(readFileSync(join(folder, "run.json"), "utf8"));
      const seconds = timings.totalMs / 1000;
      const stages = Object.entries(timings.stagesMs).map(
        ([stage, ms]) => `${stage} ${((ms as number) / 1000).toFixed(1)}`,
      );
      console.log(
        [
          size,
          seconds.toFixed(1),
          Math.round(counts.items / seconds),
          ((seconds / counts.items) * 1e6).toFixed(0),
          timings.peakMemoryMib,
          counts.themes,
          stages.join(", "),
        ].join("\t"),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
