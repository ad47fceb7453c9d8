// The list of releases, however it is filled, and what each was meant to help.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RecordStore, Theme, ThemeId } from "@heed/core";
import { openSqliteRecordStore } from "@heed/store";
import { afterEach, beforeEach, expect, test } from "vitest";
import { changePlan } from "../desk/need-plans.ts";
import { saveSummary } from "../needs/summary.ts";
import { HeardVersions } from "../report/releases.ts";
import {
  addRelease,
  currentReleases,
  findRelease,
  importReleases,
  releasesFromData,
  removeRelease,
} from "./edit-releases.ts";
import { receiveRelease } from "./receive-release.ts";
import {
  linkedThemes,
  linkRelease,
  readOutcomes,
  saveOutcomes,
  unlinkRelease,
} from "./release-aims.ts";

let records: RecordStore;
const folder = mkdtempSync(join(tmpdir(), "heed-releases-"));
const NOW = new Date("2026-06-16T23:30:00Z");

beforeEach(async () => {
  records = await openSqliteRecordStore(":memory:");
  const theme = (id: ThemeId, parentId: ThemeId | null): Theme => ({
    ...{ id, parentId, name: { en: id, zh: id } },
    ...{ keyphrases: { en: [], zh: [] }, representatives: [] },
  });
  const themes = [theme("theme_1", null), theme("theme_2", "theme_1"), theme("theme_3", "theme_1")];
  await records.replaceThemes({ found: themes, current: themes });
});
afterEach(() => records.close());
const versions = async () =>
  (await currentReleases(records)).releases.map(({ version }) => version);

test("[RE1] releases are added by hand in order of day, and a version again is the same release", async () => {
  await addRelease(records, { version: "4.2.0", date: "2026-06-16", notes: { en: "a", zh: "b" } });
  await addRelease(records, { version: "4.1.0", date: "2026-05-19" });
  await addRelease(records, { version: "4.2.0", date: "2026-06-17" });
  expect((await currentReleases(records)).releases).toEqual([
    { version: "4.1.0", date: "2026-05-19" },
    { version: "4.2.0", date: "2026-06-17", notes: { en: "a", zh: "b" } },
  ]);
});

test("[RE1] releases of one day are ordered by version, and impossible days and versions are refused", async () => {
  await addRelease(records, { version: "b", date: "2026-06-16" });
  await addRelease(records, { version: "a", date: "2026-06-16" });
  expect(await versions()).toEqual(["a", "b"]);
  await expect(addRelease(records, { version: "c", date: "2026-02-30" })).rejects.toThrow(
    /2026-02-30/,
  );
  await expect(addRelease(records, { version: " ", date: "2026-06-16" })).rejects.toThrow(
    /1 to 100/,
  );
});

test("[RE2] a CSV is joined to the list, its days and notes winning", async () => {
  const file = join(folder, "releases.csv");
  writeFileSync(file, "版本,发布日期,说明\n4.2.0,2026-06-16,新\n,2026-01-01,x\n4.3.0,soon,x\n");
  await addRelease(records, { version: "4.2.0", date: "2026-01-01" });
  await addRelease(records, { version: "4.1.0", date: "2026-05-19" });
  await importReleases(records, file);
  expect((await currentReleases(records)).releases).toEqual([
    { version: "4.1.0", date: "2026-05-19" },
    { version: "4.2.0", date: "2026-06-16", notes: { en: "新", zh: "新" } },
  ]);
});

test("[RE3] versions of the data are listed from three voices on, but those the data began with", async () => {
  const heard = (appVersion: string, day: string, count: number) =>
    Array.from({ length: count }, () => ({
      ...{ appVersion, writtenAt: `${day}T00:00:00.000Z`, rival: null },
    }));
  const versions = new HeardVersions();
  for (const item of [
    ...heard("1.0", "2026-03-01", 9),
    ...heard("2.0", "2026-04-01", 3),
    ...heard("2.1", "2026-05-01", 2),
  ])
    versions.add(item);
  const found = versions.list();
  expect(found).toEqual([{ version: "2.0", date: "2026-04-01" }]);
  await expect(releasesFromData(records)).rejects.toThrow(/no analysis/);
  await saveSummary(records, { versions: found } as never);
  expect(await currentReleases(records)).toEqual({ releases: found, areListed: false });
  await addRelease(records, { version: "2.0", date: "2026-03-30" });
  await releasesFromData(records);
  expect((await findRelease(records, "2.0")).date).toBe("2026-03-30");
});

