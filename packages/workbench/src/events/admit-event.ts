// The door for events: what is kept of a draft, under which keys, or why it is refused.
import type { PersonLink, ProductEvent } from "@heed/core";
import { redact } from "@heed/text";
import { personKey } from "../imports/door/door.ts";
import { readInstant } from "../imports/door/read-date.ts";
import type { KeyedHash } from "../workspace/keyed-hash.ts";
import type { EventDraft } from "./event-draft.ts";

/** Why a row is no event. */
export interface EventFault {
  readonly reason:
    | "no-name"
    | "no-person"
    | "no-time"
    | "time-out-of-range"
    | "too-many-properties"
    | "forgotten";
  readonly message: string;
}

export interface AdmittedEvent {
  /** Null for a row that only tells who is who. */
  readonly event: Omit<ProductEvent, "order" | "importId"> | null;
  readonly links: readonly Omit<PersonLink, "order" | "importId">[];
  /** Private values removed from properties. */
  readonly redacted: number;
}

export interface EventDoor {
  readonly hash: KeyedHash;
  /** Keys of people who asked to be forgotten. */
  readonly forgotten: ReadonlySet<string>;
  /** Microseconds since 1970 after which an event lies in the future. */
  readonly latest: number;
  /** Microseconds by which instants are shifted, where the sender's clock is wrong (EV11). Default 0. */
  readonly shift?: number;
  /** How many rows like this one came before it in the file. */
  readonly countSame: (key: string) => number;
}

const EARLIEST = Date.parse("2000-01-01T00:00:00Z") * 1000;
const LONGEST_NAME = 200;
const LONGEST_VALUE = 10_000;
const MOST_PROPERTIES = 20_000;
/** What broken code sends for somebody without an id: all of them would be one person. */
const NOBODY =
  /^(?:null|undefined|none|nan|nil|anonymous|guest|unknown|n\/?a|-+|\[object object\])$/i;

export function admitEvent(draft: EventDraft, door: EventDoor): AdmittedEvent | EventFault {
  const { name, person } = draft;
  if (name !== null && (name === "" || name.length > LONGEST_NAME))
    return {
      reason: "no-name",
      message: `The event has no name of 1 to ${LONGEST_NAME} characters.`,
    };
  if (person === "" || NOBODY.test(person))
    return { reason: "no-person", message: "The row names no person." };
  const key = personKey(door.hash, person);
  if (door.forgotten.has(key))
    return { reason: "forgotten", message: "The person asked to be forgotten." };
  const said = readMicroseconds(draft.time);
  if (said === null)
    return {
      reason: "no-time",
      message: "The time is missing or cannot be read, expected ISO 8601.",
    };
  const at = said + (door.shift ?? 0);
  if (at < EARLIEST || at > door.latest)
    return {
      reason: "time-out-of-range",
      message: "The time lies before 2000 or more than a day in the future.",
    };
  if (draft.properties.size > MOST_PROPERTIES)
    return {
      reason: "too-many-properties",
      message: `The event has ${draft.properties.size} properties, expected at most ${MOST_PROPERTIES}.`,
    };
  const links = draft.links.map(({ kind, from, to }) => ({
    kind,
    from: personKey(door.hash, from),
    to: personKey(door.hash, to),
    at,
  }));
  if (name === null) return { event: null, links, redacted: 0 };
  const { properties, redacted } = keepProperties(draft.properties);
  const id = eventId(draft, name, at, door);
  return { event: { id, name, person: key, at, properties }, links, redacted };
}

/** EV1: by the sender's id, or by all that the event says and the how-manieth such row of its file it is. */
function eventId(draft: EventDraft, name: string, at: number, door: EventDoor): string {
  if (draft.id !== "") return door.hash("event-id", draft.id);
  const properties = [...draft.properties].sort(([a], [b]) => (a < b ? -1 : 1)).flat();
  const key = door.hash("event", name, draft.person, String(at), ...properties);
  const before = door.countSame(key);
  return before === 0 ? key : door.hash("event-again", key, String(before));
}

function keepProperties(given: ReadonlyMap<string, string>) {
  const properties: Record<string, string> = {};
  let redacted = 0;
  for (const [name, value] of given) {
    const isPlain = value.length < 6 || /^[+-]?\d{1,10}(?:\.\d+)?$/.test(value);
    const cut = value.slice(0, LONGEST_VALUE);
    const kept = isPlain ? { text: value, redactions: [] } : redact(cut);
    redacted += kept.redactions.length;
    Object.defineProperty(properties, name.slice(0, LONGEST_NAME), {
      value: kept.text,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return { properties, redacted };
}

/** Microseconds since 1970 of an instant as exports write it, or null. */
export function readMicroseconds(time: unknown): number | null {
  const text = String(time ?? "").trim();
  if (/^\d{16}$/.test(text)) return Number(text);
  const instant = readInstant(text);
  const ms = instant === null ? Number.NaN : Date.parse(instant);
  if (Number.isNaN(ms)) return null;
  const fraction = /(?::\d{2}|^\d{10})[.,](\d{1,9})/.exec(text)?.[1];
  if (fraction === undefined) return ms * 1000;
  return Math.floor(ms / 1000) * 1e6 + Number(fraction.padEnd(6, "0").slice(0, 6));
}
