// From a file of labels to a model in use, in the small: what is refused, kept, measured and taken back.
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { buildZip } from "../../test/build-files.ts";
import { explainAnswer } from "./explain-answer.ts";
import { findLabModel, labelledExamples, labFolders, modelPath } from "./lab-context.ts";
import { labelExample, labelProgress, nextToLabel, undoLabel } from "./label-session.ts";
import { renderCard } from "./model-card.ts";
import { cardPage } from "./model-card-page.ts";
import { diskError, readModelFile, writeWhole } from "./model-file.ts";
import { datasetOf, type OpenedLab, openLab } from "./open-lab.ts";
import { saliencyPicture } from "./saliency-picture.ts";
import { testRobustness } from "./test-robustness.ts";
import { trainDataset } from "./train-dataset.ts";
import { evaluateModel, openModelByName, predictInputs } from "./use-model.ts";
import { watchDrift } from "./watch-drift.ts";

const NOW = () => new Date("2026-03-01T00:00:00.000Z");
const THINGS = ["photos", "notes", "login", "billing", "widgets", "search", "export", "calendar"];
const BUGS = [
  "crashes when I open",
  "freezes after I tap",
  "shows an error in",
  "loses my data in",
];
const WISHES = [
  "please add dark mode to",
  "I would love folders in",
  "could you support tags in",
  "wish there was undo in",
];

let folder: string;
let lab: OpenedLab;

/** Two kinds of short texts, each different. */
function rows(count: number): string[] {
  return Array.from({ length: count }, (_, at) => {
    const isBug = at % 2 === 0;
    const list = isBug ? BUGS : WISHES;
    const words = `${list[Math.floor(at / 2) % 4]} ${THINGS[Math.floor(at / 8) % 8]} number ${at}`;
    return `${isBug ? "bug" : "wish"},it ${words},person ${Math.floor(at / 3)}`;
  });
}

/** Rows of a table, which are quick to train on. */
function numbers(count: number): string[] {
  return Array.from(
    { length: count },
    (_, at) => `${at % 2 === 0 ? "low" : "high"},${at % 2 === 0 ? at % 9 : 30 + (at % 9)},${at}`,
  );
}
const NUMBERS = { target: "label", task: "tabular" } as const;

async function csv(
  name: string,
  lines: readonly string[],
  head = "label,text,person",
): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `${head}\n${lines.join("\n")}\n`);
  return path;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "heed-lab-"));
});
beforeEach(async () => {
  await lab?.close();
  lab = await openLab(await mkdtemp(join(folder, "workspace-")), NOW);
});
afterAll(async () => {
  await lab.close();
  await rm(folder, { recursive: true, force: true });
});

test("forty labels become a model that is measured, explained, described and kept", async () => {
  const path = await csv("forty.csv", rows(40));
  const dataset = await datasetOf(lab, path, { target: "label", group: "person" });
  expect(dataset).toMatchObject({ task: "text", classes: ["bug", "wish"], examples: 40 });
  expect((await datasetOf(lab, path, { target: "label", group: "person" })).id).toBe(dataset.id);
  const stages = new Set<string>();
  const { model, file } = await trainDataset(lab, dataset, {
    onNews: ({ stage }) => stages.add(stage),
  });
  expect(stages).toContain("baseline");
  expect(model).toMatchObject({ id: "forty@1", split: "group" });
  expect(model.contestants[0].name).toBe("majority");
  expect(model.evaluation.accuracy.value).toBeGreaterThan(0.8);
  expect(model.evaluation.examples).toBe(40);
  expect(existsSync(file)).toBe(true);
  expect(await findLabModel(lab, "forty")).toMatchObject({ sha256: model.sha256 });
  for (const ending of ["md", "zh.md", "html", "zh.html"])
    expect(await readFile(modelPath(lab.folder, model.id, ending), "utf8")).toContain("forty@1");
  expect(renderCard(model, "zh")).toContain("是否安全");
  expect(cardPage(model, "en")).toContain("<svg");
  // The file holds none of the words it was trained on.
  expect((await readFile(file)).includes("freezes after")).toBe(false);

  const opened = await openModelByName(lab, "forty");
  const [bug, wish] = await predictInputs(opened, [
    { text: "the app crashes when I open search" },
    { text: "please add dark mode to export" },
  ]);
  expect([bug.label, wish.label]).toEqual(["bug", "wish"]);
  const explained = await explainAnswer(lab, opened, { text: "it crashes when I open search" });
  expect(explained.parts.map(({ part }) => part)).toContain("crashes");
  expect(explained.faithfulness?.withoutTop).toBeGreaterThan(0);
  expect(explained.similar[0]).toMatchObject({ label: "bug" });
  await expect(evaluateModel(lab, opened, dataset)).rejects.toMatchObject({ code: "all-seen" });
  const other = await datasetOf(lab, await csv("other.csv", rows(60).slice(40)), {
    target: "label",
  });
  const measured = await evaluateModel(lab, opened, other, { against: opened });
  expect(measured.evaluation.examples).toBe(20);
  expect(measured.comparison?.verdict).toBe("no-difference");
  expect(measured.speed.perSecond).toBeGreaterThan(10);
  const { labelled } = await labelledExamples(lab, other);
  const { trials } = await testRobustness(lab, opened, labelled);
  expect(trials.map(({ change }) => change)).toContain("prompt-like text");
  expect(trials.find(({ change }) => change === "capitals")?.same.value).toBe(1);
  expect((await watchDrift(lab, opened, labelled)).verdict).toBe("cannot-tell");
});

