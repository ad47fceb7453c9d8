// Finds the limits of extreme values over all arms in ClickHouse SQL, and sums each arm with values moved onto them.
import type { CapAsk, ExperimentAsk, FoundCap, Limits, TailQuantile } from "@heed/core";
import type { BoundValues } from "../events/bound-values.ts";
import type { Ask } from "../events/measure-trend.ts";

/** The people's values (`v0`, `w0`, …, `arm`) as a query, and what runs one. */
interface People {
  readonly people: (values: BoundValues) => string;
  readonly ask: Ask;
}
type Row = Readonly<Record<string, number | string | null>>;

export async function findCaps(
  asked: ExperimentAsk,
  asks: readonly CapAsk[],
  { people, ask }: People,
): Promise<FoundCap[]> {
  const [row = {}] = await ask<Row>((values) => compileLimits(asks, people(values), values));
  const found = asks.map((cap, place) => ({
    cap,
    limits: {
      low: limitOf(cap.low, row, `low${place}`),
      high: limitOf(cap.high, row, `high${place}`),
    },
  }));
  const rows = await ask<Row>((values) => compileCapped(asked, found, people(values), values));
  return found.map(({ cap, limits }, place) => ({
    ...{ ask: cap, limits },
    sums: rows.map((sums) => {
      const figure = (name: string) => Number(sums[`${name}_${place}`] ?? 0);
      return {
        ...{ arm: String(sums.arm_name), people: Number(sums.people) },
        ...{ sum: figure("sum"), squares: figure("squares"), cubes: figure("cubes") },
        ...{ beforeProducts: figure("products"), moved: figure("moved") },
        ...{ movedSquares: figure("moved_squares"), allSquares: figure("all_squares") },
      };
    }),
  }));
}

/** Every order statistic that a limit is made of; 0 needs none. */
function compileLimits(asks: readonly CapAsk[], people: string, values: BoundValues): string {
  const columns = asks.flatMap(({ at, low, high }, place) => {
    const own = ({ parts }: TailQuantile, name: string) =>
      parts.map(({ side, level }, part) => {
        const sign = side === "positive" ? ">" : "<";
        return `quantileExactInclusiveIf(${level})(v${at}, v${at} ${sign} ${values.integer(0)}) AS ${name}_${part}`;
      });
    return [...own(low, `low${place}`), ...own(high, `high${place}`)];
  });
  return `SELECT ${["count() AS people", ...columns].join(", ")} FROM (${people})`;
}

function limitOf({ parts }: TailQuantile, row: Row, name: string): number {
  return parts.reduce((sum, { weight }, part) => sum + weight * Number(row[`${name}_${part}`]), 0);
}

function compileCapped(
  { arms, metrics }: ExperimentAsk,
  found: readonly { readonly cap: CapAsk; readonly limits: Limits }[],
  people: string,
  values: BoundValues,
): string {
  const columns = found.flatMap(({ cap: { at, mean }, limits }, place) => {
    const [low, high] = [values.number(limits.low), values.number(limits.high)];
    const [v, c] = [`v${at}`, `least(${high}, greatest(${low}, v${at}))`];
    const off = `pow(${v} - ${values.number(mean)}, 2)`;
    const isBeyond = `${v} < ${low} OR ${v} > ${high}`;
    const products = metrics[at]!.usesBefore === true ? `sum(${c} * w${at})` : "0";
    return [
      `sum(${c}) AS sum_${place}`,
      `sum(${c} * ${c}) AS squares_${place}`,
      `sum(${c} * ${c} * ${c}) AS cubes_${place}`,
      `${products} AS products_${place}`,
      `countIf(${isBeyond}) AS moved_${place}`,
      `sumIf(${off}, ${isBeyond}) AS moved_squares_${place}`,
      `sum(${off}) AS all_squares_${place}`,
    ];
  });
  const name = arms === undefined ? "arm" : `arrayElement(${values.texts(arms)}, arm)`;
  return `SELECT ${name} AS arm_name, count() AS people, ${columns.join(", ")} FROM (${people}) GROUP BY arm`;
}
