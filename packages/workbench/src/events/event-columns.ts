// Which columns of a table hold an event's name, person, instant and id.
import { InvalidInput } from "@heed/core";
import { type EventDraft, propertiesOf, type Row, textOf, without } from "./event-draft.ts";

export const EVENT_ROLES = ["name", "person", "time", "id"] as const;
export type EventRole = (typeof EVENT_ROLES)[number];
/** Column of each role; events of a table without ids are told apart by what they say. */
export type EventColumns = Readonly<Record<Exclude<EventRole, "id">, string>> & {
  readonly id?: string;
};

/** Names that columns of a role go by, the likeliest first; compared without case and signs. */
const KNOWN: Readonly<Record<EventRole, readonly string[]>> = {
  name: [
    "eventname",
    "event",
    "eventtype",
    "action",
    "activity",
    "eventid",
    "事件",
    "事件名",
    "事件名称",
    "行为",
  ],
  person: [
    "distinctid",
    "userid",
    "customerid",
    "clientid",
    "visitorid",
    "personid",
    "memberid",
    "accountid",
    "user",
    "uid",
    "person",
    "customer",
    "email",
    "anonymousid",
    "deviceid",
    "用户id",
    "用户",
    "用户编号",
    "会员",
  ],
  time: [
    "timestamp",
    "eventtime",
    "eventtimestamp",
    "time",
    "occurredat",
    "createdat",
    "datetime",
    "ts",
    "date",
    "时间",
    "时间戳",
    "日期",
  ],
  id: ["uuid", "insertid", "messageid", "eventuuid", "id"],
};

/** The columns of a table's roles; those that a person named stand. Refuses a table that lacks one. */
export function findEventColumns(
  columns: readonly string[],
  named: Partial<Record<EventRole, string>>,
): EventColumns {
  const taken = new Set(Object.values(named));
  for (const column of taken) {
    if (!columns.includes(column)) throw noSuchColumn(column, columns);
  }
  const find = (role: EventRole): string | undefined => {
    if (named[role] !== undefined) return named[role];
    for (const known of KNOWN[role]) {
      const column = columns.find((name) => fold(name) === known && !taken.has(name));
      if (column === undefined) continue;
      taken.add(column);
      return column;
    }
    return undefined;
  };
  const [time, person, name] = [find("time"), find("person"), find("name")];
  if (name === undefined) throw noColumn("name", columns);
  if (person === undefined) throw noColumn("person", columns);
  if (time === undefined) throw noColumn("time", columns);
  const id = find("id");
  return { name, person, time, ...(id === undefined ? {} : { id }) };
}

/** A row of a table as a draft: what no role names is a property. */
export function readColumns(row: Row, columns: EventColumns): EventDraft {
  return {
    name: textOf(row[columns.name]),
    person: textOf(row[columns.person]),
    time: row[columns.time],
    id: columns.id === undefined ? "" : textOf(row[columns.id]),
    properties: propertiesOf([["", without(row, Object.values(columns))]]),
    links: [],
  };
}

function fold(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

const ROLE_WORDS = {
  name: ["the event's name", "事件名称"],
  person: ["the person", "用户"],
  time: ["the time", "时间"],
} as const;

function noColumn(role: keyof typeof ROLE_WORDS, columns: readonly string[]): InvalidInput {
  const [en, zh] = ROLE_WORDS[role];
  const list = columns.slice(0, 20).join(", ");
  return new InvalidInput(
    "event-columns",
    `No column was found that holds ${en}; the columns are ${list}.`,
    {
      hint: `Name it: --${role} COLUMN`,
      zh: { message: `没有找到${zh}所在的列；各列为 ${list}。`, hint: `请指定：--${role} 列名` },
    },
  );
}

function noSuchColumn(column: string, columns: readonly string[]): InvalidInput {
  const list = columns.slice(0, 20).join(", ");
  return new InvalidInput(
    "event-columns",
    `There is no column "${column}"; the columns are ${list}.`,
    { zh: { message: `没有“${column}”这一列；各列为 ${list}。` } },
  );
}