test("the same data, labels and seed give the same model, and a further training the next version", async () => {
  const dataset = await datasetOf(
    lab,
    await csv("again.csv", numbers(24), "label,amount,place"),
    NUMBERS,
  );
  const one = await trainDataset(lab, dataset, { name: "a" });
  const two = await trainDataset(lab, dataset, { name: "a" });
  expect([one.model.id, two.model.id]).toEqual(["a@1", "a@2"]);
  const [first, second] = await Promise.all([readModelFile(one.file), readModelFile(two.file)]);
  expect(first.parts).toEqual(second.parts);
  expect(one.model.evaluation).toEqual(two.model.evaluation);
});

test("what no model can be made of is refused in clear words", async () => {
  const code = (lines: string[], head?: string) => async () => {
    const name = `bad-${Math.abs(lines.join().length)}.csv`;
    const dataset = await datasetOf(lab, await csv(name, lines, head), {
      target: "label",
      content: "text",
      task: "text",
    });
    await trainDataset(lab, dataset);
  };
  const one = rows(20).map((line) => line.replace(/^\w+/, "bug"));
  await expect(code(one)()).rejects.toMatchObject({ code: "one-class" });
  const ids = rows(9).map((line, at) => line.replace(/^\w+/, `id${at}`));
  await expect(code(ids)()).rejects.toMatchObject({ code: "fewer-rows-than-classes" });
  const rare = [...rows(12), "odd,only one of these,person 99"];
  await expect(code(rare)()).rejects.toMatchObject({ code: "too-few-in-class" });
  await expect(code(["bug,,p", "wish, ,q"])()).rejects.toMatchObject({ code: "no-examples" });
  await expect(
    datasetOf(lab, await csv("columns.csv", rows(4)), { target: "kind" }),
  ).rejects.toMatchObject({ code: "no-such-column" });
  await expect(datasetOf(lab, "nothing-here")).rejects.toMatchObject({ code: "dataset-not-found" });
});

test("empty texts are left out and counted, and private data is not kept", async () => {
  const lines = [
    ...rows(10),
    "bug,,person 1",
    'bug,"write to jane.roe@example.com about it",person 2',
  ];
  const dataset = await datasetOf(lab, await csv("private.csv", lines), { target: "label" });
  expect(dataset.leftOut).toEqual({ empty: 1 });
  const texts = (await lab.records.lab.examples(dataset.id)).map(({ text }) => text);
  expect(texts.join("\n")).not.toContain("jane.roe@example.com");
});

test("a foreign, cut or altered model file is told from a whole one", async () => {
  const dataset = await datasetOf(
    lab,
    await csv("file.csv", numbers(20), "label,amount,place"),
    NUMBERS,
  );
  const { file } = await trainDataset(lab, dataset);
  const bytes = await readFile(file);
  const broken = join(folder, "broken.heed-model");
  await writeFile(broken, bytes.subarray(0, bytes.length - 40));
  await expect(openModelByName(lab, broken)).rejects.toMatchObject({ code: "damaged-model" });
  const altered = Buffer.from(bytes);
  altered[altered.length - 100] ^= 1;
  await writeFile(broken, altered);
  await expect(openModelByName(lab, broken)).rejects.toMatchObject({ code: "damaged-model" });
  await writeFile(broken, "not a model at all");
  await expect(openModelByName(lab, broken)).rejects.toMatchObject({ code: "foreign-model" });
  await expect(openModelByName(lab, "no-such")).rejects.toMatchObject({
    code: "lab-model-not-found",
  });
});

