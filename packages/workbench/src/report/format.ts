// Writes figures the way a reader of either language expects them, from fixed rules, so that every machine writes the same.
import { dayWords, type Estimate, MONTH_WORDS, type RateRatio } from "@heed/core";

/** `12,345`. */
export function count(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `2.1 %`, `34 %`; small shares keep a decimal. */
export function percent(share: number): string {
  return `${percentNumber(share)} %`;
}

/** `2.1 % (1.3–3.5)`. */
export function percentRange({ value, low, high }: Estimate): string {
  return `${percent(value)} (${percentNumber(low)}–${percentNumber(high)})`;
}

function percentNumber(share: number): string {
  const points = share * 100;
  return points === 0 || points >= 9.95 ? points.toFixed(0) : points.toFixed(1);
}

/** `3.4× (1.8–6.4)`; beyond a hundredfold the exact factor says no more. */
export function ratioRange({ value, low, high }: RateRatio): string {
  const bound = high === null || high > MOST_RATIO ? `${MOST_RATIO}+` : short(high);
  if (value === null) return `> ${short(low)}×`;
  if (value === 0) return `0× (≤ ${bound})`;
  return `${value > MOST_RATIO ? `${MOST_RATIO}+` : short(value)}× (${short(low)}–${bound})`;
}

const MOST_RATIO = 100;

/** Two figures that tell, no more. */
export function short(value: number): string {
  if (value >= 9.95) return count(value);
  if (value < 0.005) return "0";
  return value >= 0.995 ? value.toFixed(1) : value.toFixed(2);
}

/** `15 Jun 2026` and `2026年6月15日`, the year left out where `withYear` is false. */
export const day = dayWords;

/** Month of a date as an axis names it. */
export function month(date: string): { readonly en: string; readonly zh: string } {
  const number = Number(date.slice(5, 7));
  return { en: MONTH_WORDS[number - 1]!, zh: `${number}月` };
}
