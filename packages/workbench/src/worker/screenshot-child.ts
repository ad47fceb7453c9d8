// The process in which words are read from pictures: it has no network and writes nothing, and ending it frees its memory.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { SeenLine, SeenPicture, SeenWord } from "@heed/text";
import type sharpModule from "sharp";
import { createWorker, OEM, PSM, type Worker } from "tesseract.js";
import type { Pixels } from "../screenshots/label-areas.ts";
import { type LevelledPicture, levelPicture } from "../screenshots/level-picture.ts";

/** Asks for the words of a picture. */
export interface PictureRequest {
  readonly id: number;
  readonly path: string;
}

export type PictureReply =
  | { readonly id: number; readonly seen: SeenPicture }
  /** `broken` is the picture's fault, `failed` the engine's. */
  | { readonly id: number; readonly fault: "broken" | "failed"; readonly message: string };

type Sharp = typeof sharpModule;
type Script = "chi_sim" | "eng";

/** Pixels that are looked at in one picture; a larger one is made smaller first. */
const MOST_LOOKED_AT = 20_000_000;
/** Height in pixels at which capitals and Chinese characters read best, measured on rendered pages. */
const BEST_LETTER = 26;
/** Width in pixels to which a picture without flat background is brought. */
const PHOTO_WIDTH = 1_600;
/** Longest side that the engine takes. */
const LONGEST_SIDE = 32_000;
/** White around the picture: the engine misses words that touch the edge. */
const MARGIN = 16;
/** Share of a word's pixels, the strongest ones, that tell how strong its ink is. */
const STRONGEST = 0.03;

const require = createRequire(import.meta.url);
/** Where the data of each script lies. */
const DATA: Readonly<Record<Script, () => string>> = {
  eng: () => require.resolve("@tesseract.js-data/eng/package.json"),
  chi_sim: () => require.resolve("@tesseract.js-data/chi_sim/package.json"),
};
const workers = new Map<Script, Promise<Worker>>();

process.on("message", async ({ id, path }: PictureRequest) => {
  const reply = await see(path).then(
    (seen): PictureReply => ({ id, seen }),
    (error: unknown): PictureReply => {
      const message = (error instanceof Error ? error.message : String(error)).split("\n")[0]!;
      return { id, fault: error instanceof BrokenPicture ? "broken" : "failed", message };
    },
  );
  process.send?.(reply);
});
process.on("disconnect", () => process.exit(0));

class BrokenPicture extends Error {}

/** A picture made ready for the engine, with the way back to its own pixels. */
interface Prepared {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Pixels of the prepared picture for one of its own. */
  readonly scale: number;
  readonly margin: number;
  readonly levelled: LevelledPicture | null;
}

async function see(path: string): Promise<SeenPicture> {
  const bytes = await readFile(path);
  const sharp = await openSharp();
  const prepared = sharp === null ? asItIs(bytes) : await prepare(sharp, bytes);
  const han = await recognise("chi_sim", prepared);
  // The Chinese model knows Latin letters too; the English one knows them better.
  const latin = han.some(isLatin) ? await recognise("eng", prepared) : null;
  const { levelled, width, height } = prepared;
  return {
    ...{ width, height, han, latin },
    panels: levelled?.panels ?? [],
    rules: levelled?.rules ?? [],
    ratings: (levelled?.stars ?? []).map(({ box, full }) => {
      const [x, y] = [
        Math.round((box.left + box.right) / 2),
        Math.round((box.top + box.bottom) / 2),
      ];
      return { box, stars: full, panel: levelled!.panelAt[y * width + x]! };
    }),
    isPrepared: sharp !== null,
  };
}

/** The library is optional; without it pictures are read as they are. */
async function openSharp(): Promise<Sharp | null> {
  try {
    return (await import("sharp")).default;
  } catch {
    return null;
  }
}

function asItIs(png: Uint8Array): Prepared {
  return { png, width: 0, height: 0, scale: 1, margin: 0, levelled: null };
}

async function prepare(sharp: Sharp, bytes: Uint8Array): Promise<Prepared> {
  const pixels = await decode(sharp, bytes);
  const { width, height } = pixels;
  const levelled = levelPicture(pixels);
  const wanted =
    levelled === null ? PHOTO_WIDTH / width : BEST_LETTER / (levelled.letterHeight ?? BEST_LETTER);
  const most = Math.min(
    Math.sqrt(MOST_LOOKED_AT / (width * height)),
    LONGEST_SIDE / Math.max(width, height),
  );
  const scale = Math.min(4, most, Math.max(0.5, wanted));
  const grey =
    levelled === null
      ? await greyOfPhoto(sharp, pixels)
      : sharp(levelled.grey, { raw: { width, height, channels: 1 } });
  const png = await grey
    .resize(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)), {
      fit: "fill",
    })
    .extend({
      ...{ top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
      background: "#fff",
    })
    .toColourspace("b-w")
    .png({ compressionLevel: 1 })
    .toBuffer();
  return { png, width, height, scale, margin: MARGIN, levelled };
}

