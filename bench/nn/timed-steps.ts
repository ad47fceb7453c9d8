// One process that trains a workload for some seconds and prints its step times: `timed-steps.ts WORKLOAD SECONDS THREADS`.
import { performance } from "node:perf_hooks";
import { compile } from "../../packages/nn/src/index.ts";
import { workloads } from "./workloads.ts";

const [name = "convnet", seconds = "5", threads = "2"] = process.argv.slice(2);
const { network, data, batchSize, options } = workloads[name]!();
const model = compile(network, { ...options, seed: 1, threads: Number(threads) });
const times: number[] = [];
const abort = new AbortController();
const start = performance.now();
let last = start;
let loss = 0;
let cpu = process.cpuUsage();
await model.fit(data, {
  epochs: 10_000,
  batchSize,
  signal: abort.signal,
  onProgress: ({ kind, figures }) => {
    const now = performance.now();
    if (kind === "step") times.push(now - last);
    if (times.length === 5) cpu = process.cpuUsage();
    last = now;
    loss = figures.loss!;
    if (now - start > Number(seconds) * 1000) abort.abort();
  },
});
const { user, system } = process.cpuUsage(cpu);
await model.close();
// The first steps open the session and warm up.
const kept = times.slice(5).sort((a, b) => a - b);
const peakMib = process.resourceUsage().maxRSS / 1024;
const { version } = process;
const cpuMs = (user + system) / 1000 / kept.length;
const medianMs = kept[kept.length >> 1];
console.log(JSON.stringify({ medianMs, cpuMs, steps: kept.length, peakMib, version, loss }));
