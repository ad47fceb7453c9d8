// A model put to work becomes a column of the feedback, reads what comes later, goes back a version, and forgets with the rest.
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LabModelId } from "@heed/core";
import type { JobView } from "@heed/core/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { restoreBackup } from "../desk/backup.ts";
import { type Desk, openDesk } from "../desk/open-desk.ts";
import { forgetPerson } from "../imports/run/forget-person.ts";
import { openWorkspace } from "../workspace/open-workspace.ts";

const FEEDBACK = `id,text,date,author
1,Sync loses my notes every night,2026-01-05,Ann Lee
2,同步丢笔记了,2026-01-12,Bo Chen
3,Please add folders to the sidebar,2026-01-19,Cy Park
4,I would love folders in the sidebar,2026-01-26,Di Roe
`;
const LATER = `id,text,date,author
9,Sync loses my notes again,2026-02-05,Ed Fox
`;
const THINGS = ["notes", "photos", "tasks", "files", "lists", "drafts"];
const LABELS = `label,text\n${THINGS.flatMap((thing) => [
  `sync,sync loses my ${thing}`,
  `sync,同步丢了 ${thing}`,
  `folders,please add folders for ${thing}`,
  `folders,I would love folders in ${thing}`,
]).join("\n")}\n`;

let root: string;
let desk: Desk;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "heed-promote-"));
  desk = await openDesk(join(root, "workspace"), {
    now: () => new Date("2026-03-01T00:00:00.000Z"),
    onFailure: (_job, error) => console.error(error),
  });
});
afterAll(async () => {
  await desk.close();
  await rm(root, { recursive: true, force: true });
});

const ended = (job: JobView) =>
  new Promise<JobView>((resolve) => {
    const stop = desk.listen(
      (seen) => {
        if (seen.id !== job.id || seen.endedAt === null) return;
        stop();
        resolve(seen);
      },
      () => undefined,
    );
  });

async function upload(name: string, words: string): Promise<string> {
  const bytes = new TextEncoder().encode(words);
  const { id } = await desk.createUpload({ name, bytes: bytes.length });
  await desk.sendUpload(id, 0, new Blob([bytes]).stream());
  return id;
}

async function importFile(name: string, words: string): Promise<void> {
  const uploadId = await upload(name, words);
  expect((await ended(await desk.startImport({ uploadId }))).error).toBeNull();
}

test("labels become a column that filters mentions and items, and goes back a version at a time", async () => {
  await importFile("feedback.csv", FEEDBACK);
  const uploadId = await upload("labels.csv", LABELS);
  const dataset = await desk.addLabDataset({ from: "upload", uploadId, target: "label" });
  expect(await desk.estimateTraining(dataset.id)).toMatchObject({ examples: 24, classes: 2 });
  const train = async () => {
    const job = await ended(await desk.trainLabModel({ dataset: dataset.id, name: "topic" }));
    expect(job.error).toBeNull();
    return job.result?.model as LabModelId;
  };
  const first = await train();
  expect(first).toBe("topic@1");
  expect((await desk.getLabTraining()).steps.length).toBeGreaterThan(0);
  const promoted = await ended(await desk.promoteLabModel({ model: first, column: "topic" }));
  expect(promoted.result).toMatchObject({ column: "topic", read: 4 });
  const about = async (label: string) => {
    const lab = [`topic=${label}`];
    return [(await desk.listMentions({ lab })).total, (await desk.listItems({ lab })).total];
  };
  expect(await about("sync")).toEqual([2, 2]);
  expect(await about("folders")).toEqual([2, 2]);
  expect((await desk.getFacets({})).lab).toEqual({ topic: { folders: 2, sync: 2 } });
  const { rows } = await desk.listMentions({ lab: ["topic=sync"] });
  expect(rows[0].labels?.topic).toMatchObject({ label: "sync", model: "topic@1" });
  await expect(desk.listMentions({ lab: ["mood=sad"] })).rejects.toMatchObject({
    code: "no-such-column",
  });

  await importFile("later.csv", LATER);
  expect(await about("sync")).toEqual([3, 3]);

  const second = await train();
  await ended(await desk.promoteLabModel({ model: second, column: "topic" }));
  expect((await desk.listPromotions()).rows[0]).toMatchObject({
    model: "topic@2",
    before: ["topic@1"],
  });
  expect((await desk.demoteLabModel("topic")).promotion).toMatchObject({
    model: "topic@1",
    before: [],
  });
  expect(await about("sync")).toEqual([3, 3]);
  expect((await desk.demoteLabModel("topic")).promotion).toBeNull();
  expect((await desk.getFacets({})).lab).toBeUndefined();
  await expect(desk.demoteLabModel("topic")).rejects.toMatchObject({
    code: "promotion-not-found",
  });

  const model = await desk.getLabModel(first);
  expect(model.answers.safety.zh).toContain("本机");
  const why = await desk.explainWithLabModel(first, { text: "同步又丢了 notes" });
  expect(why.answer.label).toBe("sync");
  expect((await desk.getLabDrift(first)).verdict).toBe("cannot-tell");
}, 120_000);

test("feedback becomes a data set with its people, and a forgotten person's words leave it", async () => {
  const dataset = await desk.addLabDataset({
    from: "feedback",
    target: "mood",
    classes: ["good", "bad"],
  });
  expect(dataset).toMatchObject({ origin: { kind: "feedback" }, examples: 5 });
  const { rows, progress } = await desk.listNextExamples(dataset.id, { count: 3 });
  expect(rows).toHaveLength(3);
  expect(progress.classes).toEqual(["bad", "good"]);
  await desk.labelExample(dataset.id, { example: rows[0].example.number, label: "bad" });
  expect((await desk.undoExampleLabel(dataset.id)).undone).toMatchObject({ label: "bad" });
  const backup = await ended(await desk.startBackup());
  await desk.close();
  await restoreBackup(String(backup.result?.folder), join(root, "restored"));
  const restored = await readdir(join(root, "restored", "lab", "models"));
  expect(restored).toContain("topic@1.heed-model");
  const workspace = await openWorkspace(join(root, "workspace"));
  await forgetPerson(workspace, "Ann Lee");
  const texts = (await workspace.records.lab.examples(dataset.id)).map(({ text }) => text);
  await workspace.close();
  desk = await openDesk(join(root, "workspace"));
  expect(texts).toHaveLength(4);
  expect(texts.join("\n")).not.toContain("every night");
}, 60_000);
