// Draws tens of thousands of points as pixels of one picture: many times as fast as asking for each rectangle.
import type { ThemeMap } from "@heed/core/api";

interface Crowd {
  readonly points: ThemeMap["points"];
  /** Place of a point on the canvas, in CSS pixels. */
  readonly toX: (x: number) => number;
  readonly toY: (y: number) => number;
  /** Edge of a point, in CSS pixels. */
  readonly size: number;
  /** Colour of each kind, `#rrggbb`. */
  readonly colours: readonly string[];
}

let layer: OffscreenCanvas | null = null;

/** Lays all points over what is painted; `ratio` is the device's pixels for one of CSS. */
export function drawCrowd(paint: CanvasRenderingContext2D, crowd: Crowd, ratio: number): void {
  const { width, height } = paint.canvas;
  if (width === 0 || height === 0) return;
  layer ??= new OffscreenCanvas(width, height);
  if (layer.width !== width || layer.height !== height) {
    layer.width = width;
    layer.height = height;
  }
  const layerPaint = layer.getContext("2d", { willReadFrequently: true })!;
  const picture = layerPaint.createImageData(width, height);
  const pixels = new Uint32Array(picture.data.buffer);
  const inks = crowd.colours.map(inkOf);
  const { points, toX, toY } = crowd;
  const edge = Math.max(1, Math.round(crowd.size * ratio));
  for (let index = 0; index < points.x.length; index += 1) {
    const left = Math.round(toX(points.x[index]!) * ratio - edge / 2);
    const top = Math.round(toY(points.y[index]!) * ratio - edge / 2);
    if (left < 0 || top < 0 || left + edge > width || top + edge > height) continue;
    const ink = inks[points.kind[index]!]!;
    for (let row = top; row < top + edge; row += 1) {
      const from = row * width + left;
      pixels.fill(ink, from, from + edge);
    }
  }
  layerPaint.putImageData(picture, 0, 0);
  paint.save();
  paint.setTransform(1, 0, 0, 1, 0, 0);
  paint.drawImage(layer, 0, 0);
  paint.restore();
}

/** `#rrggbb` as one pixel, four fifths opaque; browsers run on machines whose lowest byte comes first. */
function inkOf(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return ((204 << 24) | (blue! << 16) | (green! << 8) | red!) >>> 0;
}
