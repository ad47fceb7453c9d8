// The days that a question about events means when it names none, and the events that it may mean.
import {
  checkRange,
  dateIn,
  type EventMatch,
  type EventStore,
  InvalidInput,
  NotFound,
  type ZonedRange,
} from "@heed/core";
import type { Workspace } from "../workspace/open-workspace.ts";

export interface AskedRange {
  readonly firstDate?: string | undefined;
  readonly lastDate?: string | undefined;
  readonly timeZone?: string | undefined;
}

/** The days asked for, else all days with events, in the zone asked for, else the workspace's, else UTC. */
export async function eventRange(
  { records }: Pick<Workspace, "records">,
  events: EventStore,
  asked: AskedRange,
): Promise<ZonedRange> {
  const timeZone = asked.timeZone ?? (await records.setting("time-zone")) ?? "UTC";
  const span = await events.span();
  if (span === null)
    throw new InvalidInput("no-events", "There are no events in the workspace.", {
      hint: "Bring some in: heed events import FILE",
      zh: { message: "工作区中没有事件。", hint: "先导入：heed events import 文件" },
    });
  checkRange({ firstDate: "2000-01-01", lastDate: "2000-01-01", timeZone });
  const dateOf = dateIn(timeZone);
  const firstDate = asked.firstDate ?? dateOf(span.from);
  const lastDate = asked.lastDate ?? maxDate(dateOf(span.to), firstDate);
  const range = { firstDate, lastDate, timeZone };
  checkRange(range);
  return range;
}

function maxDate(a: string, b: string): string {
  return a > b ? a : b;
}

const MOST_NAMES = 100_000;
const SHOWN_NAMES = 12;

/** Refuses names that no event has: a misspelt step would look like a step that nobody took. */
export async function checkEventNames(
  events: EventStore,
  matches: readonly EventMatch[],
): Promise<void> {
  const names = (await events.names(MOST_NAMES)).map(({ name }) => name);
  const missing = matches.find(({ name }) => name !== null && !names.includes(name))?.name;
  if (missing === undefined || missing === null) return;
  const list = names.slice(0, SHOWN_NAMES).join(", ");
  throw new NotFound("event-not-found", `No event is called "${missing}".`, {
    hint: `The most frequent are ${list}. List them all: heed events names`,
    zh: {
      message: `没有名为“${missing}”的事件。`,
      hint: `最常见的有 ${list}。列出全部：heed events names`,
    },
  });
}
