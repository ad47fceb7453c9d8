// Reads a metric for a person: its series, and the same for the values of those properties that have few.
import { type EventTrend, InvalidInput, periodNumber, periodStart, readMetric } from "@heed/core";
import type { MetricReading, TrendAsk } from "@heed/core/api";
import { trendOf } from "./answer-questions.ts";
import type { EventDesk } from "./event-desk.ts";

const PROPERTIES_LOOKED_AT = 12;
const MOST_VALUES = 12;

export async function readTrendMetric(desk: EventDesk, ask: TrendAsk): Promise<MetricReading> {
  if (ask.series.length !== 1 || ask.formula !== undefined)
    throw new InvalidInput("metric-series", "One series without a formula can be read.", {
      hint: "Leave one series.",
      zh: { message: "只能解读一个不带公式的序列。", hint: "请只保留一个序列。" },
    });
  const { breakdown: _breakdown, ...trend } = await trendOf(desk, { ...ask, withPrevious: false });
  const store = await desk.store();
  const whole = await store.trend(trend);
  const kept = wholePeriods(trend, whole.startDates);
  const pick = (values: readonly (number | null)[]) => kept.map((index) => values[index] ?? 0);
  const groups = [];
  const looked: string[] = [];
  for (const property of await store.properties(PROPERTIES_LOOKED_AT * 4)) {
    if (looked.length >= PROPERTIES_LOOKED_AT) break;
    const told = await store.trend({ ...trend, breakdown: property, mostGroups: MOST_VALUES });
    if (told.leftOut > 0 || told.lines.length < 2) continue;
    looked.push(property);
    for (const { value, values } of told.lines)
      groups.push({ property, value, values: pick(values) });
  }
  const startDates = kept.map((index) => whole.startDates[index]!);
  const read = readMetric({
    startDates,
    values: pick(whole.lines[0]!.values),
    groups,
    ...(trend.period === "day" ? { neighbours: 7 } : {}),
  });
  if (!read.ok) return { ok: false, reason: read.reason, message: read.message };
  return {
    ok: true,
    properties: looked,
    changes: read.changes.map((change) => ({
      ...change,
      explainedBy: change.explainedBy.map((group) => ({ ...group })),
    })),
  };
}

/** Places of the periods that the range holds whole: half a week would look like a drop. */
function wholePeriods({ range, period }: EventTrend, startDates: readonly string[]): number[] {
  return startDates.flatMap((startDate, index) => {
    const next = periodStart(periodNumber(startDate, period) + 1, period);
    const ends = new Date(Date.parse(`${next}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
    return startDate >= range.firstDate && ends <= range.lastDate ? [index] : [];
  });
}
