// Local models run in a process of their own, on folders that the tests write; the library is the user's to install.
import { existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import {
  addLocalModel,
  analyseFiles,
  chooseModels,
  compareEncoders,
  loadModelSettings,
  openExistingWorkspace,
  openModelEmbedder,
  openModels,
  readConcluded,
  removeLocalModel,
  speakText,
  transcribeFile,
  translateNeed,
} from "@heed/workbench";
import { afterEach, expect, test } from "vitest";
import {
  writeTinyCaptioner,
  writeTinyClassifier,
  writeTinyDetector,
  writeTinyEncoder,
  writeTinyEye,
  writeTinyRecogniser,
  writeTinyTranslator,
  writeTinyVoice,
  writeTinyWhisper,
} from "./tiny-models.ts";

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

test.runIf(hasLibrary)(
  "every kind of model runs from its folder: sight, detection, captions, translation, a voice, and Whisper's ear",
  async () => {
    const home = freshHome();
    const write = (name: string, writer: (folder: string) => void) => {
      writer(join(home, name));
      return addLocalModel(home, { folder: join(home, name) });
    };
    const eye = await write("eye", writeTinyEye);
    const detector = await write("detector", writeTinyDetector);
    const captioner = await write("captioner", writeTinyCaptioner);
    const translator = await write("translator", writeTinyTranslator);
    const voice = await write("voice", writeTinyVoice);
    const ear = await write("ear", writeTinyWhisper);
    expect([eye, detector, captioner, translator, voice, ear].map(({ task }) => task)).toEqual([
      "image-classification",
      "object-detection",
      "image-to-text",
      "translation",
      "text-to-speech",
      "automatic-speech-recognition",
    ]);
    const models = await open(home);
    const picture = join(home, "red.png");
    writeFileSync(picture, redPicture());
    const run = (model: typeof eye, input: unknown) => models.local.run(model, input, {});
    expect(await run(eye, picture)).toMatchObject([{ label: "red" }, {}, {}]);
    expect(await run(detector, picture)).toMatchObject([
      { label: "red", box: { xmin: 2, ymin: 2, xmax: 6, ymax: 6 } },
    ]);
    expect(await run(captioner, picture)).toEqual([{ generated_text: "love nice" }]);
    expect(await run(translator, ["crash lost"])).toEqual([{ translation_text: "love nice" }]);
    const wav = Buffer.from(await speakText(models, "Crash. Love."));
    expect(wav.toString("latin1", 0, 4)).toBe("RIFF");
    // A tenth of a second for every word and stop.
    expect((wav.length - 44) / 2).toBe(4 * 1_600);
    const path = join(home, "said.wav");
    writeFileSync(path, wav);
    expect((await transcribeFile(models, path)).parts).toEqual([
      { startS: 0, endS: 0.4, text: "love nice", speaker: null },
    ]);
    expect(await models.ledger.calls(5)).toEqual([]);
  },
);

test.runIf(hasLibrary)(
  "a local translator stands beside the original, and what it gets wrong is missing",
  async () => {
    const home = freshHome();
    writeTinyTranslator(join(home, "translator"));
    await addLocalModel(home, { folder: join(home, "translator") });
    const folder = join(home, "workspace");
    await analyseFiles(["samples/reviews.csv"], { workspace: folder, language: "en" });
    const workspace = await openExistingWorkspace(folder);
    closing.push(workspace.close);
    const models = await open(home);
    const { needs } = await readConcluded(folder);
    const all = [];
    for (const { id } of needs.slice(0, 8))
      all.push(await translateNeed(workspace, models, { id, into: "en" }));
    const foreign = all.flatMap(({ quotes }) => quotes.filter(({ language }) => language === "zh"));
    expect(foreign.length).toBeGreaterThan(0);
    // It says the same to everything, so a quote with a number in it is never translated rightly.
    for (const { text, translation } of foreign)
      expect(translation).toBe(/\d/.test(text) ? null : "love nice");
    expect(await models.ledger.calls(5)).toEqual([]);
  },
  60_000,
);

/** A PNG of 8 x 8 red points. */
function redPicture(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 2, 0, 0, 0]);
  const row = [0, ...Array.from({ length: 8 }, () => [255, 0, 0]).flat()];
  const rows = Buffer.from(Array.from({ length: 8 }, () => row).flat());
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

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
