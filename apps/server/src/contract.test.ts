// Every documented route is called once against a real workspace, and answers what its schema says.
import { createHmac } from "node:crypto";
import {
  type ItemRow,
  OPERATIONS,
  type Operation,
  type OperationName,
  PATHS,
  readJobEvents,
  type ThemeMap,
} from "@heed/core/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { feedbackCsv, openTestApp, type TestApp } from "./testing/open-test-app.ts";

let app: TestApp;
const called = new Set<OperationName>();

beforeAll(async () => {
  app = await openTestApp();
  const uploadId = await app.upload("reviews.csv", feedbackCsv(120));
  const job = await app.api.startImport({ body: { uploadId } });
  expect((await app.ended(job)).status).toBe("done");
}, 120_000);
afterAll(() => app.close());

/** Calls an operation and checks its answer, strictly: a field that no schema names is a fault. */
async function call(name: OperationName, input: object = {}): Promise<unknown> {
  called.add(name);
  const run = app.api[name] as (input: object) => Promise<unknown>;
  const answer = await run(input);
  const { response }: Operation = OPERATIONS[name];
  if (response instanceof z.ZodType) {
    const parsed = response.safeParse(answer);
    expect(parsed.error?.issues ?? [], name).toEqual([]);
    expect(parsed.data, name).toEqual(answer);
  }
  return answer;
}

test("what can be read is told as the contract says", async () => {
  const summary = await call("getWorkspace");
  expect(summary).toMatchObject({
    counts: { items: 120, imports: 1 },
    isStale: false,
    access: { role: "owner" },
  });
  await call("getSettings");
  const needs = (await call("listNeeds")) as { rows: { id: string; people: number }[] };
  expect(needs.rows.length).toBeGreaterThan(2);
  const needId = needs.rows[0]!.id;
  await call("getNeed", { params: { needId } });
  const figure = await call("listFigureRows", { params: { needId }, query: { limit: 3 } });
  expect(figure).toMatchObject({ people: needs.rows[0]!.people });
  const people = await call("listNeedPeople", { params: { needId }, query: { limit: 2 } });
  expect(people).toMatchObject({ total: needs.rows[0]!.people });
  const themes = (await call("listThemes")) as { rows: { id: string }[] };
  await call("getTheme", { params: { themeId: themes.rows[0]!.id } });
  await call("listThemeEdits");
  await call("listMentions", { query: { kind: ["bug"], words: "sync", limit: 2 } });
  await call("getFacets", { query: { language: ["zh"] } });
  const items = (await call("listItems", { query: { limit: 2 } })) as { rows: ItemRow[] };
  await call("getItem", { params: { itemId: items.rows[0]!.id } });
  expect(await call("search", { query: { q: "crash", limit: 2 } })).toMatchObject({ match: "all" });
  await call("getTrends", { query: { by: "kind" } });
  await call("getDigest");
  await call("listReleases");
  await call("getBrief");
  await call("getCollectionPlan");
  await call("getBriefFindings");
  await call("listImports");
  await call("getImport", { params: { importId: "import_1" } });
  const rejected = await call("listRejectedRows", { params: { importId: "import_1" } });
  expect(rejected).toMatchObject({ total: 1, rows: [{ row: 121 }] });
  await call("listSources");
  await call("listJobs");
  await call("getJob", { params: { jobId: "job_1" } });
  await call("listLabels");
});

test("filters narrow needs beside their rank, and figures lead to the rows that they count", async () => {
  const { rows } = await app.api.listNeeds({ query: { language: ["zh"], order: "within" } });
  for (const { within } of rows) expect(within?.people).toBeGreaterThan(0);
  const need = rows[0]!;
  const chinese = await app.api.listFigureRows({
    params: { needId: need.id },
    query: { language: "zh", limit: 200 },
  });
  expect(chinese.people).toBe(need.within?.people);
  expect(chinese.rows.every(({ item }) => item.language === "zh")).toBe(true);
});

