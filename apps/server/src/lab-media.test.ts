// Pictures and sounds over HTTP: archives looked into, brought in, trained on, measured and explained, while all else goes on.
import { OPERATIONS, type Operation, type OperationName } from "@heed/core/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { madePicture, madeTone, zipOf } from "./testing/made-media.ts";
import { openTestApp, type TestApp } from "./testing/open-test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
}, 60_000);
afterAll(() => app.close());

type Colour = readonly [number, number, number];
const RED: Colour = [190, 40, 40];
const BLUE: Colour = [30, 60, 190];

async function upload(name: string, bytes: Uint8Array): Promise<string> {
  const { id } = await app.api.createUpload({ body: { name, bytes: bytes.length } });
  await app.api.sendUpload({ params: { uploadId: id } }, { raw: new Uint8Array(bytes) });
  return id;
}

async function call<Answer>(name: OperationName, input: object): Promise<Answer> {
  const answer = await (app.api[name] as (input: object) => Promise<unknown>)(input);
  const { response }: Operation = OPERATIONS[name];
  if (response instanceof z.ZodType) {
    const parsed = response.safeParse(answer);
    expect(parsed.error?.issues ?? [], name).toEqual([]);
    expect(parsed.data, name).toEqual(answer);
  }
  return answer as Answer;
}

function pictures(count: number, from = 0): Record<string, Uint8Array> {
  const entries = Array.from({ length: count }, (_, at) => [
    [`shapes/red/${from + at}.png`, madePicture(RED, 2 * at + from)] as const,
    [`shapes/blue/${from + at}.png`, madePicture(BLUE, 2 * at + from)] as const,
  ]);
  return Object.fromEntries(entries.flat());
}

async function bring(name: string, members: Record<string, Uint8Array>): Promise<string> {
  const uploadId = await upload(name, zipOf(members));
  const job = await app.ended(await app.api.importLabMedia({ body: { uploadId } }));
  expect(job.error).toBeNull();
  return String(job.result?.dataset);
}

async function trained(dataset: string): Promise<string> {
  const body = { dataset: dataset as "dataset_1" };
  const job = await app.ended(await app.api.trainLabModel({ body }));
  expect(job.error).toBeNull();
  return String(job.result?.model);
}

test("an archive of pictures becomes a data set, a model and explanations; what is refused is told with its reason", async () => {
  const uploadId = await upload(
    "shapes.zip",
    zipOf({
      ...pictures(8),
      "shapes/red/cut.png": madePicture(RED, 3).subarray(0, 60),
      "shapes/blue/drawing.png": Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"),
      "shapes/blue/tone.wav": madeTone(500),
      "shapes/notes.txt": Buffer.from("not a picture"),
      "shapes/red/empty.png": Buffer.alloc(0),
      "__MACOSX/shapes/._0.png": Buffer.from("x"),
    }),
  );
  const preview = await call<{ classes: { samples: { picture: string | null }[] }[] }>(
    "previewLabMedia",
    { body: { uploadId } },
  );
  expect(preview).toMatchObject({
    ...{ name: "shapes", task: "image", files: 18, withoutClass: 0, refusedCount: 3 },
    classes: [
      { name: "blue", files: 9 },
      { name: "red", files: 9 },
    ],
    refused: [
      { path: "blue/tone.wav", reason: "other-sort" },
      { path: "notes.txt", reason: "not-media" },
      { path: "red/empty.png", reason: "empty" },
    ],
  });
  expect(preview.classes[0].samples[0].picture).toMatch(/^data:image\/jpeg;base64,/);
  const job = await app.ended(await call("importLabMedia", { body: { uploadId, name: "shapes" } }));
  expect(job.result).toMatchObject({ examples: 16, refusedCount: 5 });
  expect(job.result?.refused).toContainEqual({ path: "red/cut.png", reason: "broken-file" });
  expect(job.result?.refused).toContainEqual({ path: "blue/drawing.png", reason: "broken-file" });
  const datasetId = String(job.result?.dataset);

  const media = { params: { datasetId: datasetId as "dataset_1", example: "0" } };
  const own = await app.api.getLabMedia(media);
  const small = await app.api.getLabMedia({ ...media, query: { size: "small" } });
  for (const [answer, type] of [
    [own, "image/png"],
    [small, "image/jpeg"],
  ] as const) {
    expect(answer.headers.get("content-type")).toBe(type);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("content-security-policy")).toBe("sandbox; default-src 'none'");
  }
  expect(new Uint8Array(await own.arrayBuffer()).subarray(1, 4)).toEqual(
    new TextEncoder().encode("PNG"),
  );

  const modelId = await trained(datasetId);
  const others = await bring("others.zip", pictures(6, 20));
  const measured = await call<{ evaluation: { accuracy: { value: number } } }>("evaluateLabModel", {
    params: { modelId },
    body: { dataset: others },
  });
  expect(measured.evaluation.accuracy.value).toBe(1);
  await expect(
    app.api.evaluateLabModel({
      params: { modelId: modelId as "a@1" },
      body: { dataset: datasetId as "dataset_1" },
    }),
  ).rejects.toMatchObject({ problem: { code: "all-seen" } });
  const asked = await upload("new.png", madePicture(BLUE, 7));
  const why = await call<{ answer: { label: string }; parts: unknown[]; spectrogram: unknown }>(
    "explainWithLabModel",
    { params: { modelId }, body: { uploadId: asked } },
  );
  expect(why.answer.label).toBe("blue");
  expect(why.parts).toHaveLength(64);
  expect(why.spectrogram).toBeNull();
  await expect(app.api.getUpload({ params: { uploadId: asked } })).rejects.toMatchObject({
    problem: { code: "upload-not-found" },
  });
}, 120_000);

