// Stages in a ring, each with what one run found there.
import { colours, ink, svg, text } from "./svg.ts";

const [wide, tall] = [176, 74];

/** Draws stages clockwise from the top left, three above and three below, with arrows between them. */
export function loopPicture(
  title: string,
  stages: readonly (readonly [name: string, found: string])[],
): string {
  const half = Math.ceil(stages.length / 2);
  const places = stages.map((_, at) => {
    const column = at < half ? at : 2 * half - 1 - at;
    return [16 + column * (wide + 40), at < half ? 60 : 190] as const;
  });
  const parts = stages.map(([name, found], at) => {
    const [x, y] = places[at]!;
    const frame = `<rect x="${x}" y="${y}" width="${wide}" height="${tall}" rx="10" fill="#f3f7fb" stroke="${colours[0]}" stroke-width="2"/>`;
    const middle = { anchor: "middle" } as const;
    return `${frame}${text(x + wide / 2, y + 30, `${at + 1}. ${name}`, { ...middle, size: 15, bold: true })}${text(x + wide / 2, y + 54, found, middle)}`;
  });
  const arrows = places.map(([x, y], at) => {
    const [toX, toY] = places[(at + 1) % places.length]!;
    if (y !== toY) {
      const down = toY > y;
      return arrow(x + wide / 2, down ? y + tall : y, x + wide / 2, down ? toY : toY + tall);
    }
    const right = toX > x;
    return arrow(right ? x + wide : x, y + tall / 2, right ? toX : toX + wide, y + tall / 2);
  });
  const head = `<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8Z" fill="${ink}"/></marker></defs>`;
  return svg(640, 290, title, [head, ...parts, ...arrows]);
}

function arrow(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${ink}" stroke-width="1.5" marker-end="url(#head)"/>`;
}
