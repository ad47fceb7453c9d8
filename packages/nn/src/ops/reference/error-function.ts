// The Gauss error function in double precision, for the reference interpreter.

/**
 * erf(x) to about 1e-15: the Maclaurin series (Abramowitz & Stegun 7.1.5) up to |x| = 3, and
 * beyond it the continued fraction of erfc (A&S 7.1.14) evaluated from its tail.
 */
export function errorFunction(x: number): number {
  const size = Math.abs(x);
  if (size > 6) return Math.sign(x);
  const result = size < 3 ? series(size) : 1 - complement(size);
  return x < 0 ? -result : result;
}

function series(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n += 1) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

function complement(x: number): number {
  let tail = x;
  for (let n = 80; n >= 1; n -= 1) tail = x + n / 2 / tail;
  return Math.exp(-x * x) / (tail * Math.sqrt(Math.PI));
}
