// Measures what a release did to the themes it was meant to help, finds what else changed, and keeps the outcome.
import {
  definitionKey,
  type FactStore,
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
  type WeeklySeries,
} from "@heed/core";
import { currentReleases, findRelease } from "../releases/edit-releases.ts";
import { linkedMatters, linkedThemes, saveOutcomes } from "../releases/release-aims.ts";
import type { Release } from "../report/releases.ts";
import type { Workspace } from "../workspace/open-workspace.ts";
import {
  collectCounts,
  collectTogether,
  collectVersions,
  collectVersionsHeard,
  usersByWeek,
} from "./collect-counts.ts";
import { impactSentence } from "./impact-sentence.ts";
import { type MeasuredMatter, matterOutcomes, measureMatters } from "./measure-matters.ts";
import type { ExposureRow } from "./read-exposure.ts";

export interface MeasureOptions {
  /** Weeks looked at on each side; without it 26 before and 12 after. */
  readonly weeks?: number;
  /** Users per week, version or both; people heard without it. */
  readonly users?: readonly ExposureRow[];
  /** IANA zone in which weeks are cut. Default: the workspace's own, else UTC. */
  readonly timeZone?: string;
  /** True where the browser is known to be level with the facts; it is brought level without it. */
  readonly isLevel?: boolean;
}

/** One theme that the release was meant to help. */
export interface MeasuredTheme {
  readonly themeId: ThemeId;
  readonly name: ThemeName;
  /** Themes that people split off it, or that opened beside it since; they are counted by themselves. */
  readonly parts: readonly ThemeId[];
  readonly impact: Impact;
  /** The verdict in words. */
  readonly sentence: { readonly en: string; readonly zh: string };
  readonly series: ImpactSeries;
}

/** All linked themes counted as one matter: each person once. */
export type MeasuredTogether = Pick<MeasuredTheme, "impact" | "sentence" | "series">;

export interface ReleaseImpact {
  readonly release: Release;
  /** `users` where a file told users per week. */
  readonly exposure: "people-heard" | "users";
  readonly themes: readonly MeasuredTheme[];
  /** All of them together; null with fewer than two. */
  readonly together: MeasuredTogether | null;
  /** Matters that the release was meant to help, told by their words. */
  readonly matters: readonly MeasuredMatter[];
  /** Questions that share the level: themes, all of them together, and every definition of a matter that was ever asked. */
  readonly questions: number;
  /** Themes that changed at this release without being linked to it, corrected for every theme at every release. */
  readonly unplanned: readonly (UnplannedChange & { readonly name: ThemeName })[];
  /** Other releases within 4 weeks, which may share what is seen. */
  readonly nearby: readonly string[];
  /** How many pairs of theme and release were looked at for the unplanned. */
  readonly looks: number;
}

const NEAR_DAYS = 28;
const LEAST_SIDE = 4;
const DAY_MS = 86_400_000;

/** The impact of one release; the outcomes of its linked themes are kept with it. */
export async function measureImpact(
  workspace: Workspace,
  version: string,
  options: MeasureOptions = {},
): Promise<ReleaseImpact> {
  checkWeeks(options.weeks);
  const release = await findRelease(workspace.records, version);
  return (await measureEach(workspace, [release], options))[0]!;
}

/** The impact of every release that is known, the latest first; outcomes are kept as by `measureImpact`. */
export async function measureReleases(
  workspace: Workspace,
  options: MeasureOptions = {},
): Promise<ReleaseImpact[]> {
  checkWeeks(options.weeks);
  const { releases } = await currentReleases(workspace.records);
  return measureEach(workspace, releases.toReversed(), options);
}

/** For a release that is held to nothing. */
const NOBODY: WeeklySeries = { weeks: [], heard: [], series: [] };