test("a training that is stopped leaves no model, and the next one goes on from what was done", async () => {
  const dataset = await datasetOf(
    lab,
    await csv("stop.csv", numbers(40), "label,amount,place"),
    NUMBERS,
  );
  const stop = new AbortController();
  const stopped = trainDataset(lab, dataset, {
    signal: stop.signal,
    onNews: ({ stage }) => {
      if (stage === "curve") stop.abort();
    },
  });
  await expect(stopped).rejects.toMatchObject({ name: "AbortError" });
  const { models, runs } = labFolders(lab.folder);
  expect(await readdir(models).catch(() => [])).toEqual([]);
  const { resumed, model } = await trainDataset(lab, dataset);
  expect(resumed).toBeGreaterThan(2);
  expect(model.version).toBe(1);
  expect(await readdir(runs)).toEqual([]);
});

test("a full disk is told in words, and a file is whole or not there", async () => {
  const full = Object.assign(new Error("no space"), { code: "ENOSPC" });
  expect(diskError(full, "model")).toMatchObject({ code: "disk-full" });
  const missing = join(folder, "no", "such", "folder", "model");
  await expect(writeWhole(missing, "words")).rejects.toThrow(/ENOENT/);
  expect(existsSync(missing)).toBe(false);
});

test("labelling asks for what is unlabelled, keeps each answer, takes the last one back, and seeks second opinions", async () => {
  const path = await csv(
    "label.csv",
    rows(30).map((line) => line.replace(/^\w+/, "")),
  );
  let dataset = await datasetOf(lab, path, {
    content: "text",
    task: "text",
    classes: ["bug", "wish"],
  });
  for (let round = 0; round < 4; round += 1) {
    for (const { example } of await nextToLabel(lab, dataset, { labeler: "ann", count: 4 })) {
      const label = /crashes|freezes|error|loses/.test(example.text!) ? "bug" : "wish";
      dataset = await labelExample(lab, dataset, {
        example: example.number,
        label,
        labeler: "ann",
      });
    }
  }
  const progress = await labelProgress(lab, dataset, "ann");
  expect(progress).toMatchObject({ labelled: 16, own: 16 });
  expect(Object.keys(progress.counts).sort()).toEqual(["bug", "wish"]);
  const next = await nextToLabel(lab, dataset, { labeler: "ann", count: 3 });
  expect(next[0].guess).not.toBeNull();
  const last = await undoLabel(lab, dataset, "ann");
  expect(last).not.toBeNull();
  expect((await labelProgress(lab, dataset, "ann")).labelled).toBe(15);
  const others = await nextToLabel(lab, dataset, { labeler: "bo", count: 5 });
  expect(others.map(({ why }) => why)).toContain("second-opinion");
  const grown = await labelExample(lab, dataset, { example: 0, label: "praise", labeler: "bo" });
  expect(grown.classes).toContain("praise");
  await expect(
    labelExample(lab, dataset, { example: 99, label: "bug", labeler: "bo" }),
  ).rejects.toMatchObject({ code: "no-such-example" });
});

test("rows of a table are told apart by numbers and categories", async () => {
  const lines = Array.from({ length: 60 }, (_, at) => {
    const leaves = at % 3 === 0;
    return `u${at},${leaves ? at % 7 : 20 + (at % 30)},${leaves ? "monthly" : "yearly"},${at % 11 === 0 ? "" : at},${leaves ? "yes" : "no"}`;
  });
  const path = await csv("churn.csv", lines, "id,months,plan,tickets,left");
  const dataset = await datasetOf(lab, path, { target: "left", task: "tabular" });
  expect(dataset.columns.map(({ name, kind }) => [name, kind])).toEqual([
    ["months", "number"],
    ["plan", "category"],
    ["tickets", "number"],
  ]);
  const { model } = await trainDataset(lab, dataset);
  expect(model.evaluation.accuracy.value).toBeGreaterThan(0.95);
  const opened = await openModelByName(lab, model.id);
  const [answer] = await predictInputs(opened, [{ cells: ["2", "monthly", ""] }]);
  expect(answer.label).toBe("yes");
  const { parts } = await explainAnswer(lab, opened, { cells: ["2", "monthly", "5"] });
  expect(parts.map(({ part }) => part)).toContain("plan = monthly");
});

