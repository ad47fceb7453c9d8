// Tells which columns of a table are the arm, the unit, the time, the metrics and the segments, and says why (EX30 to EX34).
import { type ColumnProfile, foldValue, isMoment, isNumeric, isYesNo } from "./column-profile.ts";
import { betterOf, metricOf, plainName, spaced } from "./column-words.ts";
import * as names from "./data/column-names.ts";
import type { ExperimentUnit, MetricKind, MetricRole } from "./experiment.ts";
import { recogniseSums } from "./recognise-sums.ts";
import { noArm, noMetric, requireColumn } from "./table-refusals.ts";

/** What a person said of a table; everything else is recognised. */
export interface TableAsk {
  readonly arm?: string | undefined;
  readonly unit?: string | undefined;
  readonly time?: string | undefined;
  readonly metrics?: readonly MetricAsk[] | undefined;
  readonly segments?: readonly string[] | undefined;
  /** Arms that are compared; all that were given one when absent. */
  readonly arms?: readonly string[] | undefined;
  /** Column of a log that names what was done. */
  readonly event?: string | undefined;
  /** Column whose values must fit the arm, such as the page that was served. */
  readonly served?: string | undefined;
  /** Spelling of the arm that is control. */
  readonly control?: string | undefined;
  /** Metrics by row, such as conversions a session, told by unit. */
  readonly perRow?: boolean | undefined;
}
export interface MetricAsk {
  readonly name: string;
  /** Column of the value, or of the numerator. */
  readonly column: string;
  /** Column of the denominator. */
  readonly per?: string | undefined;
  readonly before?: string | undefined;
  readonly role?: MetricRole | undefined;
  readonly better?: "higher" | "lower" | undefined;
  readonly margin?: number | undefined;
}

export interface MetricColumn {
  readonly name: string;
  readonly column: string;
  /** Of a log: the event whose doing counts, folded. */
  readonly event: string | null;
  /** Denominator of a ratio; of sums, the trials. */
  readonly per: string | null;
  /** Column of the same person's value from before. */
  readonly before: string | null;
  readonly kind: MetricKind;
  readonly role: MetricRole;
  readonly better: "higher" | "lower";
  readonly margin: number | null;
}

/** `units`: a row for each unit or for each thing it did; `counts`: sums of trials and successes; `moments`: size, mean and deviation. */
export type TableForm = "units" | "counts" | "moments";

export interface TablePlan {
  readonly form: TableForm;
  readonly unit: ExperimentUnit;
  /** Column of the arm; null where each file is an arm. */
  readonly arm: string | null;
  readonly unitColumn: string | null;
  readonly time: string | null;
  /** Column of a log of events that names what was done; a row without an amount then adds nothing. */
  readonly event: string | null;
  /** Columns that may say what was served, to be held against the arm. */
  readonly served: readonly string[];
  readonly metrics: readonly MetricColumn[];
  readonly segments: readonly string[];
  /** Sums: the column of trials; size, mean and deviation. */
  readonly trials: string | null;
  readonly deviation: string | null;
  readonly isVariance: boolean;
  /** Columns that are of no use here. */
  readonly leftOut: readonly string[];
  /** Metrics were chosen by Heed, not named. */
  readonly metricsChosen: boolean;
}

const MOST_ARMS = 12;
const MOST_SEGMENT_VALUES = 20;
const MOST_EVENTS = 20;

/** The plan of a table; refuses one in which no arm or no metric can be told, with what was seen. */
export function recogniseTable(
  columns: readonly ColumnProfile[],
  ask: TableAsk,
  isFileArm: boolean,
): TablePlan {
  const eventColumn = ask.event ?? findEvent(columns);
  const events = columns.find(({ name }) => name === eventColumn)?.values ?? new Map();
  for (const name of namedColumns(ask))
    if (!events.has(foldValue(name))) requireColumn(name, columns);
  const arm = isFileArm && ask.arm === undefined ? null : findArm(columns, ask.arm);
  const free = (used: readonly (string | null)[]) =>
    columns.filter(({ name }) => !used.includes(name));
  const time = ask.time ?? findTime(free([arm]));
  const sums = ask.unit === undefined ? recogniseSums(free([arm, time]), ask) : null;
  if (sums !== null) return { ...NOTHING, ...sums, arm, time, metricsChosen: !ask.metrics };
  const unit = findUnit(free([arm, time]), ask.unit);
  const segments = ask.segments ?? findSegments(free([arm, time, unit.column]), ask);
  const rest = free([arm, time, unit.column, ask.served ?? null, ...segments]);
  const event = ask.event ?? (unit.column === null ? null : findEvent(rest));
  const { metrics, leftOut } = findMetrics(rest, { ...ask, event: event ?? undefined }, columns);
  const served = ask.served === undefined ? findServed(columns, arm, leftOut) : [ask.served];
  if (metrics.length === 0) throw noMetric(columns);
  return {
    ...NOTHING,
    ...{ form: "units", unit: unit.kind, arm, unitColumn: unit.column, time, event, served },
    ...{ metrics, segments, leftOut, metricsChosen: ask.metrics === undefined },
  };
}