test("what people decide is kept, shown at once, and can be taken back", async () => {
  await call("putSettings", { body: { timeZone: "Asia/Shanghai" } });
  const [need] = (await app.api.listNeeds()).rows;
  const plan = { lane: "now" as const, status: "planned" as const };
  await call("planNeed", { params: { needId: need!.id }, body: plan });
  expect((await app.api.listNeeds({ query: { lane: ["now"] } })).rows).toHaveLength(1);

  const before = await app.api.listThemes();
  const leaf = before.rows.find(({ parentId }) => parentId !== null)!;
  const rename = { type: "rename", themeId: leaf.id, name: { en: "Lost notes" } };
  const edit = (await call("editThemes", {
    body: { decision: rename, after: before.lastEdit },
  })) as { number: number };
  const renamed = (await app.api.listThemes()).rows.find(({ id }) => id === leaf.id);
  expect(renamed).toMatchObject({ name: { en: "Lost notes", zh: leaf.name.zh }, isEdited: true });
  await expect(
    app.api.editThemes({
      body: { decision: { type: "hide", themeId: leaf.id }, after: before.lastEdit },
    }),
  ).rejects.toMatchObject({ problem: { code: "themes-changed", status: 409 } });
  await app.api.editThemes({ body: { decision: { type: "undo", edit: edit.number } } });
  expect((await app.api.getTheme({ params: { themeId: leaf.id } })).name).toEqual(leaf.name);

  const [mention] = (await app.api.listMentions({ query: { kind: ["bug"] } })).rows;
  const mentionId = mention!.id;
  await call("putLabel", { params: { mentionId }, body: { kind: "complaint" } });
  const labelled = await app.api.getItem({ params: { itemId: mention!.itemId } });
  expect(labelled.mentions.find(({ id }) => id === mentionId)?.reading).toMatchObject({
    kind: "complaint",
    isCorrected: true,
  });
  expect(await app.api.listLabels()).toMatchObject({ total: 1, rows: [{ mentionId }] });
  await call("deleteLabel", { params: { mentionId } });
  const restored = await app.api.getItem({ params: { itemId: mention!.itemId } });
  expect(restored.mentions.find(({ id }) => id === mentionId)?.reading).toMatchObject({
    kind: "bug",
    isCorrected: false,
  });

  const hypothesis = { id: "x", statement: "Sync loses notes", signs: ["sync"], expects: "need" };
  await call("putBrief", {
    body: { question: "Why?", users: [], outcome: "", hypotheses: [hypothesis], rivals: [] },
  });
  const findings = (await call("getBriefFindings")) as { rows: { verdict: string }[] };
  expect(findings.rows).toMatchObject([{ hypothesis: { id: "H1" }, verdict: "supported" }]);
  const release = { version: "4.3", date: "2026-02-01", notes: null };
  await call("putReleases", { body: { rows: [release] } });
  expect(await app.api.listReleases()).toEqual({ rows: [release], areListed: true });
  const { version } = release;
  await call("putReleaseAims", { params: { version }, body: { ids: [leaf.id] } });
  const impact = (await call("getReleaseImpact", { params: { version } })) as {
    themes: { themeId: string; verdict: string }[];
  };
  expect(impact.themes.map(({ themeId }) => themeId)).toEqual([leaf.id]);
  const aims = (await call("listReleaseAims")) as { rows: { outcomes: { themeId: string }[] }[] };
  expect(aims.rows[0]?.outcomes[0]?.themeId).toBe(leaf.id);
});

test("a matter is examined, fixed, asked of a release, looked into and removed", async () => {
  const words = { lists: [["crash", "lose", "闪退", "丢"]], without: ["crashlytics"] };
  const found = (await call("examineMatter", { body: words })) as { counted: { mentions: number } };
  expect(found.counted.mentions).toBeGreaterThan(0);
  const concepts = (await call("findConcepts", { query: { word: "vanished" } })) as {
    rows: { id: string }[];
  };
  expect(concepts.rows.map(({ id }) => id)).toContain("disappear");
  const body = { name: { en: "losses", zh: "丢失" }, ...words };
  const kept = (await call("defineMatter", { body })) as { id: `matter_${number}`; knew: string[] };
  expect(kept).toMatchObject({ id: "matter_1", definitions: 1, lists: words.lists });
  const params = { matterId: kept.id };
  await call("changeMatter", { params, body: { ...body, lists: [["crash", "#disappear"]] } });
  const version = "4.3";
  await call("putReleaseAims", { params: { version }, body: { ids: [kept.id] } });
  const impact = await call("getReleaseImpact", { params: { version } });
  expect(impact).toMatchObject({ themes: [], matters: [{ lists: [["crash", "#disappear"]] }] });
  const { rows } = (await call("listMatters")) as { rows: object[] };
  expect(rows).toMatchObject([{ id: "matter_1", definitions: 2, releases: [version] }]);
  const mentions = await app.api.listMentions({ query: { matter: kept.id, limit: 5 } });
  const totals = await app.api.getFacets({ query: { matter: kept.id, kind: ["praise"] } });
  expect([mentions.total > 0, totals.mentions]).toEqual([true, 0]);
  await call("removeMatter", { params });
  expect((await app.api.listReleaseAims()).rows[0]?.matterIds).toEqual([]);
});