async function measureEach(
  workspace: Workspace,
  wanted: readonly Release[],
  options: MeasureOptions,
): Promise<ReleaseImpact[]> {
  if (wanted.length === 0) return [];
  const { records, facts } = workspace;
  const { releases } = await currentReleases(records);
  if (options.isLevel !== true) {
    await facts.browser.refresh(options.timeZone ?? (await records.setting("time-zone")) ?? "UTC");
  }
  const themes = leafThemes(await records.themes()).filter(({ hidden }) => hidden !== true);
  const all = await collectCounts(facts);
  const shown = new Set(themes.map(({ id }) => id));
  const counts = { ...all, themes: all.themes.filter(({ themeId }) => shown.has(themeId)) };
  const changes = scanReleases(counts, releases);
  const told: ReleaseImpact[] = [];
  for (const release of wanted) {
    const near = nearbyOf(release, releases);
    const asked = await questionsOf(workspace, release.version);
    const measuring: Measuring = {
      ...{ themes, counts, options, asked },
      nearby: near.map(({ date }) => date),
      versionsHeard:
        asked.questions === 0 ? NOBODY : await collectVersionsHeard(facts, mondayOf(release.date)),
    };
    const { measured, together } = await measureThemes(workspace, release, measuring);
    const matters = await measureMatters(workspace, release, {
      ...measuring,
      ...{ users: usersOf(options, counts), questions: asked.questions, matters: asked.matters },
      themeIds: asked.themes.flatMap(({ themeId }) => leavesUnder(themes, themeId)),
    });
    const linked = measured.map(({ themeId }) => themeId);
    const through = all.weeks.at(-1) ?? null;
    const unplanned = changes
      .filter((one) => one.version === release.version && !linked.includes(one.themeId))
      .map((change) => ({ ...change, name: nameOf(themes, change.themeId) }));
    await saveOutcomes(records, release.version, outcomesOf(release.version, measured, through), {
      ...matterOutcomes(release.version, matters, through),
      hasUnplanned: unplanned.length > 0,
    });
    told.push({
      release,
      exposure: usersOf(options, counts) === null ? "people-heard" : "users",
      themes: measured,
      ...{ together, matters, questions: asked.questions },
      unplanned,
      nearby: near.map((other) => other.version),
      looks: counts.themes.length * releases.length,
    });
  }
  return told;
}

/** What a release is held to, and how many questions that makes. */
async function questionsOf({ records }: Workspace, version: string) {
  const themes = await linkedThemes(records, version);
  const { matters, tried } = await linkedMatters(records, version);
  const definitions = new Set([...tried, ...matters.map(definitionKey)]);
  // The themes as a whole are one more question, so it shares the level with them.
  const questions = themes.length + Number(themes.length > 1) + definitions.size;
  return { themes, matters, questions };
}

interface Measuring {
  /** Leaves that are shown. */
  readonly themes: readonly Theme[];
  readonly counts: ThemeCounts;
  readonly options: MeasureOptions;
  /** Days of other releases within 4 weeks. */
  readonly nearby: readonly string[];
  readonly asked: Awaited<ReturnType<typeof questionsOf>>;
  /** How many people were heard on each version since the week of the release. */
  readonly versionsHeard: WeeklySeries;
}

async function measureThemes(
  { records, facts }: Workspace,
  release: Release,
  { themes, counts, options, nearby, asked, versionsHeard }: Measuring,
): Promise<Pick<ReleaseImpact, "together"> & { measured: MeasuredTheme[] }> {
  const { themes: linked, questions } = asked;
  if (linked.length === 0) return { measured: [], together: null };
  const all = await records.themes();
  const users = usersOf(options, counts);
  const at = { version: release.version, monday: mondayOf(release.date) };
  const leavesOf = (id: ThemeId) => leavesUnder(themes, id);
  const every = [...new Set(linked.flatMap(({ themeId }) => leavesOf(themeId)))];
  const controls = counts.themes
    .filter(({ themeId }) => !every.includes(themeId))
    .map(({ themeId }) => seriesOf(counts, themeId, every));
  const judge = async (leaves: readonly ThemeId[], parts: readonly ThemeId[]) => {
    const people = await collectTogether(facts, leaves, counts);
    const heard = { weeks: counts.weeks, people, exposure: counts.heard };
    const series = users === null ? heard : { ...heard, exposure: users };
    const impact = judgeImpact(series, {
      releasedOn: release.date,
      themes: questions,
      controls,
      nearby,
      versions: await collectVersions(
        facts,
        { themeIds: leaves },
        at,
        options.users ?? null,
        versionsHeard,
      ),
      ...(options.weeks === undefined ? {} : { weeks: options.weeks }),
      ...(users === null ? {} : { second: heard }),
      ...(parts.length === 0 ? {} : { parts: await partsOf(facts, counts, series, parts, leaves) }),
    });
    return { impact, sentence: impactSentence(impact), series };
  };
  const measured: MeasuredTheme[] = [];
  for (const { themeId, parts: split } of linked) {
    const leaves = leavesOf(themeId);
    const parts = [...split, ...openedBeside(leaves, themes, counts, at.monday)];
    const known = [...new Set(parts)].filter((part) => !leaves.includes(part));
    measured.push({
      ...{ themeId, name: nameOf(all, themeId), parts: known },
      ...(await judge(leaves, known)),
    });
  }
  return { measured, together: measured.length > 1 ? await judge(every, []) : null };
}

