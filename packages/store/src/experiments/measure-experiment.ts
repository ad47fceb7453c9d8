// Sums an experiment over events in ClickHouse SQL: who was exposed first to which arm, and what they did from then on.
import {
  capsOf,
  checkExperimentAsk,
  DEFAULT_BEFORE_DAYS,
  type EventMetric,
  type ExperimentAsk,
  type ExperimentEvidence,
  type ExposedSums,
  exposedEvidence,
  instantsOf,
  METRIC_SUMS,
  type MetricSums,
} from "@heed/core";
import type { BoundValues } from "../events/bound-values.ts";
import {
  compileAny,
  compileInstant,
  compileMatch,
  compileNumber,
  compileProperty,
  MICROSECONDS,
} from "../events/compile-match.ts";
import type { Ask } from "../events/measure-trend.ts";
import { type EventView, visibleEvents } from "../events/visible-events.ts";
import { findCaps } from "./find-caps.ts";

interface ExposedRow {
  readonly dimension: number;
  readonly arm_name: string;
  readonly value: string;
  readonly people: string;
  readonly crossed: string;
  readonly first_us: string;
  readonly last_us: string;
}
type MeasuredRow = {
  readonly dimension: number;
  readonly arm_name: string;
  readonly value: string;
} & Readonly<Record<string, number | string | null>>;

const DAY_US = 86_400_000_000;

/** The evidence of an experiment; `ask` runs a query. */
export async function measureExperiment(
  view: EventView,
  asked: ExperimentAsk,
  ask: Ask,
): Promise<ExperimentEvidence> {
  checkExperimentAsk(asked);
  const everybody = { ...view, among: null };
  const rows = await ask<ExposedRow>((values) => compileExposed(everybody, asked, values));
  const measured = await ask<MeasuredRow>((values) => compileMeasured(everybody, asked, values));
  const crossed = rows.reduce(
    (sum, row) => sum + (Number(row.dimension) === 0 ? Number(row.crossed) : 0),
    0,
  );
  const [exposed, sums] = [rows.map(exposedOf), measured.map(measuredOf(asked))];
  const asks = capsOf(asked, exposed, sums);
  const people = (values: BoundValues) => compileValues(everybody, asked, values);
  const caps = asks.length === 0 ? [] : await findCaps(asked, asks, { people, ask });
  return exposedEvidence(asked, exposed, sums, { crossed, caps });
}

function exposedOf({
  dimension,
  arm_name: arm,
  value,
  people,
  first_us,
  last_us,
}: ExposedRow): ExposedSums {
  return {
    ...{ arm, value, people: Number(people), firstUs: Number(first_us), lastUs: Number(last_us) },
    dimension: Number(dimension) === 0 ? null : Number(dimension) - 1,
  };
}

function measuredOf({ metrics }: ExperimentAsk) {
  return (row: MeasuredRow): MetricSums => ({
    ...{ arm: row.arm_name, value: row.value },
    dimension: Number(row.dimension) === 0 ? null : Number(row.dimension) - 1,
    sums: metrics.map((_, at) => METRIC_SUMS.map((name) => Number(row[`${name}_${at}`] ?? 0))),
  });
}

/**
 * The exposed, one row each: `key`, `arm` and `first` (microseconds) of the first exposure, whether another arm came after, and
 * the values of segments. People are told apart by 64 bits of hash: among ten million, two fall together once in 400,000 times.
 */
function compilePeople(view: EventView, asked: ExperimentAsk, values: BoundValues): string {
  const { exposure, range, arms, segments = [] } = asked;
  const { from, before } = instantsOf(range);
  const armText = compileProperty(exposure.armProperty, values);
  const conditions = [
    `name = ${values.text(exposure.event)}`,
    ...(exposure.experimentProperty === ""
      ? []
      : [
          `${compileProperty(exposure.experimentProperty, values)} = ${values.text(exposure.experiment)}`,
        ]),
    `at >= ${compileInstant(from, values)} AND at < ${compileInstant(before, values)}`,
    arms === undefined ? `${armText} != ''` : `has(${values.texts(arms)}, ${armText})`,
  ];
  // A place among known arms is cheaper to compare than a name.
  const columns = [
    arms === undefined
      ? `${armText} AS shown`
      : `toUInt8(indexOf(${values.texts(arms)}, ${armText})) AS shown`,
    `${MICROSECONDS} AS us`,
    ...segments.map((name, at) => `toLowCardinality(${compileProperty(name, values)}) AS s${at}`),
  ];
  const firstOf = (column: string) => `argMin(${column}, us)`;
  return `SELECT cityHash64(actor) AS key, ${firstOf("shown")} AS arm, min(us) AS first, min(shown) != max(shown) AS has_crossed
      ${segments.map((_, at) => `, ${firstOf(`s${at}`)} AS value${at}`).join("")}
    FROM ${visibleEvents(view, columns, conditions.join(" AND "), values)} GROUP BY key`;
}

/** Every person once for all, and once for each segment. */
function dimensionsOf({ segments = [] }: ExperimentAsk): string {
  return segments.length === 0
    ? "0 AS dimension, '' AS value"
    : `arrayJoin([(0, '')${segments.map((_, at) => `, (${at + 1}, toString(value${at}))`).join("")}]) AS place, place.1 AS dimension, place.2 AS value`;
}

/** The name of an arm that {@link compilePeople} gave. */
function armName({ arms }: ExperimentAsk, values: BoundValues): string {
  return arms === undefined ? "arm" : `arrayElement(${values.texts(arms)}, arm)`;
}

