// Shows on a picture which fields an answer rests on: warm ones speak for it, cold ones against.
import type { Explanation } from "./explain-answer.ts";
import { readPicture, writePng } from "./read-picture.ts";

const SIDE = 384;
const STRONGEST = 0.65;

/** A PNG of the picture as the model saw it (cut to a square), shaded by the weights of its fields. */
export async function saliencyPicture(
  source: string,
  { parts }: Pick<Explanation, "parts">,
): Promise<Buffer> {
  const planes = await readPicture(source, SIDE);
  const grid = Math.round(Math.sqrt(parts.length));
  const most = Math.max(1e-6, ...parts.map(({ weight }) => Math.abs(weight)));
  const pixels = new Uint8Array(4 * SIDE * SIDE);
  for (let at = 0; at < SIDE * SIDE; at += 1) {
    const [x, y] = [at % SIDE, Math.floor(at / SIDE)];
    const field = Math.floor((y * grid) / SIDE) * grid + Math.floor((x * grid) / SIDE);
    const weight = (parts[field]?.weight ?? 0) / most;
    const tint = weight > 0 ? [220, 60, 30] : [30, 90, 220];
    const share = STRONGEST * Math.abs(weight);
    for (let plane = 0; plane < 3; plane += 1) {
      const own = (planes[plane * SIDE * SIDE + at] + 1) * 127.5;
      pixels[4 * at + plane] = Math.round(own * (1 - share) + tint[plane] * share);
    }
    pixels[4 * at + 3] = 255;
  }
  return writePng(pixels, SIDE, SIDE);
}
