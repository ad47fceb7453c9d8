// Measures what a release did to the themes it was meant to help, finds what else changed, and keeps the outcome.
import {
  type Impact,
  type ImpactSeries,
  InvalidInput,
  judgeImpact,
  leafThemes,
  mondayOf,
  scanReleases,
  seriesOf,
  type Theme,
  type ThemeCounts,
  type ThemeId,
  type ThemeName,
  type UnplannedChange,
} from "@heed/core";
import { currentReleases, findRelease } from "../releases/edit-releases.ts";
import { linkedThemes, saveOutcomes } from "../releases/release-aims.ts";
import type { Release } from "../report/releases.ts";
import type { Workspace } from "../workspace/open-workspace.ts";
import { collectCounts, collectVersions, usersByWeek } from "./collect-counts.ts";
import type { ExposureRow } from "./read-exposure.ts";

export interface MeasureOptions {
  /** Weeks looked at on each side; without it 26 before and 12 after. */
  readonly weeks?: number;
  /** Users per week, version or both; people heard without it. */
  readonly users?: readonly ExposureRow[];
  /** IANA zone in which weeks are cut. Default: the workspace's own, else UTC. */
  readonly timeZone?: string;
}

/** One theme that the release was meant to help. */
export interface MeasuredTheme {
  readonly themeId: ThemeId;
  readonly name: ThemeName;
  /** Themes that people split off it, which are counted by themselves. */
  readonly parts: readonly ThemeId[];
  readonly impact: Impact;
  readonly series: ImpactSeries;
}

export interface ReleaseImpact {
  readonly release: Release;
  /** `users` where a file told users per week. */
  readonly exposure: "people-heard" | "users";
  readonly themes: readonly MeasuredTheme[];
  /** Themes that changed at this release without being linked to it, corrected for every theme at every release. */
  readonly unplanned: readonly (UnplannedChange & { readonly name: ThemeName })[];
  /** Other releases within 4 weeks, which may share what is seen. */
  readonly nearby: readonly string[];
  /** How many pairs of theme and release were looked at for the unplanned. */
  readonly looks: number;
}

const NEAR_DAYS = 28;
const DAY_MS = 86_400_000;

/** The impact of one release; the outcomes of its linked themes are kept with it. */
export async function measureImpact(
  workspace: Workspace,
  version: string,
  options: MeasureOptions = {},
): Promise<ReleaseImpact> {
  const { records, facts } = workspace;
  if (options.weeks !== undefined && !(Number.isInteger(options.weeks) && options.weeks >= 4)) {
    throw new InvalidInput(
      "impact-weeks",
      `The weeks on each side cannot be compared: received ${options.weeks}, expected a whole number from 4 up.`,
      { hint: "Leave --weeks out to look at 26 weeks before and 12 after." },
    );
  }
  const release = await findRelease(records, version);
  const { releases } = await currentReleases(records);
  await facts.browser.refresh(options.timeZone ?? (await records.setting("time-zone")) ?? "UTC");
  const themes = leafThemes(await records.themes()).filter(({ hidden }) => hidden !== true);
  const all = await collectCounts(facts);
  const shown = new Set(themes.map(({ id }) => id));
  const counts = { ...all, themes: all.themes.filter(({ themeId }) => shown.has(themeId)) };
  const measured = await measureThemes(workspace, release, themes, counts, options);
  const linked = measured.map(({ themeId }) => themeId);
  const unplanned = scanReleases(counts, releases).filter(
    (change) => change.version === version && !linked.includes(change.themeId),
  );
  await saveOutcomes(records, version, outcomesOf(version, measured, all.weeks.at(-1) ?? null));
  return {
    release,
    exposure: usersOf(options, counts) === null ? "people-heard" : "users",
    themes: measured,
    unplanned: unplanned.map((change) => ({ ...change, name: nameOf(themes, change.themeId) })),
    nearby: nearbyOf(release, releases),
    looks: counts.themes.length * releases.length,
  };
}

async function measureThemes(
  { records, facts }: Workspace,
  release: Release,
  themes: readonly Theme[],
  counts: ThemeCounts,
  options: MeasureOptions,
): Promise<MeasuredTheme[]> {
  const linked = await linkedThemes(records, release.version);
  const ids = linked.map(({ themeId }) => themeId);
  const users = usersOf(options, counts);
  const controls = counts.themes
    .filter(({ themeId }) => !ids.includes(themeId))
    .map(({ themeId }) => seriesOf(counts, themeId, ids));
  const at = { version: release.version, monday: mondayOf(release.date) };
  const measured: MeasuredTheme[] = [];
  for (const { themeId, parts } of linked) {
    const heard = seriesOf(counts, themeId);
    const series = users === null ? heard : { ...heard, exposure: users };
    const impact = judgeImpact(series, {
      releasedOn: release.date,
      themes: linked.length,
      controls,
      versions: await collectVersions(facts, themeId, at, options.users ?? null),
      ...(options.weeks === undefined ? {} : { weeks: options.weeks }),
      ...(users === null ? {} : { second: heard }),
    });
    measured.push({ themeId, name: nameOf(themes, themeId), parts, impact, series });
  }
  return measured;
}

/** Users of each week; the last week, which may be half told, is left out. */
function usersOf({ users }: MeasureOptions, counts: ThemeCounts): number[] | null {
  const byWeek = users === undefined ? null : usersByWeek(users, counts.weeks);
  if (byWeek === null) return null;
  return byWeek.with(-1, 0);
}

function outcomesOf(
  version: string,
  measured: readonly MeasuredTheme[],
  throughWeek: string | null,
) {
  return measured.map(({ themeId, impact }) => {
    const { verdict, reason, change, confidenceLevel } = impact;
    return { version, themeId, verdict, reason, change, confidenceLevel, throughWeek };
  });
}

function nearbyOf(release: Release, releases: readonly Release[]): string[] {
  const day = Date.parse(release.date);
  return releases
    .filter(({ version, date }) => {
      const days = Math.abs(Date.parse(date) - day) / DAY_MS;
      return version !== release.version && days <= NEAR_DAYS;
    })
    .map(({ version }) => version);
}

function nameOf(themes: readonly Theme[], id: ThemeId): ThemeName {
  return themes.find((theme) => theme.id === id)?.name ?? { en: id, zh: id };
}
