// `npm run bench:web`: how fast the workbench answers on a large workspace, alone, with many readers during an import, and under a flood.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, openAsBlob, rmSync, statSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type ApiClient, createApiClient } from "@heed/core/api";
import { readSentences, seededRandom, writeReviews } from "../write-reviews.ts";
import { flood } from "./flood.ts";
import { multiply } from "./multiply.ts";
import { readTogether } from "./read-together.ts";
import { percentile, timed } from "./timing.ts";

const SERVER = fileURLToPath(new URL("../../apps/server/src/main.ts", import.meta.url));
const { values } = parseArgs({
  options: {
    items: { type: "string", default: "100000" },
    rounds: { type: "string", default: "40" },
    readers: { type: "string", default: "50" },
    seconds: { type: "string", default: "60" },
    /** A workspace that was analysed before; made there and kept when there is none. */
    workspace: { type: "string" },
  },
});
/** Reading a million items for real takes hours on two cores; what pages ask costs the same of copies. */
const MOST_READ = 20_000;
const items = Number(values.items);
const folder = mkdtempSync(join(tmpdir(), "heed-bench-web-"));
const workspace = values.workspace ?? join(folder, "workspace");
const isMade = values.workspace === undefined || !existsSync(workspace);

console.log(
  `The workbench over HTTP; ${availableParallelism()} cores, Node ${process.versions.node}`,
);
let server = await start();
try {
  const read = isMade ? await fill(server.api) : items;
  await stop(server.child);
  if (read < items) {
    const ms = await timed(() => multiply(workspace, Math.ceil(items / read)));
    tell(`copied to ${items} items, s`, ms / 1000);
  }
  if (isMade) tell("first start after that, lists made anew, s", await startToFirstPage());
  tell("start to the first page's data, s", await startToFirstPage());
  server = await start();
  await measureAlone(server.api, server.url);
  await measureTogether(server.api, server.url);
  tell("feedback taken, items/s", await flood(server.api, server.url));
  tell("resident memory at the end, MiB", await residentMib(server.url));
} finally {
  await stop(server.child);
  rmSync(folder, { recursive: true, force: true });
}

/** Imports and analyses what is asked for, at most 20,000 items; the rest are copies of these. */
async function fill(api: ApiClient): Promise<number> {
  const file = join(folder, "reviews.csv");
  const read = Math.min(items, MOST_READ);
  writeReviews(file, read);
  const ms = await timed(async () => importFile(api, file, true));
  tell(`${read} items imported and analysed, s`, ms / 1000);
  return read;
}

async function importFile(api: ApiClient, path: string, analyse: boolean): Promise<void> {
  const { id } = await api.createUpload({
    body: { name: "reviews.csv", bytes: statSync(path).size },
  });
  await api.sendUpload({ params: { uploadId: id } }, { raw: await openAsBlob(path) });
  const job = await api.startImport({ body: { uploadId: id, analyse } });
  for (;;) {
    const { status, error } = await api.getJob({ params: { jobId: job.id } });
    if (status === "done") return;
    if (status !== "running" && status !== "queued")
      throw new Error(`${status}: ${error?.message}`);
    await new Promise((done) => setTimeout(done, 500));
  }
}

