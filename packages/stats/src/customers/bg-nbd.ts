// Learns from purchase histories who is still a customer and how often they will come back.
import { logGamma } from "../distributions/log-gamma.ts";
import { minimize } from "../numeric/minimize.ts";
import { answer, type Outcome, refuse } from "../outcome.ts";
import { isCount, isScale } from "../outcome-checks.ts";
import type { PurchaseSummary } from "./purchase-history.ts";

/** The model's parameters: purchase rates are gamma(r, alpha), drop-out chances beta(a, b). */
export type BgNbdParameters = {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
};

/** A fitted model. */
export type BgNbdFit = {
  readonly parameters: BgNbdParameters;
  readonly logLikelihood: number;
  readonly customers: number;
};

/** Equal customers are counted once with their number. */
type Group = { readonly summary: PurchaseSummary; readonly count: number };

/**
 * Maximum-likelihood fit of the BG/NBD model. Refuses with `no-data`, `too-few-observations` (under
 * 10 customers), `no-variation` (nobody came back), `not-converged` and `invalid-input`.
 *
 * Source: P. Fader, B. Hardie, K. Lee, "Counting your customers the easy way: an alternative to the
 * Pareto/NBD model", Marketing Science 24 (2005), equation 6.
 */
export function fitBgNbd(customers: readonly PurchaseSummary[]): Outcome<BgNbdFit> {
  if (customers.length === 0) return refuse("no-data", "The model needs customers.");
  const bad = customers.find((customer) => !isPossible(customer));
  if (bad) {
    return refuse(
      "invalid-input",
      `A customer needs 0 <= recency <= age: received frequency ${bad.frequency}, recency ` +
        `${bad.recency}, age ${bad.age}.`,
    );
  }
  if (customers.length < 10) {
    return refuse("too-few-observations", `The model needs 10 customers: got ${customers.length}.`);
  }
  if (customers.every((customer) => customer.frequency === 0)) {
    return refuse("no-variation", "Nobody came back, so rates and drop-out cannot be told apart.");
  }
  const groups = groupEqual(customers);
  const scale = Math.max(...customers.map((customer) => customer.age)) / 10;
  const scaled = groups.map(({ summary: s, count }) => ({
    summary: { frequency: s.frequency, recency: s.recency / scale, age: s.age / scale },
    count,
  }));
  const objective = (x: readonly number[]) => {
    if (x.some((value) => Math.abs(value) > 25)) return Infinity;
    const [r, alpha, a, b] = x.map(Math.exp);
    return -totalLogLikelihood({ r, alpha, a, b }, scaled) / customers.length;
  };
  const found = minimize(objective, [0, 0, 0, 0], { tolerance: 1e-13, restarts: 6 });
  const [r, alpha, a, b] = found.at.map(Math.exp);
  if (!found.converged || found.at.some((value) => Math.abs(value) > 20)) {
    return refuse("not-converged", "The likelihood has no clear maximum for these customers.");
  }
  const parameters = { r, alpha: alpha * scale, a, b };
  const logLikelihood = totalLogLikelihood(parameters, groups);
  return answer({ parameters, logLikelihood, customers: customers.length });
}

function totalLogLikelihood(parameters: BgNbdParameters, groups: readonly Group[]): number {
  const { r, alpha, a, b } = parameters;
  const constant = r * Math.log(alpha) - logGamma(r) + logGamma(a + b) - logGamma(b);
  let sum = 0;
  for (const { summary, count } of groups) {
    const x = summary.frequency;
    let term = constant + logGamma(r + x) + logGamma(b + x) - logGamma(a + b + x);
    const alive = -(r + x) * Math.log(alpha + summary.age);
    if (x === 0) term += alive;
    else {
      const gone = Math.log(a / (b + x - 1)) - (r + x) * Math.log(alpha + summary.recency);
      const larger = Math.max(alive, gone);
      term += larger + Math.log(Math.exp(alive - larger) + Math.exp(gone - larger));
    }
    sum += count * term;
  }
  return sum;
}

function groupEqual(customers: readonly PurchaseSummary[]): Group[] {
  const groups = new Map<string, { summary: PurchaseSummary; count: number }>();
  for (const customer of customers) {
    const key = `${customer.frequency}|${customer.recency}|${customer.age}`;
    const group = groups.get(key);
    if (group) group.count++;
    else groups.set(key, { summary: customer, count: 1 });
  }
  return [...groups.values()];
}

function isPossible({ frequency, recency, age }: PurchaseSummary): boolean {
  return isCount(frequency) && recency >= 0 && recency <= age && isScale(age);
}
