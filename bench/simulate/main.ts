// Prints how often each statistical method is wrong: `npm run simulate -- [runs] [name]`, `-- impact [runs]` for verdicts on releases, `-- experiments [runs]` on experiments.
import { simulateExperiments } from "./experiments.ts";
import { simulateImpact } from "./impact.ts";
import { methods, monteCarloError, type Row, simulate, TOLERANCE } from "./simulate.ts";

const isImpact = process.argv[2] === "impact";
const isExperiments = process.argv[2] === "experiments";
const isNamed = isImpact || isExperiments;
const runs = Number(process.argv[isNamed ? 3 : 2] ?? (isNamed ? 1_000 : 10_000));
const only = (process.argv[3] ?? "").toLowerCase();
if (!(Number.isInteger(runs) && runs >= 100)) {
  throw new RangeError(
    `Runs: received ${process.argv[isNamed ? 3 : 2]}, expected a whole number from 100 up.`,
  );
}
const powerRuns = Math.ceil(runs / 5);
const percent = (share: number | undefined) =>
  share === undefined ? "-" : `${(100 * share).toFixed(2)} %`;
const COLUMNS = [50, 9, 9, 9, 9, 8, 8] as const;
const line = (cells: readonly string[]) =>
  cells.map((cell, i) => (i === 0 ? cell.padEnd(COLUMNS[i]) : cell.padStart(COLUMNS[i]))).join(" ");

const broken = isExperiments
  ? simulateExperiments(runs)
  : isImpact
    ? simulateImpact(runs)
    : simulateMethods();
if (broken.length > 0) {
  console.log(`Broken promises: ${broken.join("; ")}.`);
  process.exitCode = 1;
}

/** Answers the methods that break their promise. */
function simulateMethods(): string[] {
  console.log(`${runs} A/A runs a method, ${powerRuns} with an effect; level 5 %, seeds fixed.`);
  console.log(
    `Monte-Carlo standard error ${percent(monteCarloError(runs))}; held within ${TOLERANCE} of them.`,
  );
  console.log(line(["method", "false +", "cover", "cover|eff", "power", "refused", "holds"]));
  const started = performance.now();
  const rows: Row[] = [];
  for (const [index, method] of methods.entries()) {
    if (!method.name.toLowerCase().includes(only)) continue;
    const before = performance.now();
    const row = simulate(method, runs, powerRuns, 1000 + 2 * index);
    rows.push(row);
    const verdict = method.kind === "contrast" ? "contrast" : row.holds ? "yes" : "NO";
    const seconds = ((performance.now() - before) / 1000).toFixed(1);
    const cells = [
      percent(row.falsePositives),
      percent(row.coverage),
      percent(row.coverageWithEffect),
      percent(row.power),
      String(row.refused),
      verdict,
    ];
    console.log(`${line([method.name, ...cells])}   ${seconds} s`);
    console.log(`  ${method.kind === "fixed" ? "" : `${method.kind}: `}${method.setting}`);
  }
  console.log(`${rows.length} methods in ${((performance.now() - started) / 1000).toFixed(0)} s.`);
  return rows.filter((row) => !row.holds).map((row) => row.method.name);
}
