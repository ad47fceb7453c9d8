// What a row of an export says of an event, before anything is kept.
import { flattenJson } from "../imports/readers/flatten-json.ts";

/** A link between two ids as the export writes them. */
export interface DraftLink {
  readonly kind: "identify" | "alias";
  readonly from: string;
  readonly to: string;
}

export interface EventDraft {
  /** Name of the event; null for a row that only tells who is who. */
  readonly name: string | null;
  readonly person: string;
  /** Instant as the export writes it. */
  readonly time: unknown;
  /** The sender's own id of the event, empty when it has none. */
  readonly id: string;
  readonly properties: ReadonlyMap<string, string>;
  readonly links: readonly DraftLink[];
}

/** A row as an object: the JSON value, or the cells of a table by their columns. */
export type Row = Readonly<Record<string, unknown>>;

/** A field as text; empty for null, missing and anything that is no plain value. */
export function textOf(value: unknown): string {
  return typeof value === "string"
    ? value.trim()
    : typeof value === "number" || typeof value === "boolean"
      ? String(value)
      : "";
}

/** An object, also when the export wrote it as JSON text; empty when it is none. */
export function objectOf(value: unknown): Row {
  if (typeof value === "string" && value.startsWith("{")) {
    try {
      return objectOf(JSON.parse(value));
    } catch {
      return {};
    }
  }
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Row) : {};
}

/** Properties as text (EV4), the fields of several objects under their prefixes; the first value of a name stands. */
export function propertiesOf(parts: readonly (readonly [prefix: string, value: Row])[]) {
  const properties = new Map<string, string>();
  for (const [prefix, value] of parts) {
    for (const [name, text] of flattenJson(value)) {
      const key = prefix + name;
      if (text !== "" && !properties.has(key)) properties.set(key, text);
    }
  }
  return properties;
}

/** The link of an anonymous id to a person, when a row has both. */
export function identified(anonymous: string, person: string): DraftLink[] {
  return anonymous === "" || person === "" || anonymous === person
    ? []
    : [{ kind: "identify", from: anonymous, to: person }];
}

/** The link of two ids of equal rank, when a row has both. */
export function aliased(from: string, to: string): DraftLink[] {
  return from === "" || to === "" || from === to ? [] : [{ kind: "alias", from, to }];
}

/** A row without some of its fields. */
export function without(row: Row, fields: readonly string[]): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !fields.includes(name)));
}
