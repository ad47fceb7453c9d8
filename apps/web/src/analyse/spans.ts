// Lengths of time as people read and write them.
import { currentLanguage } from "../i18n/start-i18n.ts";

export const UNITS = { min: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
export type Unit = keyof typeof UNITS;

const ZH: Readonly<Record<string, string>> = { d: "天", h: "小时", min: "分钟", s: "秒" };

/** In the largest sensible unit: 3.5 h, 12 min. */
export function spanText(ms: number): string {
  for (const [unit, size] of [
    ["d", UNITS.d],
    ["h", UNITS.h],
    ["min", UNITS.min],
    ["s", 1_000],
  ] as const) {
    const count = ms / size;
    if (count >= 1 || unit === "s")
      return `${count >= 10 ? Math.round(count) : Number(count.toFixed(1))} ${currentLanguage() === "zh" ? ZH[unit] : unit}`;
  }
  return "";
}

/** Milliseconds as a number of the largest unit that divides them. */
export function splitSpan(ms: number): { readonly count: number; readonly unit: Unit } {
  for (const unit of ["w", "d", "h", "min"] as const)
    if (ms % UNITS[unit] === 0) return { count: ms / UNITS[unit], unit };
  return { count: ms / UNITS.min, unit: "min" };
}
