// Finds the areas of one colour in a picture: pages, cards and bubbles are the large ones, strokes of letters the small ones.

/** Red, green and blue of each pixel, row by row. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** In a drawn picture fewer neighbours than this share differ by a trace: 0.002 in drawn ones, 0.04 in JPEG. */
const DRAWN = 0.015;
/** Differences of a compressed picture, of 255, that are no border. */
export const CALM = 7;
/**
 * Areas of one colour, each pixel with the first pixel of its area (union by smaller index). In a compressed picture only calm pixels
 * join: its borders are blurred, and a pale card would run into the page.
 */
export function labelAreas(pixels: Pixels, isDrawn: boolean): Int32Array {
  const { data, width, height } = pixels;
  const tolerance = isDrawn ? 2 : CALM;
  const calm = isDrawn ? null : calmPixels(pixels);
  const first = new Int32Array(width * height);
  const find = (start: number): number => {
    let at = start;
    while (first[at] !== at) {
      first[at] = first[first[at]!]!;
      at = first[at]!;
    }
    return at;
  };
  const join = (at: number, beside: number): void => {
    if (difference(data, at, beside) > tolerance) return;
    if (calm !== null && (calm[at] === 0 || calm[beside] === 0)) return;
    const [one, other] = [find(at), find(beside)];
    first[Math.max(one, other)] = Math.min(one, other);
  };
  for (let y = 0, at = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, at += 1) {
      first[at] = at;
      if (x > 0) join(at, at - 1);
      if (y > 0) join(at, at - width);
    }
  for (let at = 0; at < first.length; at += 1) first[at] = first[first[at]!]!;
  return first;
}

/** Whether a picture was drawn and saved without loss: its neighbours hardly ever differ by a mere trace. */
export function isDrawnPicture({ data, width, height }: Pixels): boolean {
  let [traces, pairs] = [0, 0];
  const step = Math.max(1, Math.floor((width * height) / 100_000));
  for (let at = 0; at + 1 < width * height; at += step, pairs += 1) {
    const apart = difference(data, at, at + 1);
    if (apart > 0 && apart <= 4) traces += 1;
  }
  return traces < DRAWN * pairs;
}

/** 1 where brightness hardly differs within the five by five pixels around. */
function calmPixels({ data, width, height }: Pixels): Uint8Array {
  const size = width * height;
  const light = new Uint8Array(size);
  for (let at = 0; at < size; at += 1)
    light[at] = (data[at * 3]! * 77 + data[at * 3 + 1]! * 150 + data[at * 3 + 2]! * 29) >> 8;
  const low = new Uint8Array(size);
  const high = new Uint8Array(size);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      let [least, most] = [255, 0];
      for (let near = Math.max(0, x - 2); near <= Math.min(width - 1, x + 2); near += 1) {
        const one = light[y * width + near]!;
        if (one < least) least = one;
        if (one > most) most = one;
      }
      low[y * width + x] = least;
      high[y * width + x] = most;
    }
  const calm = new Uint8Array(size);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      let [least, most] = [255, 0];
      for (let near = Math.max(0, y - 2); near <= Math.min(height - 1, y + 2); near += 1) {
        least = Math.min(least, low[near * width + x]!);
        most = Math.max(most, high[near * width + x]!);
      }
      calm[y * width + x] = most - least <= CALM ? 1 : 0;
    }
  return calm;
}

/** The most by which one of red, green and blue differs between two pixels, in [0, 255]. */
export function difference(data: Uint8Array, one: number, other: number): number {
  const [a, b] = [one * 3, other * 3];
  return Math.max(
    Math.abs(data[a]! - data[b]!),
    Math.abs(data[a + 1]! - data[b + 1]!),
    Math.abs(data[a + 2]! - data[b + 2]!),
  );
}
