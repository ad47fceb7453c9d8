// Every operation of the lab, called once over a real workspace, answers what its schema says.
import { OPERATIONS, type Operation, type OperationName } from "@heed/core/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { feedbackCsv, openTestApp, type TestApp } from "./testing/open-test-app.ts";

let app: TestApp;
const called = new Set<OperationName>();

beforeAll(async () => {
  app = await openTestApp();
  const uploadId = await app.upload("reviews.csv", feedbackCsv(40));
  const job = await app.api.startImport({ body: { uploadId } });
  expect((await app.ended(job)).status).toBe("done");
}, 120_000);
afterAll(() => app.close());

/** Calls an operation and checks its answer, strictly: a field that no schema names is a fault. */
async function call<Answer>(name: OperationName, input: object = {}): Promise<Answer> {
  called.add(name);
  const answer = await (app.api[name] as (input: object) => Promise<unknown>)(input);
  const { response }: Operation = OPERATIONS[name];
  if (response instanceof z.ZodType) {
    const parsed = response.safeParse(answer);
    expect(parsed.error?.issues ?? [], name).toEqual([]);
    expect(parsed.data, name).toEqual(answer);
  }
  return answer as Answer;
}

test("the lab answers as its contract says, from labels to a column of the feedback", async () => {
  const words = ["crashes on start", "freezes often", "loses my notes", "shows an error"];
  const wishes = ["please add tags", "I want folders", "add a dark theme", "support widgets"];
  const lines = [...words, ...words, ...wishes, ...wishes].map(
    (text, at) => `${at < 8 ? "bug" : "wish"},it ${text} number ${at}`,
  );
  const uploadId = await app.upload("labels.csv", `label,text\n${lines.join("\n")}\n`);
  const body = { from: "upload", uploadId, target: "label" };
  const { id: datasetId } = await call<{ id: string }>("addLabDataset", { body });
  const params = { datasetId };
  await call("listLabDatasets");
  await call("getLabDataset", { params });
  const { rows } = await call<{ rows: { example: { number: number } }[] }>("listNextExamples", {
    params,
    query: { labeler: "ann", count: 3 },
  });
  const example = rows[0].example.number;
  await call("labelExample", { params, body: { example, label: "bug", labeler: "ann" } });
  await call("undoExampleLabel", { params, body: { labeler: "ann" } });
  await expect(
    app.api.getLabMedia({ params: { datasetId: datasetId as "dataset_1", example: "0" } }),
  ).rejects.toMatchObject({ problem: { code: "no-media" } });
  called.add("getLabMedia");
  await call("estimateTraining", { params });
  await call("getLabTraining");
  const trained = await app.ended(await call("trainLabModel", { body: { dataset: datasetId } }));
  expect(trained.error).toBeNull();
  await call("getLabTraining");
  const modelId = String(trained.result?.model);
  await call("listLabModels");
  await call("getLabModel", { params: { modelId } });
  const card = await call<Response>("getLabCard", { params: { modelId }, query: { lang: "zh" } });
  expect(card.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(await card.text()).toContain("模型卡");
  await call("explainWithLabModel", { params: { modelId }, body: { text: "it crashes again" } });
  await call("explainWithLabModel", { params: { modelId }, body: { example: 0 } });
  await call("testLabRobustness", { params: { modelId } });
  await call("getLabDrift", { params: { modelId } });
  const promoted = await app.ended(await call("promoteLabModel", { body: { model: modelId } }));
  expect(promoted.error).toBeNull();
  await call("listPromotions");
  await call("listMentions", { query: { lab: ["label=bug"], limit: 2 } });
  await call("getFacets", { query: { lab: ["label=bug"] } });
  await call("demoteLabModel", { params: { column: "label" } });
  await call("deleteLabDataset", { params });
  // Pictures and sounds have a test of their own.
  for (const name of ["previewLabMedia", "importLabMedia", "evaluateLabModel"] as const)
    called.add(name);
  const untried = Object.entries(OPERATIONS).filter(
    ([name, { tag }]) => tag === "lab" && !called.has(name as OperationName),
  );
  expect(untried.map(([name]) => name)).toEqual([]);
}, 120_000);

test("what cannot be is refused with a code", async () => {
  const refused = (run: Promise<unknown>, code: string) =>
    expect(run).rejects.toMatchObject({ problem: { code } });
  await refused(
    app.api.getLabDataset({ params: { datasetId: "dataset_99" } }),
    "dataset-not-found",
  );
  await refused(app.api.getLabModel({ params: { modelId: "none@1" } }), "lab-model-not-found");
  await refused(app.api.addLabDataset({ body: { from: "upload", target: "label" } }), "no-upload");
  await refused(app.api.listMentions({ query: { lab: ["none=x"] } }), "no-such-column");
});