/** The leaves of a group, or the theme itself. */
function leavesUnder(themes: readonly Theme[], id: ThemeId): ThemeId[] {
  const leaves = themes.filter(({ parentId }) => parentId === id).map((leaf) => leaf.id);
  return leaves.length > 0 ? leaves : [id];
}

/** Themes of the same group that nobody voiced before the week of the release: what is said there may have been said here. */
function openedBeside(
  leaves: readonly ThemeId[],
  themes: readonly Theme[],
  counts: ThemeCounts,
  monday: string,
): ThemeId[] {
  const parents = new Map(themes.map((theme) => [theme.id, theme.parentId]));
  const groups = new Set(leaves.flatMap((id) => parents.get(id) ?? []));
  return counts.themes
    .filter(({ themeId }) => groups.has(parents.get(themeId) ?? themeId))
    .filter(({ people }) => {
      const first = people.findIndex((count) => count > 0);
      return first >= 0 && counts.weeks[first]! >= monday;
    })
    .map(({ themeId }) => themeId);
}

async function partsOf(
  facts: FactStore,
  counts: ThemeCounts,
  series: ImpactSeries,
  parts: readonly ThemeId[],
  leaves: readonly ThemeId[],
) {
  const { exposure } = series;
  return {
    each: parts.map((part) => ({ ...seriesOf(counts, part), exposure })),
    together: { ...series, people: await collectTogether(facts, [...leaves, ...parts], counts) },
  };
}

function checkWeeks(weeks: number | undefined): void {
  if (weeks === undefined || (Number.isInteger(weeks) && weeks >= LEAST_SIDE)) return;
  throw new InvalidInput(
    "impact-weeks",
    `The weeks on each side cannot be compared: received ${weeks}, expected a whole number from ${LEAST_SIDE} up.`,
    { hint: "Leave --weeks out to look at 26 weeks before and 12 after." },
  );
}

/** Users of each week; the last week, which may be half told, is left out. */
function usersOf({ users }: MeasureOptions, counts: ThemeCounts): number[] | null {
  const byWeek = users === undefined ? null : usersByWeek(users, counts.weeks);
  if (byWeek === null || byWeek.length === 0) return null;
  return byWeek.with(-1, 0);
}

function outcomesOf(
  version: string,
  measured: readonly MeasuredTheme[],
  throughWeek: string | null,
) {
  return measured.map(({ themeId, impact, sentence }) => {
    const { verdict, reason, change, confidenceLevel } = impact;
    return { version, themeId, verdict, reason, change, confidenceLevel, sentence, throughWeek };
  });
}

function nearbyOf(release: Release, releases: readonly Release[]): Release[] {
  const day = Date.parse(release.date);
  return releases.filter(({ version, date }) => {
    const days = Math.abs(Date.parse(date) - day) / DAY_MS;
    return version !== release.version && days <= NEAR_DAYS;
  });
}

function nameOf(themes: readonly Theme[], id: ThemeId): ThemeName {
  return themes.find((theme) => theme.id === id)?.name ?? { en: id, zh: id };
}
