// Reads a query string, or the parts of a path, as a schema expects: lists are repeated fields, booleans `true` and `false`.
import { z } from "zod";

/** Strings of a query, or of a path, turned into what `schema` expects of each field; checking is the schema's own work. */
export function decodeQuery(
  schema: z.ZodType,
  query: Iterable<readonly [string, string]>,
): Record<string, unknown> {
  const shape = schema instanceof z.ZodObject ? (schema.shape as Record<string, z.ZodType>) : {};
  const fields: Record<string, unknown> = Object.create(null);
  for (const [name, text] of query) {
    const field = unwrap(shape[name]);
    if (field instanceof z.ZodArray) {
      const before = (fields[name] ?? []) as unknown[];
      fields[name] = [...before, decode(unwrap(field.element as z.ZodType), text)];
    } else {
      // A field given twice that is no list must be refused, not the last one taken.
      fields[name] = name in fields ? [fields[name], text] : decode(field, text);
    }
  }
  return { ...fields };
}

function unwrap(schema: z.ZodType | undefined): z.ZodType | undefined {
  return schema instanceof z.ZodOptional ? unwrap(schema.unwrap() as z.ZodType) : schema;
}

function decode(schema: z.ZodType | undefined, text: string): unknown {
  if (schema instanceof z.ZodNumber) return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  if (schema instanceof z.ZodBoolean)
    return text === "true" ? true : text === "false" ? false : text;
  return text;
}
