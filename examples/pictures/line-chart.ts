// Lines over numbers: how a figure moves with epochs, examples or settings.
import { legend } from "./bar-chart.ts";
import { colours, pale, path, stroke, svg, text } from "./svg.ts";

/** What a line chart shows. */
export type LineChart = {
  readonly title: string;
  readonly across: { readonly name: string; readonly scale?: "log" };
  readonly up: { readonly name: string; readonly format: (value: number) => string };
  readonly series: readonly {
    readonly name: string;
    readonly points: readonly (readonly [number, number])[];
  }[];
  /** Where the vertical axis ends; what the points need by default. */
  readonly range?: readonly [number, number];
};

const [width, height, left, right, top, bottom] = [640, 360, 76, 20, 60, 52];

/** Draws the chart as SVG. */
export function lineChart({ title, across, up, series, range }: LineChart): string {
  const points = series.flatMap((one) => [...one.points]);
  const inverse = across.scale === "log" ? Math.log : (value: number) => value;
  const xs = points.map(([x]) => inverse(x));
  const ys = points.map(([, y]) => y);
  const [leastX, mostX] = ends(xs);
  const [leastY, mostY] = range ?? ends(ys);
  const xOf = (x: number) =>
    left + ((inverse(x) - leastX) / (mostX - leastX)) * (width - left - right);
  const yOf = (y: number) => {
    const held = Math.min(mostY, Math.max(leastY, y));
    return height - bottom - ((held - leastY) / (mostY - leastY)) * (height - top - bottom);
  };
  const parts: string[] = [];
  for (let tick = 0; tick <= 4; tick += 1) {
    const value = leastY + ((mostY - leastY) * tick) / 4;
    parts.push(stroke(left, yOf(value), width - right, yOf(value), pale));
    parts.push(text(left - 8, yOf(value) + 4, up.format(value), { size: 11, anchor: "end" }));
  }
  const marks = spread(
    [...new Set(points.map(([x]) => x))].sort((a, b) => a - b),
    10,
  );
  for (const x of marks) {
    const label = Number(x.toPrecision(3)).toLocaleString("en", { maximumFractionDigits: 6 });
    parts.push(text(xOf(x), height - bottom + 18, label, { size: 11, anchor: "middle" }));
  }
  parts.push(text((left + width - right) / 2, height - 10, across.name, { anchor: "middle" }));
  const middle = (top + height - bottom) / 2;
  const turned = text(0, 0, up.name, { anchor: "middle" });
  parts.push(`<g transform="translate(16 ${middle}) rotate(-90)">${turned}</g>`);
  for (const [at, one] of series.entries()) {
    const colour = colours[at % colours.length]!;
    const places = one.points.map(([x, y]) => [xOf(x), yOf(y)] as const);
    parts.push(path(places, colour));
    for (const [x, y] of places.length > 40 ? [] : places) {
      parts.push(`<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="3.5" fill="${colour}"/>`);
    }
  }
  parts.push(
    ...legend(
      series.map(({ name }) => name),
      left,
    ),
  );
  return svg(width, height, title, parts);
}

function ends(values: readonly number[]): [number, number] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? [least - 0.5, most + 0.5] : [least, most];
}

/** At most `most` of some values, evenly picked, with the last. */
function spread(values: readonly number[], most: number): number[] {
  const step = Math.ceil(values.length / most);
  return values.filter((_, at) => (values.length - 1 - at) % step === 0);
}
