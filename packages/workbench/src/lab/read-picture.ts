// Reads pictures of any common format through sharp: planes for models, fingerprints to tell repeats by.
import { InvalidInput, Unavailable } from "@heed/core";
import type sharpModule from "sharp";

type Sharp = typeof sharpModule;
let loaded: Promise<Sharp> | undefined;

/** Pixels of a picture that is opened at most: beyond that it is a trap, not a photo. */
const MOST_PIXELS = 100_000_000;
/** Pixels of a side that is shown to people at most. */
const MOST_SHOWN = 2_048;
const PRINT_WIDTH = 9;
const PRINT_HEIGHT = 8;

/** The library, loaded when the first picture is read. @throws Unavailable `no-picture-reader` */
async function openSharp(): Promise<Sharp> {
  loaded ??= import("sharp").then(
    (module) => module.default,
    (cause: unknown) => {
      throw new Unavailable("no-picture-reader", "Pictures cannot be read on this machine.", {
        cause,
        hint: "Install Heed with its optional packages: npm ci --include=optional",
        zh: {
          message: "本机无法读取图片。",
          hint: "请连同可选依赖安装：npm ci --include=optional",
        },
      });
    },
  );
  return loaded;
}

/** Planes of red, green and blue in [-1, 1], cut to a square from the middle. @throws InvalidInput `broken-picture` */
export async function readPicture(
  source: string | Uint8Array,
  side: number,
): Promise<Float32Array> {
  const pixels = await decode(source, (sharp) =>
    sharp.rotate().resize(side, side, { fit: "cover" }).toColourspace("srgb").removeAlpha(),
  );
  const size = side * side;
  const planes = new Float32Array(3 * size);
  for (let at = 0; at < size; at += 1)
    for (let plane = 0; plane < 3; plane += 1)
      planes[plane * size + at] = pixels[at * 3 + plane] / 127.5 - 1;
  return planes;
}

/**
 * A fingerprint of the look in 16 hexadecimal digits: whether brightness rises from each of 64 places to the next on its
 * right (difference hash). Resized and recompressed copies differ in few bits.
 */
export async function pictureFingerprint(source: string | Uint8Array): Promise<string> {
  const grey = await decode(source, (sharp) =>
    sharp
      .rotate()
      .resize(PRINT_WIDTH, PRINT_HEIGHT, { fit: "fill" })
      .toColourspace("srgb")
      .removeAlpha(),
  );
  const light = (x: number, y: number) => {
    const at = (y * PRINT_WIDTH + x) * 3;
    return grey[at] + grey[at + 1] + grey[at + 2];
  };
  let bits = 0n;
  for (let y = 0; y < PRINT_HEIGHT; y += 1)
    for (let x = 0; x + 1 < PRINT_WIDTH; x += 1)
      bits = (bits << 1n) | (light(x + 1, y) > light(x, y) ? 1n : 0n);
  return bits.toString(16).padStart(16, "0");
}

/** Red, green and blue of each pixel, whatever the picture had. */
async function decode(
  source: string | Uint8Array,
  change: (sharp: ReturnType<Sharp>) => ReturnType<Sharp>,
): Promise<Buffer> {
  const sharp = await openSharp();
  try {
    const { data, info } = await change(
      sharp(source, { failOn: "error", limitInputPixels: MOST_PIXELS }),
    )
      .raw()
      .toBuffer({ resolveWithObject: true });
    if (info.channels === 3) return data;
    const full = Buffer.alloc(info.width * info.height * 3);
    for (let at = 0; at < full.length; at += 1) full[at] = data[Math.floor(at / 3) * info.channels];
    return full;
  } catch (cause) {
    throw brokenPicture(typeof source === "string" ? source : "The picture", cause);
  }
}

function brokenPicture(name: string, cause: unknown): InvalidInput {
  return new InvalidInput("broken-picture", `${name} is no picture that can be read.`, {
    cause,
    hint: "Save it again as JPEG, PNG or WebP; it may have been cut off.",
    zh: {
      message: `${name} 不是可读取的图片。`,
      hint: "请重新保存为 JPEG、PNG 或 WebP；文件可能被截断。",
    },
  });
}

/** A JPEG of the picture's middle square, `side` pixels wide. @throws InvalidInput `broken-picture` */
export async function pictureThumbnail(source: Uint8Array, side: number): Promise<Buffer> {
  const sharp = await openSharp();
  const pixels = await decode(source, (own) =>
    own.rotate().resize(side, side, { fit: "cover" }).toColourspace("srgb").removeAlpha(),
  );
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .jpeg({ quality: 82 })
    .toBuffer();
}

/** The picture as JPEG of at most 2,048 pixels a side, for formats that browsers do not show. @throws InvalidInput `broken-picture` */
export async function pictureAsJpeg(source: Uint8Array): Promise<Buffer> {
  const sharp = await openSharp();
  const inside = {
    width: MOST_SHOWN,
    height: MOST_SHOWN,
    fit: "inside",
    withoutEnlargement: true,
  } as const;
  return sharp(source, { failOn: "error", limitInputPixels: MOST_PIXELS })
    .rotate()
    .resize(inside)
    .jpeg({ quality: 88 })
    .toBuffer()
    .catch((cause: unknown) => {
      throw brokenPicture("The picture", cause);
    });
}

/** A PNG of red, green, blue and opacity, row by row. */
export async function writePng(pixels: Uint8Array, width: number, height: number): Promise<Buffer> {
  const sharp = await openSharp();
  return sharp(pixels, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();
}
