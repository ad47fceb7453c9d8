// Looks at a picture's first bytes before anything decodes it: what it is, and whether it unfolds beyond all bounds.
import { open } from "node:fs/promises";
import { basename } from "node:path";
import { InvalidInput } from "@heed/core";

export interface PictureKind {
  readonly mediaType: "image/png" | "image/jpeg" | "image/gif" | "image/webp";
  /** Bytes of the file. */
  readonly bytes: number;
}

const MOST_BYTES = 50 * 1024 * 1024;
/** Pixels that a screenshot has at most: a phone's picture of twenty screens. */
const MOST_PIXELS = 100_000_000;
/** A JPEG's size stands behind its notes and thumbnail. */
const HEAD_BYTES = 1024 * 1024;

const KINDS: readonly (readonly [PictureKind["mediaType"], RegExp])[] = [
  ["image/png", /^\x89PNG/],
  ["image/jpeg", /^\xff\xd8\xff/],
  ["image/gif", /^GIF8/],
  ["image/webp", /^RIFF[\s\S]{4}WEBP/],
];

/** Media type by a file's first bytes; null for anything but PNG, JPEG, GIF and WebP. */
export function pictureTypeOf(head: Uint8Array): PictureKind["mediaType"] | null {
  const start = Buffer.from(head.subarray(0, 16)).toString("latin1");
  return KINDS.find(([, form]) => form.test(start))?.[0] ?? null;
}

/** Whether a file begins like a picture that can be read. */
export async function isPicture(path: string): Promise<boolean> {
  return pictureTypeOf((await readStart(path, 16)).head) !== null;
}

/** What a picture is and how large its file. @throws InvalidInput `no-picture` for another file. */
export async function pictureKind(path: string): Promise<PictureKind> {
  const { head, bytes } = await readStart(path, 16);
  const mediaType = pictureTypeOf(head);
  if (mediaType !== null) return { mediaType, bytes };
  const name = basename(path);
  throw new InvalidInput("no-picture", `${name} is no PNG, JPEG, GIF or WebP picture.`, {
    hint: "Save the screenshot as PNG or JPEG.",
    zh: {
      message: `${name} 不是 PNG、JPEG、GIF 或 WebP 图片。`,
      hint: "请将截图另存为 PNG 或 JPEG。",
    },
  });
}

/** Refuses what should not be decoded. @throws InvalidInput `no-picture`, `picture-too-large`, `broken-picture` without a size. */
export async function checkPicture(path: string): Promise<void> {
  const { mediaType, bytes } = await pictureKind(path);
  const name = basename(path);
  if (bytes > MOST_BYTES) throw tooLarge(name, [`${bytes} bytes`, `${bytes} 字节`]);
  const { head } = await readStart(path, HEAD_BYTES);
  const size = sizeIn(head, mediaType);
  if (size === null || size.width === 0 || size.height === 0)
    throw new InvalidInput("broken-picture", `${name} ends before it says how large it is.`, {
      hint: "Save it again; it may have been cut off.",
      zh: { message: `${name} 不完整，无法得知图片尺寸。`, hint: "请重新保存；文件可能被截断。" },
    });
  if (size.width * size.height > MOST_PIXELS) {
    const across = `${size.width} × ${size.height}`;
    throw tooLarge(name, [`${across} pixels`, `${across} 像素`]);
  }
}

function tooLarge(name: string, [en, zh]: readonly [string, string]): InvalidInput {
  return new InvalidInput(
    "picture-too-large",
    `${name} has ${en}, expected at most ${MOST_BYTES} bytes and ${MOST_PIXELS} pixels.`,
    {
      hint: "Cut it into several pictures, or make it smaller.",
      zh: {
        message: `${name} 有 ${zh}，最多允许 ${MOST_BYTES} 字节、${MOST_PIXELS} 像素。`,
        hint: "请切成几张，或缩小后再试。",
      },
    },
  );
}

async function readStart(path: string, most: number): Promise<{ head: Buffer; bytes: number }> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(Math.min(size, most));
    await file.read(head, 0, head.length, 0);
    return { head, bytes: size };
  } finally {
    await file.close();
  }
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Width and height as the formats' specifications place them; null where the bytes end before. */
function sizeIn(head: Buffer, mediaType: PictureKind["mediaType"]): Size | null {
  if (mediaType === "image/jpeg") return sizeInJpeg(head);
  if (head.length < 30) return null;
  if (mediaType === "image/png")
    return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
  if (mediaType === "image/gif")
    return { width: head.readUInt16LE(6), height: head.readUInt16LE(8) };
  return sizeInWebp(head);
}

/** RFC 9649: an extended, a lossless or a lossy first chunk. */
function sizeInWebp(head: Buffer): Size | null {
  const chunk = head.toString("latin1", 12, 16);
  if (chunk === "VP8X")
    return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
  if (chunk === "VP8L") {
    const bits = head.readUInt32LE(21);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (chunk !== "VP8 ") return null;
  return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
}

/** ITU-T T.81: the size stands in the first frame header (SOF0 to SOF15 without DHT, JPG and DAC). */
function sizeInJpeg(head: Buffer): Size | null {
  let at = 2;
  while (at + 9 <= head.length) {
    if (head[at] !== 0xff) return null;
    const marker = head[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { height: head.readUInt16BE(at + 5), width: head.readUInt16BE(at + 7) };
    at += 2 + head.readUInt16BE(at + 2);
  }
  return null;
}
