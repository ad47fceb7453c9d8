// How the exports of event tools write an event: one function for each, from a row to a draft.
import {
  aliased,
  type EventDraft,
  identified,
  objectOf,
  propertiesOf,
  type Row,
  textOf,
  without,
} from "./event-draft.ts";

export const EVENT_SHAPES = [
  "posthog",
  "amplitude",
  "mixpanel",
  "segment-calls",
  "segment-table",
] as const;
export type EventShape = (typeof EVENT_SHAPES)[number];

/** The export that a row looks like; null for a table of unknown origin. */
export function shapeOf(row: Row): EventShape | null {
  const has = (...fields: string[]) => fields.every((field) => field in row);
  if (has("event", "distinct_id") && (has("properties") || has("timestamp"))) return "posthog";
  if (has("event_type", "event_time") && (has("device_id") || has("user_id"))) return "amplitude";
  if (has("event", "properties") && "distinct_id" in objectOf(row.properties)) return "mixpanel";
  if (has("type") && (has("anonymousId") || has("userId"))) return "segment-calls";
  if (has("event", "received_at") && (has("anonymous_id") || has("user_id")))
    return "segment-table";
  return null;
}

export const READ_SHAPE: Readonly<Record<EventShape, (row: Row) => EventDraft>> = {
  posthog: (row) => {
    const properties = objectOf(row.properties);
    const person = textOf(row.distinct_id);
    const name = textOf(row.event);
    return {
      name,
      person,
      time: row.timestamp ?? properties.timestamp ?? row.created_at,
      id: textOf(row.uuid) || textOf(properties.$insert_id),
      properties: propertiesOf([
        ["", without(properties, ["token", "$set", "$set_once"])],
        ["person.", objectOf(row.person_properties)],
        ["person.", objectOf(properties.$set)],
      ]),
      links: [
        ...identified(name === "$identify" ? textOf(properties.$anon_distinct_id) : "", person),
        ...(name === "$create_alias" || name === "$merge_dangerously"
          ? aliased(textOf(properties.alias), person)
          : []),
      ],
    };
  },
  amplitude: (row) => {
    const known = (value: unknown) => (value === "EMPTY" ? "" : textOf(value));
    const [user, device] = [known(row.user_id), known(row.device_id)];
    const about = ["platform", "os_name", "device_type", "country", "region", "city", "language"];
    const named = [...about, "version_name", "library"].map(
      (field) => [field, known(row[field])] as const,
    );
    return {
      name: known(row.event_type),
      person: user || device || known(row.amplitude_id),
      time: row.event_time ?? row.client_event_time ?? row.server_received_time,
      id: known(row.$insert_id) || known(row.uuid),
      properties: propertiesOf([
        ["", objectOf(row.event_properties)],
        ["", Object.fromEntries(named)],
        ["person.", objectOf(row.user_properties)],
      ]),
      links: identified(device, user),
    };
  },
  mixpanel: (row) => {
    const properties = objectOf(row.properties);
    const name = textOf(row.event);
    const [user, device] = [textOf(properties.$user_id), textOf(properties.$device_id)];
    const person = textOf(properties.distinct_id) || user || device;
    const [first = "", second = ""] = Array.isArray(properties.$distinct_ids)
      ? properties.$distinct_ids.map(textOf)
      : [];
    return {
      name,
      person,
      time: epoch(properties.time),
      id: textOf(properties.$insert_id),
      properties: propertiesOf([
        ["", without(properties, ["time", "distinct_id", "$insert_id", "token"])],
      ]),
      links: [
        ...identified(device, user),
        ...(name === "$identify"
          ? identified(textOf(properties.$anon_id), textOf(properties.$identified_id))
          : []),
        ...(name === "$create_alias" ? aliased(textOf(properties.alias), person) : []),
        ...(name === "$merge" ? aliased(first, second) : []),
      ],
    };
  },
  "segment-calls": (row) => {
    const [user, anonymous] = [textOf(row.userId), textOf(row.anonymousId)];
    const type = textOf(row.type);
    const names: Readonly<Record<string, string | null>> = {
      track: textOf(row.event),
      page: "page",
      screen: "screen",
      identify: null,
      alias: null,
      group: null,
    };
    return {
      name: type in names ? names[type]! : "",
      person: user || anonymous,
      time: row.timestamp ?? row.originalTimestamp ?? row.sentAt ?? row.receivedAt,
      id: textOf(row.messageId),
      properties: propertiesOf([
        ["", objectOf(row.properties)],
        ["", row.name === undefined ? {} : { name: row.name }],
        ["person.", objectOf(objectOf(row.context).traits)],
      ]),
      links: type === "alias" ? aliased(textOf(row.previousId), user) : identified(anonymous, user),
    };
  },
  "segment-table": (row) => {
    const [user, anonymous] = [textOf(row.user_id), textOf(row.anonymous_id)];
    const own = ["id", "event", "event_text", "user_id", "anonymous_id", "timestamp"];
    const times = ["received_at", "sent_at", "original_timestamp", "uuid_ts"];
    return {
      name: textOf(row.event_text) || textOf(row.event),
      person: user || anonymous,
      time: textOf(row.timestamp) || textOf(row.original_timestamp) || textOf(row.received_at),
      id: textOf(row.id),
      properties: propertiesOf([["", without(row, [...own, ...times])]]),
      links: identified(anonymous, user),
    };
  },
};

/** Mixpanel writes seconds, and milliseconds in later exports. */
function epoch(time: unknown): string {
  const number = Number(time);
  return Number.isFinite(number) && number > 0 && number <= 1e10
    ? new Date(Math.round(number * 1000)).toISOString()
    : textOf(time);
}
