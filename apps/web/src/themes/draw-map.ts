// Paints the map: islands, their points in the colours of kinds, and names where there is room.
import { MAP_SIZE, type ThemeMap } from "@heed/core/api";
import { KIND_NAMES } from "../components/kinds.tsx";
import { drawCrowd } from "./draw-crowd.ts";

/** The middle of what is seen, in units of the map, and how near. */
export interface MapView {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

const FONT_PX = 12.5;

export function drawMap(
  canvas: HTMLCanvasElement,
  map: ThemeMap,
  view: MapView,
  under: number | null,
  language: "en" | "zh",
): void {
  const ratio = window.devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  if (canvas.width !== width * ratio || canvas.height !== height * ratio) {
    canvas.width = width * ratio;
    canvas.height = height * ratio;
  }
  const paint = canvas.getContext("2d")!;
  paint.setTransform(ratio, 0, 0, ratio, 0, 0);
  paint.clearRect(0, 0, width, height);
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const scale = fitOf(map, width, height) * view.zoom;
  const toX = (x: number) => width / 2 + (x - view.x) * scale;
  const toY = (y: number) => height / 2 + (y - view.y) * scale;

  paint.fillStyle = colour("--heed-island");
  for (const { x, y, radius } of map.themes) {
    paint.beginPath();
    paint.arc(toX(x), toY(y), radius * scale + 5, 0, 2 * Math.PI);
    paint.fill();
  }
  const { points } = map;
  const size = Math.min(7, Math.max(1.6, 1.9 * Math.sqrt(view.zoom) * crowding(points.x.length)));
  const isCrowd = points.x.length >= 6_000 && size < 4;
  if (isCrowd) {
    const colours = KIND_NAMES.map((name) => colour(`--tone-${name}`));
    drawCrowd(paint, { points, toX, toY, size, colours }, ratio);
  }
  paint.globalAlpha = 0.8;
  for (const [kind, name] of isCrowd ? [] : KIND_NAMES.entries()) {
    paint.fillStyle = colour(`--tone-${name}`);
    for (let index = 0; index < points.x.length; index += 1) {
      if (points.kind[index] !== kind) continue;
      const px = toX(points.x[index]!);
      const py = toY(points.y[index]!);
      if (px < -size || py < -size || px > width + size || py > height + size) continue;
      paint.beginPath();
      paint.arc(px, py, size / 2, 0, 2 * Math.PI);
      paint.fill();
    }
  }
  paint.globalAlpha = 1;
  if (under !== null) {
    paint.strokeStyle = colour("--mantine-color-text");
    paint.lineWidth = 2;
    paint.beginPath();
    paint.arc(toX(points.x[under]!), toY(points.y[under]!), size / 2 + 4, 0, 2 * Math.PI);
    paint.stroke();
  }
  drawNames(paint, map, language, { toX, toY, width }, colour);
}

/** Where all islands lie, in units of the map; the whole map where there are none. */
function extentOf({ themes }: Pick<ThemeMap, "themes">) {
  const all = { left: 0, top: 0, right: MAP_SIZE.width, bottom: MAP_SIZE.height };
  if (themes.length === 0) return all;
  return {
    left: Math.min(...themes.map(({ x, radius }) => x - radius)),
    right: Math.max(...themes.map(({ x, radius }) => x + radius)),
    top: Math.min(...themes.map(({ y, radius }) => y - radius)),
    bottom: Math.max(...themes.map(({ y, radius }) => y + radius)),
  };
}

/** All islands, in the middle. */
export function wholeOf(map: Pick<ThemeMap, "themes">): MapView {
  const { left, right, top, bottom } = extentOf(map);
  return { x: (left + right) / 2, y: (top + bottom) / 2, zoom: 1 };
}

/** Pixels for one unit of the map, when every island is to be seen with room for its name. */
export function fitOf(map: Pick<ThemeMap, "themes">, width: number, height: number): number {
  const { left, right, top, bottom } = extentOf(map);
  const aside = Math.min(56, 0.08 * width);
  return Math.min(
    (width - 2 * aside) / Math.max(1e-6, right - left),
    (height - 2 * ABOVE_PX) / Math.max(1e-6, bottom - top),
    NEAREST_PX / MAP_SIZE.width,
  );
}

/** Room above and below the islands: a name and the ring around an island. */
const ABOVE_PX = 34;
/** A few small islands are not blown up to fill the map. */
const NEAREST_PX = 2_400;

/** Fewer points are drawn larger. */
function crowding(count: number): number {
  return Math.min(2, Math.max(1, Math.sqrt(8_000 / (count + 1))));
}

/** Names of the largest islands first; one that would lie on another is left out until the reader comes nearer. */
function drawNames(
  paint: CanvasRenderingContext2D,
  map: ThemeMap,
  language: "en" | "zh",
  { toX, toY, width }: { toX: (x: number) => number; toY: (y: number) => number; width: number },
  colour: (name: string) => string,
): void {
  paint.font = `600 ${FONT_PX}px ${getComputedStyle(document.body).fontFamily}`;
  paint.textAlign = "center";
  paint.lineJoin = "round";
  paint.lineWidth = 4;
  const taken: { left: number; right: number; top: number; bottom: number }[] = [];
  for (const theme of map.themes.toSorted((a, b) => b.mentions - a.mentions)) {
    const name = theme.name[language];
    const middle = toX(theme.x);
    const y = toY(theme.y - theme.radius) - 8;
    const half = paint.measureText(name).width / 2 + 4;
    const isSeen = middle > 0 && middle < width && half < width / 2;
    const x = isSeen ? Math.min(width - half, Math.max(half, middle)) : middle;
    const box = { left: x - half, right: x + half, top: y - FONT_PX, bottom: y + 5 };
    const isFree = taken.every(
      (other) =>
        box.right < other.left ||
        box.left > other.right ||
        box.bottom < other.top ||
        box.top > other.bottom,
    );
    if (!isFree) continue;
    taken.push(box);
    paint.strokeStyle = colour("--heed-surface");
    paint.strokeText(name, x, y);
    paint.fillStyle = colour("--mantine-color-text");
    paint.fillText(name, x, y);
  }
}
