// Lays themes out as islands on a plane, near ones near each other, and each theme's mentions as points on its island.

/** Ends of the axes: maps are looked at on screens, which are wider than high. */
const WIDTH = 16_000;
const SIZE = 10_000;
/** Part of the plane that the islands cover together. */
const COVER = 0.34;
const GAP = 1.08;
const ROUNDS = 600;
const POWER_ROUNDS = 24;
/** 0.5 fills a disc evenly; a little more makes its middle denser, where the typical stand. */
const EVENNESS = 0.6;

export interface MapPoints {
  /** Unit vectors, row-major `count x dimensions`. */
  readonly vectors: Float32Array;
  readonly dimensions: number;
  /** Theme of each point, 0 to `sizes.length - 1`. */
  readonly theme: Int32Array;
  /** Mentions of each theme, of which the points are a sample; they decide the islands' areas. */
  readonly sizes: readonly number[];
}

export interface MapLayout {
  /** Places of islands, from 0 to 16,000 and to 10,000 but for what juts out. */
  readonly themes: readonly { readonly x: number; readonly y: number; readonly radius: number }[];
  readonly x: Int32Array;
  readonly y: Int32Array;
}

/**
 * The same input gives the same map. Centres of themes are placed by their two main components, spread until no islands
 * overlap; on its island a mention stands in the direction of the theme's own two main components, further out the less
 * typical it is, so that points fill the disc.
 */
export function layOutMap(points: MapPoints): MapLayout {
  const count = points.sizes.length;
  const centres = centresOf(points);
  const [first, second] = mainComponents(centres, count, points.dimensions);
  const total = points.sizes.reduce((sum, size) => sum + size, 0);
  const unit = Math.sqrt((WIDTH * SIZE * COVER) / Math.PI / Math.max(1, total));
  const radii = points.sizes.map((size) => unit * Math.sqrt(size));
  const places = spread(scaled(first, WIDTH), scaled(second, SIZE), radii);
  const x = new Int32Array(points.theme.length);
  const y = new Int32Array(points.theme.length);
  for (let theme = 0; theme < count; theme += 1) {
    fillIsland(points, centres, theme, { ...places[theme]!, radius: radii[theme]! }, x, y);
  }
  return {
    themes: places.map((place, theme) => ({
      x: Math.round(place.x),
      y: Math.round(place.y),
      radius: Math.round(radii[theme]!),
    })),
    x,
    y,
  };
}

function centresOf({ vectors, dimensions, theme, sizes }: MapPoints): Float64Array {
  const centres = new Float64Array(sizes.length * dimensions);
  const counts = new Float64Array(sizes.length);
  for (const [index, at] of theme.entries()) {
    counts[at]! += 1;
    for (let d = 0; d < dimensions; d += 1)
      centres[at * dimensions + d]! += vectors[index * dimensions + d]!;
  }
  for (let at = 0; at < sizes.length; at += 1)
    for (let d = 0; d < dimensions; d += 1) centres[at * dimensions + d]! /= counts[at]! || 1;
  return centres;
}

/** Coordinates of rows along their two main components (power iteration on centred rows, the second without the first). */
function mainComponents(
  rows: ArrayLike<number>,
  count: number,
  dimensions: number,
): [Float64Array, Float64Array] {
  const centred = new Float64Array(count * dimensions);
  for (let d = 0; d < dimensions; d += 1) {
    let sum = 0;
    for (let row = 0; row < count; row += 1) sum += rows[row * dimensions + d]!;
    for (let row = 0; row < count; row += 1)
      centred[row * dimensions + d] = rows[row * dimensions + d]! - sum / count;
  }
  const first = component(centred, count, dimensions, null);
  const second = component(centred, count, dimensions, first.axis);
  return [first.along, second.along];
}

function component(
  rows: Float64Array,
  count: number,
  dimensions: number,
  before: Float64Array | null,
): { axis: Float64Array; along: Float64Array } {
  // A start that no data is likely to stand square to.
  let axis = Float64Array.from({ length: dimensions }, (_, d) => Math.cos(1 + d * 0.7));
  const along = new Float64Array(count);
  for (let round = 0; round < POWER_ROUNDS; round += 1) {
    if (before !== null) removePart(axis, before);
    normalise(axis);
    along.fill(0);
    const next = new Float64Array(dimensions);
    for (let row = 0; row < count; row += 1) {
      const offset = row * dimensions;
      let dot = 0;
      for (let d = 0; d < dimensions; d += 1) dot += rows[offset + d]! * axis[d]!;
      along[row] = dot;
      for (let d = 0; d < dimensions; d += 1) next[d]! += dot * rows[offset + d]!;
    }
    if (next.every((value) => value === 0)) break;
    if (round < POWER_ROUNDS - 1) axis = next;
  }
  return { axis, along };
}

function removePart(axis: Float64Array, other: Float64Array): void {
  let dot = 0;
  for (let d = 0; d < axis.length; d += 1) dot += axis[d]! * other[d]!;
  for (let d = 0; d < axis.length; d += 1) axis[d]! -= dot * other[d]!;
}

