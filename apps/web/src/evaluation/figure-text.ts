// Shares as they stand in tables of figures.

/** `.873` as `87.3`. */
export function shareText(share: number): string {
  return (share * 100).toFixed(1);
}
