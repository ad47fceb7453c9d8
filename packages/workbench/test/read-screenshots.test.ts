// Real pictures are read in a process of their own: both languages, dark and light, turned, cut off, too large, stopped.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { findMessages } from "@heed/text";
import sharp from "sharp";
import { afterAll, expect, test } from "vitest";
import { editsToFind } from "../../../bench/evaluate/reading-figures.ts";
import {
  SCREENSHOT_ENGINE,
  SCREENSHOT_PERMISSIONS,
  ScreenshotReader,
} from "../src/screenshots/screenshot-reader.ts";
import { pictureOf, SCREENS, saidIn } from "./screens.ts";

/** The engine takes seconds for a picture, many more where others hold the processor. */
const LONG = 120_000;
const folder = mkdtempSync(join(tmpdir(), "heed-pictures-"));
const reader = new ScreenshotReader();
afterAll(() => reader.end());

function save(name: string, bytes: Uint8Array): string {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}

const letters = (text: string) => text.normalize("NFKC").replace(/\s+/g, "");

/** Share of characters that differ, in the best place. */
function wrongIn(said: string, found: string): number {
  return editsToFind(letters(said), letters(found)) / letters(said).length;
}

test.each(SCREENS)(
  "$file is read message by message",
  async ({ file, screen }) => {
    const { messages, leftOut } = findMessages(await reader.read(pictureOf(file)));
    const said = saidIn(file);
    expect(messages).toHaveLength(said.length);
    const wrong = messages.map(({ text }, at) => wrongIn(said[at]!, text));
    // A Chinese character is one of few in a short message.
    expect(Math.max(...wrong)).toBeLessThan(0.26);
    expect(wrong.reduce((sum, one) => sum + one, 0) / wrong.length).toBeLessThan(0.06);
    expect(messages.map(({ rating }) => rating)).toEqual(
      said.map(() => (screen[0] === "reviews" ? 3 : null)),
    );
    expect(Math.min(...messages.map(({ confidence }) => confidence))).toBeGreaterThan(50);
    const left = leftOut.map(({ text }) => text).join(" ");
    expect(left).toMatch(/9:41/);
  },
  LONG,
);

test(
  "a picture that lies on its side with a note of it, as WebP or JPEG, is read upright",
  async () => {
    const original = sharp(pictureOf("reviews-en.png"));
    const turned = await original
      .clone()
      .rotate(270)
      .jpeg({ quality: 95 })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const webp = await original.clone().webp({ lossless: true }).toBuffer();
    for (const path of [save("turned.jpg", turned), save("as.webp", webp)]) {
      const seen = await reader.read(path);
      expect(seen.width).toBe(390);
      const { messages } = findMessages(seen);
      expect(
        wrongIn(saidIn("reviews-en.png")[1]!, messages.map(({ text }) => text).join("\n")),
      ).toBeLessThan(0.05);
    }
  },
  LONG,
);

test(
  "many pictures are read in one process, which ends with its reader",
  async () => {
    const one = new ScreenshotReader();
    await one.read(pictureOf("reviews-en.png"));
    const first = one.processId!;
    await Promise.all([
      one.read(pictureOf("reviews-en.png")),
      one.read(pictureOf("list-en-dark.png")),
    ]);
    expect(one.processId).toBe(first);
    one.end();
    expect(one.processId).toBeUndefined();
    await expect.poll(() => isAlive(first), { timeout: LONG }).toBe(false);
  },
  LONG,
);

function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}

test(
  "stopping one picture ends the work on it at once, and the next one is read",
  async () => {
    const one = new ScreenshotReader();
    const stop = new AbortController();
    const stopped = one.read(pictureOf("reviews-mixed-dark.png"), stop.signal);
    await expect.poll(() => one.processId, { timeout: LONG }).toBeGreaterThan(0);
    const first = one.processId!;
    const next = one.read(pictureOf("reviews-en.png"));
    stop.abort();
    await expect(stopped).rejects.toMatchObject({ name: "AbortError" });
    expect(findMessages(await next).messages).toHaveLength(4);
    expect(one.processId).not.toBe(first);
    await expect(one.read(pictureOf("reviews-en.png"), AbortSignal.abort())).rejects.toMatchObject({
      name: "AbortError",
    });
    one.end();
  },
  LONG,
);

