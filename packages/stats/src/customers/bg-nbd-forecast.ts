// Foretells from a fitted BG/NBD model who is alive and how much they will buy.
import type { BgNbdParameters } from "./bg-nbd.ts";
import type { PurchaseSummary } from "./purchase-history.ts";

/**
 * Probability that a customer has not dropped out; 1 for one without repeats, as the model lets
 * customers drop out only after a repeat purchase.
 *
 * Source: P. Fader, B. Hardie, "Computing P(alive) using the BG/NBD model" (2008), from the
 * likelihood of Fader, Hardie, Lee (2005).
 */
export function probabilityAlive(parameters: BgNbdParameters, customer: PurchaseSummary): number {
  const { r, alpha, a, b } = parameters;
  const { frequency: x, recency, age } = customer;
  if (x === 0) return 1;
  const odds = Math.log(a / (b + x - 1)) + (r + x) * Math.log((alpha + age) / (alpha + recency));
  return 1 / (1 + Math.exp(odds));
}

/**
 * Expected purchases of a known customer in the next `horizon` units of time.
 *
 * Source: Fader, Hardie, Lee (2005), equation 10.
 */
export function expectedPurchases(
  parameters: BgNbdParameters,
  customer: PurchaseSummary,
  horizon: number,
): number {
  const { r, alpha, a, b } = parameters;
  const { frequency: x, age } = customer;
  return growth(r + x, b + x, a, alpha + age, horizon) * probabilityAlive(parameters, customer);
}

/**
 * Expected purchases of a new customer in the first `horizon` units of time, the first purchase not
 * counted.
 *
 * Source: Fader, Hardie, Lee (2005), equation 9.
 */
export function expectedPurchasesOfNew(parameters: BgNbdParameters, horizon: number): number {
  const { r, alpha, a, b } = parameters;
  return growth(r, b, a, alpha, horizon);
}

/**
 * Mean purchases over `t` of a living customer with rate gamma(`shape`, `scale`) and drop-out
 * beta(`a`, `b`): `(a + b - 1) / (a - 1) (1 - (scale / (scale + t))^shape 2F1(...))`, computed as
 * the integral of the purchase rate, which has no pole at `a = 1`:
 * `E[purchases] = integral over u of shape / (scale + u) times the share still alive`.
 */
function growth(shape: number, b: number, a: number, scale: number, t: number): number {
  if (t <= 0) return 0;
  const z = t / (scale + t);
  const base = (scale / (scale + t)) ** shape;
  if (Math.abs(a - 1) > 1e-6) {
    return ((a + b - 1) / (a - 1)) * (1 - base * hypergeometric(shape, b, a + b - 1, z));
  }
  const step = 1e-4;
  const below = growth(shape, b, 1 - step, scale, t);
  return (below + growth(shape, b, 1 + step, scale, t)) / 2;
}

/** Gauss's 2F1(a, b; c; z) for 0 <= z < 1 by its series, positive terms only when c > 0. */
function hypergeometric(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 0; k < 1_000_000; k++) {
    term *= ((a + k) * (b + k) * z) / ((c + k) * (k + 1));
    sum += term;
    if (Math.abs(term) < 1e-17 * Math.abs(sum)) break;
  }
  return sum;
}
