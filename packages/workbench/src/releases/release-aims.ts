// What each release was meant to help, and the outcome that was last measured, kept beside the list of releases.
import {
  compareVersions,
  type ImpactRatio,
  type ImpactReason,
  type ImpactVerdict,
  NotFound,
  type RecordStore,
  type ReleaseAims,
  type ThemeId,
  themeDecisions,
} from "@heed/core";

/** What became of a theme at a release, as it was last measured. */
export interface ReleaseOutcome {
  readonly version: string;
  readonly themeId: ThemeId;
  readonly verdict: ImpactVerdict;
  readonly reason: ImpactReason | null;
  readonly change: ImpactRatio | null;
  readonly confidenceLevel: number;
  /** The verdict in words. */
  readonly sentence: { readonly en: string; readonly zh: string };
  /** Monday of the last week of data that was looked at, null where there was none. */
  readonly throughWeek: string | null;
}

interface KeptRelease extends ReleaseAims {
  readonly outcomes: readonly ReleaseOutcome[];
}

/** A theme as it stands now, and the parts that were split off it. */
export interface LinkedTheme {
  readonly themeId: ThemeId;
  readonly parts: readonly ThemeId[];
}

/** Links themes, or the themes of needs, to a release; answers all themes linked. */
export async function linkRelease(
  records: RecordStore,
  version: string,
  ids: readonly string[],
): Promise<readonly ThemeId[]> {
  const kept = await readKept(records, version);
  const added = await themesNamed(records, ids);
  const themeIds = [...new Set([...kept.themeIds, ...added])];
  await records.kept.put("release", version, { ...kept, themeIds });
  return themeIds;
}

/** Takes links back; without ids, all of them. Their outcomes go with them. */
export async function unlinkRelease(
  records: RecordStore,
  version: string,
  ids: readonly string[],
): Promise<readonly ThemeId[]> {
  const kept = await readKept(records, version);
  const gone = new Set(ids.length === 0 ? kept.themeIds : await themesNamed(records, ids));
  const themeIds = kept.themeIds.filter((id) => !gone.has(id));
  const outcomes = kept.outcomes.filter(({ themeId }) => !gone.has(themeId));
  await records.kept.put("release", version, { version, themeIds, outcomes });
  return themeIds;
}

/** Themes linked by hand or because a need's plan says that it shipped in this version; merges are followed. */
export async function linkedThemes(records: RecordStore, version: string): Promise<LinkedTheme[]> {
  const { themeIds } = await readKept(records, version);
  const decisions = themeDecisions(await records.themeEdits());
  const shipped = (await records.kept.list("need-plan")).filter(
    ({ record }) => (record as { shippedIn?: string | null }).shippedIn === version,
  );
  const named = [...themeIds, ...shipped.map(({ id }) => id as ThemeId).sort()];
  // A mention that nobody placed goes where its theme went.
  const now = named.map((id) => decisions.themeOf("item_0.1.0-1", id) ?? id);
  return [...new Set(now)].map((themeId) => ({ themeId, parts: decisions.partsOf(themeId) }));
}

/** True where any release has an aim, by hand or by a need's plan. */
export async function haveAims(records: RecordStore): Promise<boolean> {
  const [releases, plans] = await Promise.all([
    records.kept.list("release"),
    records.kept.list("need-plan"),
  ]);
  return (
    releases.some(({ record }) => (record as KeptRelease).themeIds.length > 0) ||
    plans.some(({ record }) => (record as { shippedIn?: string | null }).shippedIn != null)
  );
}

export async function saveOutcomes(
  records: RecordStore,
  version: string,
  outcomes: readonly ReleaseOutcome[],
): Promise<void> {
  const kept = await readKept(records, version);
  await records.kept.put("release", version, { ...kept, outcomes });
}

/** The outcomes of every theme that a release was meant to help, the oldest release first. */
export async function readOutcomes(
  records: RecordStore,
): Promise<Map<ThemeId, readonly ReleaseOutcome[]>> {
  const kept = (await records.kept.list("release")).map(({ record }) => record as KeptRelease);
  const sorted = kept.toSorted((a, b) => compareVersions(a.version, b.version));
  // Outcomes that were kept without words are told again when the release is measured again.
  const told = sorted.flatMap(({ outcomes }) => outcomes.filter(({ sentence }) => sentence));
  return Map.groupBy(told, ({ themeId }) => themeId);
}

export async function dropAims(records: RecordStore, version: string): Promise<void> {
  await records.kept.delete("release", version);
}

async function readKept(records: RecordStore, version: string): Promise<KeptRelease> {
  const kept = (await records.kept.get("release", version)) as KeptRelease | undefined;
  return { version, themeIds: kept?.themeIds ?? [], outcomes: kept?.outcomes ?? [] };
}

/** Ids of themes, or of needs in place of their themes; refuses what is not there. */
export async function themesNamed(
  records: RecordStore,
  ids: readonly string[],
): Promise<ThemeId[]> {
  const [themes, needs] = await Promise.all([records.themes(), records.needs()]);
  return ids.map((id) => {
    const need = needs.find((known) => known.id === id);
    const theme = themes.find((known) => known.id === (need?.themeId ?? id));
    if (theme !== undefined) return theme.id;
    throw new NotFound("theme-not-found", `There is no theme or need ${id}.`, {
      hint: "List them with: heed themes list, or heed needs",
    });
  });
}
