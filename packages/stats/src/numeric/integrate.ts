// Numerical integration by a fixed rule, for posteriors that may be steep at their ends.

/** Nodes in (-1, 1), their distance to the nearer end, and weights. */
type Rule = readonly { readonly node: number; readonly gap: number; readonly weight: number }[];

const RULE: Rule = buildRule();

/** A point of a quadrature rule on some interval. */
export type QuadraturePoint = {
  readonly x: number;
  readonly weight: number;
};

/**
 * Nodes and weights on [low, high]: `sum(weight * f(x))` integrates `f`, exact to about 1e-12 for
 * functions smooth inside the interval, even with integrable poles at its ends.
 *
 * Source: H. Takahasi and M. Mori, "Double exponential formulas for numerical integration",
 * Publ. RIMS 9 (1974), the tanh-sinh rule.
 */
export function quadraturePoints(low: number, high: number): QuadraturePoint[] {
  const half = (high - low) / 2;
  return RULE.map(({ node, gap, weight }) => ({
    x: node < 0 ? low + half * gap : high - half * gap,
    weight: weight * half,
  }));
}

function buildRule(): Rule {
  const step = 1 / 14;
  const rule: { node: number; gap: number; weight: number }[] = [];
  for (let k = -46; k <= 46; k++) {
    const t = k * step;
    const s = (Math.PI / 2) * Math.sinh(t);
    const gap = 1 / (Math.exp(Math.abs(s)) * Math.cosh(s));
    const weight = (step * (Math.PI / 2) * Math.cosh(t)) / Math.cosh(s) ** 2;
    rule.push({ node: Math.tanh(s), gap, weight });
  }
  return rule;
}