/** Upright (EXIF), on white where it is transparent, not larger than what is looked at. */
async function decode(sharp: Sharp, bytes: Uint8Array): Promise<Pixels> {
  try {
    const upright = sharp(bytes, { failOn: "error", limitInputPixels: 100_000_000 }).autoOrient();
    const { width, height } = await upright.metadata();
    const share = Math.sqrt(MOST_LOOKED_AT / (width * height));
    const { data, info } = await (share < 1
      ? upright.resize({
          width: Math.max(1, Math.floor(width * share)),
          height: Math.max(1, Math.floor(height * share)),
          fit: "inside",
        })
      : upright
    )
      .flatten({ background: "#fff" })
      .toColourspace("srgb")
      .raw()
      .toBuffer({ resolveWithObject: true });
    return {
      data: info.channels === 3 ? data : threefold(data, info.channels),
      width: info.width,
      height: info.height,
    };
  } catch (cause) {
    throw new BrokenPicture("The picture cannot be decoded.", { cause });
  }
}

function threefold(data: Uint8Array, channels: number): Uint8Array {
  const full = new Uint8Array((data.length / channels) * 3);
  for (let at = 0; at < full.length; at += 1) full[at] = data[Math.floor(at / 3) * channels]!;
  return full;
}

/** A photo is read by its brightness; one that is dark all over is turned light. */
async function greyOfPhoto(sharp: Sharp, { data, width, height }: Pixels) {
  const open = () => sharp(data, { raw: { width, height, channels: 3 } }).greyscale();
  const { channels } = await open().stats();
  const grey = open().normalise();
  return channels[0]!.mean < 110 ? grey.negate({ alpha: false }) : grey;
}

/** The engine for a script; its data lies in a package, nothing is fetched and nothing kept. */
function openWorker(script: Script): Promise<Worker> {
  const known = workers.get(script);
  if (known !== undefined) return known;
  const folder = dirname(DATA[script]());
  const opening = createWorker(script, OEM.LSTM_ONLY, {
    langPath: join(folder, "4.0.0_best_int"),
    cacheMethod: "none",
    gzip: true,
    errorHandler: () => {},
  }).then(async (worker) => {
    await worker.setParameters({ tessedit_pageseg_mode: PSM.AUTO });
    return worker;
  });
  workers.set(script, opening);
  return opening;
}

async function recognise(script: Script, prepared: Prepared): Promise<SeenLine[]> {
  const worker = await openWorker(script);
  const { data } = await worker
    .recognize(Buffer.from(prepared.png), {}, { text: false, blocks: true })
    .catch((error: unknown) => {
      // An engine that failed may be of no more use.
      workers.delete(script);
      void worker.terminate();
      // It opens the bytes itself only where nothing prepared them.
      if (prepared.margin === 0) throw new BrokenPicture(String(error));
      throw error;
    });
  return (data.blocks ?? [])
    .flatMap(({ paragraphs }) => paragraphs)
    .flatMap(({ lines }) => lines)
    .map(({ words }) => ({
      words: words.map(({ text, confidence, bbox }): SeenWord => {
        const back = (at: number) => Math.round((at - prepared.margin) / prepared.scale);
        const box = {
          ...{ left: back(bbox.x0), top: back(bbox.y0) },
          ...{ right: back(bbox.x1), bottom: back(bbox.y1) },
        };
        return { text, confidence, box, ...lookUnder(box, prepared) };
      }),
    }));
}

/** The panel under most of a word, and how strong its ink is. */
function lookUnder(
  { left, top, right, bottom }: SeenWord["box"],
  { levelled, width, height }: Prepared,
): Pick<SeenWord, "panel" | "strength"> {
  if (levelled === null) return { panel: 0, strength: 1 };
  const counts = new Map<number, number>();
  const inks: number[] = [];
  for (let y = Math.max(0, top); y < Math.min(height, bottom); y += 1)
    for (let x = Math.max(0, left); x < Math.min(width, right); x += 1) {
      const panel = levelled.panelAt[y * width + x]!;
      counts.set(panel, (counts.get(panel) ?? 0) + 1);
      inks.push(255 - levelled.grey[y * width + x]!);
    }
  if (inks.length === 0) return { panel: 0, strength: 1 };
  const [panel] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most));
  inks.sort((a, b) => b - a);
  return { panel, strength: inks[Math.floor(inks.length * STRONGEST)]! / 255 };
}

function isLatin({ words }: SeenLine): boolean {
  const text = words.map((word) => word.text).join("");
  return (text.match(/[A-Za-z]/g) ?? []).length >= 3;
}
