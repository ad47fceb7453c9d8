// Draws how often a need is voiced week by week, corrected for how many people spoke, with releases and changes marked.
import type { Need, RateChange, WeekCount } from "@heed/core";
import { month } from "./format.ts";
import { type Html, html } from "./html.ts";
import type { Release } from "./releases.ts";
import { both } from "./words.ts";

/** Weeks that a chart shows at most. */
const MOST_WEEKS = 78;
const DAY_MS = 86_400_000;

interface Frame {
  readonly width: number;
  readonly top: number;
  readonly bottom: number;
}
const SMALL: Frame = { width: 168, top: 5, bottom: 38 };
const LARGE: Frame = { width: 720, top: 34, bottom: 150 };
const LARGE_HEIGHT = 172;
/** Two labels nearer than this would cover each other. */
const LABEL_WIDTH = 44;

/** A chart the size of a line of text, for a list. */
export function smallTrend(need: Pick<Need, "weeks" | "changes">, label: string): Html {
  const weeks = need.weeks.slice(-MOST_WEEKS);
  if (weeks.length < 2) return html``;
  return html`<svg class="trend small" viewBox="0 0 ${SMALL.width} 40" role="img" aria-label="${label}">${bars(weeks, SMALL)}${levels(weeks, need.changes, SMALL)}</svg>`;
}

/** A chart as wide as a card: months below, releases above, the rate between changes as a line. */
export function largeTrend(
  need: Pick<Need, "weeks" | "changes">,
  releases: readonly Release[],
  label: string,
): Html {
  const weeks = need.weeks.slice(-MOST_WEEKS);
  if (weeks.length < 2) return html``;
  return html`<svg class="trend large" viewBox="0 0 ${LARGE.width} ${LARGE_HEIGHT}" role="img" aria-label="${label}">
<path class="axis" d="M0,${LARGE.bottom + 0.5}H${LARGE.width}"/>${bars(weeks, LARGE)}${releaseMarks(weeks, releases)}${levels(weeks, need.changes, LARGE)}${monthMarks(weeks)}${peakLabel(weeks)}</svg>`;
}

function rateOf({ people, allPeople }: WeekCount): number {
  return allPeople === 0 ? 0 : people / allPeople;
}

function peakOf(weeks: readonly WeekCount[]): number {
  return Math.max(...weeks.map(rateOf), 0.01);
}

function bars(weeks: readonly WeekCount[], frame: Frame): Html {
  const step = frame.width / weeks.length;
  const gap = Math.min(2, step * 0.25);
  const peak = peakOf(weeks);
  const marks = weeks.flatMap((week, index) => {
    const height = (rateOf(week) / peak) * (frame.bottom - frame.top);
    if (height === 0) return [];
    const x = index * step + gap / 2;
    return [
      `M${fix(x)},${frame.bottom}v${fix(-Math.max(1, height))}h${fix(step - gap)}V${frame.bottom}z`,
    ];
  });
  return html`<path class="bars" d="${marks.join("")}"/>`;
}

/** The mean rate of each stretch between changes; one stretch says nothing that the bars do not. */
function levels(weeks: readonly WeekCount[], changes: readonly RateChange[], frame: Frame): Html {
  const at = changes
    .map(({ weekDate }) => weeks.findIndex((week) => week.weekDate === weekDate))
    .filter((index) => index > 0);
  if (at.length === 0) return html``;
  const step = frame.width / weeks.length;
  const peak = peakOf(weeks);
  const edges = [0, ...at, weeks.length];
  const points = edges.slice(1).map((to, index) => {
    const stretch = weeks.slice(edges[index]!, to);
    const heard = stretch.reduce((sum, week) => sum + week.allPeople, 0);
    const people = stretch.reduce((sum, week) => sum + week.people, 0);
    const rate = heard === 0 ? 0 : people / heard;
    const y = frame.bottom - (rate / peak) * (frame.bottom - frame.top);
    return `${index === 0 ? "M0," : "V"}${fix(y)}H${fix(to * step)}`;
  });
  return html`<path class="level" d="${points.join("")}"/>`;
}

function releaseMarks(weeks: readonly WeekCount[], releases: readonly Release[]): Html[] {
  const start = Date.parse(weeks[0]!.weekDate);
  const end = Date.parse(weeks.at(-1)!.weekDate) + 7 * DAY_MS;
  let lastLabel = Number.NEGATIVE_INFINITY;
  return releases.flatMap(({ version, date }) => {
    const at = Date.parse(date);
    if (Number.isNaN(at) || at < start || at >= end) return [];
    const x = ((at - start) / (end - start)) * LARGE.width;
    const isFree = x - lastLabel >= LABEL_WIDTH;
    if (isFree) lastLabel = x;
    const anchor = x > LARGE.width - LABEL_WIDTH ? "end" : "start";
    const label = isFree
      ? html`<text class="release" x="${fix(x + (anchor === "end" ? -4 : 4))}" y="14" text-anchor="${anchor}">${version}</text>`
      : html``;
    return [html`<path class="release" d="M${fix(x)},4V${LARGE.bottom}"/>${label}`];
  });
}

function monthMarks(weeks: readonly WeekCount[]): Html[] {
  const step = LARGE.width / weeks.length;
  let lastLabel = Number.NEGATIVE_INFINITY;
  return weeks.flatMap(({ weekDate }, index) => {
    const isFirst = Number(weekDate.slice(8)) <= 7;
    if (!isFirst || index * step - lastLabel < LABEL_WIDTH || index * step > LARGE.width - 30)
      return [];
    lastLabel = index * step;
    const { en, zh } = month(weekDate);
    return [
      html`<text class="axis" x="${fix(index * step)}" y="${LARGE.bottom + 16}"><tspan class="en">${en}</tspan><tspan class="zh">${zh}</tspan></text>`,
    ];
  });
}

function peakLabel(weeks: readonly WeekCount[]): Html {
  const peak = peakOf(weeks);
  const index = weeks.findIndex((week) => rateOf(week) === peak);
  if (index < 0) return html``;
  const x = Math.min(LARGE.width - 34, Math.max(0, index * (LARGE.width / weeks.length)));
  return html`<text class="peak" x="${fix(x)}" y="${LARGE.top - 5}">${(peak * 100).toFixed(0)} %</text>`;
}

/** What the chart shows. */
export function trendCaption(
  hasChanges: boolean,
  {
    releases,
    areReleasesListed,
  }: { readonly releases: readonly Release[]; readonly areReleasesListed: boolean },
): Html {
  const level = hasChanges
    ? { en: "; the step line is the rate between changes", zh: "；阶梯线为各次变化之间的水平" }
    : { en: "", zh: "" };
  const marks =
    releases.length === 0
      ? { en: "", zh: "" }
      : areReleasesListed
        ? { en: "; dashed lines are releases", zh: "；虚线为版本发布" }
        : { en: "; dashed lines: a version first heard of", zh: "；虚线为首次听到该版本" };
  return both({
    en: `Share of the people heard each week who say it${level.en}${marks.en}.`,
    zh: `每周发声者中提到它的占比${level.zh}${marks.zh}。`,
  });
}

function fix(value: number): string {
  return String(Math.round(value * 10) / 10);
}
