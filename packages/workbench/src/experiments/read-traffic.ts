// Reads from the events what a plan needs: how many new people come a day, and how many of them do what decides.
import {
  addDays,
  type EventMatch,
  type EventMetric,
  type EventStore,
  InvalidInput,
  type ZonedRange,
} from "@heed/core";
import { momentsOf } from "@heed/stats";
import { checkEventNames, eventRange } from "../events/event-range.ts";
import type { Workspace } from "../workspace/open-workspace.ts";

export interface TrafficAsk {
  /** Who does this would be exposed. */
  readonly entry: EventMatch;
  /** What decides; null to learn the traffic alone. */
  readonly goal: EventMatch | null;
  /** What is measured of them, where that is more than who does something; its own window counts before `windowMs`. */
  readonly metric?: EventMetric | undefined;
  /** Time for the goal after the entry. Default 7 days. */
  readonly windowMs?: number | undefined;
}

export interface Traffic {
  readonly firstDate: string;
  readonly lastDate: string;
  readonly days: number;
  /** Each once. */
  readonly people: number;
  readonly unitsPerDay: number;
  /** Null without a goal. */
  readonly baseRate: number | null;
  /** Of the metric, over people; null without one, and where nobody did it. The deviation of a ratio is that which as many people as came would have, were each of them counted in it. */
  readonly mean: number | null;
  readonly standardDeviation: number | null;
}

const DAYS = 28;
const WEEK_MS = 7 * 86_400_000;

/**
 * The last 28 days with events (all of them where there are fewer). People are counted once over these days, so that who
 * comes back every day is no traffic of every day.
 */
export async function readTraffic(
  workspace: Pick<Workspace, "records">,
  events: EventStore,
  { entry, goal, metric, windowMs = metric?.windowMs ?? WEEK_MS }: TrafficAsk,
): Promise<Traffic> {
  await checkEventNames(events, goal === null ? [entry] : [entry, goal]);
  const all = await eventRange(workspace, events, {});
  const wanted = addDays(all.lastDate, 1 - DAYS);
  const firstDate = wanted > all.firstDate ? wanted : all.firstDate;
  const range = { ...all, firstDate };
  const steps = goal === null ? [entry] : [entry, goal];
  const { groups } = await events.funnel({ steps, order: "ordered", windowMs, range });
  const [people = 0, done = 0] = groups[0]?.people ?? [];
  if (people === 0)
    throw new InvalidInput(
      "experiment-traffic",
      `Nobody did ${entry.name ?? "anything"} in the last ${DAYS} days with events.`,
      {
        hint: "Name an event that people do, or give the traffic by hand.",
        zh: {
          message: `最近 ${DAYS} 天没有人发生 ${entry.name ?? "任何事件"}。`,
          hint: "请另选一个事件，或直接给出每天人数。",
        },
      },
    );
  const days = 1 + Math.round((Date.parse(all.lastDate) - Date.parse(firstDate)) / 86_400_000);
  return {
    ...{ firstDate, lastDate: all.lastDate, days, people },
    unitsPerDay: people / days,
    baseRate: goal === null ? null : done / people,
    ...(metric === undefined
      ? { mean: null, standardDeviation: null }
      : await spreadOf(events, range, entry, { ...metric, windowMs })),
  };
}

/** No property has this name, so that everybody who does the entry is of one arm. */
const NO_PROPERTY = "\u0000";

/** Mean and deviation of a metric over those who do the entry, extreme values capped as an experiment caps them. */
async function spreadOf(
  events: EventStore,
  range: ZonedRange,
  entry: EventMatch,
  { usesBefore: _, ...metric }: EventMetric,
): Promise<Pick<Traffic, "mean" | "standardDeviation">> {
  const nothing = { mean: null, standardDeviation: null };
  if (entry.name === null) return nothing;
  const { arms, metrics } = await events.experiment({
    exposure: {
      ...{ event: entry.name, experimentProperty: "", experiment: NO_PROPERTY },
      armProperty: NO_PROPERTY,
    },
    ...{ range, metrics: [metric], arms: [""] },
  });
  const [told] = metrics;
  const statistic = told?.capped?.statistics[0] ?? told?.statistics[0];
  if (statistic === undefined) return nothing;
  const { n, mean, variance } = momentsOf(statistic);
  if (!(n > 0 && variance > 0)) return nothing;
  return { mean, standardDeviation: Math.sqrt((variance * arms[0]!.units) / n) };
}