test(
  "a picture in which nobody says anything gives no message",
  async () => {
    const plain = sharp({
      create: { width: 390, height: 600, channels: 3, background: "#f2f2f7" },
    });
    const noise = sharp({
      create: {
        width: 300,
        height: 300,
        channels: 3,
        background: "#888",
        noise: { type: "gaussian", mean: 120, sigma: 50 },
      },
    });
    for (const [name, picture] of Object.entries({ plain, noise })) {
      const path = save(`${name}.png`, await picture.png().toBuffer());
      expect(findMessages(await reader.read(path)).messages).toEqual([]);
    }
  },
  LONG,
);

test(
  "a picture that was cut off is refused by name, and the process reads on",
  async () => {
    const whole = readFileSync(pictureOf("reviews-en.png"));
    const path = save("half.png", whole.subarray(0, whole.length / 2));
    await expect(reader.read(path)).rejects.toMatchObject({
      code: "broken-picture",
      message: "half.png is no picture that can be read.",
    });
    const id = reader.processId;
    await reader.read(pictureOf("list-en-dark.png"));
    expect(reader.processId).toBe(id);
  },
  LONG,
);

test(
  "the process that reads can reach no network and write nothing, nor can its threads",
  async () => {
    const tries = `
    import { createServer, connect } from "node:net";
    import { lookup } from "node:dns";
    import { writeFileSync } from "node:fs";
    import { spawnSync } from "node:child_process";
    import { isMainThread, Worker } from "node:worker_threads";
    const told = {};
    const tell = (what, work) => { try { work(); told[what] = "done"; } catch (error) { told[what] = error.code; } };
    told.fetch = await fetch("http://127.0.0.1:8099/").catch((error) => error.cause?.code ?? error.code);
    told.connect = await new Promise((done) => { try { connect(8099, "127.0.0.1").on("error", (error) => done(error.code)); } catch (error) { done(error.code); } });
    told.lookup = await new Promise((done) => { try { lookup("example.com", (error) => done(error?.code ?? "done")); } catch (error) { done(error.code); } });
    tell("write", () => writeFileSync(${JSON.stringify(join(folder, "written"))}, "x"));
    tell("spawn", () => spawnSync("true"));
    console.log(JSON.stringify(told));
    if (isMainThread) new Worker(new URL(import.meta.url));
  `;
    const path = save("tries.mjs", Buffer.from(tries));
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...SCREENSHOT_PERMISSIONS,
      path,
    ]);
    const denied = "ERR_ACCESS_DENIED";
    const nothing = {
      fetch: denied,
      connect: denied,
      lookup: denied,
      write: denied,
      spawn: denied,
    };
    const told = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
    expect(told).toEqual([nothing, nothing]);
  },
  LONG,
);

test(
  "without the optional library a picture is read as it is, and it is told; a broken one is refused",
  async () => {
    const hooks = `
      import { registerHooks } from "node:module";
      registerHooks({ resolve(name, context, next) {
        if (name === "sharp") throw new Error("not installed");
        return next(name, context);
      } });
    `;
    const path = save("without-sharp.mjs", Buffer.from(hooks));
    const plain = new ScreenshotReader([...SCREENSHOT_PERMISSIONS, "--import", path]);
    const seen = await plain.read(pictureOf("list-en-dark.png"));
    expect(seen).toMatchObject({ isPrepared: false, panels: [] });
    const whole = readFileSync(pictureOf("reviews-en.png"));
    const half = save("half-again.png", whole.subarray(0, whole.length / 2));
    await expect(plain.read(half)).rejects.toMatchObject({ code: "broken-picture" });
    const { messages } = findMessages(await plain.read(pictureOf("reviews-en.png")));
    const all = messages.map(({ text }) => text).join("\n");
    expect(wrongIn("Free shipping without any minimum, love it.", all)).toBeLessThan(0.1);
    plain.end();
  },
  LONG,
);

test("the engine is called by the version that is installed", () => {
  const manifest = createRequire(import.meta.url).resolve("tesseract.js/package.json");
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  expect(SCREENSHOT_ENGINE).toBe(`tesseract.js ${version}`);
});
