// Sums and products that keep the digits which plain addition of doubles would lose.

/**
 * Sum of `values` with Neumaier's compensation: as if added in twice the precision.
 *
 * Source: A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen",
 * ZAMM 54 (1974).
 */
export function accurateSum(values: ArrayLike<number>): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}

/** The rounding error of `a * b`: `a * b` in doubles plus this is the exact product (Dekker). */
export function productError(a: number, b: number): number {
  const product = a * b;
  const aHead = head(a);
  const bHead = head(b);
  const aTail = a - aHead;
  const bTail = b - bHead;
  return aTail * bTail - (product - aHead * bHead - aTail * bHead - aHead * bTail);
}

/**
 * Exact-looking dot product of two arrays plus `start`: as if computed in twice the precision.
 *
 * Source: T. Ogita, S. Rump, S. Oishi, "Accurate sum and dot product", SIAM J. Sci. Comput. 26
 * (2005), algorithm Dot2.
 */
export function accurateDot(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  start = 0,
  startError = 0,
): number {
  let sum = start;
  let lost = startError;
  for (let i = 0; i < a.length; i++) {
    const product = a[i] * b[i];
    const next = sum + product;
    const share = next - sum;
    lost += sum - (next - share) + (product - share) + productError(a[i], b[i]);
    sum = next;
  }
  return sum + lost;
}

/** The leading 26 bits (Veltkamp's split). */
function head(a: number): number {
  const scaled = 134217729 * a;
  return scaled - (scaled - a);
}