function normalise(axis: Float64Array): void {
  const length = Math.hypot(...axis) || 1;
  for (let d = 0; d < axis.length; d += 1) axis[d]! /= length;
}

/** Values from 0 to `end`: half by their size, half by their rank, so that one far value does not press the others together. */
function scaled(values: Float64Array, end: number): number[] {
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]! || a - b);
  const rank = new Map(order.map((index, place) => [index, (place + 0.5) / values.length]));
  return [...values].map(
    (value, index) => end * (0.08 + 0.84 * ((value - low) / span / 2 + rank.get(index)! / 2)),
  );
}

interface Place {
  x: number;
  y: number;
}

/** Pushes islands that overlap apart, while each is drawn back a little to where it belongs. */
function spread(x: readonly number[], y: readonly number[], radii: readonly number[]): Place[] {
  const home = x.map((value, index) => ({ x: value, y: y[index]! }));
  const places = home.map((place) => ({ ...place }));
  for (let round = 0; round < ROUNDS; round += 1) {
    const pull = 0.04 * (1 - round / ROUNDS);
    for (const [index, place] of places.entries()) {
      place.x += (home[index]!.x - place.x) * pull;
      place.y += (home[index]!.y - place.y) * pull;
    }
    for (let a = 0; a < places.length; a += 1)
      for (let b = a + 1; b < places.length; b += 1) pushApart(places, radii, a, b);
  }
  return places;
}

function pushApart(places: Place[], radii: readonly number[], a: number, b: number): void {
  const dx = places[b]!.x - places[a]!.x;
  const dy = places[b]!.y - places[a]!.y;
  const distance = Math.hypot(dx, dy);
  const least = (radii[a]! + radii[b]!) * GAP + 40;
  if (distance >= least) return;
  // Islands on one spot leave it in a direction that their numbers decide.
  const angle = distance > 0 ? Math.atan2(dy, dx) : (a * 7 + b) % 6.28;
  const weight = radii[b]! ** 2 / (radii[a]! ** 2 + radii[b]! ** 2 || 1);
  const push = (least - distance) * 0.5;
  places[a]!.x -= Math.cos(angle) * push * weight;
  places[a]!.y -= Math.sin(angle) * push * weight;
  places[b]!.x += Math.cos(angle) * push * (1 - weight);
  places[b]!.y += Math.sin(angle) * push * (1 - weight);
}

function fillIsland(
  { vectors, dimensions, theme }: MapPoints,
  centres: Float64Array,
  own: number,
  island: Place & { readonly radius: number },
  x: Int32Array,
  y: Int32Array,
): void {
  const members: number[] = [];
  for (const [index, at] of theme.entries()) if (at === own) members.push(index);
  if (members.length === 0) return;
  const rows = new Float32Array(members.length * dimensions);
  const typical = new Float64Array(members.length);
  for (const [row, index] of members.entries()) {
    const vector = vectors.subarray(index * dimensions, (index + 1) * dimensions);
    rows.set(vector, row * dimensions);
    for (let d = 0; d < dimensions; d += 1)
      typical[row]! += vector[d]! * centres[own * dimensions + d]!;
  }
  const [first, second] = mainComponents(rows, members.length, dimensions);
  const angles = anglesOf(first, second);
  // Within each sector the typical stand inside: so every direction is settled from the middle to the shore.
  const around = [...angles.keys()].sort((a, b) => angles[a]! - angles[b]! || a - b);
  const sector = Math.ceil(Math.sqrt(members.length));
  for (let from = 0; from < around.length; from += sector) {
    const rows = around
      .slice(from, from + sector)
      .sort((a, b) => typical[b]! - typical[a]! || a - b);
    for (const [place, row] of rows.entries()) {
      const reach = island.radius * ((place + 0.5) / rows.length) ** EVENNESS;
      x[members[row]!] = Math.round(island.x + Math.cos(angles[row]!) * reach);
      y[members[row]!] = Math.round(island.y + Math.sin(angles[row]!) * reach);
    }
  }
}

/**
 * Directions of points, half as they are and half by their rank around the circle, so that an island is settled all round.
 * Words that are all alike have no direction: they wind outwards instead.
 */
function anglesOf(first: Float64Array, second: Float64Array): Float64Array {
  const plain = first.map((value, row) => Math.atan2(second[row]!, value));
  const isTold = first.map((value, row) => (value !== 0 || second[row] !== 0 ? 1 : 0));
  const order = [...plain.keys()].sort((a, b) => plain[a]! - plain[b]! || a - b);
  const angles = new Float64Array(plain.length);
  for (const [place, row] of order.entries()) {
    const even = 2 * Math.PI * ((place + 0.5) / plain.length) - Math.PI;
    angles[row] = isTold[row] === 1 ? plain[row]! * 0.35 + even * 0.65 : row * 2.399963;
  }
  return angles;
}
