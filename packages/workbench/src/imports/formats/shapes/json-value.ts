// Reads parts of a JSON value that may lack any of them.

export type Json = Readonly<Record<string, unknown>>;

/** The object at a key, empty when there is none. */
export function objectAt(value: unknown, key: string): Json {
  const part = asObject(value)[key];
  return asObject(part);
}

export function asObject(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Json)
    : {};
}

export function listAt(value: unknown, key: string): readonly Json[] {
  const part = asObject(value)[key];
  return Array.isArray(part) ? part.map(asObject) : [];
}

/** The text or number at a key as text, empty when there is none. */
export function textAt(value: unknown, key: string): string {
  const part = asObject(value)[key];
  return typeof part === "string" || typeof part === "number" ? String(part) : "";
}
