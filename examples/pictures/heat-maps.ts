// Grids of numbers as pictures: images, filters' answers, spectra; each a PNG inside the SVG.
import sharp from "sharp";
import { svg, text } from "./svg.ts";

/** What a picture of heat maps shows. */
export type HeatMaps = {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  /** Values row by row; each map is spread over its own least to greatest value. */
  readonly maps: readonly { readonly name: string; readonly values: ArrayLike<number> }[];
};

/** Draws the maps in a grid, each with its name. */
export async function heatMaps({ title, width, height, columns, maps }: HeatMaps): Promise<string> {
  const wide = Math.floor((640 - 16) / columns) - 12;
  const tall = Math.round((wide * height) / width);
  const parts = await Promise.all(
    maps.map(async ({ name, values }, at) => {
      const x = 16 + (at % columns) * (wide + 12);
      const y = 62 + Math.floor(at / columns) * (tall + 30);
      const label = text(x, y - 6, name);
      return `${label}\n${await picture(values, { x, y, wide, tall, width, height })}`;
    }),
  );
  const rows = Math.ceil(maps.length / columns);
  return svg(640, 62 + rows * (tall + 30), title, parts);
}

type Frame = Readonly<Record<"x" | "y" | "wide" | "tall" | "width" | "height", number>>;

async function picture(values: ArrayLike<number>, frame: Frame): Promise<string> {
  const { x, y, wide, tall, width, height } = frame;
  const list = Array.from(values);
  const [least, most] = [Math.min(...list), Math.max(...list)];
  const pixels = Buffer.from(
    list.flatMap((value) => [...tint((value - least) / (most - least || 1))]),
  );
  const raw = { width, height, channels: 3 } as const;
  const png = await sharp(pixels, { raw }).png({ compressionLevel: 9 }).toBuffer();
  return (
    `<image x="${x}" y="${y}" width="${wide}" height="${tall}" preserveAspectRatio="none" ` +
    `style="image-rendering:pixelated" href="data:image/png;base64,${png.toString("base64")}"/>`
  );
}

/** From dark blue over teal to light yellow; grows evenly lighter, so it also reads in grey. */
function tint(share: number): [number, number, number] {
  const stops = [
    [38, 26, 74],
    [32, 102, 142],
    [62, 178, 130],
    [250, 235, 120],
  ] as const;
  const place = Math.min(0.9999, Math.max(0, share)) * (stops.length - 1);
  const [from, to] = [stops[Math.floor(place)]!, stops[Math.floor(place) + 1]!];
  const rest = place - Math.floor(place);
  const mixed = [0, 1, 2].map((at) => Math.round(from[at]! + (to[at]! - from[at]!) * rest));
  return mixed as [number, number, number];
}