const NOTHING: Omit<TablePlan, "form" | "unit" | "arm" | "metrics"> = {
  ...{ unitColumn: null, time: null, event: null, served: [], segments: [], trials: null },
  ...{ deviation: null, isVariance: false, leftOut: [], metricsChosen: true },
};

function findArm(columns: readonly ColumnProfile[], asked: string | undefined): string {
  if (asked !== undefined) return asked;
  const possible = columns.filter(
    ({ values, cells }) =>
      values !== null && values.size <= MOST_ARMS && (values.size >= 2 || cells < 3),
  );
  const byWords = (column: ColumnProfile) =>
    [...column.values!.keys()].filter((value) => names.ARM_VALUE.test(value)).length;
  const score = (column: ColumnProfile) => {
    const place = names.ARM_NAMES.indexOf(plainName(column.name));
    const partial = /variant|group|bucket|backet|\barm\b|treatment|campaign/.test(
      spaced(column.name),
    );
    const words = byWords(column);
    const hasControl = [...column.values!.keys()].some(
      (value) => names.CONTROL.test(value) && !/^[01]$/.test(value),
    );
    return (
      (place >= 0 ? 100 - place : partial ? 40 : 0) + (words > 1 ? 60 : 0) + (hasControl ? 30 : 0)
    );
  };
  const ranked = possible
    .map((column) => ({ column, points: score(column) }))
    .filter(({ column, points }) => points > 0 && !isOutcomeOnly(column, points))
    .sort((a, b) => b.points - a.points);
  const [best] = ranked;
  if (best !== undefined) return best.column.name;
  const only = possible.filter(
    (column) =>
      !isNumeric(column) &&
      !isMoment(column) &&
      column.values!.size >= 2 &&
      column.values!.size <= 4 &&
      !names.SEGMENT.test(spaced(column.name)),
  );
  if (only.length === 1) return only[0]!.name;
  throw noArm(columns, possible);
}

/** `yes`/`no` columns and unnamed numbers are no arms unless their name says so. */
function isOutcomeOnly(column: ColumnProfile, points: number): boolean {
  return points < 60 && isYesNo(column) && names.OUTCOME.test(spaced(column.name));
}

function findTime(columns: readonly ColumnProfile[]): string | null {
  const byName = columns
    .map((column) => ({ column, place: names.TIME_NAMES.indexOf(plainName(column.name)) }))
    .filter(({ column, place }) => place >= 0 && !isYesNo(column))
    .sort((a, b) => a.place - b.place);
  if (byName[0] !== undefined) return byName[0].column.name;
  return columns.find((column) => isMoment(column) && !isNumeric(column))?.name ?? null;
}

function findUnit(
  columns: readonly ColumnProfile[],
  asked: string | undefined,
): { column: string | null; kind: ExperimentUnit } {
  if (asked === "row") return { column: null, kind: "row" };
  if (asked !== undefined) {
    const isSession = names.SESSION_NAMES.includes(plainName(asked));
    return { column: asked, kind: isSession ? "session" : "person" };
  }
  const lists = [
    [names.PERSON_NAMES, "person"],
    [names.SESSION_NAMES, "session"],
    [names.ROW_ID_NAMES, "person"],
  ] as const;
  for (const [list, kind] of lists) {
    for (const name of list) {
      const column = columns.find((candidate) => plainName(candidate.name) === name);
      if (column !== undefined && !isYesNo(column) && column.empty < column.cells)
        return { column: column.name, kind };
    }
  }
  return { column: null, kind: "row" };
}

function findEvent(columns: readonly ColumnProfile[]): string | null {
  const column = columns.find(
    ({ name, values, numbers }) =>
      names.EVENT_NAMES.includes(plainName(name)) &&
      values !== null &&
      values.size <= MOST_EVENTS &&
      numbers === 0,
  );
  return column?.name ?? null;
}

