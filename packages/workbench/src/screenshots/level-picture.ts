// Makes of any screenshot dark ink on white paper, and finds the panels (cards, bubbles) that hold words together.
import { dropBlobs, type StarRow } from "./drop-blobs.ts";
import { CALM, difference, isDrawnPicture, labelAreas, type Pixels } from "./label-areas.ts";

/** A rectangle in pixels; `right` and `bottom` lie just outside. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** An area of one background: the page, a card, a bubble, a button. */
export interface Panel {
  /** 1 and up; 0 is no panel. */
  readonly id: number;
  readonly box: Box;
  /** Share of the picture that its background covers, in [0, 1]. */
  readonly share: number;
}

export interface LevelledPicture {
  /** 0 is the strongest ink of its panel, 255 paper. */
  readonly grey: Uint8Array;
  /** Panel that each pixel belongs to. */
  readonly panelAt: Uint16Array;
  readonly panels: readonly Panel[];
  /** Rows on which a rule is drawn from side to side. */
  readonly rules: readonly number[];
  readonly stars: readonly StarRow[];
  /** Height of usual letters in pixels; null where there is no ink. */
  readonly letterHeight: number | null;
}

/** Below this share of flat background a picture is a photo, and is read as it is. */
const LEAST_FLAT = 0.35;
const MOST_PANELS = 400;
/** A letter's ink differs by at least this much from its background, of 255. */
const LEAST_CONTRAST = 48;
/** Pixels that must be as strong as the strongest ink, so that no speck decides. */
const ENOUGH_INK = 12;

/**
 * Levels a picture: each pixel becomes its distance from the background around it, stretched within its panel, so that light
 * words on dark ones, white bubbles and grey ones all read alike. Null for a photo, which has no flat background.
 */
export function levelPicture(pixels: Pixels): LevelledPicture | null {
  const { width, height } = pixels;
  const side = panelSide(width, height);
  const isDrawn = isDrawnPicture(pixels);
  const areas = labelAreas(pixels, isDrawn);
  const least = isDrawn ? side : Math.ceil(0.6 * side);
  const { panelOf, panels, flatShare } = choosePanels(areas, pixels, least);
  if (flatShare < LEAST_FLAT) return null;
  const { panelAt, from, far } = spread(panelOf, areas, width, height, 4 * side);
  const ink = distances(pixels, panelAt, from);
  const seam = Math.max(1, Math.round(side / (isDrawn ? 5 : 3)));
  whitenSeams(ink, panelAt, far, width, height, seam);
  stretch(ink, panelAt, panels.length);
  const { rules, stars, letterHeight } = dropBlobs(ink, width, height, side);
  for (let at = 0; at < ink.length; at += 1) ink[at] = 255 - ink[at]!;
  return { grey: ink, panelAt, panels, rules, stars, letterHeight };
}

/** The side of the least square that is a background and no stroke of a letter. */
function panelSide(width: number, height: number): number {
  return Math.max(6, Math.round(height >= width ? width / 48 : height / 80));
}

