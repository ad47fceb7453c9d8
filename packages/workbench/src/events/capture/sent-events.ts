// What the senders that people already use put into a request, as drafts of events: PostHog, Segment, and Heed's own client.
import { InvalidInput } from "@heed/core";
import { type EventDraft, objectOf, propertiesOf, type Row, textOf } from "../event-draft.ts";
import { READ_SHAPE } from "../event-shapes.ts";

/** The dialects that the capture routes speak. */
export const SENDERS = ["posthog", "segment", "heed"] as const;
export type Sender = (typeof SENDERS)[number];

/** A request as far as its body tells. */
export interface SentEvents {
  /** The write key that stands in the body, empty when it stands elsewhere. */
  readonly key: string;
  /** When the sender's clock says that it sent, in milliseconds since 1970; null when it does not say. */
  readonly sentAtMs: number | null;
  readonly drafts: readonly EventDraft[];
}

/** Events that one request may hold. */
export const MOST_SENT = 10_000;

/**
 * Reads a request's body.
 *
 * @param call the kind of call where the path names one (`track`, `identify`, ...), else null
 * @param receivedMs when it came, in milliseconds since 1970
 */
export function readSent(
  sender: Sender,
  body: unknown,
  receivedMs: number,
  call: string | null = null,
): SentEvents {
  const whole: Row = Array.isArray(body) ? {} : objectOf(body);
  const list = listOf(body, whole);
  if (list.length > MOST_SENT)
    throw new InvalidInput(
      "too-many-events",
      `The request holds ${list.length} events, expected at most ${MOST_SENT}.`,
      {
        hint: "Send several smaller batches.",
        zh: {
          message: `请求含有 ${list.length} 个事件，最多 ${MOST_SENT} 个。`,
          hint: "请分成多批发送。",
        },
      },
    );
  const rows = list.map((entry) => rowOf(sender, objectOf(entry), whole, call, receivedMs));
  return {
    key: keyOf(whole, rows[0]),
    sentAtMs: instantOf(whole.sent_at ?? whole.sentAt),
    drafts: rows.map((row) => READ[sender](row)),
  };
}

function listOf(body: unknown, whole: Row): readonly unknown[] {
  if (Array.isArray(body)) return body;
  for (const name of ["batch", "data", "events"])
    if (Array.isArray(whole[name])) return whole[name] as unknown[];
  if (typeof body === "object" && body !== null) return [body];
  throw new InvalidInput("no-events-sent", "The body holds no event.", {
    hint: "Send an object, a list, or an object with the list `batch`.",
    zh: { message: "请求中没有事件。", hint: "请发送一个对象、一个列表，或带 batch 列表的对象。" },
  });
}

/** A row as the exports of the same tool write it, with its instant filled in. */
function rowOf(
  sender: Sender,
  entry: Row,
  whole: Row,
  call: string | null,
  receivedMs: number,
): Row {
  const received = new Date(receivedMs).toISOString();
  if (sender === "segment")
    return {
      ...entry,
      type: textOf(entry.type) || call || "",
      context: { ...objectOf(whole.context), ...objectOf(entry.context) },
      timestamp: entry.timestamp ?? entry.originalTimestamp ?? entry.sentAt ?? received,
    };
  const offset = Number(entry.offset);
  const since = Number.isFinite(offset) && entry.offset !== undefined ? offset : 0;
  const instant = entry.timestamp ?? new Date(receivedMs - since).toISOString();
  if (sender === "heed") return { ...entry, timestamp: instant };
  const properties = objectOf(entry.properties);
  return {
    ...entry,
    distinct_id:
      entry.distinct_id ?? entry.$distinct_id ?? properties.distinct_id ?? whole.distinct_id,
    properties: {
      ...properties,
      ...(entry.$set === undefined ? {} : { $set: entry.$set }),
    },
    timestamp: instant,
  };
}

const READ: Readonly<Record<Sender, (row: Row) => EventDraft>> = {
  posthog: READ_SHAPE.posthog,
  segment: READ_SHAPE["segment-calls"],
  // {event, person, anonymous, id, timestamp, properties}: `event` is null where only the person became known.
  heed: (row) => {
    const [person, anonymous] = [textOf(row.person), textOf(row.anonymous)];
    return {
      name: row.event === null ? null : textOf(row.event),
      person: person || anonymous,
      time: row.timestamp,
      id: textOf(row.id),
      properties: propertiesOf([["", objectOf(row.properties)]]),
      links:
        person !== "" && anonymous !== "" && person !== anonymous
          ? [{ kind: "identify", from: anonymous, to: person }]
          : [],
    };
  },
};

function keyOf(whole: Row, first: Row | undefined): string {
  const properties = objectOf(first?.properties);
  return [whole.api_key, whole.token, whole.writeKey, whole.key, first?.api_key, first?.token]
    .concat([first?.writeKey, properties.token, properties.api_key])
    .map(textOf)
    .reduce((found, key) => found || key, "");
}

function instantOf(value: unknown): number | null {
  const ms =
    typeof value === "number" ? value : typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}
