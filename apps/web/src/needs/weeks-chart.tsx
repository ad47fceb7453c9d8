// People a week who voice a need, against everyone heard that week; a click opens that week's voices.

import type { NeedDetail } from "@heed/core/api";
import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { colour, draw, frame, marks } from "../charts/draw.ts";

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
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read anew when the scheme changes.
  useEffect(() => {
    const { tooltip, xAxis, valueAxis } = frame(need.weeks.map(({ weekDate }) => weekDate));
    const grey = colour("--mantine-color-dimmed");
    const named = { color: grey, padding: 0 };
    const { chart, end } = draw(place.current!, {
      grid: { left: 34, right: 36, top: 34, bottom: 26 },
      tooltip,
      xAxis,
      yAxis: [
        { ...valueAxis, name: t("need.peopleVoicing"), nameTextStyle: { ...named, align: "left" } },
        {
          ...valueAxis,
          splitLine: { show: false },
          name: t("need.peopleHeard"),
          nameTextStyle: { ...named, align: "right" },
        },
      ],
      series: [
        {
          name: t("need.peopleVoicing"),
          type: "bar",
          barMaxWidth: 26,
          data: need.weeks.map(({ people }) => people),
          itemStyle: {
            color: colour("--mantine-primary-color-filled"),
            borderRadius: [3, 3, 0, 0],
          },
          markLine: marks(
            need.changes.map(({ weekDate }) => ({ week: weekDate, name: t("need.change") })),
            colour("--heed-amber"),
          ),
        },
        {
          name: t("need.peopleHeard"),
          type: "line",
          yAxisIndex: 1,
          symbol: "none",
          lineStyle: { color: grey, width: 1.2, type: "dotted" },
          itemStyle: { color: grey },
          data: need.weeks.map(({ allPeople }) => allPeople),
        },
      ],
    });
    chart.on("click", ({ name }) => onWeek(name));
    return end;
  }, [need, scheme, t, onWeek]);
  return <div ref={place} style={{ height: 220 }} role="img" aria-label={t("need.weeks")} />;
}
