// A table of what is against what was said, its cells tinted by their counts, with figures beside it.
import { box, colours, svg, text } from "./svg.ts";

/** What the picture shows: counts[actual][said]. */
export type MatrixPicture = {
  readonly title: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly counts: readonly (readonly number[])[];
  readonly figures: readonly { readonly name: string; readonly value: string }[];
};

const side = 110;
const [left, top] = [90, 80];

/** Draws the table; right answers are blue, wrong ones orange, more of them darker. */
export function matrixPicture({ title, rows, columns, counts, figures }: MatrixPicture): string {
  const most = Math.max(1, ...counts.flat());
  const parts = columns.map((name, at) =>
    text(left + side * (at + 0.5), top - 12, name, { anchor: "middle" }),
  );
  for (const [row, name] of rows.entries()) {
    const y = top + side * row;
    parts.push(text(left - 12, y + side / 2 + 4, name, { anchor: "end" }));
    for (const [column, value] of counts[row]!.entries()) {
      const x = left + side * column;
      const depth = 0.15 + 0.75 * (value / most);
      const colour = row === column ? colours[0] : colours[1];
      parts.push(box(x, y, side - 4, side - 4, colour, `fill-opacity="${depth.toFixed(2)}"`));
      const fill = depth > 0.55 ? "#ffffff" : "#222222";
      const place = { size: 24, anchor: "middle", fill, bold: true } as const;
      parts.push(text(x + side / 2 - 2, y + side / 2 + 6, String(value), place));
    }
  }
  for (const [at, { name, value }] of figures.entries()) {
    const y = top + 34 + 50 * at;
    parts.push(text(400, y, name), text(560, y, value, { size: 20, anchor: "end", bold: true }));
  }
  return svg(640, top + side * rows.length + 24, title, parts);
}
