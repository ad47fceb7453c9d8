// The distances between ratings that Krippendorff's alpha knows, one per level of measurement.

/** How ratings are measured: names, ranks, numbers, or numbers with a true zero. */
export type MeasurementLevel = "nominal" | "ordinal" | "interval" | "ratio";

/** Squared distance of categories `c < d`, given how often each category occurs. */
export type Distance = (c: number, d: number, totals: Float64Array) => number;

/**
 * The distance of a level over rising categories.
 *
 * Source: K. Krippendorff, "Content analysis" (3rd edition, 2013), section 12.3.4.
 */
export function distanceOf(level: MeasurementLevel, categories: readonly number[]): Distance {
  if (level === "nominal") return () => 1;
  if (level === "interval") return (c, d) => (categories[c] - categories[d]) ** 2;
  if (level === "ratio") {
    return (c, d) => {
      const sum = categories[c] + categories[d];
      return sum === 0 ? 0 : ((categories[c] - categories[d]) / sum) ** 2;
    };
  }
  return (c, d, totals) => {
    let between = -(totals[c] + totals[d]) / 2;
    for (let g = c; g <= d; g++) between += totals[g];
    return between * between;
  };
}
