// Writes a day as readers of either language do, from fixed rules, so that every machine writes the same.

/** Months as English abbreviates them, January first. */
export const MONTH_WORDS = [
  ...["Jan", "Feb", "Mar", "Apr", "May", "Jun"],
  ...["Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
] as const;

/** `15 Jun 2026` and `2026年6月15日` of `2026-06-15`, the year left out where `withYear` is false. */
export function dayWords(
  date: string,
  withYear = true,
): { readonly en: string; readonly zh: string } {
  const [year, month, day] = date.slice(0, 10).split("-").map(Number) as [number, number, number];
  return {
    en: `${day} ${MONTH_WORDS[month - 1]}${withYear ? ` ${year}` : ""}`,
    zh: `${withYear ? `${year}年` : ""}${month}月${day}日`,
  };
}
