// Turns sums (trials and successes, or size, mean and deviation) into an experiment's evidence (EX43 to EX46).
import {
  addStatistics,
  type MeanStatistic,
  meanStatistic,
  proportionStatistic,
  ratioStatistic,
  type Statistic,
} from "@heed/stats";
import { orderArms } from "./arm-order.ts";
import { readCell, readMoment } from "./cell-value.ts";
import { foldValue } from "./column-profile.ts";
import type {
  DayPair,
  ExperimentDoubt,
  ExperimentEvidence,
  ExperimentNote,
  MetricEvidence,
} from "./experiment.ts";
import type { MetricColumn, TablePlan } from "./recognise-table.ts";
import type { EvidenceAsk } from "./unit-evidence.ts";
import { Codes } from "./unit-tally.ts";

interface SumRow {
  readonly arm: number;
  readonly day: string;
  readonly at: number | null;
  /** By column name; null where missing. */
  readonly values: ReadonlyMap<string, number | null>;
}

const LEAST_DAYS = 5;
const DAY_MS = 86_400_000;

/** Reads rows of sums. */
export class SumReader {
  readonly #plan: TablePlan;
  readonly #at: ReadonlyMap<string, number>;
  readonly #rename: ReadonlyMap<string, string>;
  readonly #arms = new Codes();
  readonly #rows: SumRow[] = [];
  #refused = 0;

  constructor(
    plan: TablePlan,
    columns: readonly string[],
    rename: ReadonlyMap<string, string> = new Map(),
  ) {
    this.#plan = plan;
    this.#at = new Map(columns.map((name, at) => [name, at]));
    this.#rename = new Map([...rename].map(([from, to]) => [foldValue(from), to]));
  }

  add(cells: readonly string[], fileArm: string | null): void {
    const { arm, time, metrics, trials, deviation } = this.#plan;
    const cell = (name: string) => cells[this.#at.get(name) ?? -1] ?? "";
    const armText = arm === null ? (fileArm ?? "") : cell(arm);
    if (readCell(armText).kind === "empty") {
      this.#refused += 1;
      return;
    }
    const names = [trials, deviation, ...metrics.flatMap(({ column, per }) => [column, per])];
    const values = new Map(
      names
        .filter((name) => name !== null)
        .map((name) => {
          const value = readCell(cell(name));
          return [name, value.kind === "number" ? value.value : null];
        }),
    );
    this.#rows.push({
      arm: this.#arms.codeOf(this.#rename.get(foldValue(armText)) ?? armText),
      day: time === null ? String(this.#rows.length) : cell(time).trim(),
      at: time === null ? null : readMoment(cell(time)),
      values,
    });
  }

