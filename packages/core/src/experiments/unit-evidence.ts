// Turns units into an experiment's sums, with all that speaks against them (EX35 to EX42).
import {
  adjustedStatistic,
  meanStatistic,
  proportionStatistic,
  ratioStatistic,
  type Statistic,
  winsorize,
  winsorLimits,
} from "@heed/stats";
import { type ArmAsk, orderArms } from "./arm-order.ts";
import { judgeArmTimes } from "./arm-times.ts";
import { CAP_QUANTILE, HEAVY_PART, LEAST_TO_CAP } from "./event-caps.ts";
import type {
  ExperimentArm,
  ExperimentDoubt,
  ExperimentEvidence,
  ExperimentNote,
  MetricEvidence,
  SegmentEvidence,
} from "./experiment.ts";
import type { MetricColumn } from "./recognise-table.ts";
import type { Numbers, RawRows } from "./unit-tally.ts";

const UNSEEN = -1;
const CROSSED = -2;
/** A column that fits the arms this often says what was served; where it does not fit, the row contradicts itself. */
const FITS = 0.9;
/** Up to this many rows a unit, a row that comes twice was exported twice. */
const HARDLY_REPEATED = 1.05;

export interface EvidenceAsk extends ArmAsk {
  /** Doubts of columns, by the column of a metric's value. */
  readonly unitDoubts?: ReadonlyMap<string, ExperimentDoubt>;
}

/** Sums, doubts and notes of rows that were read. */
export function unitEvidence(raw: RawRows, ask: EvidenceAsk = {}): ExperimentEvidence {
  const served = fittingColumn(raw);
  const { kept, contradictions } = keepRows(raw, served);
  const order = orderArms(raw.arms.names(), ask);
  const { armOf, crossed, doubtful, seenInBoth } = armsOfUnits(raw, kept, served, order.codes);
  const groups = order.codes.map((code) => unitsOf(armOf, code));
  const arms = order.codes.map(
    (code, at): ExperimentArm => ({ name: raw.arms.names()[code]!, units: groups[at]!.length }),
  );

  const metrics = raw.plan.metrics.map((metric, at) => {
    const doubt = ask.unitDoubts?.get(metric.column);
    if (doubt !== undefined) return { ...planOf(metric), statistics: [], doubt };
    return metricEvidence(raw, kept, { metric, at, groups, doubtful });
  });
  const time = judgeArmTimes(timesOf(raw, kept, order.codes));
  return {
    unit: raw.plan.unit,
    arms,
    metrics,
    segments: segmentEvidence(raw, kept, groups),
    crossed,
    ...(time.period === null ? {} : { period: time.period }),
    doubts: time.doubt === null ? [] : [time.doubt],
    notes: notesOf(raw, { contradictions, seenInBoth, served, order, kept, metrics }),
  };
}

/** When the rows of each arm were seen. */
function timesOf(raw: RawRows, kept: Uint8Array, codes: readonly number[]) {
  const names = raw.arms.names();
  const times = codes.map((code) => {
    return { name: names[code]!, units: 0, first: Infinity, last: -Infinity };
  });
  for (let row = 0; row < raw.rows; row += 1) {
    const at = raw.at.get(row);
    const arm = times[codes.indexOf(raw.arm.get(row))];
    if (Number.isNaN(at) || kept[row] === 0 || arm === undefined) continue;
    arm.units += 1;
    arm.first = Math.min(arm.first, at);
    arm.last = Math.max(arm.last, at);
  }
  return times;
}

function planOf({ name, kind, role, better, margin }: MetricColumn) {
  return { name, kind, role, better, ...(margin === null ? {} : { margin }) };
}

/** The column that says what was served: each arm has its own value, nearly always. */
function fittingColumn(raw: RawRows): { at: number; servedOf: number[] } | null {
  const arms = raw.arms.size;
  for (const [at, codes] of raw.served.entries()) {
    const counts = Array.from({ length: arms }, () => new Map<number, number>());
    for (let row = 0; row < raw.rows; row += 1) {
      const own = counts[raw.arm.get(row)]!;
      const value = codes.get(row);
      own.set(value, (own.get(value) ?? 0) + 1);
    }
    const most = counts.map((own) => [...own].reduce((a, b) => (b[1] > a[1] ? b : a), [-1, 0]));
    const servedOf = most.map(([value]) => value!);
    const fitting = most.reduce((sum, [, count]) => sum + count!, 0);
    const fits = new Set(servedOf).size === arms && fitting >= FITS * raw.rows;
    if (fits) return { at, servedOf };
  }
  return null;
}

