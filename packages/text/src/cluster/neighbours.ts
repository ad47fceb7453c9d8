// Nearest neighbours by cells, and the smoothing that draws each text towards its like.
import { dots } from "../embed/kernels.ts";
import { normaliseRows } from "../embed/sparse-matrix.ts";
import { sphericalKMeans } from "./spherical-kmeans.ts";

export interface Neighbours {
  readonly perRow: number;
  /** Row-major `rows x perRow`, nearest first; -1 where fewer were found. */
  readonly rows: Int32Array;
  readonly cosines: Float32Array;
}

const CELL_ROWS = 80;
const PROBED_CELLS = 8;

/**
 * The nearest rows of each unit row by cosine, itself left out. Up to 2,000 rows all are compared; beyond, rows are cut into cells by
 * k-means and compared within the eight nearest cells (inverted file search; Sivic and Zisserman, 2003), which misses few.
 */
export function nearestNeighbours(
  rows: Float32Array,
  width: number,
  perRow: number,
  seed: number,
): Neighbours {
  const count = rows.length / width;
  const found: Neighbours = {
    perRow,
    rows: new Int32Array(count * perRow).fill(-1),
    cosines: new Float32Array(count * perRow).fill(-2),
  };
  if (count <= 2000) {
    const all = Int32Array.from({ length: count }, (_, i) => i);
    search(rows, width, all, all, found);
    return found;
  }
  const cells = sphericalKMeans(rows, width, {
    count: Math.ceil(count / CELL_ROWS),
    seed,
    restarts: 1,
    rounds: 4,
    plainSeeds: true,
  });
  const cellCount = cells.centroids.length / width;
  const members: number[][] = Array.from({ length: cellCount }, () => []);
  for (let r = 0; r < count; r++) members[cells.groups[r]!]!.push(r);
  const between = dots(cells.centroids, cells.centroids, width);
  for (let c = 0; c < cellCount; c++) {
    const probed = Array.from({ length: cellCount }, (_, i) => i)
      .sort((i, j) => between[c * cellCount + j]! - between[c * cellCount + i]! || i - j)
      .slice(0, PROBED_CELLS);
    const candidates = Int32Array.from(probed.flatMap((cell) => members[cell]!));
    search(rows, width, Int32Array.from(members[c]!), candidates, found);
  }
  return found;
}

function pick(rows: Float32Array, width: number, chosen: Int32Array): Float32Array {
  const picked = new Float32Array(chosen.length * width);
  for (let i = 0; i < chosen.length; i++)
    picked.set(rows.subarray(chosen[i]! * width, (chosen[i]! + 1) * width), i * width);
  return picked;
}

/** Enters the best of `candidates` for each of `queries`, ties to the earlier candidate. */
function search(
  rows: Float32Array,
  width: number,
  queries: Int32Array,
  candidates: Int32Array,
  found: Neighbours,
): void {
  const pool = pick(rows, width, candidates);
  for (let from = 0; from < queries.length; from += 512) {
    const slice = queries.subarray(from, from + 512);
    const cosines = dots(pick(rows, width, slice), pool, width);
    for (let i = 0; i < slice.length; i++)
      keepBest(slice[i]!, candidates, cosines.subarray(i * candidates.length), found);
  }
}

function keepBest(
  row: number,
  candidates: Int32Array,
  cosines: Float32Array,
  found: Neighbours,
): void {
  const { perRow } = found;
  const start = row * perRow;
  let least = -2;
  for (let j = 0; j < candidates.length; j++) {
    const cosine = cosines[j]!;
    if (cosine <= least || candidates[j] === row) continue;
    let place = start + perRow - 1;
    while (place > start && found.cosines[place - 1]! < cosine) {
      found.cosines[place] = found.cosines[place - 1]!;
      found.rows[place] = found.rows[place - 1]!;
      place--;
    }
    found.cosines[place] = cosine;
    found.rows[place] = candidates[j]!;
    least = found.cosines[start + perRow - 1]!;
  }
}

/** Half of each row, half of the cosine-weighted mean of its neighbours, back on the sphere (one step of graph diffusion). */
export function smoothByNeighbours(
  rows: Float32Array,
  width: number,
  neighbours: Neighbours,
): Float32Array {
  const smoothed = new Float32Array(rows.length);
  const sum = new Float64Array(width);
  for (let r = 0; r * width < rows.length; r++) {
    sum.fill(0);
    let total = 0;
    for (let p = r * neighbours.perRow; p < (r + 1) * neighbours.perRow; p++) {
      const other = neighbours.rows[p]!;
      const cosine = neighbours.cosines[p]!;
      if (other < 0 || cosine <= 0) continue;
      total += cosine;
      for (let k = 0; k < width; k++) sum[k]! += cosine * rows[other * width + k]!;
    }
    const scale = total > 0 ? 1 / total : 0;
    for (let k = 0; k < width; k++)
      smoothed[r * width + k] = rows[r * width + k]! + scale * sum[k]!;
  }
  normaliseRows(smoothed, width);
  return smoothed;
}
