// `npm run bench -- experiments --exposures 10000000`: an experiment of ten metrics over events, from SQL to verdict.
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type EventMetric, type ExperimentAsk, judgeExperiment } from "@heed/core";
import { openChdbEventStore } from "@heed/store";
import { openChdb } from "../../packages/store/src/facts/chdb/open-chdb.ts";

const { values } = parseArgs({
  options: {
    exposures: { type: "string", default: "10000000" },
    people: { type: "string", default: "1000000" },
    events: { type: "string", default: "1000000" },
    rounds: { type: "string", default: "3" },
  },
});
const [exposures, people, eventsEach, rounds] = [
  Number(values.exposures),
  Number(values.people),
  Number(values.events),
  Number(values.rounds),
];
const METRICS = 10;

const metrics = Array.from({ length: METRICS }, (_, at): EventMetric => {
  const match = { name: `event ${at}` };
  const common = {
    name: `metric ${at}`,
    role: at === 0 ? "primary" : "secondary",
    better: "higher",
    match,
  } as const;
  if (at < 5) return { ...common, kind: "conversion", windowMs: 7 * 86_400_000 };
  if (at < 8) return { ...common, kind: "sum", property: "amount" };
  if (at === 8) return { ...common, kind: "count" };
  return { ...common, kind: "ratio", per: { name: "event 0" } };
});
const ask: ExperimentAsk = {
  exposure: {
    ...{ event: "experiment_viewed", experimentProperty: "experiment", experiment: "checkout" },
    armProperty: "variation",
  },
  arms: ["control", "b"],
  range: { firstDate: "2026-03-01", lastDate: "2026-03-31", timeZone: "UTC" },
  metrics,
};

const folder = mkdtempSync(join(tmpdir(), "heed-bench-experiments-"));
try {
  const store = await openChdbEventStore(join(folder, "facts"));
  const { client } = await openChdb(join(folder, "facts"));
  const person = (hash: string) => `hex(cityHash64(${hash} % ${people}))`;
  const insert = (name: string, count: number, at: number, properties: string, days: number) =>
    client.command({
      query: `INSERT INTO heed.event SELECT toString(number + ${at * 1e9}), '${name}', ${person(`cityHash64(number, ${at})`)},
        toDateTime64('2026-03-01', 6, 'UTC') + toIntervalMillisecond(cityHash64(number, ${at}, 2) % ${days * 86_400_000}),
        number, ${properties}, 'import_1' FROM numbers(${count})`,
    });
  const arm = `if(cityHash64(cityHash64(number, 0) % ${people}, 7) % 2 = 0, 'control', 'b')`;
  await insert(
    "experiment_viewed",
    exposures,
    0,
    `map('experiment', 'checkout', 'variation', ${arm})`,
    14,
  );
  for (let at = 0; at < METRICS; at += 1)
    await insert(
      `event ${at}`,
      eventsEach,
      at + 1,
      "map('amount', toString(cityHash64(number, 9) % 10000 / 100))",
      28,
    );
  await store.setVisibleImports(["import_1"]);
  console.log(
    `${exposures.toLocaleString("en")} exposures of ${people.toLocaleString("en")} people, ${METRICS} metrics over ${(METRICS * eventsEach).toLocaleString("en")} events; ${availableParallelism()} cores, ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(1)}`,
  );
  const ms: number[] = [];
  const cpuMs: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const startedAt = performance.now();
    const cpu = process.cpuUsage();
    const judgement = judgeExperiment(await store.experiment(ask));
    const took = performance.now() - startedAt;
    const { user, system } = process.cpuUsage(cpu);
    if (round > 0) ms.push(took);
    if (round > 0) cpuMs.push((user + system) / 1000);
    if (round < rounds) continue;
    const sizes = judgement.arms.map(({ name, units }) => `${name} ${units.toLocaleString("en")}`);
    console.log(
      `${sizes.join(", ")}; ${judgement.comparisons.length} comparisons, ${judgement.verdict}`,
    );
  }
  const sorted = ms.toSorted((a, b) => a - b);
  console.log(
    `median ${Math.round(sorted[Math.floor(sorted.length / 2)]!)} ms, least ${Math.round(sorted[0]!)} ms; ${Math.round(Math.min(...cpuMs))} ms of processor time`,
  );
  await client.close();
  await store.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