/** One reader: what each page asks, and filters that were not asked before. */
async function measureAlone(api: ApiClient, url: string): Promise<void> {
  const { versions, languages, themes } = await choices(api);
  const words = readSentences().flatMap(([en, zh]) => [en.split(" ")[1] ?? "app", zh.slice(0, 2)]);
  const random = seededRandom(7);
  const any = <Value>(list: readonly Value[]) => list[Math.floor(random() * list.length)]!;
  const filters = () => ({
    ...(random() < 0.6 ? { version: [any(versions)] } : {}),
    ...(random() < 0.5 ? { language: [any(languages)] } : {}),
    from: new Date(Date.UTC(2026, 0, 5 + Math.floor(random() * 200))).toISOString().slice(0, 10),
  });
  const asks: Readonly<Record<string, () => Promise<unknown>>> = {
    "page (HTML)": async () => (await fetch(url)).text(),
    "needs, filtered": () => api.listNeeds({ query: filters() }),
    "themes, one": () => api.getTheme({ params: { themeId: any(themes) } }),
    "inbox, filtered": () => api.listItems({ query: { ...filters(), limit: 40 } }),
    "facets, filtered": () => api.getFacets({ query: filters() }),
    "trends, filtered": () => api.getTrends({ query: { ...filters(), by: "kind" } }),
    search: () => api.search({ query: { q: any(words), limit: 30 } }),
  };
  console.log(["alone", "p50 ms", "p95 ms", "worst ms"].join("\t"));
  for (const [name, ask] of Object.entries(asks)) {
    await ask();
    const times: number[] = [];
    for (let round = 0; round < Number(values.rounds); round += 1) times.push(await timed(ask));
    const row = [0.5, 0.95, 1].map((share) => percentile(times, share).toFixed(0));
    console.log([name, ...row].join("\t"));
  }
}

/** Many readers for a while, with a file on its way in. */
async function measureTogether(api: ApiClient, url: string): Promise<void> {
  const file = join(folder, "more.csv");
  writeReviews(file, Math.min(20_000, items), 99);
  const [told] = await Promise.all([
    readTogether(api, url, { readers: Number(values.readers), seconds: Number(values.seconds) }),
    importFile(api, file, false),
  ]);
  const { times, byPage, failures, ready, worstMib } = told;
  console.log(
    [
      `${values.readers} readers for ${values.seconds} s during an import`,
      `${times.length} answers`,
      `${failures} failed`,
      `p50 ${percentile(times, 0.5).toFixed(0)} ms`,
      `p95 ${percentile(times, 0.95).toFixed(0)} ms`,
      `ready p50 ${percentile(ready, 0.5).toFixed(0)} ms`,
      `ready p99 ${percentile(ready, 0.99).toFixed(0)} ms`,
      `worst ${percentile(ready, 1).toFixed(0)} ms`,
      `memory at most ${worstMib.toFixed(0)} MiB`,
    ].join("\t"),
  );
  for (const [page, of] of byPage)
    console.log(
      `  ${page}\tp50 ${percentile(of, 0.5).toFixed(0)} ms\tp95 ${percentile(of, 0.95).toFixed(0)} ms`,
    );
}

async function choices(api: ApiClient) {
  const [facets, { rows }] = await Promise.all([api.getFacets({}), api.listThemes({})]);
  return {
    versions: Object.keys(facets.version),
    languages: Object.keys(facets.language),
    themes: rows.map(({ id }) => id),
  };
}

/** Seconds from starting the process until a browser has what the first page shows; the process ends again. */
async function startToFirstPage(): Promise<number> {
  const startedAt = performance.now();
  const { child, url, api } = await start();
  await (await fetch(url)).text();
  await Promise.all([api.getWorkspace(), api.listNeeds()]);
  const seconds = (performance.now() - startedAt) / 1000;
  await stop(child);
  return seconds;
}

async function start(): Promise<{ child: ChildProcess; url: string; api: ApiClient }> {
  const child = spawn(process.execPath, [SERVER], {
    env: { ...process.env, HEED_WORKSPACE: workspace, HEED_PORT: "0" },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const { url } = await new Promise<{ url: string }>((resolve, reject) => {
    child.once("message", (said: { type: string; url: string; message?: string }) =>
      said.type === "listening" ? resolve(said) : reject(new Error(said.message)),
    );
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}.`)));
  });
  return { child, url, api: createApiClient({ baseUrl: url, fetch }) };
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((done) => child.once("exit", done));
  child.kill("SIGTERM");
  await ended;
}

async function residentMib(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^heed_resident_memory_bytes (\d+)/m.exec(text)?.[1]) / 1024 ** 2;
}

function tell(what: string, value: number): void {
  console.log(`${what}\t${value.toFixed(value < 100 ? 2 : 0)}`);
}
