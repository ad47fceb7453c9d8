// The figures that compare a grouping with labels: matched accuracy, NMI and ARI.

export interface GroupingFigures {
  /** Share of texts whose group is matched to their label, groups matched one to one at best (Kuhn, 1955). */
  readonly accuracy: number;
  /** Mutual information over the arithmetic mean of both entropies. */
  readonly nmi: number;
  /** Rand index corrected for chance (Hubert and Arabie, 1985). */
  readonly ari: number;
}

/** Figures of `groups` against `labels`, both whole numbers from 0; a group of -1 (unclear) is a group of its own that matches no label. */
export function groupingFigures(
  labels: ArrayLike<number>,
  groups: ArrayLike<number>,
): GroupingFigures {
  const labelCount = 1 + maximum(labels);
  const clearCount = 1 + maximum(groups);
  const groupCount = clearCount + 1;
  const table = new Float64Array(labelCount * groupCount);
  for (let i = 0; i < labels.length; i++) {
    const group = groups[i]! < 0 ? clearCount : groups[i]!;
    table[labels[i]! * groupCount + group]!++;
  }
  const rows = Array.from({ length: labelCount }, (_, i) =>
    table.subarray(i * groupCount, (i + 1) * groupCount),
  );
  return {
    accuracy: bestMatching(rows, clearCount) / labels.length,
    nmi: normalisedInformation(rows, labels.length),
    ari: adjustedRand(rows, labels.length),
  };
}

function maximum(values: ArrayLike<number>): number {
  let most = -1;
  for (let i = 0; i < values.length; i++) most = Math.max(most, values[i]!);
  return most;
}

function columnSums(rows: readonly Float64Array[]): number[] {
  return Array.from(rows[0]!, (_, j) => rows.reduce((sum, row) => sum + row[j]!, 0));
}

const rowSum = (row: Float64Array): number => row.reduce((sum, value) => sum + value, 0);

function normalisedInformation(rows: readonly Float64Array[], total: number): number {
  const columns = columnSums(rows);
  const entropy = (sums: readonly number[]): number =>
    sums.reduce((sum, n) => (n === 0 ? sum : sum - (n / total) * Math.log(n / total)), 0);
  let information = 0;
  for (const row of rows) {
    const size = rowSum(row);
    row.forEach((n, j) => {
      if (n > 0) information += (n / total) * Math.log((n * total) / (size * columns[j]!));
    });
  }
  const mean = (entropy(rows.map(rowSum)) + entropy(columns)) / 2;
  return mean === 0 ? 1 : information / mean;
}

function adjustedRand(rows: readonly Float64Array[], total: number): number {
  const pairs = (n: number): number => (n * (n - 1)) / 2;
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  const together = sum(rows.map((row) => sum(Array.from(row, pairs))));
  const byLabel = sum(rows.map((row) => pairs(rowSum(row))));
  const byGroup = sum(columnSums(rows).map(pairs));
  const expected = (byLabel * byGroup) / pairs(total);
  const most = (byLabel + byGroup) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

/** Most texts that a one-to-one matching of labels and the first `clearCount` groups covers (Hungarian method, shortest augmenting paths). */
function bestMatching(rows: readonly Float64Array[], clearCount: number): number {
  const size = Math.max(rows.length, clearCount);
  const cost = (i: number, j: number): number => (j < clearCount ? -(rows[i]?.[j] ?? 0) : 0);
  const rowPrice = new Float64Array(size + 1);
  const columnPrice = new Float64Array(size + 1);
  const matched = new Int32Array(size + 1);
  for (let i = 1; i <= size; i++) {
    matched[0] = i;
    const way = new Int32Array(size + 1);
    let column = 0;
    const slack = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY);
    const seen = new Uint8Array(size + 1);
    while (matched[column] !== 0) {
      seen[column] = 1;
      const row = matched[column]!;
      let least = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let j = 1; j <= size; j++) {
        if (seen[j] === 1) continue;
        const reduced = cost(row - 1, j - 1) - rowPrice[row]! - columnPrice[j]!;
        if (reduced < slack[j]!) {
          slack[j] = reduced;
          way[j] = column;
        }
        if (slack[j]! < least) {
          least = slack[j]!;
          next = j;
        }
      }
      for (let j = 0; j <= size; j++) {
        if (seen[j] === 1) {
          rowPrice[matched[j]!]! += least;
          columnPrice[j]! -= least;
        } else slack[j]! -= least;
      }
      column = next;
    }
    while (column !== 0) {
      matched[column] = matched[way[column]!]!;
      column = way[column]!;
    }
  }
  let covered = 0;
  for (let j = 1; j <= size; j++) covered -= cost(matched[j]! - 1, j - 1);
  return covered;
}
