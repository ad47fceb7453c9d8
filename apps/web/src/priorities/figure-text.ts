// Figures as they stand in a narrow cell.

export function shortFigure(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString();
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(2)));
}

export function sharePercent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
