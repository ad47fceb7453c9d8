// A team's list of releases, changed one by one, from a file, or from the versions that people named.
import { Conflict, InvalidInput, NotFound, nearestVersions, type RecordStore } from "@heed/core";
import { loadSummary } from "../needs/summary.ts";
import { loadReleases, type Release, readReleases, saveReleases } from "../report/releases.ts";
import { dropAims } from "./release-aims.ts";

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The list, or the versions heard of where a team has none; `areListed` tells which. */
export async function currentReleases(
  records: RecordStore,
): Promise<{ readonly releases: readonly Release[]; readonly areListed: boolean }> {
  const listed = await loadReleases(records);
  if (listed !== null) return { releases: listed, areListed: true };
  return { releases: (await loadSummary(records))?.versions ?? [], areListed: false };
}

/** Adds a release, or gives one that is listed another day; the notes that it had stay. */
export async function addRelease(records: RecordStore, release: Release): Promise<Release[]> {
  const { version, date } = release;
  if (version.trim() === "" || version.length > 100) {
    throw new InvalidInput("release-version", "A release needs a version of 1 to 100 characters.", {
      hint: "Write: heed releases add 4.2.0 --date 2026-06-16",
    });
  }
  if (!isDay(date)) {
    throw new InvalidInput(
      "release-date",
      `The day of release ${version} cannot be read: received ${date}, expected YYYY-MM-DD.`,
      { hint: "Give the day on which it shipped." },
    );
  }
  const listed = (await loadReleases(records)) ?? [];
  const before = listed.find((known) => known.version === version);
  return keep(records, [
    ...listed.filter((known) => known.version !== version),
    { ...before, ...release },
  ]);
}

/** Takes a release off the list, with what it was linked to. */
export async function removeRelease(records: RecordStore, version: string): Promise<Release[]> {
  const listed = (await loadReleases(records)) ?? [];
  if (!listed.some((known) => known.version === version)) throw unknownRelease(version, listed);
  await dropAims(records, version);
  return keep(
    records,
    listed.filter((known) => known.version !== version),
  );
}

/** Adds the releases of a CSV (`version,date`, notes if any); a version that is listed takes the file's day and notes. */
export async function importReleases(records: RecordStore, path: string): Promise<Release[]> {
  return merge(records, await readReleases(path), true);
}

/** Adds the versions that at least 3 items name and that are not listed, by the day each was first heard of. */
export async function releasesFromData(records: RecordStore): Promise<Release[]> {
  const summary = await loadSummary(records);
  if (summary === null) {
    throw new NotFound("not-analysed", "There is no analysis to take versions from yet.", {
      hint: "Analyse feedback first: heed analyze FILE",
    });
  }
  return merge(records, summary.versions, false);
}

/** The release of a version among those listed or heard of. */
export async function findRelease(records: RecordStore, version: string): Promise<Release> {
  const { releases } = await currentReleases(records);
  const found = releases.find((known) => known.version === version);
  if (found === undefined) throw unknownRelease(version, releases);
  return found;
}

async function merge(records: RecordStore, added: readonly Release[], isStronger: boolean) {
  const listed = (await loadReleases(records)) ?? [];
  const [first, then] = isStronger ? [listed, added] : [added, listed];
  const byVersion = new Map(first.map((release) => [release.version, release]));
  for (const release of then) {
    byVersion.set(release.version, { ...byVersion.get(release.version), ...release });
  }
  return keep(records, [...byVersion.values()]);
}

async function keep(records: RecordStore, releases: readonly Release[]): Promise<Release[]> {
  if (releases.length > 1_000) {
    throw new Conflict("too-many-releases", `${releases.length} releases are more than 1,000.`, {
      hint: "Keep the releases of the years that the feedback is from.",
    });
  }
  const sorted = releases.toSorted(
    (a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0) || (a.version < b.version ? -1 : 1),
  );
  await saveReleases(records, sorted);
  return sorted;
}

function isDay(date: string): boolean {
  if (!DAY.test(date)) return false;
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}

function unknownRelease(version: string, known: readonly Release[]): NotFound {
  const names = known.map((release) => release.version);
  const near = nearestVersions(version, names);
  const hint =
    names.length === 0
      ? "Add it first: heed releases add VERSION --date YYYY-MM-DD"
      : near.length === 0
        ? "List them with: heed releases list"
        : `Did you mean ${near.join(", ")}? List all with: heed releases list`;
  return new NotFound("release-not-found", `There is no release ${version}.`, {
    hint,
    details: { near },
  });
}
