// The one door to the chart library, fetched only by pages that draw: a chart in a place, in the page's colours, resized with it.
import { BarChart, LineChart } from "echarts/charts";
import {
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
} from "echarts/components";
import { type EChartsType, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { dayText } from "../filters/value-names.ts";

use([
  BarChart,
  LineChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  SVGRenderer,
]);

/** A style's value of today, such as `--tone-bug`. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

export interface Drawn {
  readonly chart: EChartsType;
  readonly end: () => void;
}

/** Draws into a place; the chart follows its size until `end`. */
export function draw(place: HTMLElement, option: Parameters<EChartsType["setOption"]>[0]): Drawn {
  const chart = init(place, null, { renderer: "svg" });
  chart.setOption({
    animation: false,
    backgroundColor: "transparent",
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    ...option,
  });
  const follow = new ResizeObserver(() => chart.resize());
  follow.observe(place);
  return {
    chart,
    end: () => {
      follow.disconnect();
      chart.dispose();
    },
  };
}

/** Axis and tooltip as they are in every chart; `nameOf` says how the first day of a period is called. */
export function frame(
  weeks: readonly string[],
  nameOf: (day: string) => string = (day) => dayText(day, true),
) {
  const dimmed = colour("--mantine-color-dimmed");
  const line = colour("--mantine-color-default-border");
  return {
    tooltip: {
      trigger: "axis" as const,
      confine: true,
      backgroundColor: colour("--heed-surface"),
      borderColor: line,
      textStyle: { color: colour("--mantine-color-text"), fontSize: 12 },
      axisPointer: {
        label: { formatter: ({ value }: { value: unknown }) => nameOf(String(value)) },
      },
    },
    xAxis: {
      type: "category" as const,
      data: [...weeks],
      axisLabel: { color: dimmed, hideOverlap: true, formatter: nameOf },
      axisLine: { lineStyle: { color: line } },
      axisTick: { show: false },
    },
    valueAxis: {
      type: "value" as const,
      minInterval: 1,
      axisLabel: { color: dimmed },
      splitLine: { lineStyle: { color: line } },
    },
  };
}

/** Vertical lines at weeks, each with its word along it, so that words of near lines do not cover one another. */
export function marks(
  at: readonly { readonly week: string; readonly name: string }[],
  lineColour: string,
) {
  return {
    symbol: "none",
    silent: true,
    lineStyle: { color: lineColour, type: "dashed" as const, width: 1.4 },
    label: {
      ...{ fontSize: 11, color: lineColour, rotate: 90 },
      position: "insideEndTop" as const,
      formatter: ({ name }: { name: string }) => name,
    },
    data: at.map(({ week, name }) => ({ xAxis: week, name })),
  };
}
