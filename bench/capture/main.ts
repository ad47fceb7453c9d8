// `npm run bench -- capture`: events a second that a server acknowledges after they are stored, and what a repeat costs.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { readServerConfig } from "../../apps/server/src/config.ts";
import { createLog } from "../../apps/server/src/log.ts";
import { startServer } from "../../apps/server/src/start-server.ts";

const { values } = parseArgs({
  options: {
    events: { type: "string", default: "100000" },
    batch: { type: "string", default: "500" },
    senders: { type: "string", default: "8" },
    /** Where the sending child finds its server. */
    url: { type: "string" },
    key: { type: "string" },
  },
});
const [eventCount, batchSize, senders] = [values.events, values.batch, values.senders].map(
  Number,
) as [number, number, number];

if (values.url !== undefined) await send(values.url, values.key!);
else await serve();

async function serve(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "heed-bench-capture-"));
  const config = readServerConfig({ HEED_PORT: "0" });
  const server = await startServer({ folder, config, log: createLog("silent", () => undefined) });
  try {
    const made = await fetch(`${server.url}/api/v1/keys`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: "bench", scopes: ["events:write"] }),
    });
    const { secret } = (await made.json()) as { secret: string };
    console.log(
      `${eventCount.toLocaleString("en")} events in batches of ${batchSize} from ${senders} senders in a process of their own; ${availableParallelism()} cores, ${cpus()[0]?.model}`,
    );
    for (const round of ["new events", "the same again"]) {
      const told = await child(server.url, secret);
      console.log(`${round}: ${told}`);
    }
    const overview = (await (await fetch(`${server.url}/api/v1/events/overview`)).json()) as {
      events: number;
    };
    console.log(
      `stored: ${overview.events.toLocaleString("en")}; memory ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MiB`,
    );
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function child(url: string, key: string): Promise<string> {
  const asked = process.argv.slice(2);
  const running = spawn(
    process.execPath,
    [import.meta.filename, ...asked, "--url", url, "--key", key],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let said = "";
  running.stdout.on("data", (data: Buffer) => {
    said += String(data);
  });
  return new Promise((done, fail) => {
    running.on("exit", (code) =>
      code === 0 ? done(said.trim()) : fail(new Error(`The senders ended with ${code}.`)),
    );
  });
}

/** Sends all events, as PostHog's senders do, and tells the pace and the slowest answers. */
async function send(url: string, key: string): Promise<void> {
  const bodies = Array.from({ length: Math.ceil(eventCount / batchSize) }, (_, batch) =>
    gzipSync(JSON.stringify({ api_key: key, batch: batchOf(batch) })),
  );
  const waits: number[] = [];
  const startedAt = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: senders }, async () => {
      while (next < bodies.length) {
        const body = bodies[next++]!;
        const sentAt = performance.now();
        const answer = await fetch(`${url}/batch/`, {
          method: "POST",
          headers: { "content-type": "application/json", "content-encoding": "gzip" },
          body,
        });
        if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
        await answer.arrayBuffer();
        waits.push(performance.now() - sentAt);
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  waits.sort((a, b) => a - b);
  const at = (share: number) => Math.round(waits[Math.floor(waits.length * share)]!);
  console.log(
    `${Math.round(eventCount / seconds).toLocaleString("en")} events a second; a batch is answered in ${at(0.5)} ms (median), ${at(0.95)} ms (p95)`,
  );
}

function batchOf(batch: number): object[] {
  return Array.from({ length: batchSize }, (_, place) => {
    const number = batch * batchSize + place;
    return {
      event: ["viewed", "searched", "added", "bought"][number % 4],
      distinct_id: `user ${number % 5_000}`,
      uuid: `0190f3c2-7e2c-7b1a-9a63-${String(number).padStart(12, "0")}`,
      timestamp: new Date(1_780_000_000_000 + number * 10).toISOString(),
      properties: {
        $current_url: `https://shop.example/products/${number % 300}?ref=mail`,
        $browser: "Chrome",
        $os: "Mac OS X",
        $lib: "web",
        plan: ["free", "team"][number % 2],
        price: number % 100,
        title: "A page of the shop",
        country: "DE",
      },
    };
  });
}
