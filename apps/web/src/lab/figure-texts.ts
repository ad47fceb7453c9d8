// Shares as the lab writes them: per cent with one decimal, intervals in brackets.

export function share(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}

export function shareRange({ low, high }: { readonly low: number; readonly high: number }): string {
  return `(${(low * 100).toFixed(0)}–${(high * 100).toFixed(0)})`;
}