test("a file is uploaded in parts, previewed, imported twice without doubling, and undone", async () => {
  const text = "id,review,stars\n1,Widgets are missing on my tablet,2\n2,Widgets are great,5\n";
  const bytes = new TextEncoder().encode(text);
  const upload = (await call("createUpload", {
    body: { name: "../../etc/tablet.csv", bytes: bytes.length },
  })) as { id: string; name: string };
  expect(upload.name).toBe("tablet.csv");
  const params = { uploadId: upload.id };
  await app.api.sendUpload({ params }, { raw: bytes.slice(0, 20) });
  await expect(app.api.previewImport({ body: { uploadId: upload.id } })).rejects.toMatchObject({
    problem: { code: "upload-not-whole" },
  });
  const { received } = (await call("getUpload", { params })) as { received: number };
  expect(received).toBe(20);
  await app.api.sendUpload({ params, query: { offset: received } }, { raw: bytes.slice(received) });
  called.add("sendUpload");
  expect(await call("previewImport", { body: { uploadId: upload.id } })).toMatchObject({
    mapping: { text: ["review"], rating: "stars" },
    counts: { rows: 2, added: 2 },
  });
  const body = { uploadId: upload.id, analyse: false };
  const job = await app.ended((await call("startImport", { body })) as never);
  expect(job).toMatchObject({
    status: "done",
    subject: "tablet.csv",
    result: { counts: { added: 2 } },
  });
  expect((await app.api.getWorkspace()).isStale).toBe(true);
  const again = await app.upload("tablet.csv", text);
  const repeat = await app.ended(await app.api.startImport({ body: { uploadId: again } }));
  expect(repeat.result).toMatchObject({ counts: { added: 0, unchanged: 2 } });
  const importId = String(job.result?.importId);
  await app.ended((await call("undoImport", { params: { importId } })) as never);
  expect((await app.api.listItems({ query: { import: [importId] } })).total).toBe(0);
}, 60_000);

test("jobs are started, cancelled, retried and streamed", async () => {
  const stopping = new AbortController();
  const events = readJobEvents(app.api, stopping.signal);
  called.add("streamJobs");
  expect((await events.next()).value).toMatchObject({ event: "workspace" });
  const job = (await call("startAnalysis")) as { id: `job_${number}` };
  const params = { jobId: job.id };
  await call("cancelJob", { params });
  const cancelled = await app.ended(await app.api.getJob({ params }));
  expect(cancelled.status).toBe("cancelled");
  const retried = (await call("retryJob", { params })) as { id: string };
  for (;;) {
    const { value } = await events.next();
    if (value?.event === "job" && value.job.id === retried.id && value.job.endedAt !== null) {
      expect(value.job.status).toBe("done");
      break;
    }
  }
  stopping.abort();
}, 60_000);

test("sources are kept on a schedule, and a pull waits its turn", async () => {
  const body = { kind: "github", subject: "nobody/nothing", everyHours: 6 };
  const source = (await call("addSource", { body })) as { id: string };
  const query = { id: source.id };
  // The queue is busy, so that the pull is taken back before it asks anyone.
  const busy = await app.api.startAnalysis();
  const job = (await call("pullSource", { query })) as { id: `job_${number}`; subject: string };
  expect(job.subject).toBe(source.id);
  const cancelled = await app.api.cancelJob({ params: { jobId: job.id } });
  expect(cancelled.status).toBe("cancelled");
  await app.ended(busy);
  await call("deleteSource", { query });
  await expect(app.api.pullSource({ query })).rejects.toMatchObject({ problem: { status: 404 } });
});

test("lists are files to take away, with formulas disarmed", async () => {
  for (const format of ["csv", "xlsx", "json", "md"] as const) {
    const params = { what: "needs", format } as const;
    const file = (await call("downloadExport", { params })) as Response;
    expect(file.headers.get("content-disposition")).toContain(`heed-needs.${format}`);
    expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(200);
  }
});

test("keys are shown once and revoked", async () => {
  const key = (await call("createKey", {
    body: { name: "site", scopes: ["feedback:write"] },
  })) as { id: string; secret: string };
  await call("listKeys");
  const authorization = `Bearer ${key.secret}`;
  await app.api.sendFeedback({ body: { text: "Hello" } }, { headers: { authorization } });
  called.add("sendFeedback");
  await call("deleteKey", { params: { keyId: key.id } });
  const ci = await app.api.createKey({ body: { name: "ci", scopes: ["releases:write"] } });
  const asCi = { headers: { authorization: `Bearer ${ci.secret}` } };
  const announced = await app.api.announceRelease({ body: { version: "9.0.0" } }, asCi);
  expect(announced.release?.version).toBe("9.0.0");
  called.add("announceRelease");
  const host = await app.api.createKey({ body: { name: "hub", scopes: ["releases:webhook"] } });
  const body = { version: "9.1.0" };
  const signed = createHmac("sha256", host.secret).update(JSON.stringify(body)).digest("hex");
  const headers = { "x-hub-signature-256": `sha256=${signed}` };
  const sent = await app.api.sendReleaseWebhook({ params: { keyId: host.id }, body }, { headers });
  expect(sent.release?.version).toBe("9.1.0");
  called.add("sendReleaseWebhook");
});