function keepRows(raw: RawRows, served: ReturnType<typeof fittingColumn>) {
  const kept = new Uint8Array(raw.rows).fill(1);
  const dropRepeats = raw.plan.time !== null || raw.rows <= HARDLY_REPEATED * raw.units;
  let contradictions = 0;
  for (let row = 0; row < raw.rows; row += 1) {
    if (served !== null && raw.served[served.at]!.get(row) !== served.servedOf[raw.arm.get(row)]) {
      kept[row] = 0;
      contradictions += 1;
    } else if (dropRepeats && raw.isRepeat.get(row) === 1) kept[row] = 0;
  }
  return { kept, contradictions };
}

function armsOfUnits(
  raw: RawRows,
  kept: Uint8Array,
  served: ReturnType<typeof fittingColumn>,
  codes: readonly number[],
) {
  const armOf = new Int32Array(raw.units).fill(UNSEEN);
  const doubtful = new Uint8Array(raw.units);
  const first = new Int32Array(raw.units).fill(UNSEEN);
  let seenInBoth = 0;
  let crossed = 0;
  for (let row = 0; row < raw.rows; row += 1) {
    const unit = raw.unit.get(row);
    const contradicts =
      served !== null && raw.served[served.at]!.get(row) !== served.servedOf[raw.arm.get(row)];
    if (contradicts) doubtful[unit] = 1;
    const arm = raw.arm.get(row);
    if (first[unit] === UNSEEN) first[unit] = arm;
    else if (first[unit] !== arm && first[unit] !== CROSSED) {
      first[unit] = CROSSED;
      seenInBoth += 1;
    }
    if (kept[row] === 0 || !codes.includes(arm)) continue;
    if (armOf[unit] === UNSEEN) armOf[unit] = arm;
    else if (armOf[unit] !== arm && armOf[unit] !== CROSSED) {
      armOf[unit] = CROSSED;
      crossed += 1;
    }
  }
  return { armOf, crossed, doubtful, seenInBoth };
}

function unitsOf(armOf: Int32Array, code: number): Int32Array {
  let count = 0;
  for (const arm of armOf) if (arm === code) count += 1;
  const units = new Int32Array(count);
  let at = 0;
  for (let unit = 0; unit < armOf.length; unit += 1) if (armOf[unit] === code) units[at++] = unit;
  return units;
}

interface MetricPlace {
  readonly metric: MetricColumn;
  readonly at: number;
  readonly groups: readonly Int32Array[];
  readonly doubtful: Uint8Array;
}

function metricEvidence(raw: RawRows, kept: Uint8Array, place: MetricPlace): MetricEvidence {
  const { metric, at, groups, doubtful } = place;
  const values = gather(raw, kept, raw.values[at]!, metric.kind === "conversion" ? "most" : "sum");
  const pers =
    metric.kind !== "ratio"
      ? null
      : raw.pers[at] == null
        ? countRows(raw, kept, raw.values[at]!)
        : gather(raw, kept, raw.pers[at], "sum");
  const before = raw.befores[at] == null ? null : gather(raw, kept, raw.befores[at], "first");
  if (before !== null) fillWithMean(before, groups);
  const hasValue = (unit: number) =>
    !Number.isNaN(values[unit]!) && (pers === null || pers[unit]! > 0);
  const told = groups.map((units) => units.filter(hasValue));
  const sum = (lists: readonly Int32Array[], cap?: { low: number; high: number }) =>
    lists.map((units) => statisticOf({ units, values, pers, before, kind: metric.kind, cap }));
  const missing = groups.map((units, arm) => units.length - told[arm]!.length);
  const isStrict = doubtful.some((flag) => flag === 1);
  const limits = metric.kind === "mean" ? heavyLimits(told, values) : null;
  const skewness = metric.kind === "mean" ? skewnessOf(told, values, limits) : null;
  const strict = () => sum(told.map((units) => units.filter((unit) => doubtful[unit] === 0)));
  return {
    ...planOf(metric),
    statistics: sum(told),
    missing,
    ...(limits === null ? {} : { capped: { ...limits, statistics: sum(told, limits) } }),
    ...(skewness === null ? {} : { skewness }),
    ...(isStrict ? { strict: strict() } : {}),
  };
}

