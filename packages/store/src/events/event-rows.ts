// Row shapes of the event tables and their conversion from the domain's records.
import type { PersonLink, ProductEvent } from "@heed/core";

export function eventToRow(event: ProductEvent) {
  return {
    id: event.id,
    name: event.name,
    person: event.person,
    at: instantText(event.at),
    seq: event.order,
    properties: event.properties,
    import_id: event.importId,
  };
}

export function linkToRow(link: PersonLink) {
  return {
    kind: link.kind,
    from_id: link.from,
    to_id: link.to,
    at: instantText(link.at),
    seq: link.order,
    import_id: link.importId,
  };
}

export interface LinkRow {
  kind: PersonLink["kind"];
  from_id: string;
  to_id: string;
  us: string;
  seq: string;
}

export function linkFromRow(row: LinkRow): PersonLink {
  return {
    kind: row.kind,
    from: row.from_id,
    to: row.to_id,
    at: Number(row.us),
    order: Number(row.seq),
    importId: "",
  };
}

/** Microseconds since 1970 as the engine writes an instant. */
function instantText(microseconds: number): string {
  const whole = Math.floor(microseconds / 1e6);
  const fraction = String(microseconds - whole * 1e6).padStart(6, "0");
  return `${new Date(whole * 1000).toISOString().slice(0, 19).replace("T", " ")}.${fraction}`;
}