test("the map has a point for each mention with a theme, on the island of that theme", async () => {
  const map = (await call("getThemeMap")) as ThemeMap;
  expect(map.points.mentionIds).toHaveLength(map.total);
  expect(new Set(map.points.mentionIds).size).toBe(map.total);
  for (const [index, theme] of map.points.theme.entries()) {
    const { x, y, radius } = map.themes[theme]!;
    const [px, py] = [map.points.x[index]!, map.points.y[index]!];
    expect(Math.hypot(px - x, py - y)).toBeLessThanOrEqual(radius + 2);
  }
  expect(await app.api.getThemeMap()).toEqual(map);
});

test("links, widgets and webhooks answer as they are told", async () => {
  const { id } = (await call("createShare", { body: { name: "Board", language: "en" } })) as {
    id: string;
  };
  expect(await call("listShares")).toMatchObject({ rows: [{ id, opened: 0 }] });
  await call("deleteShare", { params: { shareId: id } });
  const widget = await app.api.createKey({ body: { name: "shop", scopes: ["widget"] } });
  const message = { params: { keyId: widget.id }, body: { text: "From the shop" } };
  expect(await call("sendWidgetMessage", message)).toMatchObject({ received: 1 });
  const hook = await app.api.createKey({ body: { name: "crm", scopes: ["webhook"] } });
  const [seconds, body] = [Math.floor(Date.now() / 1000), { text: "From the CRM" }];
  const signed = createHmac("sha256", hook.secret).update(`${seconds}.${JSON.stringify(body)}`);
  const headers = { "heed-signature": `t=${seconds},v1=${signed.digest("hex")}` };
  const sent = await app.api.sendWebhook({ params: { keyId: hook.id }, body }, { headers });
  expect(sent).toMatchObject({ received: 1 });
  called.add("sendWebhook");
});

test("on this machine alone whoever asks is the owner, and there are no accounts", async () => {
  expect(await call("getSession")).toMatchObject({ needsSignIn: false, role: "owner" });
  await expect(app.api.listPeople()).rejects.toMatchObject({
    problem: { code: "no-accounts-here" },
  });
});

test("a backup is written while everything runs", async () => {
  const job = await app.ended((await call("startBackup")) as never);
  expect(job).toMatchObject({ status: "done", result: { counts: { mention: expect.anything() } } });
});

test("the report is a page with a policy of its own", async () => {
  const report = (await call("getReport", { query: { lang: "zh" } })) as Response;
  expect(report.headers.get("content-security-policy")).toContain("script-src 'sha256-");
  expect(await report.text()).toContain('data-lang="zh"');
});

test("the documentation names exactly the operations that answer, and every one was called", async () => {
  const document = (await (await app.request("/api/openapi.json")).json()) as {
    openapi: string;
    paths: Record<string, Record<string, { operationId: string }>>;
  };
  expect(document.openapi).toBe("3.1.0");
  const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => {
      expect(PATHS[operationId as OperationName]).toBe(`${method.toUpperCase()} ${path}`);
      return operationId as OperationName;
    }),
  );
  // Loading the sample is a minute's work; its own test is the first run's journey.
  // Those about people have a server of their own (people.test.ts): a process holds one workspace.
  // Those about answers and specifications are tried in design.test.ts.
  // Those about events are tried in capture/questions.test.ts, those of the lab in lab.test.ts.
  // What helps to decide is tried in decisions.test.ts.
  // Large models are tried in test/llm/models-in-the-workbench.test.ts.
  const deciding = ["priorities", "gold set", "opportunity tree", "intents"];
  const elsewhere: readonly string[] = [
    ...deciding,
    "answers",
    "specs",
    "people",
    "lab",
    "experiments",
    "flags",
    "events",
    "alerts",
    "models",
  ];
  const untried = documented.filter(
    (name) =>
      !called.has(name) && name !== "loadSample" && !elsewhere.includes(OPERATIONS[name].tag),
  );
  expect(untried).toEqual([]);
  expect(await (await app.request("/api/docs")).text()).toContain("/api/v1/needs/{needId}/rows");
});
