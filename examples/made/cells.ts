// Invented views through a microscope: pale red discs, large violet cells and small dark grains.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RandomStream } from "@heed/nn";
import sharp from "sharp";

const kinds = [
  { name: "WBC", most: 1, least: 1, radius: 80, fill: "#6a4c93" },
  { name: "RBC", most: 7, least: 3, radius: 46, fill: "#d98c8c" },
  { name: "Platelets", most: 4, least: 2, radius: 20, fill: "#493657" },
] as const;
type Disc = { readonly name: string; readonly x: number; readonly y: number; readonly r: number };

/** Writes 48 pictures of 640 x 480 with their boxes: 30 to train on, 10 to watch and 8 to test. */
export async function makeCells(folder: string, random: RandomStream): Promise<void> {
  for (const part of ["JPEGImages", "Annotations", "ImageSets/Main"]) {
    mkdirSync(join(folder, part), { recursive: true });
  }
  const names = Array.from({ length: 48 }, (_, at) => `Made_${String(at).padStart(3, "0")}`);
  for (const [at, name] of names.entries()) {
    const { picture, discs } = view(random.fork(at));
    await sharp(Buffer.from(picture))
      .jpeg()
      .toFile(join(folder, "JPEGImages", `${name}.jpg`));
    writeFileSync(join(folder, "Annotations", `${name}.xml`), annotation(name, discs));
  }
  const lists = { train: [0, 30], val: [30, 40], trainval: [0, 40], test: [40, 48] } as const;
  for (const [list, [from, to]] of Object.entries(lists)) {
    const lines = `${names.slice(from, to).join("\n")}\n`;
    writeFileSync(join(folder, "ImageSets/Main", `${list}.txt`), lines);
  }
}

function view(random: RandomStream): { picture: string; discs: Disc[] } {
  const discs: Disc[] = [];
  let shapes = "";
  let drawn = 0;
  const next = () => random.uniform(drawn++);
  for (const { name, least, most, radius, fill } of kinds) {
    const wanted = least + Math.floor((most - least + 1) * next());
    for (let at = 0; at < wanted; at += 1) {
      const r = radius * (0.8 + 0.4 * next());
      const [x, y] = [r + (640 - 2 * r) * next(), r + (480 - 2 * r) * next()];
      if (discs.some((other) => Math.hypot(other.x - x, other.y - y) < other.r + r)) continue;
      discs.push({ name, x, y, r });
      shapes += `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}"/>`;
    }
  }
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="#f1e6e0"/>${shapes}</svg>`;
  return { picture, discs };
}

function annotation(name: string, discs: readonly Disc[]): string {
  const objects = discs.map(({ name: kind, x, y, r }) => {
    const [left, top, right, bottom] = [x - r, y - r, x + r, y + r].map(Math.round);
    return (
      `<object><name>${kind}</name><bndbox><xmin>${left}</xmin><ymin>${top}</ymin>` +
      `<xmax>${right}</xmax><ymax>${bottom}</ymax></bndbox></object>`
    );
  });
  return `<annotation><filename>${name}.jpg</filename><size><width>640</width><height>480</height></size>${objects.join("")}</annotation>\n`;
}
