// Cursors of lists: sealed places that only the list they came from, with the same filters, takes back.
import { InvalidInput } from "@heed/core";
import type { KeyedHash } from "../workspace/keyed-hash.ts";

/** A place as an opaque text; `list` names the list and its filters. */
export function sealCursor(place: unknown, list: string, hash: KeyedHash): string {
  const payload = Buffer.from(JSON.stringify(place)).toString("base64url");
  return `${payload}.${hash("cursor", list, payload)}`;
}

/** The place in a cursor; refuses one that was changed, or that another list, other filters or another workspace gave. */
export function openCursor<Place>(cursor: string, list: string, hash: KeyedHash): Place {
  const [payload = "", seal = "", ...rest] = cursor.split(".");
  if (rest.length > 0 || payload === "" || seal !== hash("cursor", list, payload)) {
    throw new InvalidInput(
      "cursor-not-valid",
      "The cursor does not belong to this list: it was changed, or the filters or the workspace are others.",
      { hint: "Read the list from its beginning, without a cursor." },
    );
  }
  return JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as Place;
}

/** A name of a list and its filters: the same fields in any order give the same name. */
export function listName(name: string, fields: object): string {
  const { cursor: _cursor, limit: _limit, ...filters } = fields as Record<string, unknown>;
  const sorted = Object.entries(filters)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `${name} ${JSON.stringify(sorted)}`;
}
