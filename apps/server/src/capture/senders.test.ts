// The senders that people already use, unchanged, against a real server: what they send is there, once, under the right people.
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Analytics } from "@segment/analytics-node";
import { chromium } from "playwright-core";
import type { PostHogConfig } from "posthog-js";
import { PostHog } from "posthog-node";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { readServerConfig } from "../config.ts";
import { createLog } from "../log.ts";
import { type RunningServer, startServer } from "../start-server.ts";

const CHROMIUM = "/usr/bin/chromium";
let folder: string;
let server: RunningServer;
let key: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "heed-senders-"));
  const config = readServerConfig({ HEED_PORT: "0" });
  server = await startServer({ folder, config, log: createLog("silent", () => undefined) });
  const made = await fetch(`${server.url}/api/v1/keys`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "app", scopes: ["events:write"] }),
  });
  ({ secret: key } = (await made.json()) as { secret: string });
}, 60_000);
afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Overview {
  readonly events: number;
  readonly people: number;
  readonly names: readonly { name: string; events: number }[];
}
const overview = async () =>
  (await (await fetch(`${server.url}/api/v1/events/overview`)).json()) as Overview;
const countOf = async (name: string) =>
  (await overview()).names.find((one) => one.name === name)?.events ?? 0;
const query = async (sql: string) => {
  const answer = await fetch(`${server.url}/api/v1/events/sql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ sql }),
  });
  return ((await answer.json()) as { rows: unknown[][] }).rows;
};

test("posthog-node: events, identities and properties arrive, gzip and all", async () => {
  const client = new PostHog(key, { host: server.url, flushAt: 1_000 });
  for (let at = 0; at < 50; at += 1)
    client.capture({
      distinctId: `node ${at % 5}`,
      event: "node bought",
      properties: { price: at, plan: "it's 100 %" },
    });
  client.alias({ distinctId: "node 0", alias: "node 1" });
  client.identify({ distinctId: "node 2", properties: { plan: "team" } });
  await client.shutdown();
  expect(await countOf("node bought")).toBe(50);
  await vi.waitFor(
    async () =>
      expect(
        await query(
          "SELECT count(DISTINCT person), toString(sum(toFloat64(properties['price']))), max(properties['plan']) FROM events WHERE name = 'node bought'",
        ),
      ).toEqual([[4, "1225", "it's 100 %"]]),
    { timeout: 60_000 },
  );
  expect(await client.isFeatureEnabled("new-editor", "node 2")).toBeFalsy();
}, 30_000);

test("@segment/analytics-node: track, identify, page, screen, group and alias", async () => {
  const failures: unknown[] = [];
  const client = new Analytics({ writeKey: key, host: server.url, flushAt: 5, maxRetries: 0 });
  client.on("error", (failure) => failures.push(failure));
  client.identify({ anonymousId: "anon 7", userId: "seg 7", traits: { plan: "team" } });
  client.track({ anonymousId: "anon 7", event: "seg bought", properties: { price: 5 } });
  client.track({ userId: "seg 7", event: "seg bought", properties: { price: 7 } });
  client.track({
    userId: "seg 8",
    event: "seg bought",
    timestamp: new Date("2026-01-05T10:00:00Z"),
  });
  client.page({ userId: "seg 7", name: "Home" });
  client.screen({ userId: "seg 7", name: "Board" });
  client.group({ userId: "seg 7", groupId: "g1" });
  client.alias({ userId: "seg 9", previousId: "seg 8" });
  await client.closeAndFlush();
  expect(failures).toEqual([]);
  expect([await countOf("seg bought"), await countOf("page"), await countOf("screen")]).toEqual([
    3, 1, 1,
  ]);
  await vi.waitFor(
    async () =>
      expect(
        await query("SELECT count(DISTINCT person) FROM events WHERE name = 'seg bought'"),
      ).toEqual([[2]]),
    { timeout: 60_000 },
  );
}, 30_000);

describe.skipIf(!existsSync(CHROMIUM))("in Chromium", () => {
  let site: Server;
  let page: string;
  beforeAll(async () => {
    const script = createRequire(import.meta.url).resolve("posthog-js/dist/array.full.js");
    const files: Record<string, string> = {
      "/posthog.js": await readFile(script, "utf8"),
      "/": "<!doctype html><title>shop</title><h1>Shop</h1>",
    };
    site = createServer((request, response) => {
      const text = files[request.url ?? "/"];
      response.setHeader(
        "content-type",
        request.url?.endsWith(".js") ? "text/javascript" : "text/html",
      );
      response.statusCode = text === undefined ? 404 : 200;
      response.end(text);
    });
    await new Promise<void>((done) => site.listen(0, "127.0.0.1", done));
    page = `http://localhost:${(site.address() as AddressInfo).port}/`;
  });
  afterAll(() => site?.close());

  const inPage = async (scripts: readonly string[], body: string) => {
    const profile = await mkdtemp(join(tmpdir(), "heed-chromium-"));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: CHROMIUM,
      args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
    try {
      const tab = await context.newPage();
      const wrong: string[] = [];
      tab.on("pageerror", (error) => wrong.push(error.message));
      tab.on("response", (answer) => {
        if (answer.url().startsWith(server.url) && answer.status() >= 400)
          wrong.push(`${answer.status()} ${answer.url()}`);
      });
      await tab.goto(page);
      for (const url of scripts) await tab.addScriptTag({ url });
      await tab.evaluate(body);
      await new Promise((resolve) => setTimeout(resolve, 200));
      return { tab, wrong, close: () => context.close() };
    } catch (error) {
      await context.close();
      throw error;
    }
  };

  test("posthog-js captures from another origin, joins the visitor to the person, and is content", async () => {
    // A headless browser would be taken for a robot.
    const options: Partial<PostHogConfig> = {
      api_host: server.url,
      request_batching: false,
      opt_out_useragent_filter: true,
    };
    const { wrong, close } = await inPage(
      ["/posthog.js"],
      `posthog.init(${JSON.stringify(key)}, ${JSON.stringify(options)});
       posthog.capture("js viewed", { price: 3, 名称: "套餐" });
       posthog.identify("js ann", { plan: "team" });
       posthog.capture("js bought", { price: 9 });`,
    );
    await vi.waitFor(async () => expect(await countOf("js bought")).toBe(1), { timeout: 60_000 });
    await vi.waitFor(
      async () =>
        expect(
          await query(
            "SELECT count(), count(DISTINCT person), max(properties['名称']) FROM events WHERE name IN ('js viewed', 'js bought')",
          ),
        ).toEqual([[2, 1, "套餐"]]),
      { timeout: 60_000 },
    );
    expect(wrong).toEqual([]);
    await close();
  }, 60_000);

  test("Heed's own client is under 5 kB, sends page views and events, and keeps what was not acknowledged", async () => {
    const script = await (await fetch(`${server.url}/events.js`)).text();
    expect(script.length).toBeLessThan(5 * 1024);
    const { tab, wrong, close } = await inPage(
      [`${server.url}/events.js`],
      `window.heed = createHeed({ host: ${JSON.stringify(server.url)}, key: ${JSON.stringify(key)} });
       heed.track("own viewed", { price: 3 });
       heed.identify("own ann");
       heed.track("own bought", { price: 9, note: "it's 100 %" });
       heed.flush();`,
    );
    await vi.waitFor(async () => expect(await countOf("own bought")).toBe(1), { timeout: 60_000 });
    await vi.waitFor(
      async () =>
        expect(
          await query(
            "SELECT count(), count(DISTINCT person) FROM events WHERE name IN ('own viewed', 'own bought', 'page_viewed')",
          ),
        ).toEqual([[3, 1]]),
      { timeout: 60_000 },
    );
    // The server is away: the event waits in the page and is sent after the next load.
    await tab.route(`${server.url}/**`, (route) => route.abort());
    await tab.evaluate('heed.track("own late"); heed.flush()');
    await tab.unroute(`${server.url}/**`);
    await tab.reload();
    await tab.addScriptTag({ url: `${server.url}/events.js` });
    await tab.evaluate(
      `createHeed({ host: ${JSON.stringify(server.url)}, key: ${JSON.stringify(key)}, pageViews: false }).flush()`,
    );
    await vi.waitFor(async () => expect(await countOf("own late")).toBe(1), { timeout: 60_000 });
    expect(wrong).toEqual([]);
    await close();
  }, 60_000);
});
