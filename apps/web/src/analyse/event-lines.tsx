// The lines of a trend of events; a point opens on its people, changes stand as marks.
import type { EventTrendView } from "@heed/core/api";
import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import { colour, draw, frame, marks } from "../charts/draw.ts";
import { dayText, monthText } from "../filters/value-names.ts";
import { useWords } from "./analyse-words.ts";

const TONES = ["praise", "request", "complaint", "question", "bug", "other"] as const;

export type TrendLine = EventTrendView["lines"][number];

export function EventLines({
  answer,
  changes,
  period,
  nameOf,
  onPoint,
}: {
  readonly answer: EventTrendView;
  /** First days of periods from which on a series is another. */
  readonly changes: readonly string[];
  readonly period: string;
  readonly nameOf: (line: TrendLine) => string;
  readonly onPoint: (startDate: string, line: TrendLine) => void;
}) {
  const t = useWords();
  const place = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme("light");
  const point = useRef(onPoint);
  point.current = onPoint;
  const name = useRef(nameOf);
  name.current = nameOf;
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read anew when the scheme changes.
  useEffect(() => {
    const { tooltip, xAxis, valueAxis } = frame(
      answer.startDates,
      period === "month" ? monthText : undefined,
    );
    const lines = answer.lines.map((line, index) => ({
      name: name.current(line),
      type: "line" as const,
      symbol: "circle",
      symbolSize: 6,
      lineStyle: { width: 2 },
      color: colour(`--tone-${TONES[index % TONES.length]}`),
      data: [...line.values],
      ...(index === 0
        ? {
            markLine: marks(
              changes.map((week) => ({ week, name: dayText(week, true) })),
              colour("--heed-amber"),
            ),
          }
        : {}),
    }));
    const earlier = (answer.previous?.lines ?? []).map((line, index) => ({
      name: `${name.current(line)} (${t("trend.before")})`,
      type: "line" as const,
      symbol: "none",
      lineStyle: { width: 1.5, type: "dashed" as const },
      color: colour(`--tone-${TONES[index % TONES.length]}`),
      data: line.values.slice(0, answer.startDates.length),
    }));
    const { chart, end } = draw(place.current!, {
      grid: { left: 56, right: 18, top: 44, bottom: 28 },
      legend: {
        top: 0,
        left: 0,
        type: "scroll",
        icon: "roundRect",
        itemHeight: 8,
        textStyle: { color: colour("--mantine-color-text") },
      },
      tooltip,
      xAxis,
      yAxis: { ...valueAxis, minInterval: 0 },
      series: [...lines, ...earlier],
    });
    chart.on("click", ({ seriesIndex = -1, dataIndex = -1 }) => {
      const line = answer.lines[seriesIndex];
      const startDate = answer.startDates[dataIndex];
      if (line !== undefined && startDate !== undefined) point.current(startDate, line);
    });
    return end;
  }, [answer, changes, period, scheme]);
  return <div ref={place} style={{ height: 340 }} role="img" aria-label={t("trend.chart")} />;
}