  evidence(ask: EvidenceAsk = {}): ExperimentEvidence {
    const names = this.#arms.names();
    const order = orderArms(names, ask);
    const byArm = order.codes.map((code) => this.#rows.filter(({ arm }) => arm === code));
    const { form, metrics, trials } = this.#plan;
    const isWhole = form === "moments" || this.#isCounts(trials!);
    const told = metrics.map((metric): MetricEvidence => {
      const doubt = ask.unitDoubts?.get(metric.column);
      if (doubt !== undefined) return { ...planOf(metric), statistics: [], doubt };
      if (form === "moments") return this.#moments(metric, byArm);
      return this.#counts(metric, byArm, order.codes.length);
    });
    const unitsOf = (rows: readonly SumRow[]) =>
      isWhole ? rows.reduce((sum, { values }) => sum + (values.get(trials!) ?? 0), 0) : rows.length;
    const notes: ExperimentNote[] = [];
    if (this.#plan.metricsChosen)
      notes.push({
        note: "metrics-chosen",
        details: { metrics: told.map(({ name }) => name).join(", ") },
      });
    if (order.isGuessed)
      notes.push({ note: "control-guessed", details: { arm: names[order.codes[0]!]! } });
    if (this.#refused > 0)
      notes.push({ note: "rows-refused", details: { arm: this.#refused, unit: 0 } });
    return {
      unit: isWhole ? "row" : "day",
      arms: order.codes.map((code, at) => ({ name: names[code]!, units: unitsOf(byArm[at]!) })),
      metrics: told,
      ...this.#period(),
      notes,
    };
  }

  #isCounts(column: string): boolean {
    return this.#rows.every(({ values }) => {
      const value = values.get(column) ?? 0;
      return Number.isInteger(value) && value >= 0;
    });
  }

  /** Days on which every arm has both figures. */
  #days({ column, per }: MetricColumn, byArm: readonly (readonly SumRow[])[]): SumRow[][] {
    const has = ({ values }: SumRow) => values.get(column) != null && values.get(per!) != null;
    return byArm.map((rows) => rows.filter(has));
  }

  #counts(
    metric: MetricColumn,
    byArm: readonly (readonly SumRow[])[],
    arms: number,
  ): MetricEvidence {
    const plan = planOf(metric);
    const told = this.#days(metric, byArm);
    const pairs = told.map((rows) =>
      rows.map(({ values }) => ({ yes: values.get(metric.column)!, of: values.get(metric.per!)! })),
    );
    const isShare = pairs.every((rows) =>
      rows.every(
        ({ yes, of }) => Number.isInteger(yes) && Number.isInteger(of) && yes >= 0 && yes <= of,
      ),
    );
    if (!isShare) {
      if (pairs.some((rows) => rows.length < LEAST_DAYS)) {
        const doubt: ExperimentDoubt = {
          reason: "too-few-units",
          details: { units: Math.min(...pairs.map(({ length }) => length)), needed: LEAST_DAYS },
        };
        return { ...plan, kind: "ratio", statistics: [], doubt };
      }
      const statistics = pairs.map((rows) =>
        ratioStatistic(
          rows.map(({ yes }) => yes),
          rows.map(({ of }) => of),
        ),
      );
      return { ...plan, kind: "ratio", statistics };
    }
    const total = (rows: (typeof pairs)[number]) =>
      rows.reduce((sum, { yes, of }) => ({ yes: sum.yes + yes, of: sum.of + of }), {
        yes: 0,
        of: 0,
      });
    const statistics = pairs.map((rows) => {
      const { yes, of } = total(rows);
      return proportionStatistic(yes, of);
    });
    const days = dayPairs(told, metric, arms);
    return { ...plan, statistics, ...(days.length === 0 ? {} : { days }) };
  }

  #moments(metric: MetricColumn, byArm: readonly (readonly SumRow[])[]): MetricEvidence {
    const { trials, deviation, isVariance } = this.#plan;
    const statistics = byArm.map((rows) =>
      rows
        .map(({ values }): MeanStatistic => {
          const n = values.get(trials!) ?? 0;
          const mean = values.get(metric.column) ?? Number.NaN;
          const spread = values.get(deviation!) ?? Number.NaN;
          const variance = isVariance ? spread : spread * spread;
          return {
            kind: "mean",
            n,
            sum: n * mean,
            sumSquares: (n - 1) * variance + n * mean * mean,
          };
        })
        .reduce<Statistic>((a, b) => addStatistics(a, b), meanStatistic([])),
    );
    return { ...planOf(metric), kind: "mean", statistics };
  }

  #period(): Pick<ExperimentEvidence, "period"> {
    const moments = this.#rows.flatMap(({ at }) => (at === null ? [] : [at]));
    if (moments.length === 0) return {};
    const [from, to] = [Math.min(...moments), Math.max(...moments)];
    const day = (at: number) => new Date(at).toISOString().slice(0, 10);
    const days = Math.floor(to / DAY_MS) - Math.floor(from / DAY_MS) + 1;
    return { period: { firstDay: day(from), lastDay: day(to), days } };
  }
}

function planOf({ name, kind, role, better, margin }: MetricColumn) {
  return { name, kind, role, better, ...(margin === null ? {} : { margin }) };
}

/** Days that every arm has, once. */
function dayPairs(
  told: readonly (readonly SumRow[])[],
  metric: MetricColumn,
  arms: number,
): DayPair[] {
  const byDay = told.map((rows) => new Map(rows.map((row) => [row.day, row])));
  if (byDay.length < arms || byDay.some((days, arm) => days.size !== told[arm]!.length)) return [];
  return [...byDay[0]!.keys()]
    .filter((day) => byDay.every((days) => days.has(day)))
    .map((day) => {
      const rows = byDay.map((days) => days.get(day)!.values);
      return {
        day,
        trials: rows.map((values) => values.get(metric.per!)!),
        successes: rows.map((values) => values.get(metric.column)!),
      };
    });
}