/** One value a unit out of its rows; NaN where it has none. */
function gather(
  raw: RawRows,
  kept: Uint8Array,
  values: Numbers,
  how: "most" | "sum" | "first",
): Float64Array {
  const out = new Float64Array(raw.units).fill(Number.NaN);
  for (let row = 0; row < raw.rows; row += 1) {
    const value = values.get(row);
    if (kept[row] === 0 || Number.isNaN(value)) continue;
    const unit = raw.unit.get(row);
    const known = out[unit]!;
    if (Number.isNaN(known)) out[unit] = value;
    else if (how === "sum") out[unit] = known + value;
    else if (how === "most") out[unit] = Math.max(known, value);
  }
  return out;
}

function countRows(raw: RawRows, kept: Uint8Array, values: Numbers): Float64Array {
  const out = new Float64Array(raw.units);
  for (let row = 0; row < raw.rows; row += 1) {
    if (kept[row] === 1 && !Number.isNaN(values.get(row))) out[raw.unit.get(row)]! += 1;
  }
  return out;
}

/** A unit that was new has no earlier value: the mean of the others tells nothing about its arm. */
function fillWithMean(values: Float64Array, groups: readonly Int32Array[]): void {
  let sum = 0;
  let count = 0;
  for (const units of groups) {
    for (const unit of units) {
      if (Number.isNaN(values[unit]!)) continue;
      sum += values[unit]!;
      count += 1;
    }
  }
  const mean = count === 0 ? 0 : sum / count;
  for (const [unit, value] of values.entries()) if (Number.isNaN(value)) values[unit] = mean;
}

interface UnitValues {
  readonly units: Int32Array;
  readonly values: Float64Array;
  readonly pers: Float64Array | null;
  readonly before: Float64Array | null;
  readonly kind: MetricColumn["kind"];
  readonly cap?: { readonly low: number; readonly high: number } | undefined;
}

function statisticOf({ units, values, pers, before, kind, cap }: UnitValues): Statistic {
  const own = Array.from(units, (unit) => values[unit]!);
  if (kind === "ratio")
    return ratioStatistic(
      own,
      Array.from(units, (unit) => pers![unit]!),
    );
  const kept = cap === undefined ? own : winsorize(own, cap);
  if (before !== null)
    return adjustedStatistic(
      kept,
      Array.from(units, (unit) => before[unit]!),
    );
  if (kind === "mean") return meanStatistic(kept);
  return proportionStatistic(
    own.reduce((sum, value) => sum + value, 0),
    own.length,
  );
}

/** Limits for values of which very few hold much of the variance; from all arms together. */
function heavyLimits(groups: readonly Int32Array[], values: Float64Array) {
  const lists = groups.map((units) => Array.from(units, (unit) => values[unit]!));
  const all = lists.flat();
  if (all.length < LEAST_TO_CAP) return null;
  const found = winsorLimits([all], { lower: 1 - CAP_QUANTILE, upper: CAP_QUANTILE });
  if (!found.ok) return null;
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  let [squares, beyond, count] = [0, 0, 0];
  for (const value of all) {
    squares += (value - mean) ** 2;
    if (value >= found.low && value <= found.high) continue;
    count += 1;
    beyond += (value - mean) ** 2;
  }
  const isHeavy = count > 0 && beyond > HEAVY_PART * squares;
  return isHeavy ? { low: found.low, high: found.high, values: count } : null;
}

