// Releases as people look at them: what each was meant to help, and what it did.
import type { ReleaseAimsView, ReleaseImpactView } from "@heed/core/api";
import { type MeasuredTogether, measureImpact } from "../impact/measure-impact.ts";
import { listMatters } from "../matters/keep-matters.ts";
import { writeTerms } from "../matters/read-words.ts";
import { currentReleases, findRelease } from "../releases/edit-releases.ts";
import { receiveRelease } from "../releases/receive-release.ts";
import {
  linkedMatters,
  linkedThemes,
  linkRelease,
  readMatterOutcomes,
  readOutcomes,
  unlinkRelease,
} from "../releases/release-aims.ts";
import { suggestAims } from "../releases/suggest-aims.ts";
import type { Release } from "../report/releases.ts";
import { listName } from "./cursors.ts";
import { type DeskContext, timeZoneOf } from "./desk-context.ts";

/** Releases with their aims; where there are none yet, with those that the notes suggest. */
export async function listReleaseAims(
  context: DeskContext,
): Promise<{ rows: ReleaseAimsView[]; areListed: boolean }> {
  const { rows, areListed } = await releaseAims(context);
  const suggested = await context.changes.remember("suggested aims", async () => {
    const { records } = context.workspace;
    const { releases } = await currentReleases(records);
    return suggestAims(context.workers.embedder, releases, await records.themes());
  });
  return {
    areListed,
    rows: rows.map((row) => ({
      ...row,
      suggested:
        row.themeIds.length + row.matterIds.length > 0 ? [] : (suggested.get(row.version) ?? []),
    })),
  };
}

/** Releases with what they were meant to help and what became of it, the latest first. */
export async function releaseAims(
  context: DeskContext,
): Promise<{ rows: Omit<ReleaseAimsView, "suggested">[]; areListed: boolean }> {
  const { records } = context.workspace;
  const { releases, areListed } = await currentReleases(records);
  const outcomes = [...(await readOutcomes(records)).values()].flat();
  const ofMatters = await readMatterOutcomes(records);
  const names = new Map((await listMatters(records)).map(({ id, name }) => [id, name]));
  const rows = await Promise.all(
    releases.map(async (release) => ({
      ...describeRelease(release),
      themeIds: (await linkedThemes(records, release.version)).map(({ themeId }) => themeId),
      matterIds: (await linkedMatters(records, release.version)).matters.map(({ id }) => id),
      matterOutcomes: ofMatters
        .filter(({ version }) => version === release.version)
        .map(({ matterId, verdict, reason, change, standing, throughWeek }) => ({
          ...{ matterId, verdict, reason, standing, throughWeek },
          name: names.get(matterId) ?? { en: matterId, zh: matterId },
          change: change === null ? null : { ...change },
        })),
      outcomes: outcomes
        .filter(({ version }) => version === release.version)
        .map(({ themeId, verdict, reason, change, throughWeek }) => ({
          ...{ themeId, verdict, reason, throughWeek },
          change: change === null ? null : { ...change },
        })),
    })),
  );
  return { rows: rows.reverse(), areListed };
}

/** Replaces the links made by hand; what a need's plan says stays. */
export async function putReleaseAims(
  context: DeskContext,
  version: string,
  ids: readonly string[],
) {
  const { records } = context.workspace;
  await findRelease(records, version);
  await unlinkRelease(records, version, []);
  if (ids.length > 0) await linkRelease(records, version, ids);
  context.changes.note();
  return listReleaseAims(context);
}

/** Measured once for each state of the data. */
export function getReleaseImpact(
  context: DeskContext,
  version: string,
): Promise<ReleaseImpactView> {
  return context.changes.remember(listName("impact", { version }), async () => {
    const timeZone = await timeZoneOf(context);
    const told = await measureImpact(context.workspace, version, { timeZone, isLevel: true });
    const { release, exposure, themes, together, matters, unplanned, nearby, looks } = told;
    return {
      release: describeRelease(release),
      exposure,
      themes: themes.map((theme) => ({
        themeId: theme.themeId,
        name: theme.name,
        ...describeVerdict(theme),
      })),
      together: together === null ? null : describeVerdict(together),
      matters: matters.map((matter) => ({
        ...{ matterId: matter.matterId, name: matter.name, standing: matter.standing },
        ...{ lists: matter.words.lists.map(writeTerms), without: writeTerms(matter.words.without) },
        ...{ note: matter.note, ...describeVerdict(matter) },
      })),
      questions: told.questions,
      unplanned: unplanned.map(({ themeId, name, direction, change, adjustedPValue }) => ({
        ...{ themeId, name, direction, adjustedPValue },
        change: { ...change },
      })),
      nearby: [...nearby],
      looks,
    };
  });
}

/** Lists the release that a message announces; null for an event that ships nothing. */
export async function announceRelease(
  context: DeskContext,
  message: unknown,
): Promise<{ release: ReturnType<typeof describeRelease> | null }> {
  const release = await receiveRelease(context.workspace.records, message, context.now());
  if (release !== null) context.changes.note();
  return { release: release === null ? null : describeRelease(release) };
}

function describeVerdict({ impact, sentence, series }: MeasuredTogether) {
  const { verdict, reason, change, before, after, confidenceLevel } = impact;
  return {
    ...{ verdict, reason, sentence, confidenceLevel },
    change: change === null ? null : { ...change },
    before: before === null ? null : { ...before },
    after: after === null ? null : { ...after },
    series: {
      weeks: [...series.weeks],
      people: [...series.people],
      exposure: [...series.exposure],
    },
  };
}

function describeRelease({ version, date, notes }: Release) {
  return { version, date, notes: notes ?? null };
}
