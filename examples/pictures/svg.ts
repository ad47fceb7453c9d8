// The few words of SVG in which the pictures are drawn: boxes, lines and text that read on light and dark pages.

/** Colours of series, told apart also by people who see few colours (Okabe & Ito, 2008). */
export const colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"] as const;
/** Ink of axes and words. */
export const ink = "#333333";
/** Ink of grids and of what steps back. */
export const pale = "#c8c8c8";

/** A whole picture of the given size on white, so that it reads on dark pages too. */
export function svg(
  width: number,
  height: number,
  title: string,
  parts: readonly string[],
): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ` +
    `role="img" font-family="system-ui, 'PingFang SC', 'Noto Sans CJK SC', sans-serif">\n` +
    `<title>${escapeText(title)}</title>\n<rect width="${width}" height="${height}" fill="#ffffff"/>\n` +
    `${text(width / 2, 24, title, { size: 16, anchor: "middle", bold: true })}\n${parts.join("\n")}\n</svg>\n`
  );
}

/** Settings of {@link text}. */
export type TextOptions = {
  readonly size?: number;
  readonly anchor?: "start" | "middle" | "end";
  readonly fill?: string;
  readonly bold?: boolean;
  /** Whether a white rim keeps the words apart from lines under them. */
  readonly rim?: boolean;
};

/** Words at a place; the baseline is at `y`. */
export function text(x: number, y: number, words: string, options: TextOptions = {}): string {
  const { size = 12, anchor = "start", fill = ink, bold = false, rim = false } = options;
  const weight = `${bold ? ' font-weight="600"' : ""}${rim ? ' stroke="#ffffff" stroke-width="4" paint-order="stroke"' : ""}`;
  return `<text x="${short(x)}" y="${short(y)}" font-size="${size}" text-anchor="${anchor}" fill="${fill}"${weight}>${escapeText(words)}</text>`;
}

/** A filled box. */
export function box(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  rest = "",
): string {
  return `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" fill="${fill}"${rest === "" ? "" : ` ${rest}`}/>`;
}

/** A straight line. */
export function stroke(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  colour: string = pale,
  width = 1,
): string {
  return `<line x1="${short(x1)}" y1="${short(y1)}" x2="${short(x2)}" y2="${short(y2)}" stroke="${colour}" stroke-width="${width}"/>`;
}

/** A line through points. */
export function path(points: readonly (readonly [number, number])[], colour: string): string {
  const places = points.map(([x, y]) => `${short(x)},${short(y)}`).join(" ");
  return `<polyline points="${places}" fill="none" stroke="${colour}" stroke-width="2.5" stroke-linejoin="round"/>`;
}

/** A number with few digits, so that files stay small. */
export function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function escapeText(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