/** Third moment in units of the deviation, of values moved onto the limits; null without variance. */
function skewnessOf(
  groups: readonly Int32Array[],
  values: Float64Array,
  limits: { readonly low: number; readonly high: number } | null,
): number | null {
  const { low, high } = limits ?? { low: -Infinity, high: Infinity };
  const valueAt = (unit: number) => Math.min(high, Math.max(low, values[unit]!));
  const count = groups.reduce((sum, { length }) => sum + length, 0);
  let sum = 0;
  for (const units of groups) for (const unit of units) sum += valueAt(unit);
  const mean = sum / count;
  let [squares, cubes] = [0, 0];
  for (const units of groups) {
    for (const unit of units) {
      const off = valueAt(unit) - mean;
      squares += off ** 2;
      cubes += off ** 3;
    }
  }
  return squares > 0 ? cubes / count / (squares / count) ** 1.5 : null;
}

function segmentEvidence(
  raw: RawRows,
  kept: Uint8Array,
  groups: readonly Int32Array[],
): SegmentEvidence[] {
  const plain = raw.plan.metrics.map((metric, at) => ({
    kind: metric.kind,
    values: gather(raw, kept, raw.values[at]!, metric.kind === "conversion" ? "most" : "sum"),
    pers:
      metric.kind !== "ratio"
        ? null
        : raw.pers[at] == null
          ? countRows(raw, kept, raw.values[at]!)
          : gather(raw, kept, raw.pers[at], "sum"),
  }));
  return raw.segments.flatMap((codes, dimension) => {
    const codeOf = gather(raw, kept, codes, "first");
    return raw.segmentValues[dimension]!.names().map((value, code): SegmentEvidence => {
      const inside = groups.map((units) => units.filter((unit) => codeOf[unit] === code));
      return {
        dimension: raw.plan.segments[dimension]!,
        value,
        units: inside.map(({ length }) => length),
        statistics: plain.map(({ kind, values, pers }) =>
          inside.map((units) => {
            const told = units.filter((unit) => !Number.isNaN(values[unit]!));
            return statisticOf({ units: told, values, pers, before: null, kind });
          }),
        ),
      };
    });
  });
}

interface Noticed {
  readonly contradictions: number;
  /** Units in more than one arm before rows were left out. */
  readonly seenInBoth: number;
  readonly served: ReturnType<typeof fittingColumn>;
  readonly order: ReturnType<typeof orderArms>;
  readonly kept: Uint8Array;
  readonly metrics: readonly MetricEvidence[];
}

function notesOf(
  raw: RawRows,
  { contradictions, seenInBoth, served, order, kept, metrics }: Noticed,
) {
  const notes: ExperimentNote[] = [];
  const add = (note: ExperimentNote["note"], details: ExperimentNote["details"]) =>
    notes.push({ note, details });
  const names = raw.arms.names();
  if (raw.plan.metricsChosen)
    add("metrics-chosen", { metrics: metrics.map(({ name }) => name).join(", ") });
  if (order.isGuessed) add("control-guessed", { arm: names[order.codes[0]!]! });
  if (order.leftOut.length > 0) add("arms-left-out", { arms: order.leftOut.join(", ") });
  if (served !== null && contradictions > 0)
    add("contradictions-left-out", {
      rows: contradictions,
      both: seenInBoth,
      column: raw.plan.served[served.at]!,
    });
  if (raw.arms.folded() > 0) add("arms-folded", { arms: names.join(", ") });
  const refused = raw.withoutArm + raw.withoutUnit;
  if (refused > 0) add("rows-refused", { arm: raw.withoutArm, unit: raw.withoutUnit });
  const rows = kept.reduce((sum, keep) => sum + keep, 0);
  const repeats = raw.rows - rows - contradictions;
  if (raw.units < raw.rows) add("rows-joined", { rows: raw.rows, units: raw.units, repeats });
  if (raw.plan.unitColumn === null) add("rows-as-units", { rows: raw.rows });
  for (const { name, missing = [] } of metrics) {
    const count = missing.reduce((sum, units) => sum + units, 0);
    if (count > 0) add("missing-values", { metric: name, units: count });
  }
  for (const { name, before } of raw.plan.metrics)
    if (before !== null) add("covariate-used", { metric: name, column: before });
  return notes;
}