interface Area {
  pixels: number;
  /** Side of the largest square inside. */
  square: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Areas that are wide enough to be a background, the largest first. */
function choosePanels(areas: Int32Array, pixels: Pixels, side: number) {
  const { width, height } = pixels;
  const squares = new Uint16Array(areas.length);
  const known = new Map<number, Area>();
  for (let y = 0, at = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, at += 1) {
      const root = areas[at]!;
      const isInside =
        x > 0 &&
        y > 0 &&
        areas[at - 1] === root &&
        areas[at - width] === root &&
        areas[at - width - 1] === root;
      const square = isInside
        ? 1 + Math.min(squares[at - 1]!, squares[at - width]!, squares[at - width - 1]!)
        : 1;
      squares[at] = square;
      const area = known.get(root);
      if (area === undefined) {
        known.set(root, { pixels: 1, square, left: x, right: x, top: y, bottom: y });
        continue;
      }
      area.pixels += 1;
      area.bottom = y;
      if (square > area.square) area.square = square;
      if (x < area.left) area.left = x;
      else if (x > area.right) area.right = x;
    }
  const chosen = [...known]
    .filter(([, { square }]) => square >= side)
    .sort(([, a], [, b]) => b.pixels - a.pixels)
    .slice(0, MOST_PANELS);
  const panelOf = new Map<number, number>();
  const own: [root: number, area: Area][] = [];
  for (const [root, area] of chosen) {
    // Between the words of a compressed picture lie islands of their panel's own colour.
    const around = own.findIndex(
      ([other, outer]) =>
        area.square < 3 * side &&
        holds(outer, area) &&
        difference(pixels.data, root, other) <= CALM,
    );
    if (around === -1) own.push([root, area]);
    panelOf.set(root, around === -1 ? own.length : around + 1);
  }
  const panels = own.map(([, area], index): Panel => {
    const box = {
      ...{ left: area.left, top: area.top },
      ...{ right: area.right + 1, bottom: area.bottom + 1 },
    };
    return { id: index + 1, box, share: area.pixels / areas.length };
  });
  return { panelOf, panels, flatShare: panels.reduce((sum, { share }) => sum + share, 0) };
}

function holds(outer: Area, inner: Area): boolean {
  return (
    outer.left <= inner.left &&
    outer.right >= inner.right &&
    outer.top <= inner.top &&
    outer.bottom >= inner.bottom
  );
}

/** Gives every pixel the nearest panel within reach, and the pixel of that panel's background to compare with. */
function spread(
  panelOf: ReadonlyMap<number, number>,
  areas: Int32Array,
  width: number,
  height: number,
  reach: number,
) {
  const size = width * height;
  const panelAt = new Uint16Array(size);
  const from = new Int32Array(size).fill(-1);
  const far = new Uint8Array(size);
  for (let at = 0; at < size; at += 1) {
    const panel = panelOf.get(areas[at]!);
    if (panel === undefined) continue;
    panelAt[at] = panel;
    from[at] = at;
  }
  let edge: number[] = [];
  const around = (at: number, take: (next: number) => void) => {
    const x = at % width;
    if (x > 0) take(at - 1);
    if (x + 1 < width) take(at + 1);
    if (at >= width) take(at - width);
    if (at + width < size) take(at + width);
  };
  for (let at = 0; at < size; at += 1) {
    if (panelAt[at] === 0) continue;
    let isEdge = false;
    around(at, (next) => {
      isEdge ||= panelAt[next] === 0;
    });
    if (isEdge) edge.push(at);
  }
  for (let distance = 1; distance <= Math.min(reach, 255) && edge.length > 0; distance += 1) {
    const next: number[] = [];
    for (const at of edge)
      around(at, (beside) => {
        if (panelAt[beside] !== 0) return;
        panelAt[beside] = panelAt[at]!;
        from[beside] = from[at]!;
        far[beside] = distance;
        next.push(beside);
      });
    edge = next;
  }
  return { panelAt, from, far };
}

/** How far each pixel is from its background; a pixel beyond reach belongs to a picture and is paper. */
function distances({ data }: Pixels, panelAt: Uint16Array, from: Int32Array): Uint8Array {
  const ink = new Uint8Array(panelAt.length);
  for (let at = 0; at < ink.length; at += 1)
    if (panelAt[at] !== 0 && from[at] !== at) ink[at] = difference(data, at, from[at]!);
  return ink;
}

/** The border between two panels is no ink. */
function whitenSeams(
  ink: Uint8Array,
  panelAt: Uint16Array,
  far: Uint8Array,
  width: number,
  height: number,
  radius: number,
): void {
  const isSeam = (at: number, beside: number) =>
    panelAt[at] !== panelAt[beside] &&
    panelAt[at] !== 0 &&
    panelAt[beside] !== 0 &&
    far[at]! + far[beside]! <= 2 * radius;
  for (let y = 0; y + 1 < height; y += 1)
    for (let x = 0; x + 1 < width; x += 1) {
      const at = y * width + x;
      if (!isSeam(at, at + 1) && !isSeam(at, at + width)) continue;
      for (let row = Math.max(0, y - radius); row <= Math.min(height - 1, y + radius + 1); row += 1)
        ink.fill(
          0,
          row * width + Math.max(0, x - radius),
          row * width + Math.min(width, x + radius + 2),
        );
    }
}

/** Stretches each panel's ink to the whole range, so that pale words on a pale bubble are as dark as black on white. */
function stretch(ink: Uint8Array, panelAt: Uint16Array, panels: number): void {
  const counts = new Uint32Array((panels + 1) * 256);
  for (let at = 0; at < ink.length; at += 1) counts[panelAt[at]! * 256 + ink[at]!]! += 1;
  const gains = new Float32Array(panels + 1);
  for (let panel = 1; panel <= panels; panel += 1) {
    let strongest = 255;
    for (let seen = 0; strongest > LEAST_CONTRAST; strongest -= 1) {
      seen += counts[panel * 256 + strongest]!;
      if (seen >= ENOUGH_INK) break;
    }
    gains[panel] = 255 / strongest;
  }
  for (let at = 0; at < ink.length; at += 1)
    ink[at] = Math.min(255, Math.round(ink[at]! * gains[panelAt[at]!]!));
}
