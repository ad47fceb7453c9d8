// Many readers at once: each goes from page to page, and one keeps asking whether the server is ready.
import type { ApiClient } from "@heed/core/api";
import { timed } from "./timing.ts";

export interface TogetherOptions {
  readonly readers: number;
  readonly seconds: number;
}

export interface Together {
  readonly times: number[];
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
  const told = { times: [] as number[], failures: 0, ready: [] as number[], worstMib: 0 };
  const { rows } = await api.listNeeds();
  const pages = [
    () => api.getWorkspace(),
    () => api.listNeeds(),
    () => api.listThemes({}),
    () => api.listItems({ query: { limit: 40 } }),
    () => api.getNeed({ params: { needId: rows[0]!.id } }),
    () => api.search({ query: { q: "sync", limit: 30 } }),
    () => api.getTrends({ query: { by: "kind" } }),
  ];
  const read = async (reader: number) => {
    for (let turn = reader; performance.now() < until; turn += 1) {
      try {
        told.times.push(await timed(pages[turn % pages.length]!));
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
