// Local models run in a process of their own, on folders that the tests write; the library is the user's to install.
import { existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  addLocalModel,
  chooseModels,
  compareEncoders,
  loadModelSettings,
  openModelEmbedder,
  openModels,
  removeLocalModel,
  transcribeFile,
} from "@heed/workbench";
import { afterEach, expect, test } from "vitest";
import { writeTinyClassifier, writeTinyEncoder, writeTinyRecogniser } from "./tiny-models.ts";

/** A folder in which the library is installed, as `heed models` tells a user to do. */
const LIBRARY = process.env.HEED_TEST_TRANSFORMERS;
const hasLibrary = LIBRARY !== undefined && existsSync(join(LIBRARY, "node_modules"));

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function freshHome(): string {
  const home = mkdtempSync(join(tmpdir(), "heed-local-"));
  if (hasLibrary) {
    mkdirSync(join(home, "local-library"));
    symlinkSync(join(LIBRARY, "node_modules"), join(home, "local-library", "node_modules"));
  }
  writeTinyEncoder(join(home, "tiny-encoder"));
  writeTinyClassifier(join(home, "tiny-classifier"));
  return home;
}

async function open(home: string) {
  const models = await openModels({ home });
  closing.push(models.close);
  return models;
}

test("a folder is recognised by what is in it, chosen where nothing is, and removed without a trace", async () => {
  const home = freshHome();
  const encoder = await addLocalModel(home, { folder: join(home, "tiny-encoder") });
  expect(encoder).toMatchObject({
    id: "tiny-encoder",
    task: "feature-extraction",
    precision: "fp32",
  });
  const classifier = await addLocalModel(home, {
    folder: join(home, "tiny-classifier"),
    id: "moods",
  });
  expect(classifier.task).toBe("text-classification");
  expect((await loadModelSettings(home)).choices).toEqual({
    embed: [{ provider: "local", model: "tiny-encoder" }],
  });
  await expect(addLocalModel(home, { folder: home })).rejects.toMatchObject({ code: "no-model" });
  await expect(chooseModels(home, "embed", ["local/none"])).rejects.toMatchObject({
    code: "model-not-found",
  });
  await removeLocalModel(home, "tiny-encoder");
  expect((await loadModelSettings(home)).choices.embed).toEqual([]);
});

test("without the library the user is told the one command that installs it", async () => {
  const home = mkdtempSync(join(tmpdir(), "heed-bare-"));
  writeTinyEncoder(join(home, "tiny-encoder"));
  await addLocalModel(home, { folder: join(home, "tiny-encoder") });
  await expect(openModelEmbedder(await open(home))).rejects.toMatchObject({
    code: "library-missing",
    hint: expect.stringContaining("npm install --ignore-scripts --prefix"),
  });
});

test.runIf(hasLibrary)(
  "an encoder embeds, a classifier classifies, and ending them ends their process",
  async () => {
    const home = freshHome();
    await addLocalModel(home, { folder: join(home, "tiny-encoder") });
    const classifier = await addLocalModel(home, { folder: join(home, "tiny-classifier") });
    const models = await open(home);
    const embedder = await openModelEmbedder(models);
    expect(embedder).toMatchObject({ dimensions: 4, model: { name: "local/tiny-encoder" } });
    const vectors = await embedder.embed(["crash lost", "lost", "love nice", "nice"]);
    const near = (a: number, b: number) =>
      [0, 1, 2, 3].reduce((sum, at) => sum + vectors[a * 4 + at]! * vectors[b * 4 + at]!, 0);
    expect(near(0, 1)).toBeGreaterThan(0.98);
    expect(near(2, 3)).toBeGreaterThan(0.98);
    expect(near(0, 2)).toBeLessThan(0.3);
    expect(await models.local.run(classifier, ["crash", "love"], {})).toMatchObject([
      { label: "broken" },
      { label: "loved" },
    ]);
    const child = models.local.processId!;
    models.local.end();
    await expect.poll(() => isRunning(child)).toBe(false);
    // The next question starts a new one.
    expect(await embedder.embed(["crash"])).toHaveLength(4);
  },
);

