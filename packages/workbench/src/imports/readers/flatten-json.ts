// Lays a JSON value out as named cells, so that nested exports can be mapped like tables.

/** Deepest level of names; what lies deeper is kept as JSON text. */
const DEEPEST = 6;

/**
 * Cells of a value by dotted name (`author.login`). Lists of plain values are joined by ", ", lists of things with a
 * `name` by their names; other lists are left to those who know the format. `null` and absent are the same: no cell.
 */
export function flattenJson(value: unknown): Map<string, string> {
  const cells = new Map<string, string>();
  add(cells, "", value, 0);
  return cells;
}

function add(cells: Map<string, string>, name: string, value: unknown, depth: number): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    const joined = joinList(value);
    if (joined !== "") cells.set(name || "value", joined);
  } else if (typeof value === "object") {
    if (depth === DEEPEST) cells.set(name, JSON.stringify(value));
    else
      for (const [key, part] of Object.entries(value))
        add(cells, name === "" ? key : `${name}.${key}`, part, depth + 1);
  } else {
    cells.set(name || "value", String(value));
  }
}

function joinList(list: readonly unknown[]): string {
  const words = list.map((entry) => {
    if (entry === null || typeof entry !== "object") return entry === null ? "" : String(entry);
    const { name } = entry as { name?: unknown };
    return typeof name === "string" ? name : "";
  });
  return words.filter((word) => word !== "").join(", ");
}
