// Pictures are told by their bytes, and refused before anything unfolds them.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import { checkPicture, isPicture, pictureKind } from "./check-picture.ts";

const folder = mkdtempSync(join(tmpdir(), "heed-pictures-"));

function save(name: string, bytes: Uint8Array): string {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}

function drawn(width = 40, height = 30) {
  return sharp({ create: { width, height, channels: 3, background: "#abc" } });
}

/** A PNG that says a size and holds nothing. */
function claiming(width: number, height: number): Buffer {
  const head = Buffer.alloc(64);
  head.write("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1");
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return head;
}

test.each(["png", "jpeg", "webp", "gif"] as const)(
  "a %s is told by its bytes, whatever its name",
  async (format) => {
    const bytes = await drawn()[format]().toBuffer();
    const path = save(`${format}.txt`, bytes);
    expect(await pictureKind(path)).toEqual({ mediaType: `image/${format}`, bytes: bytes.length });
    expect(await isPicture(path)).toBe(true);
    await expect(checkPicture(path)).resolves.toBeUndefined();
  },
);

test("lossless and extended WebP tell their size too", async () => {
  const lossless = await drawn().webp({ lossless: true }).toBuffer();
  const extended = await drawn().ensureAlpha(0.5).webp().toBuffer();
  for (const [name, bytes] of Object.entries({ lossless, extended }))
    await expect(checkPicture(save(name, bytes))).resolves.toBeUndefined();
});

test("a JPEG's size is found behind its notes", async () => {
  const bytes = await drawn()
    .withExif({ IFD0: { Copyright: "x".repeat(5_000) } })
    .jpeg()
    .toBuffer();
  await expect(checkPicture(save("notes.jpg", bytes))).resolves.toBeUndefined();
});

test.each([
  ["words.png", Buffer.from("no picture at all"), "no-picture"],
  ["empty.png", Buffer.alloc(0), "no-picture"],
  ["cut.png", Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), "broken-picture"],
  ["cut.jpg", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0, 0, 0, 0, 0, 0]), "broken-picture"],
  ["flat.png", claiming(0, 100), "broken-picture"],
  ["bomb.png", claiming(60_000, 60_000), "picture-too-large"],
])("%s is refused by name, in both languages", async (name, bytes, code) => {
  const error: unknown = await checkPicture(save(name, bytes)).catch((cause: unknown) => cause);
  expect(error).toMatchObject({ code, message: expect.stringContaining(name) });
  expect((error as { zh: { message: string } }).zh.message).toContain(name);
});