test("pictures in folders become a model; broken ones are left out and counted", async () => {
  const base = join(folder, "pictures");
  for (const [name, colour] of [
    ["red", { r: 200, g: 30, b: 30 }],
    ["blue", { r: 20, g: 40, b: 190 }],
  ] as const) {
    await mkdir(join(base, name), { recursive: true });
    for (let at = 0; at < 10; at += 1) {
      const spot = Buffer.from(
        `<svg width="60" height="60"><circle cx="${5 + 5 * at}" cy="${50 - 4 * at}" r="${4 + at}" fill="white"/></svg>`,
      );
      await sharp({ create: { width: 60, height: 60, channels: 3, background: colour } })
        .composite([{ input: spot }])
        .jpeg()
        .toFile(join(base, name, `${at}.jpg`));
    }
  }
  await writeFile(
    join(base, "red", "cut.jpg"),
    (await readFile(join(base, "red", "1.jpg"))).subarray(0, 300),
  );
  const dataset = await datasetOf(lab, base);
  expect(dataset).toMatchObject({ task: "image", examples: 20, leftOut: { "broken-file": 1 } });
  const members = (await readdir(base, { recursive: true })).filter((name) => /jpg$/.test(name));
  const files = members.map(async (name) => [`pictures/${name}`, await readFile(join(base, name))]);
  const archive = join(folder, "again.zip");
  await writeFile(archive, buildZip(Object.fromEntries(await Promise.all(files))));
  const refused: string[] = [];
  const again = await datasetOf(lab, archive, { onRefused: ({ path }) => refused.push(path) });
  // The same examples are the same data set, whatever they came in.
  expect([again.id, refused]).toEqual([dataset.id, ["red/cut.jpg"]]);
  const { model } = await trainDataset(lab, dataset);
  expect(model.evaluation.accuracy.value).toBeGreaterThan(0.9);
  const opened = await openModelByName(lab, model.id);
  const file = join(base, "blue", "3.jpg");
  const { answer, parts } = await explainAnswer(lab, opened, { file });
  expect(answer.label).toBe("blue");
  expect(parts).toHaveLength(64);
  const heat = await sharp(await saliencyPicture(file, { parts })).metadata();
  expect(heat).toMatchObject({ format: "png", width: 384 });
  await writeFile(join(folder, "none.jpg"), "no picture");
  await expect(predictInputs(opened, [{ file: join(folder, "none.jpg") }])).rejects.toMatchObject({
    code: "broken-picture",
  });
});

test("sounds named by a pattern become a model; cut ones are left out", async () => {
  const base = join(folder, "sounds");
  await mkdir(base, { recursive: true });
  for (let at = 0; at < 20; at += 1) {
    const isHigh = at % 2 === 0;
    const hertz = (isHigh ? 1400 : 300) + 17 * at;
    await writeFile(
      join(base, `${isHigh ? "high" : "low"}_p${at % 5}_${at}.wav`),
      tone(hertz, 0.3),
    );
  }
  await writeFile(join(base, "low_p1_99.wav"), tone(300, 0.3).subarray(0, 900));
  const pattern = "(?<label>[a-z]+)_(?<group>p\\d)_";
  const dataset = await datasetOf(lab, base, { pattern });
  expect(dataset).toMatchObject({
    task: "audio",
    classes: ["high", "low"],
    leftOut: { "broken-file": 1 },
  });
  const { model } = await trainDataset(lab, dataset);
  expect(model).toMatchObject({ split: "group" });
  expect(model.evaluation.accuracy.value).toBeGreaterThan(0.9);
});

/** A tone as 16-bit WAV at 8 kHz. */
function tone(hertz: number, seconds: number): Buffer {
  const samples = Math.round(8000 * seconds);
  const bytes = Buffer.alloc(44 + 2 * samples);
  bytes.write("RIFF", 0, "latin1");
  bytes.writeUInt32LE(36 + 2 * samples, 4);
  bytes.write("WAVEfmt ", 8, "latin1");
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(8000, 24);
  bytes.writeUInt32LE(16000, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36, "latin1");
  bytes.writeUInt32LE(2 * samples, 40);
  for (let at = 0; at < samples; at += 1)
    bytes.writeInt16LE(
      Math.round(12000 * Math.sin((2 * Math.PI * hertz * at) / 8000)),
      44 + 2 * at,
    );
  return bytes;
}
