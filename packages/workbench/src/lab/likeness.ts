// How like examples are to those a model knows: falls when people begin to speak of other things.

/** Mean over `sample` of the largest cosine to any of `others` that is not the same. */
export function meanLikeness(
  { data, dimensions }: { readonly data: Float32Array; readonly dimensions: number },
  sample: readonly number[],
  others: readonly number[],
  isSame: (one: number, other: number) => boolean,
): number | null {
  const near = sample.map((one) => {
    let most = Number.NEGATIVE_INFINITY;
    for (const other of others) {
      if (isSame(one, other)) continue;
      let sum = 0;
      for (let d = 0; d < dimensions; d += 1)
        sum += data[one * dimensions + d] * data[other * dimensions + d];
      if (sum > most) most = sum;
    }
    return Math.max(0, most);
  });
  return near.length === 0 ? null : near.reduce((sum, one) => sum + one, 0) / near.length;
}
