// How many themes to look for in so many texts when nobody has said.

/**
 * The most themes that a person can survey in so many texts: the rule of thumb `sqrt(n / 2)` of Mardia, Kent and Bibby
 * (Multivariate Analysis, 1979), and never fewer than 4.
 */
export function mostThemes(rowCount: number): number {
  return Math.max(4, Math.round(Math.sqrt(rowCount / 2)));
}
