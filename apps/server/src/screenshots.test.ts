// Screenshots over HTTP with no model: looked at, imported once, undone, stopped, refused; no picture goes to another machine.
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addProvider, chooseModels } from "@heed/workbench";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openTestApp, type TestApp } from "./testing/open-test-app.ts";

/** The engine takes seconds for a picture, many more where others hold the processor. */
const LONG = 180_000;
const PICTURES = join(import.meta.dirname, "../../../packages/workbench/test/pictures");
const home = mkdtempSync(join(tmpdir(), "heed-home-"));
let app: TestApp;

beforeAll(async () => {
  vi.stubEnv("HEED_HOME", home);
  app = await openTestApp();
}, LONG);
afterAll(async () => {
  await app.close();
  vi.unstubAllEnvs();
});

const drawn = (name: string) => readFileSync(join(PICTURES, name));

async function upload(name: string, bytes: Uint8Array): Promise<string> {
  const { id } = await app.api.createUpload({ body: { name, bytes: bytes.length } });
  await app.api.sendUpload({ params: { uploadId: id } }, { raw: new Uint8Array(bytes) });
  return id;
}

const importPicture = async (uploadId: string) =>
  app.ended(await app.api.startImport({ body: { uploadId, analyse: false } }));

test(
  "a dropped screenshot shows its messages before anything is kept, is imported once, and can be undone",
  async () => {
    const uploadId = await upload("reviews.png", drawn("reviews-en.png"));
    const preview = await app.api.previewImport({ body: { uploadId } });
    expect(preview).toMatchObject({
      format: "screenshots",
      formatName: { en: "Screenshots", zh: "截图" },
      counts: { rows: 4, added: 4, rejected: 0 },
    });
    expect(preview.rows.map(({ rating }) => rating)).toEqual([3, 3, 3, 3]);
    expect(preview.rows[3]!.text).toBe(
      "I flew eleven hours wi\nFree shipping without any minimum, love it.",
    );
    expect(preview.notes[0]!.en).toMatch(
      /^tesseract\.js 7\.0\.0 read 4 messages of \d+ words, 9\d % sure\. Words left out: .*buttons, times/,
    );
    expect(preview.notes[0]!.zh).toMatch(/读出 4 条消息.*未采用的词/);
    expect((await app.api.listImports({})).rows).toEqual([]);

    const job = await importPicture(uploadId);
    expect(job).toMatchObject({
      status: "done",
      subject: "reviews.png",
      result: { counts: { added: 4 } },
    });
    const [entry] = (await app.api.listImports({})).rows;
    expect(entry).toMatchObject({
      file: "reviews.png",
      source: "Screenshots",
      format: "screenshots",
    });
    const { rows } = await app.api.listItems({ query: {} });
    expect(rows).toHaveLength(4);
    const item = await app.api.getItem({ params: { itemId: rows[0]!.id } });
    expect(JSON.stringify(item)).toMatch(/"picture":"reviews\.png"/);
    expect(JSON.stringify(item)).toMatch(/"reader":"tesseract\.js 7\.0\.0"/);

    const again = await importPicture(await upload("reviews.png", drawn("reviews-en.png")));
    expect(again.result).toMatchObject({ counts: { added: 0, unchanged: 4 } });
    const undone = await app.ended(await app.api.undoImport({ params: { importId: entry!.id } }));
    expect(undone.status).toBe("done");
    expect((await app.api.listItems({ query: {} })).rows).toEqual([]);
  },
  LONG,
);

test(
  "work on a picture that was stopped keeps nothing",
  async () => {
    const uploadId = await upload("chat.png", drawn("chat-zh-dark.png"));
    const job = await app.api.startImport({ body: { uploadId, analyse: false } });
    await app.api.cancelJob({ params: { jobId: job.id } });
    expect((await app.ended(job)).status).toBe("cancelled");
    const files = (await app.api.listImports({})).rows.filter(
      ({ status }) => status === "committed",
    );
    expect(files.map(({ file }) => file)).not.toContain("chat.png");
  },
  LONG,
);

test(
  "a picture without words and one that was cut off are refused in both languages",
  async () => {
    // One white pixel: a whole PNG in which nobody says anything.
    const pixel = Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4//8/AwAI/AL+p5qgoAAAAABJRU5ErkJggg==",
      "base64",
    );
    await expect(
      app.api.previewImport({ body: { uploadId: await upload("pixel.png", pixel) } }),
    ).rejects.toMatchObject({
      problem: { code: "no-words-seen", zh: { detail: expect.stringContaining("pixel.png") } },
    });
    const half = drawn("reviews-en.png").subarray(0, 9_000);
    await expect(
      app.api.previewImport({ body: { uploadId: await upload("half.png", half) } }),
    ).rejects.toMatchObject({ problem: { code: "broken-picture" } });
  },
  LONG,
);

test(
  "with a model of another machine chosen, a dropped picture is still read here, and it is said",
  async () => {
    await addProvider(home, { from: "https://models.example/v1", id: "far" });
    await chooseModels(home, "see", ["far/model-that-sees"]);
    const uploadId = await upload("list.png", drawn("list-en-dark.png"));
    const { notes, counts } = await app.api.previewImport({ body: { uploadId } });
    expect(counts).toMatchObject({ added: 4 });
    expect(notes.map(({ en }) => en).join(" ")).toContain("heed screenshots --as-is");
  },
  LONG,
);
