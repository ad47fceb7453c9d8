// An answer as a chart: days or texts in the first column, figures in the others.
import type { SqlAnswer } from "@heed/core/api";
import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import { colour, draw, frame } from "../charts/draw.ts";
import { useWords } from "./analyse-words.ts";

const TONES = ["praise", "request", "complaint", "question", "bug", "other"] as const;
const MOST_BARS = 200;

export interface ChartOfRows {
  readonly isOverTime: boolean;
  readonly labels: readonly string[];
  readonly series: readonly {
    readonly name: string;
    readonly values: readonly (number | null)[];
  }[];
}

/** The chart that rows are, or null where they are none. */
export function chartOf({ columns, rows }: SqlAnswer): ChartOfRows | null {
  const [first, ...others] = columns;
  if (first === undefined || rows.length < 2) return null;
  const figures = others
    .map(({ name, type }, index) => ({ name, type, place: index + 1 }))
    .filter(({ type }) => /^(?:Nullable\()?(?:U?Int|Float|Decimal)/.test(type))
    .slice(0, TONES.length);
  if (figures.length === 0) return null;
  const shown = rows.slice(0, MOST_BARS);
  return {
    isOverTime: /Date/.test(first.type),
    labels: shown.map((row) => String(row[0])),
    series: figures.map(({ name, place }) => ({
      name,
      values: shown.map((row) => {
        const value = row[place];
        return value === null || value === undefined ? null : Number(value);
      }),
    })),
  };
}

export function SqlChart({ chart }: { readonly chart: ChartOfRows }) {
  const t = useWords();
  const place = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme("light");
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read anew when the scheme changes.
  useEffect(() => {
    const { tooltip, xAxis, valueAxis } = frame(chart.labels);
    const { end } = draw(place.current!, {
      grid: { left: 64, right: 18, top: 44, bottom: 28 },
      legend: {
        top: 0,
        left: 0,
        type: "scroll",
        textStyle: { color: colour("--mantine-color-text") },
      },
      tooltip,
      xAxis,
      yAxis: { ...valueAxis, minInterval: 0 },
      series: chart.series.map(({ name, values }, index) => ({
        name,
        type: chart.isOverTime ? ("line" as const) : ("bar" as const),
        ...(chart.isOverTime ? { symbol: "none" } : {}),
        color: colour(`--tone-${TONES[index]}`),
        data: [...values],
      })),
    });
    return end;
  }, [chart, scheme]);
  return <div ref={place} style={{ height: 340 }} role="img" aria-label={t("sql.chart")} />;
}
