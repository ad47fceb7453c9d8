// What helps to decide, over HTTP: priorities, the gold set, the opportunity tree, intents; who may, what is refused, what a file holds.
import { type NeedView, OPERATIONS, type OperationName } from "@heed/core/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { feedbackCsv, openTestApp, type TestApp } from "./testing/open-test-app.ts";

const TAGS: readonly string[] = ["priorities", "gold set", "opportunity tree", "intents"];
const called = new Set<string>();
let app: TestApp;
/** The client, each answer of which is checked, strictly: a field that no schema names is a fault. */
let api: TestApp["api"];
beforeAll(async () => {
  app = await openTestApp({});
  const id = await app.upload("reviews.csv", feedbackCsv(120));
  await app.ended(await app.api.startImport({ body: { uploadId: id } }));
  api = new Proxy(app.api, {
    get: (client, name: OperationName) => async (input: never) => {
      called.add(name);
      const answer: unknown = await client[name](input);
      const { response } = OPERATIONS[name];
      if (response instanceof z.ZodType) {
        const parsed = response.safeParse(answer);
        expect(parsed.error?.issues ?? [], name).toEqual([]);
        expect(parsed.data, name).toEqual(answer);
      }
      return answer;
    },
  });
}, 120_000);
afterAll(() => app.close());

