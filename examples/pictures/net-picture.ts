// The tiny network of the guide: its units with their answers, its weights before and after a step.
import { colours, ink, stroke, svg, text } from "./svg.ts";

/** What the picture shows; weights in the order w11, w12, w21, w22, b1, b2, v1, v2, c. */
export type NetPicture = {
  readonly title: string;
  readonly inputs: readonly number[];
  readonly hidden: readonly number[];
  readonly output: number;
  readonly target: number;
  readonly before: readonly number[];
  readonly after: readonly number[];
};

const [left, middle, right] = [90, 320, 550];
const rows = [110, 250] as const;

/** Draws units as circles and weights on their lines: before, and after the step. */
export function netPicture(net: NetPicture): string {
  const parts: string[] = [];
  const weight = (at: number) => `${net.before[at]!.toFixed(3)} → ${net.after[at]!.toFixed(3)}`;
  const ways = [
    { from: [left, rows[0]], to: [middle, rows[0]], at: 0, share: 0.5, lift: -8 },
    { from: [left, rows[0]], to: [middle, rows[1]], at: 1, share: 0.3, lift: -8 },
    { from: [left, rows[1]], to: [middle, rows[0]], at: 2, share: 0.3, lift: 16 },
    { from: [left, rows[1]], to: [middle, rows[1]], at: 3, share: 0.5, lift: 18 },
    { from: [middle, rows[0]], to: [right, 180], at: 6, share: 0.55, lift: -12 },
    { from: [middle, rows[1]], to: [right, 180], at: 7, share: 0.55, lift: 22 },
  ] as const;
  for (const { from, to } of ways) {
    parts.push(stroke(from[0], from[1], to[0], to[1], "#999999", 1.5));
  }
  for (const { from, to, at, share, lift } of ways) {
    const x = from[0] + share * (to[0] - from[0]);
    const y = from[1] + share * (to[1] - from[1]) + lift;
    parts.push(text(x, y, weight(at), { size: 11, anchor: "middle", rim: true }));
  }
  const unit = (x: number, y: number, name: string, value: number, colour: string) => {
    parts.push(
      `<circle cx="${x}" cy="${y}" r="30" fill="#ffffff" stroke="${colour}" stroke-width="2.5"/>`,
    );
    parts.push(text(x, y - 3, name, { anchor: "middle", bold: true }));
    parts.push(text(x, y + 14, value.toFixed(3), { anchor: "middle" }));
  };
  for (const [at, y] of rows.entries()) {
    unit(left, y, `x${at + 1}`, net.inputs[at]!, ink);
    unit(middle, y, `h${at + 1}`, net.hidden[at]!, colours[0]);
    const below = at === 0 ? y - 40 : y + 50;
    parts.push(text(middle, below, `b${at + 1} ${weight(4 + at)}`, { size: 11, anchor: "middle" }));
  }
  unit(right, 180, "y", net.output, colours[1]);
  parts.push(text(right, 230, `t ${net.target}`, { anchor: "middle", bold: true }));
  parts.push(text(right, 250, `c ${weight(8)}`, { size: 11, anchor: "middle" }));
  return svg(640, 330, net.title, parts);
}