function compileExposed(view: EventView, asked: ExperimentAsk, values: BoundValues): string {
  return `SELECT ${armName(asked, values)} AS arm_name, dimension, value, countIf(NOT has_crossed) AS people, countIf(has_crossed) AS crossed,
      min(first) AS first_us, max(first) AS last_us
    FROM (SELECT arm, first, has_crossed, ${dimensionsOf(asked)} FROM (${compilePeople(view, asked, values)}))
    GROUP BY arm, dimension, value ORDER BY dimension, arm_name, value`;
}

/** Sums over people; who did nothing adds nothing. */
function compileMeasured(view: EventView, asked: ExperimentAsk, values: BoundValues): string {
  const sums = asked.metrics.flatMap((metric, at) => sumFigures(metric, at));
  return `SELECT ${armName(asked, values)} AS arm_name, dimension, value, ${sums.join(", ")}
    FROM (SELECT *, ${dimensionsOf(asked)} FROM (${compileValues(view, asked, values)}))
    GROUP BY arm, dimension, value`;
}

/** What each of the exposed who did anything did. A person stands once among the exposed, so the cheaper join is enough. */
function compileValues(view: EventView, asked: ExperimentAsk, values: BoundValues): string {
  const { metrics, range, beforeDays = DEFAULT_BEFORE_DAYS, segments = [] } = asked;
  const beforeUs = beforeDays * DAY_US;
  const { from } = instantsOf(range);
  const usesBefore = metrics.some((metric) => metric.usesBefore === true);
  const matches = metrics.flatMap(({ match, per }) => (per === undefined ? [match] : [match, per]));
  const since = compileInstant(from - (usesBefore ? beforeUs : 0), values);
  const columns = [
    `${MICROSECONDS} AS us`,
    ...metrics.flatMap((metric, at) => measureColumns(metric, at, values)),
  ];
  const events = visibleEvents(
    view,
    columns,
    `at >= ${since} AND ${compileAny(matches, values)}`,
    values,
  );
  const exposed = compilePeople(view, asked, values);
  const names = segments.map((_, at) => `value${at}`);
  const kept = ["arm", ...names].map((name) => `any(${name}) AS ${name}`).join(", ");
  const figures = metrics.flatMap((metric, at) => personFigures(metric, at, beforeUs));
  return `SELECT key, ${kept}, ${figures.join(", ")}
      FROM (SELECT cityHash64(actor) AS key, * FROM ${events}) AS done
      LEFT ANY JOIN (SELECT * FROM (${exposed}) WHERE NOT has_crossed) AS exposed USING (key)
      WHERE first > 0 GROUP BY key`;
}

/** What an event adds to a metric (`a`) and to what it is per (`b`). */
function measureColumns(metric: EventMetric, at: number, values: BoundValues): string[] {
  const { match, property, per, kind } = metric;
  const is = compileMatch(match, values);
  const amount =
    property === undefined || kind === "conversion" || kind === "count"
      ? `toFloat64(${is})`
      : `if(${is}, ifNull(${compileNumber(compileProperty(property, values))}, 0), 0)`;
  return [
    `${amount} AS a${at}`,
    ...(per === undefined ? [] : [`toFloat64(${compileMatch(per, values)}) AS b${at}`]),
  ];
}

/** A person's value `v`, what it is per `p`, and the value from before `w`. */
function personFigures(metric: EventMetric, at: number, beforeUs: number): string[] {
  const { kind, windowMs, per, usesBefore } = metric;
  const until = windowMs === undefined ? "" : ` AND us < first + ${Math.round(windowMs * 1000)}`;
  const after = `us >= first${until}`;
  const before = `us < first AND us >= first - ${Math.round(beforeUs)}`;
  const how = kind === "conversion" ? "maxIf" : "sumIf";
  return [
    `${how}(a${at}, ${after}) AS v${at}`,
    ...(per === undefined ? [] : [`sumIf(b${at}, ${after}) AS p${at}`]),
    ...(usesBefore === true ? [`${how}(a${at}, ${before}) AS w${at}`] : []),
  ];
}

function sumFigures({ per, usesBefore, kind }: EventMetric, at: number): string[] {
  const [v, p, w] = [`v${at}`, `p${at}`, `w${at}`];
  const told = (name: (typeof METRIC_SUMS)[number], sum: string) => `${sum} AS ${name}_${at}`;
  // Only those who did what it is per count in a ratio.
  const only = (sum: string) => (kind === "ratio" ? `sumIf(${sum}, ${p} > 0)` : `sum(${sum})`);
  return [
    told("sum", only(v)),
    told("squares", only(`${v} * ${v}`)),
    told("cubes", only(`${v} * ${v} * ${v}`)),
    ...(kind === "count" || kind === "sum"
      ? [
          told("fourths", `sum(${v} * ${v} * ${v} * ${v})`),
          told("positives", `countIf(${v} > 0)`),
          told("negatives", `countIf(${v} < 0)`),
        ]
      : []),
    ...(per === undefined
      ? []
      : [
          told("perSum", `sum(${p})`),
          told("perSquares", `sum(${p} * ${p})`),
          told("perProducts", only(`${v} * ${p}`)),
          told("people", `countIf(${p} > 0)`),
        ]),
    ...(usesBefore === true
      ? [
          told("beforeSum", `sum(${w})`),
          told("beforeSquares", `sum(${w} * ${w})`),
          told("beforeProducts", `sum(${v} * ${w})`),
        ]
      : []),
  ];
}
