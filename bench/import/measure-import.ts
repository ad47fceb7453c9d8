// One measured import: `measure-import.ts FILE WORKSPACE` prints its seconds and the peak memory of the process.
import { importFile, openWorkspace } from "@heed/workbench";

export interface MeasuredImport {
  readonly seconds: number;
  /** Processor time of all threads: what stays comparable on a machine that does other work too. */
  readonly processorSeconds: number;
  /** Largest resident set of the process, engines and threads included. */
  readonly peakBytes: number;
  readonly added: number;
}

const [file = "", folder = ""] = process.argv.slice(2);
const workspace = await openWorkspace(folder);
const startedAt = performance.now();
const before = process.cpuUsage();
const outcome = await importFile(workspace, file);
const seconds = (performance.now() - startedAt) / 1000;
const { user, system } = process.cpuUsage(before);
await workspace.close();
const measured: MeasuredImport = {
  seconds,
  processorSeconds: (user + system) / 1e6,
  peakBytes: process.resourceUsage().maxRSS * 1024,
  added: outcome.import.counts.added,
};
process.stdout.write(JSON.stringify(measured));
