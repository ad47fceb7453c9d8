// Takes a release that a CI job or a code host announces; the same announcement again changes nothing.
import { dayIn, type RecordStore, readAnnouncement } from "@heed/core";
import type { Release } from "../report/releases.ts";
import { addRelease } from "./edit-releases.ts";
import { aimsNamed, linkRelease } from "./release-aims.ts";

/**
 * Lists the release that a message announces, and links what it is meant to help; answers it, or null for an event that ships
 * nothing. Without a time it shipped `now`; its day is that of the workspace's zone. Refuses a message that announces no
 * release, and ids of themes, needs or matters that are not there; then nothing is kept.
 */
export async function receiveRelease(
  records: RecordStore,
  message: unknown,
  now: Date,
): Promise<Release | null> {
  const announced = readAnnouncement(message);
  if (announced === null) return null;
  const { version, at, notes, helps } = announced;
  await aimsNamed(records, helps);
  const zone = (await records.setting("time-zone")) ?? "UTC";
  const isDay = at !== null && at.length === 10;
  const date = isDay ? at : dayIn(zone, at ?? now.toISOString());
  const releases = await addRelease(records, {
    version,
    date,
    ...(notes === null ? {} : { notes }),
  });
  if (helps.length > 0) await linkRelease(records, version, helps);
  return releases.find((release) => release.version === version)!;
}
