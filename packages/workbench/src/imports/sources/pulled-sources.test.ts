// Pulled sources are fetched page by page through the guard, and come in through the same door as files.
import { mkdtempSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { openWorkspace, type Workspace } from "../../workspace/open-workspace.ts";
import { guardedGet } from "./outbound-guard.ts";
import { reachOf } from "./public-address.ts";
import { addSource, pullSources, removeSource } from "./pulled-sources.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  closing.push(
    () => new Promise((resolve) => server.closeAllConnections() ?? server.close(resolve)),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function freshWorkspace(): Promise<Workspace> {
  const workspace = await openWorkspace(mkdtempSync(join(tmpdir(), "heed-sources-")));
  closing.push(() => workspace.close());
  return workspace;
}

const review = (id: number, text: string) => ({
  id: { label: String(id) },
  author: { name: { label: `reader ${id}` } },
  updated: { label: "2026-03-05T10:00:00-07:00" },
  "im:rating": { label: "2" },
  "im:version": { label: "4.1" },
  title: { label: "Sync" },
  content: { label: text },
});
const now = "2026-03-10T00:00:00.000Z";
const rules = { allowLoopback: true };

test("reviews of an app are pulled page by page, once each, and an edited one becomes a revision", async () => {
  let text = "It loses my notes.";
  const asked: string[] = [];
  const appStore = await serve((request, response) => {
    asked.push(request.url!);
    const page = Number(/page=(\d+)/.exec(request.url!)![1]);
    const pages = [[review(1, text), review(2, "Fine.")], review(3, "一直闪退")];
    response.end(
      JSON.stringify({ feed: { author: {}, ...(page <= 2 ? { entry: pages[page - 1] } : {}) } }),
    );
  });
  const workspace = await freshWorkspace();
  const hosts = { appStore, github: appStore };
  await addSource(workspace, { kind: "app-store", subject: "284882215", country: "CN" });
  const [first] = await pullSources(workspace, { now, hosts, rules });
  expect(first!.source.failure).toBeNull();
  expect(first!.imported!.plan.format).toBe("itunes-rss");
  expect(first!.imported!.import.counts).toMatchObject({ added: 3, rejected: 0 });
  expect(asked[0]).toBe("/cn/rss/customerreviews/page=1/id=284882215/sortby=mostrecent/json");
  expect(await pullSources(workspace, { now, hosts, rules })).toEqual([]);
  text = "It found my notes again.";
  const [second] = await pullSources(workspace, {
    now,
    hosts,
    rules,
    id: "app-store/284882215/cn",
  });
  expect(second!.imported!.import.counts).toMatchObject({ added: 0, revised: 1, unchanged: 2 });
});

test("what is decided about a source while it is pulled stands afterwards", async () => {
  const workspace = await freshWorkspace();
  let decide = async () => {};
  const github = await serve(async (_request, response) => {
    await decide();
    response.end("[]");
  });
  const hosts = { appStore: github, github };
  const given = { kind: "github", subject: "a/b" } as const;
  const { id } = await addSource(workspace, { ...given, everyHours: 24 });
  decide = async () => void (await addSource(workspace, { ...given, everyHours: 6 }));
  await pullSources(workspace, { now, hosts, rules, id });
  expect(await workspace.records.sources()).toMatchObject([{ everyHours: 6, pulledAt: now }]);
  decide = () => removeSource(workspace, id);
  await pullSources(workspace, { now, hosts, rules, id });
  expect(await workspace.records.sources()).toEqual([]);
});

test("issues of a repository are pulled, pull requests are left out and listed", async () => {
  const asked: string[] = [];
  const github = await serve((request, response) => {
    asked.push(request.url!);
    const issue = {
      number: 7,
      title: "Crash on start",
      body: "It dies.",
      state: "open",
      user: { login: "ann" },
      created_at: "2026-03-01T08:00:00Z",
      html_url: "https://github.com/a/b/issues/7",
      labels: [{ name: "bug" }],
    };
    response.end(JSON.stringify([issue, { ...issue, number: 8, pull_request: { url: "x" } }]));
  });
  const workspace = await freshWorkspace();
  await addSource(workspace, { kind: "github", subject: "a/b", rival: "Notewren" });
  const [outcome] = await pullSources(workspace, {
    now,
    hosts: { appStore: github, github },
    rules,
  });
  expect(outcome!.imported!.import).toMatchObject({ source: "github/a/b", rival: "Notewren" });
  expect(outcome!.imported!.import.counts).toMatchObject({ rows: 2, added: 1, rejected: 1 });
  expect(outcome!.imported!.rejected[0]!.reason).toBe("pull-request");
  await pullSources(workspace, {
    now,
    hosts: { appStore: github, github },
    rules,
    id: "github/a/b",
  });
  expect(asked[1]).toContain("since=2026-03-09T23:00:00.000Z");
});

test("a source that fails says so and keeps nothing", async () => {
  const github = await serve((_request, response) => {
    response.statusCode = 429;
    response.end();
  });
  const workspace = await freshWorkspace();
  await addSource(workspace, { kind: "github", subject: "a/b" });
  const [outcome] = await pullSources(workspace, {
    now,
    hosts: { appStore: github, github },
    rules,
  });
  expect(outcome!.source).toMatchObject({
    pulledAt: null,
    failure: expect.stringContaining("429"),
  });
  expect(await workspace.records.imports()).toEqual([]);
});

test("what is no app id, repository, country or schedule is refused", async () => {
  const workspace = await freshWorkspace();
  for (const source of [
    { kind: "app-store", subject: "../x" },
    { kind: "github", subject: "a/b/c" },
    { kind: "app-store", subject: "12345", country: "usa" },
    { kind: "github", subject: "a/b", everyHours: 0 },
  ] as const)
    await expect(addSource(workspace, source)).rejects.toMatchObject({ code: "broken-source" });
});

test.each([
  ["127.0.0.1", "loopback"],
  ["::1", "loopback"],
  ["::ffff:127.0.0.1", "loopback"],
  ["10.1.2.3", "closed"],
  ["169.254.169.254", "closed"],
  ["192.168.0.1", "closed"],
  ["172.20.0.1", "closed"],
  ["0.0.0.0", "closed"],
  ["::ffff:10.0.0.1", "closed"],
  ["::ffff:a00:1", "closed"],
  ["fe80::1", "closed"],
  ["::7f00:1", "closed"],
  ["::a9fe:a9fe", "closed"],
  ["3fff::1", "closed"],
  ["5f00::1", "closed"],
  ["fd00::1", "closed"],
  ["64:ff9b::a00:1", "closed"],
  ["17.253.144.10", "public"],
  ["2606:4700::1111", "public"],
  ["not an address", "closed"],
])("%s is %s", (address, reach) => {
  expect(reachOf(address)).toBe(reach);
});

test("the guard refuses this machine unless it is allowed, other protocols, and passwords in addresses", async () => {
  const here = await serve((_request, response) => response.end("{}"));
  for (const address of [
    here,
    here.replace("127.0.0.1", "localhost"),
    here.replace("127.0.0.1", "0x7f.1"),
    "http://[::1]:1/",
    "file:///etc/passwd",
    "ftp://a.b/",
    "http://u:p@example.com/",
    "nonsense",
  ])
    await expect(guardedGet(address, {}), address).rejects.toMatchObject({
      code: "address-refused",
    });
  expect((await guardedGet(here, {}, { allowLoopback: true })).status).toBe(200);
});

test("redirects are not followed, and answers are limited in size and time", async () => {
  const here = await serve((request, response) => {
    if (request.url === "/redirect")
      response.writeHead(302, { location: "http://169.254.169.254/" }).end();
    else if (request.url === "/large") response.end(Buffer.alloc(5_000));
    else response.writeHead(200).write("{");
  });
  await expect(guardedGet(`${here}/redirect`, {}, rules)).rejects.toMatchObject({
    code: "redirect-refused",
  });
  await expect(
    guardedGet(`${here}/large`, {}, { ...rules, mostBytes: 4_096 }),
  ).rejects.toMatchObject({ code: "answer-too-large" });
  await expect(guardedGet(`${here}/slow`, {}, { ...rules, timeoutMs: 300 })).rejects.toMatchObject({
    code: "no-answer",
  });
});
