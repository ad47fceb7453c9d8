// `npm run bench -- events --events 10000000`: a funnel against the best ClickHouse SQL written by hand for the same table.
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { EventStore, Funnel } from "@heed/core";
import { openChdbEventStore } from "@heed/store";
import { openChdb } from "../../packages/store/src/facts/chdb/open-chdb.ts";

const { values } = parseArgs({
  options: {
    events: { type: "string", default: "10000000" },
    rounds: { type: "string", default: "5" },
  },
});
const eventCount = Number(values.events);
const rounds = Number(values.rounds);
const people = Math.ceil(eventCount / 50);
const STEPS = ["a", "b", "c", "d"];
const WINDOW_MS = 7 * 86_400_000;

const NAMED = `name IN (${STEPS.map((step) => `'${step}'`).join(", ")})`;
const US = "toUnixTimestamp64Micro(at)";
const COUNTS = (level: string) =>
  STEPS.map((_, index) => `countIf(${level} >= ${index + 1})`).join(", ");

const WINDOW_FUNNEL = `SELECT ${COUNTS("level")} FROM (
    SELECT windowFunnel(${WINDOW_MS * 1000})(toUInt64(${US}), ${STEPS.map((step) => `name = '${step}'`).join(", ")}) AS level
    FROM heed.event WHERE ${NAMED} GROUP BY person)`;

/** From each first step on the earliest of each next one; the attempt that comes furthest. */
const WITHIN = (after: string, list: string) =>
  `if(${after} = 0, 0, arrayFirst(time -> time > ${after} AND time - p.1 <= ${WINDOW_MS * 1000}, ${list}))`;
const WITH_TIMES = `SELECT ${COUNTS("level")},
    quantileExactIf(0.5)(best.2 - best.1, level >= 2), quantileExactIf(0.5)(best.3 - best.2, level >= 3),
    quantileExactIf(0.5)(best.4 - best.3, level >= 4)
  FROM (SELECT arraySort(p -> -((p.1 > 0) + (p.2 > 0) + (p.3 > 0) + (p.4 > 0)), attempts)[1] AS best,
      (best.1 > 0) + (best.2 > 0) + (best.3 > 0) + (best.4 > 0) AS level
    FROM (SELECT arrayMap(p -> (p.1, p.2, p.3, ${WITHIN("p.3", "ds")}), abc) AS attempts
      FROM (SELECT ds, arrayMap(p -> (p.1, p.2, ${WITHIN("p.2", "cs")}), ab) AS abc
        FROM (SELECT cs, ds, arrayMap(p -> (p.1, ${WITHIN("p.1", "bs")}), arrayMap(a -> tuple(a), as_)) AS ab
          FROM (SELECT ${["as_", "bs", "cs", "ds"].map((list, at) => `arraySort(groupArrayIf(${US}, name = '${STEPS[at]}')) AS ${list}`).join(", ")}
            FROM heed.event WHERE ${NAMED} GROUP BY person)))))`;

const folder = mkdtempSync(join(tmpdir(), "heed-bench-events-"));
try {
  const store = await openChdbEventStore(join(folder, "facts"));
  const { client } = await openChdb(join(folder, "facts"));
  // Ten kinds of events of random people at random milliseconds of a month.
  await client.command({
    query: `INSERT INTO heed.event SELECT toString(number), char(97 + cityHash64(number) % 10),
      substring(hex(SHA1(toString(cityHash64(number, 1) % ${people}))), 1, 22),
      toDateTime64('2026-03-01', 6, 'UTC') + toIntervalMillisecond(cityHash64(number, 2) % 2592000000),
      number, map(), 'import_1' FROM numbers(${eventCount})`,
  });
  await store.setVisibleImports(["import_1"]);
  console.log(
    `${eventCount.toLocaleString("en")} events of ${people.toLocaleString("en")} people, a funnel of ${STEPS.length} steps; ${availableParallelism()} cores, ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(1)}`,
  );
  const answer = async (query: string) =>
    (await (await client.query({ query, format: "JSONCompactEachRow" })).json()) as unknown[][];
  // In turns, so that whatever else the machine does falls on all of them.
  const [own, counted, timed] = await measureInTurns([
    () => funnel(store),
    () => answer(WINDOW_FUNNEL),
    () => answer(WITH_TIMES),
  ]);
  console.log(["what", "median ms", "least ms", "Heed's against it"].join("\t"));
  const line = (what: string, ms: readonly number[]) =>
    console.log(
      [
        what,
        median(ms),
        Math.round(Math.min(...ms)),
        (median(own.ms) / median(ms)).toFixed(2),
      ].join("\t"),
    );
  line("Heed: counts, median times, ties as received", own.ms);
  line("by hand, windowFunnel: counts only, ties in the funnel's favour", counted.ms);
  line("by hand, arrays: counts and median times", timed.ms);
  console.log(`people: Heed ${own.last}, windowFunnel ${counted.last}, arrays ${timed.last}`);
  await client.close();
  await store.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function funnel(store: EventStore): Promise<unknown> {
  const asked: Funnel = {
    steps: STEPS.map((name) => ({ name })),
    order: "ordered",
    windowMs: WINDOW_MS,
    range: { firstDate: "2026-03-01", lastDate: "2026-03-31", timeZone: "UTC" },
  };
  return (await store.funnel(asked)).groups[0]?.people;
}

interface Measured {
  readonly ms: number[];
  last: string;
}

async function measureInTurns<Asks extends readonly (() => Promise<unknown>)[]>(
  asks: Asks,
): Promise<{ [Index in keyof Asks]: Measured }> {
  const measured = asks.map((): Measured => ({ ms: [], last: "" }));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, ask] of asks.entries()) {
      const startedAt = performance.now();
      measured[index]!.last = JSON.stringify(await ask());
      // The first round warms up.
      if (round > 0) measured[index]!.ms.push(performance.now() - startedAt);
    }
  }
  return measured as { [Index in keyof Asks]: Measured };
}

function median(ms: readonly number[]): number {
  return Math.round(ms.toSorted((a, b) => a - b)[Math.floor(ms.length / 2)]!);
}
