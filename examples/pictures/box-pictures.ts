// Photos with boxes drawn over them, side by side.
import sharp from "sharp";
import type { Box } from "../data/cells.ts";
import { legend } from "./bar-chart.ts";
import { colours, short, svg } from "./svg.ts";

/** What is drawn: pixels channels first, as bytes. */
export type BoxPictures = {
  readonly title: string;
  readonly kinds: readonly string[];
  readonly size: { readonly width: number; readonly height: number };
  readonly pictures: readonly { readonly pixels: Uint8Array; readonly boxes: readonly Box[] }[];
};

/** Draws the pictures with their boxes, a colour for each kind. */
export async function boxPictures({ title, kinds, size, pictures }: BoxPictures): Promise<string> {
  const { width, height } = size;
  const parts = await Promise.all(
    pictures.map(async ({ pixels, boxes }, at) => {
      const bytes = Buffer.alloc(pixels.length);
      for (let place = 0; place < width * height; place += 1) {
        for (let channel = 0; channel < 3; channel += 1) {
          bytes[3 * place + channel] = pixels[channel * width * height + place]!;
        }
      }
      const photo = sharp(bytes, { raw: { width, height, channels: 3 } });
      const jpeg = (await photo.jpeg({ quality: 80 }).toBuffer()).toString("base64");
      const [x, y] = [at * (width + 12), 60];
      const frames = boxes.map(
        (box) =>
          `<rect x="${short(x + box.left)}" y="${short(y + box.top)}" width="${short(box.right - box.left)}" ` +
          `height="${short(box.bottom - box.top)}" fill="none" stroke="${colours[box.kind]}" stroke-width="2"/>`,
      );
      const image = `<image x="${x}" y="${y}" width="${width}" height="${height}" href="data:image/jpeg;base64,${jpeg}"/>`;
      return [image, ...frames].join("\n");
    }),
  );
  const wide = pictures.length * (width + 12) - 12;
  return svg(wide, height + 70, title, [...legend(kinds, 8), ...parts]);
}