test("an archive of sounds becomes a model whose explanation lies over the spectrogram", async () => {
  const members = Array.from({ length: 8 }, (_, at) => [
    [`high/${at}.wav`, madeTone(1500 + 40 * at)] as const,
    [`low/${at}.wav`, madeTone(300 + 10 * at)] as const,
  ]);
  const datasetId = await bring("tones.zip", Object.fromEntries(members.flat()));
  const media = { params: { datasetId: datasetId as "dataset_1", example: "1" } };
  expect((await app.api.getLabMedia(media)).headers.get("content-type")).toBe("audio/wav");
  const small = await app.api.getLabMedia({ ...media, query: { size: "small" } });
  expect(small.headers.get("content-type")).toBe("image/png");
  const modelId = await trained(datasetId);
  const { spectrogram, parts } = await call<{
    spectrogram: { bands: number; frames: number; levels: number[]; seconds: number };
    parts: { end: number }[];
  }>("explainWithLabModel", { params: { modelId }, body: { example: 0 } });
  expect(spectrogram.levels).toHaveLength(spectrogram.bands * spectrogram.frames);
  expect(Math.max(...spectrogram.levels)).toBe(255);
  expect(spectrogram.seconds).toBeCloseTo(0.3);
  expect(parts.at(-1)?.end).toBe(30);
}, 120_000);

test("archives that climb, swell or are none are refused", async () => {
  const refused = async (name: string, bytes: Uint8Array, code: string) => {
    const uploadId = await upload(name, bytes);
    await expect(app.api.previewLabMedia({ body: { uploadId } }), name).rejects.toMatchObject({
      problem: { code },
    });
  };
  await refused(
    "climbing.zip",
    zipOf({ "../../../tmp/heed-climbed/a.png": madePicture(RED, 1) }),
    "broken-archive",
  );
  await refused("absolute.zip", zipOf({ "/etc/a.png": madePicture(RED, 1) }), "broken-archive");
  const bomb = zipOf({ "a/bomb.png": Buffer.alloc(40 * 1024 * 1024) }, true);
  await refused("bomb.zip", bomb, "archive-refused");
  await refused("none.zip", Buffer.from("no archive at all"), "broken-archive");
  await refused("pictures.csv", Buffer.from("a,b\n1,2\n"), "not-an-archive");
  const nothing = await upload("texts.zip", zipOf({ "a/readme.txt": Buffer.from("hello") }));
  const job = await app.ended(await app.api.importLabMedia({ body: { uploadId: nothing } }));
  expect(job.error?.code).toBe("no-examples");
}, 60_000);

/** The longest wait for `/ready` while some work goes on, as a share of the work's own time. */
async function longestWait(work: Promise<unknown>): Promise<{ share: number; answers: number }> {
  let isDone = false;
  const began = performance.now();
  const end = work.then(() => {
    isDone = true;
    return performance.now();
  });
  let longest = 0;
  let answers = 0;
  while (!isDone) {
    const asked = performance.now();
    const { status } = await app.request("/ready");
    expect(status).toBe(200);
    await new Promise((resolve) => setImmediate(resolve));
    longest = Math.max(longest, performance.now() - asked);
    answers += 1;
  }
  return { share: longest / ((await end) - began), answers };
}

test("the server goes on answering while a long text or a big picture is explained, and what is next is chosen", async () => {
  const rows = Array.from({ length: 400 }, (_, at) => {
    const isBug = at % 2 === 0;
    const words = isBug
      ? "it crashes and loses what I wrote"
      : "I wish there were folders and tags";
    return `${isBug ? "bug" : "wish"},${words} ${at} ${"and so on ".repeat(20)}`;
  });
  const uploadId = await upload("labels.csv", Buffer.from(`label,text\n${rows.join("\n")}\n`));
  const { id } = await app.api.addLabDataset({
    body: { from: "upload", uploadId, target: "label" },
  });
  const modelId = (await trained(id)) as "a@1";
  const text = "it crashes whenever I open the folder, and that is sad. ".repeat(350);
  const params = { modelId };
  // Not the first question to the thread, whose start would be most of the time.
  await app.api.explainWithLabModel({ params, body: { text: "crashes" } });
  const long = await longestWait(app.api.explainWithLabModel({ params, body: { text } }));
  expect(long.answers).toBeGreaterThan(3);
  expect(long.share).toBeLessThan(0.5);
  const next = await longestWait(
    app.api.listNextExamples({ params: { datasetId: id }, query: { labeler: "ann" } }),
  );
  expect(next.answers).toBeGreaterThan(0);

  const shapes = await bring("more.zip", pictures(7, 3));
  const eye = (await trained(shapes)) as "a@1";
  const big = await upload("big.png", madePicture(RED, 9, [5000, 4000]));
  const picture = await longestWait(
    app.api.explainWithLabModel({ params: { modelId: eye }, body: { uploadId: big } }),
  );
  expect(picture.answers).toBeGreaterThan(3);
  expect(picture.share).toBeLessThan(0.5);
}, 180_000);
