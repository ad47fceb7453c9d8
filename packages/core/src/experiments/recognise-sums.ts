// Tells whether a table holds sums instead of rows: trials with successes, or sizes with means and deviations.
import { type ColumnProfile, isMoment, isNumeric } from "./column-profile.ts";
import { betterOf, metricOf, plainName, spaced } from "./column-words.ts";
import * as names from "./data/column-names.ts";
import type { MetricColumn, TableAsk, TablePlan } from "./recognise-table.ts";

const MOST_SUM_ROWS = 20_000;

type Sums = Pick<
  TablePlan,
  "form" | "unit" | "metrics" | "trials" | "deviation" | "isVariance" | "leftOut"
>;

/** Sums instead of rows: a size with a mean and deviation, or trials with successes. */
export function recogniseSums(columns: readonly ColumnProfile[], ask: TableAsk): Sums | null {
  const find = (list: readonly string[]) => {
    for (const name of list) {
      const column = columns.find((candidate) => plainName(candidate.name) === name);
      if (column !== undefined && isNumeric(column) && column.most > 1) return column;
    }
    return undefined;
  };
  if (columns.some(({ name }) => isIdentity(name))) return null;
  const rows = columns[0]?.cells ?? 0;
  const trials = find(names.TRIAL_NAMES);
  if (trials === undefined || rows > MOST_SUM_ROWS) return null;
  const mean = columns.find(({ name }) =>
    names.MEAN_NAMES.some((word) => plainName(name).includes(word)),
  );
  const deviation = columns.find(({ name }) =>
    names.DEVIATION_NAMES.some((word) => plainName(name).endsWith(word)),
  );
  const variance = columns.find(({ name }) =>
    names.VARIANCE_NAMES.some((word) => plainName(name).endsWith(word)),
  );
  const spread = deviation ?? variance;
  if (mean !== undefined && spread !== undefined) {
    const metric = metricOf(mean.name, mean.name, null, "mean");
    return {
      ...{ form: "moments", unit: "person", metrics: [metric], trials: trials.name },
      ...{ deviation: spread.name, isVariance: deviation === undefined, leftOut: [] },
    };
  }
  const counts = columns.filter(
    (column) =>
      column !== trials && isNumeric(column) && !isMoment(column) && column.name.trim() !== "",
  );
  if (ask.metrics !== undefined) {
    const metrics = ask.metrics.map((metric) => ({
      ...metricOf(metric.name, metric.column, metric.per ?? trials.name, "conversion"),
      role: metric.role ?? "primary",
      better: betterOf(metric),
      margin: metric.margin ?? null,
    }));
    return sumsOf(metrics, trials.name, columns);
  }
  const clicks = counts.find(({ name }) => /click|点击/.test(spaced(name)));
  const later = clicks === undefined ? [] : counts.slice(counts.indexOf(clicks) + 1);
  const metrics = [
    ...counts.map(({ name }) =>
      metricOf(`${name} / ${trials.name}`, name, trials.name, "conversion"),
    ),
    ...later.map(({ name }) =>
      metricOf(`${name} / ${clicks!.name}`, name, clicks!.name, "conversion"),
    ),
  ];
  return metrics.length === 0 ? null : sumsOf(metrics, trials.name, columns);
}

function isIdentity(name: string): boolean {
  return (
    names.PERSON_NAMES.includes(plainName(name)) || names.SESSION_NAMES.includes(plainName(name))
  );
}

function sumsOf(metrics: MetricColumn[], trials: string, columns: readonly ColumnProfile[]): Sums {
  const used = new Set(metrics.flatMap(({ column, per }) => [column, per]));
  return {
    ...{ form: "counts", unit: "row", metrics, trials, deviation: null, isVariance: false },
    leftOut: columns.map(({ name }) => name).filter((name) => !used.has(name)),
  };
}
