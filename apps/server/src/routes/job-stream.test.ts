// A stream of jobs leaves nothing behind when whoever listened has gone.
import { getEventListeners } from "node:events";
import type { Desk } from "@heed/workbench";
import { Hono } from "hono";
import { expect, test } from "vitest";
import { Metrics } from "../metrics.ts";
import { streamJobs } from "./job-stream.ts";

test("streams that have ended listen to neither jobs nor the end of the server", async () => {
  let listening = 0;
  const desk = {
    listen: () => {
      listening += 1;
      return () => {
        listening -= 1;
      };
    },
    listJobs: async () => ({ rows: [] }),
    summary: async () => ({ revision: 1 }),
  } as unknown as Desk;
  const closing = new AbortController();
  const metrics = new Metrics();
  const app = new Hono().get("/", (c) => streamJobs(c, desk, metrics, closing.signal));
  for (let times = 0; times < 3; times += 1) {
    const reader = (await app.request("/")).body!.getReader();
    await reader.read();
    await reader.cancel();
  }
  await expect.poll(() => [listening, metrics.streams]).toEqual([0, 0]);
  expect(getEventListeners(closing.signal, "abort")).toEqual([]);
  metrics.stop();
});