/** Columns with as many values as there are arms, of no other use. */
function findServed(
  columns: readonly ColumnProfile[],
  arm: string | null,
  leftOut: readonly string[],
): string[] {
  const arms = columns.find(({ name }) => name === arm)?.values?.size ?? 0;
  return columns
    .filter(({ name, values }) => leftOut.includes(name) && arms > 1 && values?.size === arms)
    .map(({ name }) => name);
}

function findSegments(columns: readonly ColumnProfile[], ask: TableAsk): string[] {
  const asked = new Set((ask.metrics ?? []).flatMap(({ column, per }) => [column, per]));
  return columns
    .filter(
      ({ name, values }) =>
        !asked.has(name) &&
        values !== null &&
        values.size >= 2 &&
        values.size <= MOST_SEGMENT_VALUES &&
        names.SEGMENT.test(spaced(name)),
    )
    .map(({ name }) => name);
}

function findMetrics(
  rest: readonly ColumnProfile[],
  ask: TableAsk,
  all: readonly ColumnProfile[],
): { metrics: MetricColumn[]; leftOut: string[] } {
  const profileOf = (name: string) => all.find((column) => column.name === name)!;
  if (ask.metrics !== undefined) {
    const metrics = ask.metrics.map((metric): MetricColumn => {
      const { name, column, per = null, before = null, role = "primary", margin = null } = metric;
      const better = betterOf(metric);
      const event = all.some((known) => known.name === column) ? null : foldValue(column);
      if (event !== null)
        return { ...metricOf(name, ask.event!, null, "conversion"), event, role, better, margin };
      const kind = per !== null || ask.perRow === true ? "ratio" : kindOf(profileOf(column));
      return { name, column, event, per, before, kind, role, better, margin };
    });
    const used = new Set(metrics.flatMap(({ column, per, before }) => [column, per, before]));
    return { metrics, leftOut: rest.map(({ name }) => name).filter((name) => !used.has(name)) };
  }
  const isUsable = (column: ColumnProfile) =>
    (isNumeric(column) || (column.infinite > 0 && column.words === 0)) &&
    !isMoment(column) &&
    !names.ROW_ID_NAMES.includes(plainName(column.name)) &&
    !/^unnamed|^column ?\d*$|(?:^|\s)id$/.test(spaced(column.name)) &&
    column.name.trim() !== "";
  const before = rest.filter(
    (column) => isUsable(column) && !isYesNo(column) && names.BEFORE.test(spaced(column.name)),
  );
  const usable = rest.filter((column) => isUsable(column) && !before.includes(column));
  const known = rest.filter(
    (column) =>
      !before.includes(column) &&
      names.OUTCOME.test(spaced(column.name)) &&
      (isUsable(column) || column.numbers > 0 || column.infinite > 0),
  );
  const chosen = known.length > 0 ? known : usable;
  const metrics = chosen.map((column): MetricColumn => {
    const kind = ask.perRow === true ? "ratio" : kindOf(column);
    const own = before.find(({ name }) => BEFORE_PART(name) === plainName(column.name));
    const means = chosen.filter((other) => kindOf(other) === "mean");
    const lone = before.length === 1 && means.length === 1 && kind === "mean" ? before[0] : null;
    return {
      ...{ name: column.name, column: column.name, event: null, per: null, kind },
      ...{ role: "primary", margin: null },
      before: kind === "ratio" ? null : ((own ?? lone)?.name ?? null),
      better: betterOf(column),
    };
  });
  const done = ask.event === undefined ? [] : [...profileOf(ask.event).spellings];
  metrics.unshift(
    ...done.map(([event, name]) => ({
      ...metricOf(name, ask.event!, null, "conversion"),
      event,
      better: betterOf({ name }),
    })),
  );
  const used = new Set(metrics.flatMap(({ column, before: name }) => [column, name]));
  return { metrics, leftOut: rest.map(({ name }) => name).filter((name) => !used.has(name)) };
}

/** `pre_revenue` is about `revenue`. */
function BEFORE_PART(name: string): string {
  return plainName(
    spaced(name).replace(
      /^(?:pre|prior|before|past|baseline|history|previous|last)\b|\b(?:pre|before|baseline)$/g,
      "",
    ),
  );
}

function kindOf(column: ColumnProfile): MetricKind {
  return isYesNo(column) ? "conversion" : "mean";
}

function namedColumns({
  arm,
  unit,
  time,
  metrics = [],
  segments = [],
  served,
}: TableAsk): string[] {
  return [
    ...[arm, unit === "row" ? undefined : unit, time, served, ...segments],
    ...metrics.flatMap(({ column, per, before }) => [column, per, before]),
  ].filter((name) => name !== undefined);
}