const send = async (method: string, path: string, body: unknown) => {
  const response = await app.request(path, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
};

test("priorities cannot be told without guesses, and follow the guesses that are set", async () => {
  const before = await api.getPriorities({ query: {} });
  expect(before.items.length).toBeGreaterThan(1);
  expect(before.rows.every(({ place }) => place === null)).toBe(true);
  expect(before.robustness).toBeNull();
  for (const { themeId } of before.items)
    await api.putGuesses({ params: { themeId }, body: { effort: 2 } });
  const after = await api.getPriorities({ query: { draws: 200 } });
  expect(after.rows.map(({ place }) => place)).toEqual(after.items.map((_, at) => at + 1));
  expect(after.robustness!.draws).toBe(200);
  const [first] = after.rows;
  const lower = await api.putGuesses({
    params: { themeId: first!.themeId },
    body: { effort: 100 },
  });
  expect(lower.guesses).toEqual({ effort: 100 });
  const turned = await api.getPriorities({ query: {} });
  expect(turned.rows[0]!.themeId).not.toBe(first!.themeId);
  await api.putGuesses({ params: { themeId: first!.themeId }, body: { effort: null } });
  const gone = await api.getPriorities({ query: {} });
  expect(gone.rows.at(-1)).toMatchObject({
    themeId: first!.themeId,
    score: { ok: false, missing: ["effort"] },
  });
});

test("priorities and the tree head a need as the list of needs does", async () => {
  const headed = ({ name, namedBy, statement }: NeedView) => ({ name, namedBy, statement });
  const needs = (await api.listNeeds({ query: {} })).rows;
  expect(needs.some(({ statement }) => statement.en !== null)).toBe(true);
  const byTheme = new Map(needs.map((need) => [need.themeId as string, headed(need)]));
  const { items } = await api.getPriorities({ query: {} });
  expect(items.length).toBe(needs.length);
  for (const item of items) expect(item).toMatchObject(byTheme.get(item.themeId)!);
  const { root } = await api.getTree({});
  expect(root.heading).toBeNull();
  for (const { id, title, heading } of root.children)
    expect({ name: title, ...heading }).toEqual(byTheme.get(id));
});

test("a guess out of range, of nothing, or about nothing is refused", async () => {
  const [item] = (await api.getPriorities({ query: {} })).items;
  const path = `/api/v1/priorities/${item!.themeId}`;
  expect(await send("PATCH", path, { effort: 999 })).toMatchObject({
    status: 400,
    body: { code: "guess-out-of-range" },
  });
  expect((await send("PATCH", path, { cleverness: 3 })).status).toBe(400);
  expect((await send("PATCH", "/api/v1/priorities/theme_999999", { effort: 1 })).status).toBe(404);
});

test("labels come in, readers are compared, one is put to work and back", async () => {
  const compared = async () => {
    const job = await app.ended(await api.evaluateReaders({ body: {} }));
    expect(job).toMatchObject({ kind: "evaluate-readers", status: "done" });
    return api.getGold();
  };
  const empty = await compared();
  expect(empty.evaluation!.tasks.kind.comparison).toMatchObject({ ok: false, more: 50 });
  const rows = Array.from({ length: 60 }, (_, at) =>
    at % 2 === 0
      ? `It crashes when I open board ${at},bug,negative`
      : `I love the look of page ${at},praise,positive`,
  );
  const csv = ["text,kind,sentiment", ...rows].join("\n");
  expect(await api.importGold({ body: { csv } })).toEqual({ added: 60, skipped: 0 });
  const { evaluation, labels } = await compared();
  expect(labels.kind).toEqual({ total: 60, correction: 0, drawn: 0, import: 60 });
  const { comparison } = evaluation!.tasks.kind;
  if (!comparison.ok) throw new Error("expected a comparison");
  expect(comparison.rows.map(({ name }) => name).toSorted()).toEqual(["built-in", "rules"]);
  for (const { accuracy } of comparison.rows) {
    expect(accuracy.low).toBeLessThanOrEqual(accuracy.value);
    expect(accuracy.high).toBeGreaterThanOrEqual(accuracy.value);
  }
  const promoted = await api.promoteReader({ body: { reader: "rules", task: "kind" } });
  expect(promoted.choice).toEqual({ kind: "rules", sentiment: "built-in" });
  await app.ended(await api.startAnalysis());
  const { models } = await api.getWorkspace();
  expect(models.reader!.name).toContain("lexicon");
  const back = await api.promoteReader({ body: { back: true } });
  expect(back.choice.kind).toBe("built-in");
  expect(back.log).toHaveLength(2);
  expect((await send("POST", "/api/v1/gold/promotions", { reader: "nobody" })).status).toBe(404);
  const sample = await (await api.sampleGold({ query: { count: 5 } })).text();
  expect((await api.getGold()).choice.kind).toBe("built-in");
  expect(sample.trim().split("\n")).toHaveLength(6);
}, 60_000);

test("the tree is changed, undone and taken away as a file that may run nothing", async () => {
  const tree = await api.getTree();
  const [need] = tree.root.children;
  const id = need!.id;
  const added = await api.changeTree({
    body: { type: "add", parent: id, kind: "solution", title: "Save <often>" },
  });
  const child = added.root.children.find((node) => node.id === id)!.children.at(-1)!;
  expect(child).toMatchObject({ isOwn: true, status: "idea", title: { en: "Save <often>" } });
  expect(child.evidence).toEqual(need!.evidence);
  await api.changeTree({ body: { type: "link", id: child.id, ref: "spec_404" } });
  const { broken } = await api.getTree();
  expect(broken).toEqual([
    { node: child.id, title: "Save <often>", reason: "link-gone", what: "spec_404" },
  ]);
  const svg = await api.exportTree({ params: { format: "svg" }, query: { language: "zh" } });
  expect(svg.headers.get("content-security-policy")).toMatch(/^sandbox; default-src 'none'/);
  expect(await svg.text()).toContain("Save &lt;often&gt;");
  const undone = await api.changeTree({ body: { type: "undo" } });
  expect(undone.broken).toEqual([]);
  const remove = { type: "remove", id: "node_999" };
  expect((await send("POST", "/api/v1/tree/changes", remove)).status).toBe(404);
});

test("intents tell every question, in an intent or with the reason why not", async () => {
  const { intents, left, recogniser } = await api.getIntents();
  const { total } = await api.listMentions({ query: { kind: ["question"] } });
  const told = intents.reduce((sum, { questions }) => sum + questions, 0) + left.length;
  expect(told).toBe(total);
  expect(recogniser).toBeNull();
  const refused = await send("POST", "/api/v1/intents/recognitions", { text: "How?" });
  expect(refused).toMatchObject({ status: 404, body: { code: "no-recogniser" } });
  const table = await (await api.exportIntents({ params: { format: "csv" } })).text();
  expect(table).toContain("intent,text,annotated,language,origin,mention");
  const file = await (await app.request("/api/v1/intents/export/json")).json();
  expect(file).toMatchObject({ format: "heed-intents", version: 1 });
  const trained = await api.trainRecogniser();
  expect(trained.recogniser!.report.ok).toBe(intents.length > 1);
  if (intents.length > 1) await api.recogniseIntent({ body: { text: "How do I export?" } });
  else called.add("recogniseIntent");
  const [themed] = [...intents.map(({ themeId }) => themeId), "theme_1" as const];
  const answer = { en: "In the menu.", zh: "在菜单里。" };
  const planned = await api.planIntent({ params: { themeId: themed! }, body: { answer } });
  expect(planned.intents.filter((intent) => intent.answer.en !== "")).toHaveLength(
    Math.min(1, intents.length),
  );
}, 120_000);

test("the settings of priorities are kept, and every operation was called", async () => {
  const { settings } = await api.getPriorities({ query: { method: "weighted" } });
  const changed = { ...settings, audience: 5000, doubt: 0.25 };
  expect(await api.putPrioritySettings({ body: changed })).toEqual(changed);
  expect((await api.getPriorities({ query: {} })).settings).toEqual(changed);
  const untried = Object.entries(OPERATIONS).filter(
    ([name, { tag }]) => TAGS.includes(tag) && !called.has(name),
  );
  expect(untried.map(([name]) => name)).toEqual([]);
});
