// Makes a screenshot small: the same picture in at most 256 colours, as an indexed PNG (ISO/IEC 15948).
import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MOST_COLOURS = 256;
const TRUECOLOUR = 2;
const TRUECOLOUR_ALPHA = 6;

/** `png` is 8 bits a channel, RGB or RGBA without transparency, not interlaced, as browsers write screenshots. */
export function shrinkPng(png: Buffer): Buffer {
  const { width, height, channels, pixels } = decode(png);
  const colours = new Uint32Array(width * height);
  const counts = new Map<number, number>();
  for (let at = 0; at < colours.length; at += 1) {
    const from = at * channels;
    const colour = (pixels[from]! << 16) | (pixels[from + 1]! << 8) | pixels[from + 2]!;
    colours[at] = colour;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const palette = choosePalette(counts);
  const nearest = new Map(palette.map((colour, index) => [colour, index]));
  const rows = Buffer.alloc(height * (width + 1));
  for (let at = 0; at < colours.length; at += 1) {
    const colour = colours[at]!;
    let index = nearest.get(colour);
    if (index === undefined) {
      index = nearestOf(colour, palette);
      nearest.set(colour, index);
    }
    rows[at + Math.floor(at / width) + 1] = index;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const table = Buffer.from(
    palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]),
  );
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("PLTE", table),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** The colours seen most, none of them so near another that no eye tells them apart. */
function choosePalette(counts: ReadonlyMap<number, number>): number[] {
  const bySight = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([colour]) => colour);
  for (const apart of [0, 40, 120, 300, 700]) {
    const palette: number[] = [];
    for (const colour of bySight) {
      if (palette.every((other) => distance(colour, other) > apart)) palette.push(colour);
      if (palette.length > MOST_COLOURS) break;
    }
    if (palette.length <= MOST_COLOURS) return palette;
  }
  return bySight.slice(0, MOST_COLOURS);
}

function nearestOf(colour: number, palette: readonly number[]): number {
  let best = 0;
  for (let index = 1; index < palette.length; index += 1)
    if (distance(colour, palette[index]!) < distance(colour, palette[best]!)) best = index;
  return best;
}

function distance(a: number, b: number): number {
  const red = (a >> 16) - (b >> 16);
  const green = ((a >> 8) & 255) - ((b >> 8) & 255);
  const blue = (a & 255) - (b & 255);
  return 2 * red * red + 4 * green * green + 3 * blue * blue;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

function decode(png: Buffer) {
  const parts: Buffer[] = [];
  let [width, height, kind] = [0, 0, 0];
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + length);
    if (type === "IHDR")
      [width, height, kind] = [data.readUInt32BE(0), data.readUInt32BE(4), data[9]!];
    if (type === "IDAT") parts.push(data);
    at += length + 12;
  }
  if (kind !== TRUECOLOUR && kind !== TRUECOLOUR_ALPHA)
    throw new RangeError(`The picture has colour type ${kind}, expected 2 or 6.`);
  const channels = kind === TRUECOLOUR ? 3 : 4;
  const raw = inflateSync(Buffer.concat(parts));
  const stride = width * channels;
  const pixels = Buffer.alloc(height * stride);
  for (let row = 0; row < height; row += 1) unfilter(raw, pixels, row, stride, channels);
  return { width, height, channels, pixels };
}

/** One row back to what it was before its filter (0 to 4: none, left, above, mean, Paeth). */
function unfilter(
  raw: Buffer,
  pixels: Buffer,
  row: number,
  stride: number,
  channels: number,
): void {
  const filter = raw[row * (stride + 1)]!;
  const from = row * (stride + 1) + 1;
  const to = row * stride;
  for (let at = 0; at < stride; at += 1) {
    const left = at < channels ? 0 : pixels[to + at - channels]!;
    const above = row === 0 ? 0 : pixels[to + at - stride]!;
    const corner = at < channels || row === 0 ? 0 : pixels[to + at - stride - channels]!;
    const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter]!;
    pixels[to + at] = (raw[from + at]! + guess) & 255;
  }
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? above : corner;
}
