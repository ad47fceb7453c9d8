// Weekly series as lines, releases as marks on the weeks in which they shipped.
import type { Release, TrendTable } from "@heed/core/api";
import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { colour, draw, frame, marks } from "../charts/draw.ts";
import { mondayOf } from "./monday-of.ts";

const TONES: Readonly<Record<string, string>> = {
  bug: "--tone-bug",
  request: "--tone-request",
  complaint: "--tone-complaint",
  praise: "--tone-praise",
  question: "--tone-question",
  other: "--tone-other",
  negative: "--tone-bug",
  neutral: "--tone-other",
  positive: "--tone-praise",
};
const PLAIN = ["praise", "request", "complaint", "question", "bug", "other"] as const;

export function TrendsChart({
  table,
  per,
  nameOf,
  releases,
}: {
  readonly table: TrendTable;
  readonly per: "people" | "share";
  readonly nameOf: (value: string) => string;
  readonly releases: readonly Release[];
}) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme("light");
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read anew when the scheme changes.
  useEffect(() => {
    const { tooltip, xAxis, valueAxis } = frame(table.weeks);
    const weeks = new Set(table.weeks);
    const shipped = Map.groupBy(releases, ({ date }) => mondayOf(date));
    const releaseMarks = [...shipped]
      .filter(([week]) => weeks.has(week))
      .map(([week, of]) => ({ week, name: of.map(({ version }) => version).join(", ") }));
    const { end } = draw(place.current!, {
      grid: { left: 42, right: 18, top: 64, bottom: 28 },
      legend: {
        top: 0,
        left: 0,
        type: "scroll",
        icon: "roundRect",
        itemHeight: 8,
        textStyle: { color: colour("--mantine-color-text") },
      },
      tooltip: {
        ...tooltip,
        valueFormatter: (value: unknown) =>
          per === "share" ? `${Number(value).toFixed(1)} %` : String(value),
      },
      xAxis,
      yAxis: {
        ...valueAxis,
        name: t(per === "share" ? "trends.axisShare" : "trends.axisPeople"),
        nameTextStyle: { color: colour("--mantine-color-dimmed"), align: "left", padding: 0 },
        ...(per === "share"
          ? { axisLabel: { ...valueAxis.axisLabel, formatter: "{value} %" } }
          : {}),
      },
      series: table.series.map(({ value, people }, index) => ({
        name: nameOf(value),
        type: "line" as const,
        symbol: "none",
        smooth: 0.15,
        lineStyle: { width: 2 },
        color: colour(TONES[value] ?? `--tone-${PLAIN[index % PLAIN.length]}`),
        data: people.map((count, week) =>
          per === "share" ? (100 * count) / (table.heard[week] || 1) : count,
        ),
        ...(index === 0 ? { markLine: marks(releaseMarks, colour("--heed-amber")) } : {}),
      })),
    });
    return end;
  }, [table, per, nameOf, releases, scheme, t]);
  return <div ref={place} style={{ height: 380 }} role="img" aria-label={t("trends.title")} />;
}
