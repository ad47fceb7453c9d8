// The two density kernels that the gamma and beta families share, exact for large arguments.
import { devianceTerm, logGamma, stirlingError } from "./log-gamma.ts";

/**
 * `m^x exp(-m) / Gamma(x + 1)` for real `x >= 0`, `m >= 0`: the Poisson probability, continued
 * to real `x`.
 *
 * Source: C. Loader, "Fast and accurate computation of binomial probabilities" (2000).
 */
export function poissonKernel(x: number, m: number): number {
  if (m === 0) return x === 0 ? 1 : 0;
  if (x === 0) return Math.exp(-m);
  if (m === Infinity) return 0;
  if (x < 1e-3 * m || x < 1e-10) return Math.exp(-m + x * Math.log(m) - logGamma(x + 1));
  return Math.exp(-stirlingError(x) - devianceTerm(x, m)) / Math.sqrt(2 * Math.PI * x);
}

/**
 * `Gamma(a + b + 1) / (Gamma(a + 1) Gamma(b + 1)) p^a q^b` with `q = 1 - p` given apart, so that
 * neither tail loses digits: the binomial probability of `a` successes and `b` failures,
 * continued to real `a, b >= 0`.
 *
 * Source: Loader (2000), as {@link poissonKernel}.
 */
export function binomialKernel(a: number, b: number, p: number, q: number): number {
  if (p === 0) return a === 0 ? 1 : 0;
  if (q === 0) return b === 0 ? 1 : 0;
  if (a === 0) return Math.exp(b * logOf(q, p));
  if (b === 0) return Math.exp(a * logOf(p, q));
  const n = a + b;
  const exponent =
    stirlingError(n) -
    stirlingError(a) -
    stirlingError(b) -
    devianceTerm(a, n * p) -
    devianceTerm(b, n * q);
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * a * b));
}

/** `ln(x)` where `x = 1 - rest`, from whichever is known better. */
function logOf(x: number, rest: number): number {
  return x > 0.5 ? Math.log1p(-rest) : Math.log(x);
}
