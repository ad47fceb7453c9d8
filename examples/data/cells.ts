// Reads the blood cell pictures (Pascal VOC): JPEG pictures, XML boxes, lists of names for each part.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { channelsFirst } from "./photos.ts";

/** Kinds of cell, by class number. */
export const cellKinds = ["RBC", "WBC", "Platelets"] as const;

/** A box around one thing, in pixels of the picture as it is read. */
export type Box = {
  readonly kind: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

/** One picture, channels first, with its boxes. */
export type CellPicture = { readonly pixels: Uint8Array; readonly boxes: readonly Box[] };

/** Reads at most `limit` pictures of a list, brought to `width` x `height`. */
export async function readCells(
  folder: string,
  list: string,
  size: { readonly width: number; readonly height: number },
  limit: number,
): Promise<CellPicture[]> {
  const names = readFileSync(join(folder, "ImageSets/Main", `${list}.txt`), "utf8");
  const chosen = names.trim().split(/\s+/).slice(0, limit);
  return Promise.all(chosen.map((name) => readCell(folder, name, size)));
}

async function readCell(
  folder: string,
  name: string,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<CellPicture> {
  const photo = sharp(join(folder, "JPEGImages", `${name}.jpg`)).removeAlpha();
  const bytes = await photo.resize(width, height, { fit: "fill" }).raw().toBuffer();
  const xml = readFileSync(join(folder, "Annotations", `${name}.xml`), "utf8");
  const [across, down] = [width / numberIn(xml, "width"), height / numberIn(xml, "height")];
  const boxes = [...xml.matchAll(/<object>([\s\S]*?)<\/object>/g)].map(([, object]) => ({
    kind: cellKinds.indexOf(/<name>(\w+)<\/name>/.exec(object!)![1] as (typeof cellKinds)[number]),
    left: numberIn(object!, "xmin") * across,
    top: numberIn(object!, "ymin") * down,
    right: numberIn(object!, "xmax") * across,
    bottom: numberIn(object!, "ymax") * down,
  }));
  return { pixels: channelsFirst(bytes, 3), boxes };
}

function numberIn(xml: string, tag: string): number {
  return Number(new RegExp(`<${tag}>([\\d.]+)</${tag}>`).exec(xml)?.[1]);
}
