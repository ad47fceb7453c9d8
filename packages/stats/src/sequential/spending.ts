// How much of the error rate may be used up by a given share of the information.
import { normalQuantile, normalSurvival } from "../distributions/normal.ts";

/** The named spending functions; `power` is Kim and DeMets's, `exponent` 1 spends evenly. */
export type Spending =
  | { readonly kind: "obrien-fleming" }
  | { readonly kind: "pocock" }
  | { readonly kind: "power"; readonly exponent: number };

/**
 * The error rate spent (of `alpha`, for one side) once `fraction` of the information is in.
 *
 * Sources: K. Lan and D. DeMets, Biometrika 70 (1983): the O'Brien-Fleming and Pocock types;
 * K. Kim and D. DeMets, Biometrika 74 (1987): the power family.
 */
export function spentAlpha(spending: Spending, alpha: number, fraction: number): number {
  if (fraction <= 0) return 0;
  if (fraction >= 1) return alpha;
  if (spending.kind === "pocock") return alpha * Math.log1p((Math.E - 1) * fraction);
  if (spending.kind === "power") return alpha * fraction ** spending.exponent;
  return 2 * normalSurvival(-normalQuantile(alpha / 2) / Math.sqrt(fraction));
}
