// `heed screenshots` in the terminal, from pictures to feedback, with no model and no network.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import { pictureOf } from "../packages/workbench/test/screens.ts";
import { runHeed } from "./llm/run-heed.ts";

/** The engine takes seconds for a picture, many more where others hold the processor. */
const LONG = 240_000;

function openHome() {
  const home = mkdtempSync(join(tmpdir(), "heed-screens-"));
  const workspace = join(home, "workspace");
  return {
    home,
    heed: (...args: string[]) => runHeed([...args, "--workspace", workspace], { home }),
  };
}

test(
  "pictures become feedback: told in both languages, with who read them and how surely, and once only",
  async () => {
    const { heed } = openHome();
    const files = ["reviews-en.png", "chat-zh-dark.png"].map(pictureOf);
    const first = await heed("screenshots", ...files, "--json");
    expect(first).toMatchObject({ code: 0 });
    const { rows, pictures, import: entry } = JSON.parse(first.out);
    expect(entry).toMatchObject({
      source: "Screenshots",
      file: "screenshots.jsonl",
      counts: { added: 10, rejected: 0 },
    });
    expect(rows).toHaveLength(10);
    expect(rows[0]).toMatchObject({
      picture: "reviews-en.png",
      reader: "tesseract.js 7.0.0",
      rating: 3,
      author: null,
    });
    expect(pictures).toMatchObject([
      { picture: "reviews-en.png", messages: 4, isPrepared: true },
      { picture: "chat-zh-dark.png", messages: 6 },
    ]);
    expect(pictures[0].leftOut).toContainEqual({
      reason: "interface",
      text: "9:41 5G 87%",
      words: 3,
    });
    const again = await heed("screenshots", ...files, "--lang", "zh");
    expect(again.code).toBe(0);
    expect(again.out).toMatch(
      /chat-zh-dark\.png: tesseract\.js 7\.0\.0 读出 6 条消息（\d+ 个词），把握 \d\d%。未采用的词：/,
    );
    expect(again.out).toContain("续费之前请发个提醒。");
    expect(again.out).toMatch(/新增 0 条，修订 0 条，已存在 10 条/);
    expect((await heed("imports")).out).toContain("screenshots.jsonl");
    expect((await heed("undo", entry.id)).code).toBe(0);
  },
  LONG,
);

test(
  "private data in a picture is replaced before anything is kept",
  async () => {
    const { heed } = openHome();
    const { out, code } = await heed("screenshots", pictureOf("mail-en.png"), "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out).import.counts).toMatchObject({ added: 2, redacted: 1 });
    expect(JSON.parse(out).rows.map(({ text }: { text: string }) => text)).toEqual([
      "Please write to [email]",
      "about the refund",
    ]);
    expect(out).not.toContain("example.com");
  },
  LONG,
);

test(
  "what is no picture, is too large, or says nothing ends with a sentence and its exit code",
  async () => {
    const { home, heed } = openHome();
    const save = (name: string, bytes: Uint8Array) => {
      writeFileSync(join(home, name), bytes);
      return join(home, name);
    };
    const words = await heed("screenshots", save("notes.png", Buffer.from("only words")));
    expect(words).toMatchObject({
      code: 3,
      errors: expect.stringContaining("notes.png is no PNG, JPEG, GIF or WebP picture"),
    });
    const bomb = Buffer.alloc(64);
    bomb.write("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1");
    bomb.writeUInt32BE(90_000, 16);
    bomb.writeUInt32BE(90_000, 20);
    const large = await heed("screenshots", save("bomb.png", bomb), "--lang", "zh");
    expect(large).toMatchObject({ code: 3, errors: expect.stringContaining("90000 × 90000 像素") });
    const blank = await sharp({
      create: { width: 300, height: 300, channels: 3, background: "#fff" },
    })
      .png()
      .toBuffer();
    const none = await heed("screenshots", save("blank.png", blank));
    expect(none).toMatchObject({
      code: 0,
      out: expect.stringContaining("Nobody says anything in them."),
    });
    // Nothing is asked of a model unless one was chosen.
    const llm = await heed("screenshots", save("again.png", blank), "--reader", "llm");
    expect(llm).toMatchObject({
      code: 4,
      errors: expect.stringContaining('No model is chosen for "see"'),
    });
    const imported = await heed("import", save("dropped.png", blank));
    expect(imported.errors).toContain("heed screenshots FILE");
  },
  LONG,
);
