// Worker threads answer as the rooms they stand for, in order, and stop when told.
import { wholeTexts } from "@heed/core";
import { createEmbedder, createReader, createThemeFinder, splitMentions } from "@heed/text";
import { afterAll, expect, test } from "vitest";
import { openTextWorkers } from "./open-text-workers.ts";

const workers = openTextWorkers(2);
afterAll(() => workers.close());

const texts = Array.from({ length: 41 }, (_, index) => ({
  text:
    index % 2 === 0
      ? `Sync lost note ${index}. Love the design.`
      : `第${index}次闪退了，但是界面很好看`,
  language: index % 2 === 0 ? "en" : "zh",
}));

const words = wholeTexts(texts.map(({ text }) => text));

test("mentions come back for each text, in order, as the splitter gives them", async () => {
  const spans = await workers.splitter.split(texts);
  expect(spans).toEqual(texts.map(({ text, language }) => splitMentions(text, language)));
});

test("readings come back for each text, in order, as the reader gives them", async () => {
  const readable = texts.map((text) => ({ ...text, rating: null }));
  expect(await workers.reader.read(readable)).toEqual(await createReader().read(readable));
  expect(await workers.reader.read([])).toEqual([]);
});

test("vectors come back for each text, in order, as the embedder gives them", async () => {
  const words = texts.map(({ text }) => text);
  expect(await workers.embedder.embed(words)).toEqual(await createEmbedder().embed(words));
  expect(await workers.embedder.embed([])).toEqual(new Float32Array(0));
});

test("themes are the same as on the main thread, and progress is told", async () => {
  const progress: number[] = [];
  const options = { seed: 1, themeCount: 2 };
  const found = await workers.themeFinder.find(words, {
    ...options,
    onProgress: (done) => progress.push(done),
  });
  expect(found).toEqual(await createThemeFinder().find(words, options));
  expect(progress.length).toBeGreaterThan(0);
});

test("a stopped task is refused with the reason, and the next one is answered", async () => {
  const controller = new AbortController();
  const running = workers.themeFinder.find(words, { seed: 1, signal: controller.signal });
  controller.abort();
  await expect(running).rejects.toMatchObject({ name: "AbortError" });
  expect(await workers.splitter.split(texts.slice(0, 1))).toHaveLength(1);
});

test("what others wait for in the thread of a stopped task is answered all the same", async () => {
  const single = openTextWorkers(1);
  const controller = new AbortController();
  const running = single.themeFinder.find(words, { seed: 1, signal: controller.signal });
  const wanted = single.splitter.split(texts.slice(0, 3));
  controller.abort();
  await expect(running).rejects.toMatchObject({ name: "AbortError" });
  expect(await wanted).toHaveLength(3);
  await single.close();
});

test("a fault inside a worker reaches the caller", async () => {
  await expect(workers.themeFinder.find(words, { seed: 1, themeCount: -1 })).rejects.toThrow(
    /number of themes/,
  );
});
