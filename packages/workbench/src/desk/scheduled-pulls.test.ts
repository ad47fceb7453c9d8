// The server pulls the sources that are due, through its queue, and none twice.
import { mkdtempSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { addSource } from "../imports/sources/pulled-sources.ts";
import { type JobRunner, openJobRunner } from "../jobs/job-runner.ts";
import { openWorkspace } from "../workspace/open-workspace.ts";
import { Changes, type DeskContext } from "./desk-context.ts";
import { pullOne, queueDuePulls } from "./sources-and-files.ts";

test("a source that is due is queued once, pulled, and due again only when its hours are over", async () => {
  const issue = {
    number: 1,
    title: "Sync",
    body: "It loses my notes",
    state: "open",
    user: { login: "ann" },
    created_at: "2026-03-01T00:00:00Z",
    html_url: "https://github.com/a/b/issues/1",
  };
  const server = createServer((_request, response) => response.end(JSON.stringify([issue])));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const github = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const workspace = await openWorkspace(mkdtempSync(join(tmpdir(), "heed-schedule-")));
  let now = new Date("2026-03-10T00:00:00Z");
  const context = {
    workspace,
    changes: new Changes(1),
    now: () => now,
    jobs: () => runner,
  } as unknown as DeskContext;
  const outside = { hosts: { appStore: github, github }, rules: { allowLoopback: true } };
  const runner: JobRunner = await openJobRunner({
    records: workspace.records,
    now: () => now,
    handlers: { pull: (input) => pullOne(context, String(input.sourceId), outside) },
  });
  const pulled = () =>
    new Promise<void>((resolve) => {
      const stop = runner.listen((job) => {
        if (job.endedAt === null) return;
        stop();
        resolve();
      });
    });
  try {
    const { id } = await addSource(workspace, { kind: "github", subject: "a/b", everyHours: 6 });
    const first = pulled();
    expect(await queueDuePulls(context)).toEqual([id]);
    expect(await queueDuePulls(context)).toEqual([]);
    await first;
    expect(await workspace.facts.countItems()).toBe(1);
    now = new Date("2026-03-10T05:59:00Z");
    expect(await queueDuePulls(context)).toEqual([]);
    now = new Date("2026-03-10T06:00:00Z");
    const second = pulled();
    expect(await queueDuePulls(context)).toEqual([id]);
    await second;
    expect(await workspace.facts.countItems()).toBe(1);
  } finally {
    await runner.close();
    await workspace.close();
    server.close();
  }
});
