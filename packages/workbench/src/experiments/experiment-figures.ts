// Figures of experiments as people read them, in both languages: differences, intervals, shares and p-values.
import type { ArmComparison, Interval, MetricKind } from "@heed/core";

export interface Both {
  readonly en: string;
  readonly zh: string;
}

/** The difference with its interval, absolute and as a share of control. */
export function figuresOf({ difference, relative, byDays, kind, control }: ArmComparison): Both {
  const shown = byDays ?? difference!;
  const mean = control?.mean ?? 0;
  const size = differenceText(Math.abs(shown.estimate), kind, mean);
  const range = rangeText(shown, kind, mean);
  const share =
    relative === null
      ? { en: "", zh: "" }
      : {
          en: `, ${signed(relative.estimate)} of control`,
          zh: `，为对照的 ${signed(relative.estimate).replace(" %", "%")}`,
        };
  return {
    en: `${size.en}${share.en}; 95 % interval ${range.en}`,
    zh: `${size.zh}${share.zh}；95% 区间 ${range.zh}`,
  };
}

/** `0.0206` of a conversion is `2.06 points`. */
export function differenceText(value: number, kind: MetricKind, mean: number): Both {
  if (kind !== "conversion") return { en: figure(value), zh: figure(value) };
  const text = points(value, mean);
  return { en: `${text} points`, zh: `${text} 个百分点` };
}

/** An interval of differences, in the units of {@link differenceText}. */
export function rangeText({ low, high }: Interval, kind: MetricKind, mean: number): Both {
  if (kind !== "conversion") return same(`${figure(low)} … ${figure(high)}`);
  return {
    en: `${points(low, mean)} … ${points(high, mean)} points`,
    zh: `${points(low, mean)} … ${points(high, mean)} 个百分点`,
  };
}

function points(value: number, mean: number): string {
  const digits = Math.abs(mean) < 0.02 ? 3 : 2;
  return (100 * value).toFixed(digits).replace("-", "−");
}

/** A metric's value: a share in per cent, anything else in its own unit. */
export function valueText(mean: number, kind: MetricKind): string {
  return kind === "conversion" ? `${points(mean, mean)} %` : figure(mean);
}

export function figure(value: number): string {
  const size = Math.abs(value);
  const digits = size === 0 || size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 4;
  const text = value.toLocaleString("en", { maximumFractionDigits: digits });
  return text.replace("-", "−");
}

export function signed(share: number): string {
  return `${share > 0 ? "+" : ""}${percent(share)}`;
}

export function percent(share: number): string {
  const value = 100 * share;
  return `${value.toFixed(Math.abs(value) < 10 ? 1 : 0).replace("-", "−")} %`;
}

export function pText(p: string | number | undefined): string {
  const value = Number(p ?? 1);
  return value < 0.001 ? "< .001" : `= ${value.toFixed(value < 0.1 ? 3 : 2).replace(/^0/, "")}`;
}

export function count(value: string | number | undefined): string {
  return Number(value ?? 0).toLocaleString("en");
}

export function same(text: string): Both {
  return { en: text, zh: text };
}
