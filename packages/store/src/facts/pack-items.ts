// Packs items into the bytes that the engine reads fastest, so that the work can be done away from the main thread.
import type { ItemNumbering, PackedItems, UnnumberedItem } from "@heed/core";

/** Columns of the item table in the order of the packed bytes: first those that only the numbering knows. */
export const ITEM_COLUMNS = [
  "item",
  "revision",
  "duplicate_of",
  "similar_to",
  "identity_key",
  "source",
  "import_id",
  "source_id",
  "row",
  "text",
  "language",
  "rating",
  "author_key",
  "written_at",
  "channel",
  "app_version",
  "properties",
  "content_key",
  "text_key",
  "spam",
  "rival",
  "redactions",
  "signature",
  "person_keys",
] as const;

/** Longest UTF-8 form of one UTF-16 unit. */
const BYTES_PER_UNIT = 3;
const NEWLINE = 10;

/** An item to be packed, with its words' signature (empty for none; see `WordsSignature`). */
export interface PackableItem {
  readonly item: UnnumberedItem;
  readonly signature: string;
  /** Keyed hashes of the names and addresses the author is known by: how a person is found to be forgotten. */
  readonly personKeys: readonly string[];
}

/** Packs items as tab-separated lines that lack only the columns of the numbering. */
export function packItems(items: readonly PackableItem[]): PackedItems {
  const lines = items.map(lineOf);
  const units = lines.reduce((sum, line) => sum + line.length, 0);
  const bytes = Buffer.allocUnsafe(units * BYTES_PER_UNIT);
  const ends = new Uint32Array(items.length);
  let end = 0;
  for (const [index, line] of lines.entries()) {
    end += bytes.write(line, end, "utf8");
    ends[index] = end;
  }
  // A copy of its own, so that it can be handed to another thread without the unused rest.
  return { bytes: new Uint8Array(bytes.subarray(0, end)), ends };
}

/** The lines of the numbered items, whole, as the engine takes them. */
export function numberPacked(packed: PackedItems, numbering: readonly ItemNumbering[]): Buffer {
  const heads = numbering.map(
    ({ item, revision, duplicateOf, similarTo }) =>
      `${item}\t${revision}\t${duplicateOf}\t${similarTo}\t`,
  );
  let size = 0;
  for (const [at, { index }] of numbering.entries())
    size += heads[at]!.length + packed.ends[index]! - startOf(packed, index);
  const lines = Buffer.allocUnsafe(size);
  let end = 0;
  for (const [at, { index, identityKey }] of numbering.entries()) {
    end += lines.write(heads[at]!, end, "latin1");
    lines.set(packed.bytes.subarray(startOf(packed, index), packed.ends[index]!), end);
    if (identityKey !== undefined) lines.write(identityKey, end, "latin1");
    end += packed.ends[index]! - startOf(packed, index);
    lines[end - 1] = NEWLINE;
  }
  return lines;
}

function startOf({ ends }: PackedItems, index: number): number {
  return index === 0 ? 0 : ends[index - 1]!;
}

function lineOf({ item, signature, personKeys }: PackableItem): string {
  return `${item.identityKey}\t${escapeCell(item.source)}\t${escapeCell(item.importId)}\t${orNull(item.sourceId)}\t${item.row}\t${escapeCell(item.text)}\t${escapeCell(item.language)}\t${item.rating ?? "\\N"}\t${orNull(item.authorKey)}\t${writtenAt(item.writtenAt)}\t${orNull(item.channel)}\t${orNull(item.appVersion)}\t${mapOf(item.properties)}\t${item.contentKey}\t${item.textKey}\t${item.spam ?? ""}\t${escapeCell(item.rival ?? "")}\t${item.redactions.length === 0 ? "" : escapeCell(JSON.stringify(item.redactions))}\t${signature}\t${listOf(personKeys)}\n`;
}

const SPECIAL = /[\\\t\n\r\0\b\f]/;
const SPECIAL_ALL = /[\\\t\n\r\0\b\f]/g;
const QUOTED_ALL = /[\\'\t\n\r\0\b\f]/g;
const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "'": "\\'",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "\0": "\\0",
  "\b": "\\b",
  "\f": "\\f",
};

function escapeCell(text: string): string {
  return SPECIAL.test(text) ? text.replace(SPECIAL_ALL, (unit) => ESCAPES[unit]!) : text;
}

function orNull(text: string | null): string {
  return text === null ? "\\N" : escapeCell(text);
}

function listOf(values: readonly string[]): string {
  return `[${values.map(quoted).join(",")}]`;
}

function mapOf(properties: Readonly<Record<string, string>>): string {
  let entries = "";
  for (const key in properties) {
    entries += `${entries === "" ? "" : ","}${quoted(key)}:${quoted(properties[key]!)}`;
  }
  return `{${entries}}`;
}

function quoted(text: string): string {
  return `'${text.replace(QUOTED_ALL, (unit) => ESCAPES[unit]!)}'`;
}

/** ClickHouse reads a DateTime64 without the zone letter; the column's zone is UTC. */
function writtenAt(instant: string | null): string {
  return instant === null ? "\\N" : `${instant.slice(0, 10)} ${instant.slice(11, -1)}`;
}
