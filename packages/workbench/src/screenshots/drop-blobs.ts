// Takes out of levelled ink what is no letter: avatars, icons, pictures, rules; and tells how high letters are.

/** Ink at least this strong, of 255, joins into a blob. */
const STRONG = 80;
/** Small empty stars have hardly any ink: theirs joins from here on. */
const FAINT = 24;
/** A rule is as pale as this, and as long as this share of the picture's width. */
const TRACE = 12;
const RULE = 0.4;
/** A filled rectangle or disc covers at least this share of its box; a letter covers less. */
const FILLED = 0.6;
const STARS = 5;
/** An empty star has at most this share of a full one's ink. */
const EMPTY = 0.8;
/** Full stars are drawn alike: their ink differs by at most this share. */
const ALIKE = 0.15;

/** Five equal marks in a row, as stars are given. */
export interface StarRow {
  readonly box: { left: number; top: number; right: number; bottom: number };
  /** Full ones, 1 to 5. */
  readonly full: number;
}

/** Whitens blobs that are no letters. `side` is the least side of a panel in pixels, which grows with the picture's resolution. */
export function dropBlobs(
  ink: Uint8Array,
  width: number,
  height: number,
  side: number,
): { rules: number[]; stars: StarRow[]; letterHeight: number | null } {
  const rules = whitenRules(ink, width, height, Math.max(3, side / 2));
  const stars = whitenStars(ink, width, height);
  const first = joinInk(ink, width, height, STRONG);
  const blobs = measureBlobs(ink, first, width);
  const isDropped = new Set<number>();
  const heights: number[] = [];
  for (const [root, { left, right, top, bottom, pixels }] of blobs) {
    const [wide, high] = [right - left + 1, bottom - top + 1];
    if (wide >= 3 * side && high >= 3 * side && pixels >= FILLED * wide * high) isDropped.add(root);
    else if (high >= 4 && wide >= 2 && high <= 5 * side && wide <= 8 * side) heights.push(high);
  }
  if (isDropped.size > 0)
    for (let at = 0; at < ink.length; at += 1)
      if (first[at] !== -1 && isDropped.has(first[at]!)) ink[at] = 0;
  return { rules, stars, letterHeight: usualHeight(heights) };
}

/** Takes rules out of the ink, however pale: unbroken rows across much of the picture, hardly thicker than a stroke. */
function whitenRules(ink: Uint8Array, width: number, height: number, thickest: number): number[] {
  const rules: number[] = [];
  let from = -1;
  for (let y = 0; y <= height; y += 1) {
    const isRow = y < height && longestRun(ink, y * width, width) >= RULE * width;
    if (isRow && from === -1) from = y;
    if (isRow || from === -1) continue;
    if (y - from <= thickest) {
      rules.push(Math.floor((from + y) / 2));
      ink.fill(0, from * width, y * width);
    }
    from = -1;
  }
  return rules;
}

function longestRun(ink: Uint8Array, start: number, width: number): number {
  let [run, longest] = [0, 0];
  for (let at = start; at < start + width; at += 1) {
    run = ink[at]! >= TRACE ? run + 1 : 0;
    if (run > longest) longest = run;
  }
  return longest;
}

/** Each pixel of enough ink with the first pixel of its blob, -1 elsewhere; corners join. */
function joinInk(ink: Uint8Array, width: number, height: number, least: number): Int32Array {
  const first = new Int32Array(ink.length).fill(-1);
  const find = (start: number): number => {
    let at = start;
    while (first[at] !== at) {
      first[at] = first[first[at]!]!;
      at = first[at]!;
    }
    return at;
  };
  for (let y = 0, at = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, at += 1) {
      if (ink[at]! < least) continue;
      let root = at;
      const join = (beside: number) => {
        if (first[beside] === -1) return;
        const other = find(beside);
        const [low, high] = other < root ? [other, root] : [root, other];
        first[high] = low;
        root = low;
      };
      first[at] = at;
      if (x > 0) join(at - 1);
      if (y > 0) {
        join(at - width);
        if (x > 0) join(at - width - 1);
        if (x + 1 < width) join(at - width + 1);
      }
    }
  for (let at = 0; at < first.length; at += 1) if (first[at] !== -1) first[at] = first[first[at]!]!;
  return first;
}

