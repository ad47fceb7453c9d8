// Reads 10,000 mentions with a large model at a local host of set latency: is the host the only limit, is memory bounded,
// is the cost exact to the token? `node scripts/run.js bench/llm/main.ts [mentions] [latency ms] [calls at once]`
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { costOf, NO_MODELS, NO_USAGE, providerAt, type ReadableText } from "@heed/core";
import { openModels, readWithModel, saveModelSettings } from "@heed/workbench";

const [mentions = 10_000, latencyMs = 200, concurrency = 16] = process.argv.slice(2).map(Number);
const PRICE = { currency: "USD", inputPerMillion: 0.27, outputPerMillion: 1.1 };
const host = fork(new URL("./model-host.ts", import.meta.url), [String(latencyMs)]);
const [{ url }] = (await once(host, "message")) as [{ url: string }];

const home = mkdtempSync(join(tmpdir(), "heed-bench-llm-"));
await saveModelSettings(home, {
  ...NO_MODELS,
  providers: [
    {
      ...providerAt("bench", url, null),
      structure: "schema",
      concurrency,
      prices: { "*": PRICE },
    },
  ],
  choices: { classify: [{ provider: "bench", model: "small-1" }] },
});
const models = await openModels({ home });
const never = {
  model: { name: "none", version: "0" },
  read: async (): Promise<never> => {
    throw new Error("The model answers for every mention of the bench.");
  },
};
const { reader, estimate, counts } = readWithModel(models, never);
const PHRASES = [
  "It crashes every time I open the camera and I lose what I wrote",
  "Please add folders, I would love to sort my notes by project",
  "界面清爽，同步也快，用了半年一直很喜欢",
  "Three ads before I can read one line is too much for a paid app",
  "更新之后闪退，草稿全丢了，希望尽快修复",
];
const all: ReadableText[] = Array.from({ length: mentions }, (_, at) => ({
  text: `${PHRASES[at % PHRASES.length]} #${at}`,
  language: at % 5 === 2 || at % 5 === 4 ? "zh" : "en",
  rating: (at % 5) + 1,
}));
const told = await estimate(
  (async function* () {
    yield all;
  })(),
);

// What stays after a collection tells a leak from memory that waits to be collected.
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
const heldMib = () => {
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
};
const heldBefore = heldMib();
const before = process.memoryUsage().rss;
let peak = before;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss);
}, 50);
const cpuBefore = process.cpuUsage();
const beganAt = performance.now();
const readings = await reader.read(all);
const seconds = (performance.now() - beganAt) / 1000;
const cpu = process.cpuUsage(cpuBefore);
clearInterval(watch);

host.send("count");
const [counted] = (await once(host, "message")) as [
  { calls: number; inputTokens: number; outputTokens: number; atOnce: number },
];
const [row] = await models.ledger.spending(null);
await models.close();
host.disconnect();

const ideal = (Math.ceil(counted.calls / concurrency) * latencyMs) / 1000;
const { inputTokens, outputTokens, calls } = counted;
const charged = costOf({ ...NO_USAGE, inputTokens, outputTokens }, PRICE);
const isExact =
  row!.inputTokens === inputTokens && row!.outputTokens === outputTokens && row!.cost === charged;
const held = heldMib() - heldBefore;
const mib = (bytes: number) => (bytes / 2 ** 20).toFixed(0);
console.log(
  `${readings.length} mentions in ${calls} calls, at most ${counted.atOnce} at once, ${latencyMs} ms each:`,
);
console.log(
  `  ${seconds.toFixed(1)} s; the host alone takes ${ideal.toFixed(1)} s; ratio ${(seconds / ideal).toFixed(2)}; own processor time ${((cpu.user + cpu.system) / 1e6).toFixed(1)} s`,
);
console.log(
  `  memory ${mib(before)} MiB before, ${mib(peak)} MiB at most; ${held.toFixed(1)} MiB more held after collection, the readings among them`,
);
console.log(
  `  tokens charged by the host ${inputTokens} + ${outputTokens}, in the accounts ${row!.inputTokens} + ${row!.outputTokens}; cost equal to the last 10^-12: ${isExact}`,
);
console.log(
  `  estimate beforehand ${told.inputTokens} + ${told.outputTokens} tokens (host counts by its own rule)`,
);
process.exitCode = isExact && counts.mentions === mentions && counts.instead === 0 ? 0 : 1;
