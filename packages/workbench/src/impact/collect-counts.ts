// Counts, by week, who voiced each theme and who was heard: by what is assigned now, before a release and after it alike.
import {
  type BrowseFilter,
  compareVersions,
  type FactStore,
  type ImpactSeries,
  type MatterWords,
  matterFilter,
  type ThemeCounts,
  type ThemeId,
  themeNumber,
  type VersionCounts,
  type WeeklySeries,
} from "@heed/core";
import type { ExposureRow } from "./read-exposure.ts";

/** Our own product's voices that make a need. */
const VOICED: BrowseFilter = { kinds: ["bug", "complaint", "request", "question"], rivals: [""] };
const HEARD: BrowseFilter = { rivals: [""] };
const MOST_THEMES = 10_000;
const MOST_VERSIONS = 500;
const VERSION_WEEKS = 13;

/** People by week for every theme, and people heard; the browser must be level with the facts. */
export async function collectCounts(facts: FactStore): Promise<ThemeCounts> {
  const [all, voiced] = await Promise.all([
    facts.browser.weekly(HEARD, null, 1),
    facts.browser.weekly(VOICED, "theme", MOST_THEMES),
  ]);
  const place = new Map(voiced.weeks.map((week, at) => [week, at]));
  return {
    weeks: all.weeks,
    heard: all.heard,
    themes: voiced.series
      .map(({ value, people }) => ({
        themeId: value as ThemeId,
        people: all.weeks.map((week) => people[place.get(week) ?? -1] ?? 0),
      }))
      .sort((a, b) => themeNumber(a.themeId) - themeNumber(b.themeId)),
  };
}

/** People by week who voice any of several themes, each once, over the weeks of `counts`. */
export async function collectTogether(
  facts: FactStore,
  themeIds: readonly ThemeId[],
  { weeks, themes }: ThemeCounts,
): Promise<readonly number[]> {
  if (themeIds.length === 1) {
    const own = themes.find((theme) => theme.themeId === themeIds[0]);
    return own?.people ?? weeks.map(() => 0);
  }
  const told = await facts.browser.weekly({ ...VOICED, themeIds: [...themeIds] }, null, 1);
  const place = new Map(told.weeks.map((week, at) => [week, at]));
  return weeks.map((week) => told.heard[place.get(week) ?? -1] ?? 0);
}

/** People by week who voice a matter, each once, over the weeks of `counts`, and all themes without what is counted there. */
export async function collectMatter(
  facts: FactStore,
  words: MatterWords,
  { weeks, heard }: ThemeCounts,
): Promise<{
  readonly people: readonly number[];
  readonly others: readonly { readonly themeId: ThemeId; readonly series: ImpactSeries }[];
}> {
  const matter = matterFilter(words);
  const [told, rest] = await Promise.all([
    facts.browser.weekly(matter, null, 1),
    facts.browser.weekly({ ...VOICED, except: matter }, "theme", MOST_THEMES),
  ]);
  const over = (from: readonly string[], counts: readonly number[]) => {
    const place = new Map(from.map((week, at) => [week, at]));
    return weeks.map((week) => counts[place.get(week) ?? -1] ?? 0);
  };
  const people = over(told.weeks, told.heard);
  const others = rest.series.map(({ value, people: own }) => {
    const counted = over(rest.weeks, own);
    // As among themes: who voices the matter leaves the people of whom the others are counted.
    const exposure = heard.map((count, at) =>
      Math.max(count - people[at]!, counted[at]!, Math.min(count, 1)),
    );
    return { themeId: value as ThemeId, series: { weeks, people: counted, exposure } };
  });
  return {
    people,
    others: others.sort((a, b) => themeNumber(a.themeId) - themeNumber(b.themeId)),
  };
}

/** Users of each week, 0 where the file tells none; null for a file without weeks. */
export function usersByWeek(
  rows: readonly ExposureRow[],
  weeks: readonly string[],
): number[] | null {
  if (!rows.some(({ week }) => week !== null)) return null;
  const users = new Map<string | null, number>();
  for (const row of rows) users.set(row.week, (users.get(row.week) ?? 0) + row.users);
  return weeks.map((week) => users.get(week) ?? 0);
}

/** People heard by version from the week of a release on. */
export function collectVersionsHeard(facts: FactStore, monday: string): Promise<WeeklySeries> {
  return facts.browser.weekly({ ...HEARD, fromDate: monday }, "version", MOST_VERSIONS);
}

/** What themes, taken together, or a matter were voiced on versions before a release and from it on, over the 13 weeks from the release on. */
export async function collectVersions(
  facts: FactStore,
  what: BrowseFilter,
  release: { readonly version: string; readonly monday: string },
  users: readonly ExposureRow[] | null,
  heard: WeeklySeries,
): Promise<{ old: VersionCounts; fresh: VersionCounts }> {
  const asked = { ...VOICED, ...what, fromDate: release.monday };
  const told = await facts.browser.weekly(asked, "version", MOST_VERSIONS);
  const weeks = heard.weeks.slice(0, VERSION_WEEKS);
  const known = users?.some(({ version }) => version !== null) === true ? users : null;
  const exposureOf = (version: string): number[] => {
    if (known === null)
      return heard.series.find((one) => one.value === version)?.people.slice() ?? [];
    const of = known.filter((row) => row.version === version);
    return weeks.map((week) =>
      of.reduce((sum, row) => (row.week === null || row.week === week ? sum + row.users : sum), 0),
    );
  };
  const place = new Map(told.weeks.map((week, at) => [week, at]));
  const side = (isFresh: boolean): VersionCounts => {
    const own = (version: string) => compareVersions(version, release.version) >= 0 === isFresh;
    const versions = heard.series.map(({ value }) => value).filter(own);
    const exposures = versions.map(exposureOf);
    const voices = told.series.filter(({ value }) => own(value));
    const sum = (values: readonly (number | undefined)[]) =>
      values.reduce<number>((total, value) => total + (value ?? 0), 0);
    return {
      people: weeks.map((week) => sum(voices.map((one) => one.people[place.get(week) ?? -1]))),
      exposure: weeks.map((_, at) => sum(exposures.map((one) => one[at]))),
    };
  };
  return { old: side(false), fresh: side(true) };
}
