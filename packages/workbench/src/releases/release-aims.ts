// What each release was meant to help, and the outcome that was last measured, kept beside the list of releases.
import {
  compareVersions,
  type ImpactRatio,
  type ImpactReason,
  type ImpactVerdict,
  type Matter,
  type MatterId,
  type MatterStanding,
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

/** What became of a matter at a release. */
export interface MatterOutcome extends Omit<ReleaseOutcome, "themeId"> {
  readonly matterId: MatterId;
  readonly standing: MatterStanding;
}

interface KeptRelease extends ReleaseAims {
  readonly outcomes: readonly ReleaseOutcome[];
  readonly matterOutcomes: readonly MatterOutcome[];
  /** Definitions of matters to which the release was ever held: what is taken back was asked all the same. */
  readonly tried: readonly string[];
  /** True once any comparison of this release, planned or not, was told. */
  readonly isSeen: boolean;
}

/** A theme as it stands now, and the parts that were split off it. */
export interface LinkedTheme {
  readonly themeId: ThemeId;
  readonly parts: readonly ThemeId[];
}

/** Links themes, the themes of needs, or matters to a release; answers all themes linked. */
export async function linkRelease(
  records: RecordStore,
  version: string,
  ids: readonly string[],
): Promise<readonly ThemeId[]> {
  const added = await aimsNamed(records, ids);
  const { themeIds } = await changeKept(records, version, (kept) => ({
    ...kept,
    themeIds: [...new Set([...kept.themeIds, ...added.themeIds])],
    matterIds: [...new Set([...kept.matterIds, ...added.matterIds])],
  }));
  return themeIds;
}

/** Takes links back; without ids, all of them. Their outcomes go with them. */
export async function unlinkRelease(
  records: RecordStore,
  version: string,
  ids: readonly string[],
): Promise<readonly ThemeId[]> {
  const named = ids.length === 0 ? null : await aimsNamed(records, ids);
  const left = await changeKept(records, version, (kept) => {
    const gone = named ?? kept;
    return withoutAims(kept, new Set<string>([...gone.themeIds, ...gone.matterIds]));
  });
  return left.themeIds;
}

/** Takes a matter off every release. */
export async function unlinkMatter(records: RecordStore, id: MatterId): Promise<void> {
  for (const { id: version } of await records.kept.list("release")) {
    if ((await readKept(records, version)).matterIds.includes(id))
      await changeKept(records, version, (kept) => withoutAims(kept, new Set([id])));
  }
}

function withoutAims(kept: KeptRelease, gone: ReadonlySet<string>): KeptRelease {
  return {
    ...kept,
    themeIds: kept.themeIds.filter((id) => !gone.has(id)),
    matterIds: kept.matterIds.filter((id) => !gone.has(id)),
    outcomes: kept.outcomes.filter(({ themeId }) => !gone.has(themeId)),
    matterOutcomes: kept.matterOutcomes.filter(({ matterId }) => !gone.has(matterId)),
  };
}

/** Matters linked to a release, and the definitions to which it was ever held. */
export async function linkedMatters(
  records: RecordStore,
  version: string,
): Promise<{ readonly matters: readonly Matter[]; readonly tried: readonly string[] }> {
  const { matterIds, tried } = await readKept(records, version);
  const found = await Promise.all(matterIds.map((id) => records.kept.get("matter", id)));
  return { matters: found.filter((one) => one !== undefined) as Matter[], tried };
}

/** Versions that are held to each matter. */
export async function releasesHeldTo(
  records: RecordStore,
): Promise<ReadonlyMap<MatterId, readonly string[]>> {
  const held = (await records.kept.list("release"))
    .map(({ id, record }) => full(id, record))
    .flatMap(({ version, matterIds }) => matterIds.map((id) => ({ version, id })));
  return new Map(
    [...Map.groupBy(held, ({ id }) => id)].map(([id, all]) => [
      id,
      all.map(({ version }) => version),
    ]),
  );
}

/** Versions of which a comparison was told. */
export async function releasesSeen(records: RecordStore): Promise<string[]> {
  const kept = (await records.kept.list("release")).map(({ id, record }) => full(id, record));
  return kept
    .filter(({ isSeen }) => isSeen)
    .map(({ version }) => version)
    .sort(compareVersions);
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
    releases.some(({ id, record }) => {
      const { themeIds, matterIds } = full(id, record);
      return themeIds.length + matterIds.length > 0;
    }) || plans.some(({ record }) => (record as { shippedIn?: string | null }).shippedIn != null)
  );
}

/** What was told of a release beside the outcomes of its themes. */
interface Seen {
  readonly outcomes: readonly MatterOutcome[];
  readonly tried: readonly string[];
  /** True where a theme was found to have changed at it without being linked. */
  readonly hasUnplanned: boolean;
}