test("[RE4] an announced release is listed on its day in the workspace's zone, once", async () => {
  await records.saveSetting("time-zone", "Asia/Shanghai");
  const message = {
    action: "published",
    release: { tag_name: "v4.2.0", published_at: "2026-06-16T23:30:00Z" },
  };
  expect(await receiveRelease(records, message, NOW)).toEqual({
    version: "4.2.0",
    date: "2026-06-17",
  });
  await receiveRelease(records, message, NOW);
  await receiveRelease(records, { version: "4.3.0", helps: ["theme_2"] }, NOW);
  expect(await versions()).toEqual(["4.2.0", "4.3.0"]);
  expect((await linkedThemes(records, "4.3.0")).map(({ themeId }) => themeId)).toEqual(["theme_2"]);
  expect(await receiveRelease(records, { ...message, action: "edited" }, NOW)).toBeNull();
});

test("[RE4] an announcement that names a theme that is not there keeps nothing", async () => {
  const message = { version: "4.2.0", helps: ["theme_99"] };
  await expect(receiveRelease(records, message, NOW)).rejects.toThrow(/theme_99/);
  expect(await versions()).toEqual([]);
});

test("[RE5] an unknown version is refused with the near ones", async () => {
  await expect(findRelease(records, "1")).rejects.toMatchObject({ hint: /Add it first/ });
  for (const version of ["4.2.0", "4.2.1", "4.3.1"])
    await addRelease(records, { version, date: "2026-06-16" });
  const refused = await findRelease(records, "v4.2.9").catch((error: unknown) => error);
  expect(refused).toMatchObject({
    code: "release-not-found",
    details: { near: ["4.2.1", "4.2.0"] },
  });
  expect(refused).toMatchObject({
    hint: "Did you mean 4.2.1, 4.2.0? List all with: heed releases list",
  });
});

test("[RE6] a release is linked to themes, by a need's plan too, and merged themes are followed", async () => {
  await addRelease(records, { version: "4.2.0", date: "2026-06-16" });
  await linkRelease(records, "4.2.0", ["theme_2", "theme_2"]);
  await changePlan(records, "theme_3", { shippedIn: "4.2.0" }, NOW);
  const ids = async () => (await linkedThemes(records, "4.2.0")).map(({ themeId }) => themeId);
  expect(await ids()).toEqual(["theme_2", "theme_3"]);
  await records.addThemeEdit(NOW.toISOString(), {
    type: "merge",
    from: ["theme_2"],
    into: "theme_3",
  });
  expect(await ids()).toEqual(["theme_3"]);
  await expect(linkRelease(records, "4.2.0", ["need_9"])).rejects.toThrow(
    /no theme or need need_9/,
  );
});

test("[RE6] a release that is removed, or a link that is taken back, takes its outcomes along", async () => {
  await addRelease(records, { version: "4.2.0", date: "2026-06-16" });
  await linkRelease(records, "4.2.0", ["theme_2", "theme_3"]);
  const outcome = {
    ...{ version: "4.2.0", verdict: "fell" as const, reason: null, change: null },
    ...{
      confidenceLevel: 0.95,
      throughWeek: "2026-09-21",
      sentence: { en: "Fell.", zh: "下降。" },
    },
  };
  const themes = ["theme_2", "theme_3"] as const;
  await saveOutcomes(
    records,
    "4.2.0",
    themes.map((themeId) => ({ ...outcome, themeId })),
  );
  await unlinkRelease(records, "4.2.0", ["theme_3"]);
  expect([...(await readOutcomes(records)).keys()]).toEqual(["theme_2"]);
  await removeRelease(records, "4.2.0");
  expect((await readOutcomes(records)).size).toBe(0);
  rmSync(folder, { recursive: true, force: true });
});
