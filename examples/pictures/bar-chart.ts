// Bars from 0 to 1 in groups: how several things compare on several figures.
import { box, colours, pale, stroke, svg, text } from "./svg.ts";

/** What a bar chart shows; values are shares from 0 to 1. */
export type BarChart = {
  readonly title: string;
  readonly groups: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
};

const [width, height, left, right, top, bottom] = [640, 340, 50, 20, 60, 44];

/** Draws the chart as SVG, each bar with its value in percent. */
export function barChart({ title, groups, series }: BarChart): string {
  const parts: string[] = [];
  const yOf = (value: number) => height - bottom - value * (height - top - bottom);
  for (const tick of [0, 0.25, 0.5, 0.75, 1]) {
    parts.push(stroke(left, yOf(tick), width - right, yOf(tick), pale));
    parts.push(text(left - 8, yOf(tick) + 4, `${100 * tick} %`, { size: 11, anchor: "end" }));
  }
  const room = (width - left - right) / groups.length;
  const bar = Math.min(72, (room * 0.8) / series.length);
  for (const [group, name] of groups.entries()) {
    const middle = left + room * (group + 0.5);
    parts.push(text(middle, height - bottom + 20, name, { anchor: "middle" }));
    for (const [at, { values }] of series.entries()) {
      const x = middle + (at - series.length / 2) * bar;
      const value = values[group]!;
      parts.push(
        box(x + 1, yOf(value), bar - 2, yOf(0) - yOf(value), colours[at % colours.length]!),
      );
      const label = (100 * value).toFixed(1);
      parts.push(text(x + bar / 2, yOf(value) - 5, label, { size: 11, anchor: "middle" }));
    }
  }
  parts.push(...legend(series.map(({ name }) => name)));
  return svg(width, height, title, parts);
}

/** Names of series with their colours, in one line under the title. */
export function legend(names: readonly string[], from = left): string[] {
  let x = from;
  return names.flatMap((name, at) => {
    const parts = [box(x, 36, 12, 12, colours[at % colours.length]!), text(x + 18, 46, name)];
    x += 40 + [...name].reduce((sum, letter) => sum + (letter > "\u2e80" ? 13 : 7), 0);
    return parts;
  });
}
