// People a week who voice a need, against everyone heard that week; a click opens that week's voices.

import type { NeedDetail } from "@heed/core/api";
import { useComputedColorScheme } from "@mantine/core";
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

use([BarChart, LineChart, GridComponent, TooltipComponent, MarkLineComponent, SVGRenderer]);

export function WeeksChart({
  need,
  onWeek,
}: {
  readonly need: NeedDetail;
  readonly onWeek: (weekDate: string) => void;
}) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme("light");
  useEffect(() => {
    const chart = init(place.current!, scheme === "dark" ? "dark" : null, { renderer: "svg" });
    chart.setOption({
      backgroundColor: "transparent",
      grid: { left: 36, right: 40, top: 12, bottom: 28 },
      tooltip: { trigger: "axis" },
      xAxis: { type: "category", data: need.weeks.map(({ weekDate }) => weekDate) },
      yAxis: [
        { type: "value", minInterval: 1 },
        { type: "value", minInterval: 1, splitLine: { show: false } },
      ],
      series: [
        {
          name: t("need.peopleVoicing"),
          type: "bar",
          data: need.weeks.map(({ people }) => people),
          itemStyle: {
            color: scheme === "dark" ? "#6aa98f" : "#2f5d50",
            borderRadius: [3, 3, 0, 0],
          },
          markLine: {
            symbol: "none",
            label: { formatter: t("need.change"), fontSize: 11 },
            lineStyle: { color: "#e8890c", type: "dashed" },
            data: need.changes.map(({ weekDate }) => ({ xAxis: weekDate })),
          },
        },
        {
          name: t("need.peopleHeard"),
          type: "line",
          yAxisIndex: 1,
          symbol: "none",
          lineStyle: { color: "#9aa3ad", width: 1.2, type: "dotted" },
          itemStyle: { color: "#9aa3ad" },
          data: need.weeks.map(({ allPeople }) => allPeople),
        },
      ],
      animation: false,
    });
    chart.on("click", ({ name }) => onWeek(name));
    const follow = new ResizeObserver(() => chart.resize());
    follow.observe(place.current!);
    return () => {
      follow.disconnect();
      chart.dispose();
    };
  }, [need, scheme, t, onWeek]);
  return <div ref={place} style={{ height: 220 }} role="img" aria-label={t("need.weeks")} />;
}