/** Keeps the outcomes of themes and matters, and that a verdict has been seen. */
export async function saveOutcomes(
  records: RecordStore,
  version: string,
  outcomes: readonly ReleaseOutcome[],
  matters: Seen = { outcomes: [], tried: [], hasUnplanned: false },
): Promise<void> {
  await changeKept(records, version, (kept) => ({
    ...kept,
    outcomes,
    matterOutcomes: matters.outcomes,
    tried: [...new Set([...kept.tried, ...matters.tried])],
    isSeen:
      kept.isSeen ||
      matters.hasUnplanned ||
      [...outcomes, ...matters.outcomes].some(({ change }) => change !== null),
  }));
}

/** The outcomes of every matter, the oldest release first. */
export async function readMatterOutcomes(records: RecordStore): Promise<MatterOutcome[]> {
  const kept = (await records.kept.list("release")).map(({ id, record }) => full(id, record));
  return kept
    .toSorted((a, b) => compareVersions(a.version, b.version))
    .flatMap(({ matterOutcomes }) => matterOutcomes);
}

/** The outcomes of every theme that a release was meant to help, the oldest release first. */
export async function readOutcomes(
  records: RecordStore,
): Promise<Map<ThemeId, readonly ReleaseOutcome[]>> {
  const kept = (await records.kept.list("release")).map(({ id, record }) => full(id, record));
  const sorted = kept.toSorted((a, b) => compareVersions(a.version, b.version));
  // Outcomes that were kept without words are told again when the release is measured again.
  const told = sorted.flatMap(({ outcomes }) => outcomes.filter(({ sentence }) => sentence));
  return Map.groupBy(told, ({ themeId }) => themeId);
}

/** Forgets links and outcomes; that a verdict was seen, and what the release was held to, is not forgotten. */
export async function dropAims(records: RecordStore, version: string): Promise<void> {
  if (!(await readKept(records, version)).isSeen) {
    await records.kept.delete("release", version);
    return;
  }
  const left = { version, themeIds: [], matterIds: [], outcomes: [], matterOutcomes: [] };
  await changeKept(records, version, (kept) => ({ ...kept, ...left }));
}

async function readKept(records: RecordStore, version: string): Promise<KeptRelease> {
  return full(version, await records.kept.get("release", version));
}

/** Changes what is kept of a release in one step, so that a link and a measurement at the same time are both kept. */
async function changeKept(
  records: RecordStore,
  version: string,
  change: (kept: KeptRelease) => KeptRelease,
): Promise<KeptRelease> {
  const changed = await records.kept.change("release", version, (record) =>
    change(full(version, record)),
  );
  return changed!;
}

/** A kept release with everything that may not have been kept yet. */
function full(version: string, record: unknown): KeptRelease {
  const kept = (record ?? {}) as Partial<KeptRelease>;
  const { themeIds = [], matterIds = [], outcomes = [], matterOutcomes = [], tried = [] } = kept;
  const isSeen = kept.isSeen ?? outcomes.some(({ change }) => change !== null);
  return { version, themeIds, matterIds, outcomes, matterOutcomes, tried, isSeen };
}

/** Ids of themes, of needs in place of their themes, or of matters; refuses what is not there. */
export async function aimsNamed(
  records: RecordStore,
  ids: readonly string[],
): Promise<{ readonly themeIds: readonly ThemeId[]; readonly matterIds: readonly MatterId[] }> {
  const [themes, needs, matters] = await Promise.all([
    records.themes(),
    records.needs(),
    records.kept.list("matter"),
  ]);
  const themeIds: ThemeId[] = [];
  const matterIds: MatterId[] = [];
  for (const id of ids) {
    const need = needs.find((known) => known.id === id);
    const theme = themes.find((known) => known.id === (need?.themeId ?? id));
    if (theme !== undefined) themeIds.push(theme.id);
    else if (matters.some((known) => known.id === id)) matterIds.push(id as MatterId);
    else throw noSuchAim(id);
  }
  return { themeIds, matterIds };
}

/** Ids of themes, or of needs in place of their themes; refuses what is not there. */
export async function themesNamed(
  records: RecordStore,
  ids: readonly string[],
): Promise<readonly ThemeId[]> {
  const { themeIds, matterIds } = await aimsNamed(records, ids);
  if (matterIds.length > 0) throw noSuchAim(matterIds[0]!);
  return themeIds;
}

function noSuchAim(id: string): NotFound {
  return new NotFound("theme-not-found", `There is no theme or need ${id}.`, {
    hint: "List them with: heed themes list, heed needs, or heed matters",
  });
}