interface Blob {
  pixels: number;
  /** Sum of its ink. */
  ink: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function measureBlobs(ink: Uint8Array, first: Int32Array, width: number): Map<number, Blob> {
  const blobs = new Map<number, Blob>();
  for (let at = 0; at < first.length; at += 1) {
    const root = first[at]!;
    if (root === -1) continue;
    const x = at % width;
    const y = (at - x) / width;
    const blob = blobs.get(root);
    if (blob === undefined)
      blobs.set(root, { pixels: 1, ink: ink[at]!, left: x, right: x, top: y, bottom: y });
    else {
      blob.pixels += 1;
      blob.ink += ink[at]!;
      blob.bottom = y;
      if (x < blob.left) blob.left = x;
      else if (x > blob.right) blob.right = x;
    }
  }
  return blobs;
}

/** The height that four of five letters do not pass: that of capitals and of Chinese characters, not of dots or headings. */
function usualHeight(heights: readonly number[]): number | null {
  const sorted = heights.toSorted((a, b) => a - b);
  return sorted[Math.floor(0.8 * sorted.length)] ?? null;
}

/** Takes ratings out of the ink; small empty stars join only by faint ink, blurred ones stand apart only by strong ink. */
function whitenStars(ink: Uint8Array, width: number, height: number): StarRow[] {
  return [FAINT, STRONG].flatMap((least) => {
    const first = joinInk(ink, width, height, least);
    const blobs = [...measureBlobs(ink, first, width)].map(([root, blob]) => ({ ...blob, root }));
    const stars = findStars(blobs);
    for (const { box } of stars)
      for (let y = box.top; y < box.bottom; y += 1)
        ink.fill(0, y * width + box.left, y * width + box.right);
    return stars;
  });
}

type RootedBlob = Blob & { readonly root: number };

/** Rows of five square marks of one size at one distance; the first ones full, the rest empty or paler. */
function findStars(blobs: readonly RootedBlob[]): StarRow[] {
  const marks = blobs
    .filter(({ left, right, top, bottom }) => {
      const [wide, high] = [right - left + 1, bottom - top + 1];
      return high >= 6 && wide >= 0.75 * high && wide <= 1.35 * high;
    })
    .sort((a, b) => a.left - b.left);
  const rows: StarRow[] = [];
  const isTaken = new Set<number>();
  for (const mark of marks) {
    if (isTaken.has(mark.root)) continue;
    const row = [mark];
    while (row.length <= STARS) {
      const next = nextInRow(row, marks);
      if (next === undefined) break;
      row.push(next);
    }
    const full = row.length === STARS ? fullOnes(row) : null;
    if (full === null || !isAlone(row, blobs)) continue;
    for (const { root } of row) isTaken.add(root);
    const box = {
      ...{ left: mark.left, right: row.at(-1)!.right + 1 },
      top: Math.min(...row.map(({ top }) => top)),
      bottom: Math.max(...row.map(({ bottom }) => bottom)) + 1,
    };
    rows.push({ box, full });
  }
  return rows;
}

function nextInRow(row: readonly RootedBlob[], marks: readonly RootedBlob[]) {
  const last = row.at(-1)!;
  const [wide, high] = [last.right - last.left + 1, last.bottom - last.top + 1];
  const slack = 1 + high / 12;
  const step = row.length < 2 ? null : last.left - row.at(-2)!.left;
  return marks.find(
    (one) =>
      one.left > last.right &&
      one.left - last.left <= 2 * wide &&
      Math.abs(one.top - last.top) <= slack &&
      Math.abs(one.bottom - last.bottom) <= slack &&
      Math.abs(one.right - one.left + 1 - wide) <= slack &&
      (step === null || Math.abs(one.left - last.left - step) <= slack),
  );
}

/** How many of five marks are full; null where they are no stars: letters differ in shape, and their ink in no order. */
function fullOnes(row: readonly RootedBlob[]): number | null {
  const density = row.map(
    ({ ink, left, right, top, bottom }) => ink / ((right - left + 1) * (bottom - top + 1)),
  );
  const most = Math.max(...density);
  const full = density.findLastIndex((one) => one > EMPTY * most) + 1;
  const areAlike = (ones: readonly number[]) =>
    ones.length === 0 || Math.min(...ones) >= (1 - ALIKE) * Math.max(...ones);
  return areAlike(density.slice(0, full)) && areAlike(density.slice(full)) ? full : null;
}

/** Nothing else stands close on their row: five letters of one size have others beside them. */
function isAlone(row: readonly RootedBlob[], blobs: readonly RootedBlob[]): boolean {
  const [first, last] = [row[0]!, row.at(-1)!];
  const near = 1.2 * (first.right - first.left + 1);
  const own = new Set(row.map(({ root }) => root));
  return !blobs.some(
    (one) =>
      !own.has(one.root) &&
      one.pixels > 2 &&
      one.top < first.bottom &&
      one.bottom > first.top &&
      one.right > first.left - near &&
      one.left < last.right + near,
  );
}