test.runIf(hasLibrary)(
  "a stopped question ends the process, and a broken model is told as such",
  async () => {
    const home = freshHome();
    const model = await addLocalModel(home, { folder: join(home, "tiny-encoder") });
    const models = await open(home);
    const stop = new AbortController();
    const asked = models.local.run(model, ["crash"], {}, stop.signal);
    stop.abort();
    await expect(asked).rejects.toMatchObject({ name: "AbortError" });
    expect(models.local.processId).toBeUndefined();
    const broken = { ...model, precision: "q4" as const };
    await expect(models.local.run(broken, ["crash"], {})).rejects.toMatchObject({
      code: "local-model-failed",
    });
  },
);

/** A WAV of frames of a tenth of a second, each as loud as its letter wants it. */
function speak(letters: string, rate: number): Buffer {
  const loudness: Readonly<Record<string, number>> = { "-": 0, h: 0.3, i: 0.6, "|": 0.9 };
  const frame = rate / 10;
  const data = Buffer.alloc(letters.length * frame * 2);
  [...letters].forEach((letter, at) => {
    for (let sample = 0; sample < frame; sample += 1)
      data.writeInt16LE(Math.round(loudness[letter]! * 32_767), (at * frame + sample) * 2);
  });
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}

test.runIf(hasLibrary)(
  "a recogniser hears a recording of any rate, part by part, and nothing leaves the machine",
  async () => {
    const home = freshHome();
    writeTinyRecogniser(join(home, "tiny-ear"));
    await addLocalModel(home, { folder: join(home, "tiny-ear") });
    const models = await open(home);
    for (const rate of [16_000, 8_000, 48_000]) {
      const path = join(home, `${rate}.wav`);
      writeFileSync(path, speak("-hh-ii|hi-", rate));
      expect((await transcribeFile(models, path)).parts).toEqual([
        { startS: 0, endS: 1, text: "hi hi", speaker: null },
      ]);
    }
    // Cut where it is quiet: in the second half of the first 28 seconds.
    const long = join(home, "long.wav");
    writeFileSync(long, speak(`${"hi|".repeat(80)}-----${"hi|".repeat(30)}`, 8_000));
    const { parts, seconds, model } = await transcribeFile(models, long);
    expect({ model, seconds }).toEqual({ model: "local/tiny-ear", seconds: 33.5 });
    expect(parts.map(({ text }) => text.split(" ").length)).toEqual([80, 30]);
    expect(parts[1]!.startS).toBeGreaterThanOrEqual(24);
    expect(parts[1]!.startS).toBeLessThanOrEqual(24.5);
    expect(await models.ledger.calls(5)).toEqual([]);
  },
);

test("encoders are compared by the translations they find, with what may be chance", async () => {
  const pairs = Array.from({ length: 30 }, (_, at) => ({ en: `word ${at}`, zh: `词 ${at}` }));
  const byNumber = (broken: number) => ({
    model: { name: `by-number-${broken}`, version: "1" },
    dimensions: 30,
    embed: async (texts: readonly string[]) => {
      const vectors = new Float32Array(texts.length * 30);
      texts.forEach((text, row) => {
        const at = Number(text.split(" ")[1]);
        vectors[row * 30 + (text.startsWith("词") && at < broken ? (at + 1) % 30 : at)] = 1;
      });
      return vectors;
    },
  });
  let ms = 0;
  const compared = await compareEncoders(byNumber(10), byNumber(0), pairs, () => (ms += 500));
  expect(compared.second).toEqual({ model: "by-number-0", found: 1, perSecond: 120 });
  expect(compared.first.found).toBeLessThan(0.75);
  expect(compared.test.ok && compared.test.midPValue < 0.001).toBe(true);
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
