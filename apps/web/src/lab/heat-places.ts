// Where on a picture, or when in a sound, an answer rests: places and weights in words and tints.
import type { ExplanationView } from "@heed/core/api";

type Part = ExplanationView["parts"][number];

export type PlaceName =
  | "topLeft"
  | "top"
  | "topRight"
  | "left"
  | "middle"
  | "right"
  | "bottomLeft"
  | "bottom"
  | "bottomRight";

const PLACES: readonly (readonly PlaceName[])[] = [
  ["topLeft", "top", "topRight"],
  ["left", "middle", "right"],
  ["bottomLeft", "bottom", "bottomRight"],
];

/** Row and column of a field of a square grid, from 1, and where on the picture it lies. */
export function fieldOf(
  at: number,
  fields: number,
): { readonly row: number; readonly column: number; readonly place: PlaceName } {
  const grid = Math.max(1, Math.round(Math.sqrt(fields)));
  const [row, column] = [Math.floor(at / grid), at % grid];
  const third = (place: number) => Math.min(2, Math.floor((3 * (place + 0.5)) / grid));
  return { row: row + 1, column: column + 1, place: PLACES[third(row)]![third(column)]! };
}

/** The parts with the most weight either way, strongest first. */
export function strongest(parts: readonly Part[], count: number): Part[] {
  return parts.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, count);
}

/** Colour over a part, against the heaviest of all: warm speaks for the answer, cold against. */
export function tintOf(weight: number, parts: readonly Part[]): string {
  const most = Math.max(1e-6, ...parts.map((part) => Math.abs(part.weight)));
  const share = Math.round((65 * Math.abs(weight)) / most);
  return `color-mix(in srgb, var(${weight >= 0 ? "--heat-for" : "--heat-against"}) ${share}%, transparent)`;
}

/** A change of probability without a part, in points with its sign. */
export function changeText(weight: number): string {
  const points = -100 * weight;
  return `${points > 0 ? "+" : points < 0 ? "−" : "±"}${Math.abs(points).toFixed(1)}`;
}
