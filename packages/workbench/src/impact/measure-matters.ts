// Measures what a release did to the matters it was meant to help: the same judge as for themes, over voices told by their words.
import {
  dayIn,
  definitionKey,
  type Impact,
  type ImpactSeries,
  judgeImpact,
  type Matter,
  type MatterDefinition,
  type MatterId,
  type MatterStanding,
  matterFilter,
  matterStanding,
  mondayOf,
  standingWords,
  type ThemeCounts,
  type ThemeId,
  type ThemeName,
  type WeeklySeries,
} from "@heed/core";
import type { MatterOutcome } from "../releases/release-aims.ts";
import type { Release } from "../report/releases.ts";
import type { Workspace } from "../workspace/open-workspace.ts";
import { collectMatter, collectVersions } from "./collect-counts.ts";
import { impactSentence } from "./impact-sentence.ts";
import type { MeasureOptions } from "./measure-impact.ts";
import { standingSentence } from "./standing-sentence.ts";

/** One matter that the release was meant to help. */
export interface MeasuredMatter {
  readonly matterId: MatterId;
  readonly name: ThemeName;
  /** The words that were counted, and how many definitions the matter has had. */
  readonly words: MatterDefinition;
  readonly definitions: number;
  readonly standing: MatterStanding;
  readonly impact: Impact;
  /** The verdict in words. */
  readonly sentence: { readonly en: string; readonly zh: string };
  /** When the words were fixed, and what that takes from the verdict. */
  readonly note: { readonly en: string; readonly zh: string };
  readonly series: ImpactSeries;
  /** Kept where it was judged: see `saveOutcomes`. */
  readonly key: string;
}

interface Measuring {
  readonly counts: ThemeCounts;
  readonly options: MeasureOptions;
  /** Users of each week of `counts`; null where people are counted among those heard. */
  readonly users: readonly number[] | null;
  /** Days of other releases within 4 weeks. */
  readonly nearby: readonly string[];
  readonly matters: readonly Matter[];
  /** Questions that share the level. */
  readonly questions: number;
  /** Themes that the release was meant to change as well: they are no controls. */
  readonly themeIds: readonly ThemeId[];
  /** How many people were heard on each version since the week of the release. */
  readonly versionsHeard: WeeklySeries;
}

/** The verdict on each matter, in the order in which they were linked. */
export async function measureMatters(
  { records, facts }: Workspace,
  release: Release,
  { counts, options, users, nearby, matters, questions, themeIds, versionsHeard }: Measuring,
): Promise<MeasuredMatter[]> {
  if (matters.length === 0) return [];
  const zone = options.timeZone ?? (await records.setting("time-zone")) ?? "UTC";
  const at = { version: release.version, monday: mondayOf(release.date) };
  const shown = new Set(counts.themes.map(({ themeId }) => themeId));
  const measured: MeasuredMatter[] = [];
  for (const matter of matters) {
    const words = standingWords(matter);
    const { people, others } = await collectMatter(facts, words, counts);
    const heard = { weeks: counts.weeks, people, exposure: counts.heard };
    const series = users === null ? heard : { ...heard, exposure: users };
    const filter = matterFilter(words);
    const impact = judgeImpact(series, {
      releasedOn: release.date,
      themes: questions,
      nearby,
      controls: others
        .filter(({ themeId }) => shown.has(themeId) && !themeIds.includes(themeId))
        .map((other) => other.series),
      versions: await collectVersions(facts, filter, at, options.users ?? null, versionsHeard),
      ...(options.weeks === undefined ? {} : { weeks: options.weeks }),
      ...(users === null ? {} : { second: heard }),
    });
    const definedOn = dayIn(zone, words.definedAt);
    const standing = matterStanding(matter, release, definedOn);
    measured.push({
      ...{ matterId: matter.id, name: matter.name, words, standing, impact, series },
      definitions: matter.definitions.length,
      sentence: impactSentence(impact),
      note: standingSentence(standing, definedOn),
      key: definitionKey(matter),
    });
  }
  return measured;
}

/** What is kept of them; a definition counts as asked once a comparison was told. */
export function matterOutcomes(
  version: string,
  measured: readonly MeasuredMatter[],
  throughWeek: string | null,
): { readonly outcomes: readonly MatterOutcome[]; readonly tried: readonly string[] } {
  return {
    outcomes: measured.map(({ matterId, standing, impact, sentence }) => {
      const { verdict, reason, change, confidenceLevel } = impact;
      const told = { verdict, reason, change, confidenceLevel, sentence, throughWeek };
      return { version, matterId, standing, ...told };
    }),
    tried: measured.flatMap(({ impact, key }) => (impact.change === null ? [] : [key])),
  };
}
