// Invented photos of two kinds of animal: faces with pointed ears, and faces with hanging ears.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { RandomStream } from "@heed/nn";
import sharp from "sharp";

/** Writes 120 JPEGs to train on and 40 to test, in folders of cats and dogs. */
export async function makeAnimals(folder: string, random: RandomStream): Promise<void> {
  for (const [part, count] of [
    ["train", 60],
    ["test", 20],
  ] as const) {
    for (const kind of ["cat", "dog"] as const) {
      const place = join(folder, part, `${kind}s`);
      mkdirSync(place, { recursive: true });
      for (let at = 0; at < count; at += 1) {
        const drawing = Buffer.from(face(kind, random.fork(part, kind, at)));
        await sharp(drawing)
          .jpeg({ quality: 85 })
          .toFile(join(place, `${kind}.${at}.jpg`));
      }
    }
  }
}

function face(kind: "cat" | "dog", random: RandomStream): string {
  const between = (at: number, least: number, most: number) =>
    least + (most - least) * random.uniform(at);
  const colour = (at: number) => `hsl(${between(at, 0, 360)} 40% ${between(at + 1, 30, 70)}%)`;
  const [x, y, size] = [between(0, 50, 78), between(1, 60, 80), between(2, 24, 36)];
  const fur = colour(10);
  const ears =
    kind === "cat"
      ? [-1, 1].map((way) => {
          const [tip, foot] = [x + way * size, x + way * size * 0.3];
          return `<path d="M${tip - way * 4} ${y} L${tip} ${y - 1.5 * size} L${foot} ${y - size * 0.7}Z" fill="${fur}"/>`;
        })
      : [-1, 1].map(
          (way) =>
            `<ellipse cx="${x + way * size}" cy="${y + size * 0.2}" rx="${size * 0.3}" ry="${size * 0.8}" fill="${colour(12)}"/>`,
        );
  const eyes = [-1, 1].map(
    (way) => `<circle cx="${x + way * size * 0.4}" cy="${y - size * 0.2}" r="4" fill="#222"/>`,
  );
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="128" height="${128 + Math.floor(between(3, 0, 40))}">` +
    `<rect width="100%" height="100%" fill="${colour(14)}"/>` +
    `<circle cx="${x}" cy="${y}" r="${size}" fill="${fur}"/>${ears.join("")}${eyes.join("")}` +
    `<circle cx="${x}" cy="${y + size * 0.3}" r="5" fill="#111"/></svg>`
  );
}
