// Many readers at once: each goes from page to page, and one keeps asking whether the server is ready.
import type { ApiClient } from "@heed/core/api";
import { readSentences } from "../write-reviews.ts";
import { timed } from "./timing.ts";

export interface TogetherOptions {
  readonly readers: number;
  readonly seconds: number;
}

export interface Together {
  readonly times: number[];
  readonly byPage: ReadonlyMap<string, readonly number[]>;
  readonly failures: number;
  /** Milliseconds until `/ready` answered. */
  readonly ready: number[];
  /** Resident memory of the server at its most. */
  readonly worstMib: number;
}

const THINK_MS = 250;

export async function readTogether(
  api: ApiClient,
  url: string,
  { readers, seconds }: TogetherOptions,
): Promise<Together> {
  const until = performance.now() + seconds * 1_000;
  const told = {
    times: [] as number[],
    byPage: new Map<string, number[]>(),
    failures: 0,
    ready: [] as number[],
    worstMib: 0,
  };
  const { rows } = await api.listNeeds();
  // Hardly two readers look for the same.
  const words = [...new Set(readSentences().map(([en]) => en.split(" ").slice(0, 2).join(" ")))];
  const pages: readonly (readonly [string, (turn: number) => Promise<unknown>])[] = [
    ["workspace", () => api.getWorkspace()],
    ["needs", () => api.listNeeds()],
    ["themes", () => api.listThemes({})],
    ["inbox", () => api.listItems({ query: { limit: 40 } })],
    ["need", () => api.getNeed({ params: { needId: rows[0]!.id } })],
    ["search", (turn) => api.search({ query: { q: words[turn % words.length]!, limit: 30 } })],
    ["trends", () => api.getTrends({ query: { by: "kind" } })],
  ];
  const read = async (reader: number) => {
    for (let turn = reader; performance.now() < until; turn += 1) {
      try {
        const [name, ask] = pages[turn % pages.length]!;
        const ms = await timed(() => ask(turn));
        told.times.push(ms);
        told.byPage.set(name, [...(told.byPage.get(name) ?? []), ms]);
      } catch {
        told.failures += 1;
      }
      await pause(THINK_MS);
    }
  };
  const watch = async () => {
    while (performance.now() < until) {
      told.ready.push(await timed(async () => (await fetch(`${url}/ready`)).text()));
      const metrics = await (await fetch(`${url}/metrics`)).text();
      const bytes = Number(/^heed_resident_memory_bytes (\d+)/m.exec(metrics)?.[1]);
      told.worstMib = Math.max(told.worstMib, bytes / 1024 ** 2);
      await pause(THINK_MS);
    }
  };
  await Promise.all([watch(), ...Array.from({ length: readers }, (_, reader) => read(reader))]);
  return told;
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
