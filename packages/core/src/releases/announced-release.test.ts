// Announcements of releases from Heed's own scripts, GitHub and GitLab are read; what ships nothing is told apart.
import { expect, test } from "vitest";
import { readAnnouncement } from "./announced-release.ts";

test("[RE4] Heed's own message tells version, day, notes and what it helps", () => {
  expect(
    readAnnouncement({
      version: " v4.2.0 ",
      date: "2026-06-16",
      notes: "New sync",
      helps: ["need_1", "need_1"],
    }),
  ).toEqual({
    version: "4.2.0",
    at: "2026-06-16",
    notes: { en: "New sync", zh: "New sync" },
    helps: ["need_1"],
  });
  expect(readAnnouncement({ version: "4.2.0" })).toEqual({
    version: "4.2.0",
    at: null,
    notes: null,
    helps: [],
  });
  expect(readAnnouncement({ version: "spring", notes: { en: "", zh: "春" } })?.notes).toEqual({
    en: "春",
    zh: "春",
  });
});

test("[RE4] a published release of GitHub is one, a draft, an edit or a deletion is none", () => {
  const release = {
    tag_name: "v4.2.0",
    published_at: "2026-06-16T23:30:00Z",
    body: "Fixes",
    draft: false,
  };
  expect(readAnnouncement({ action: "published", release })).toEqual({
    version: "4.2.0",
    at: "2026-06-16T23:30:00Z",
    notes: { en: "Fixes", zh: "Fixes" },
    helps: [],
  });
  expect(readAnnouncement({ action: "edited", release })).toBeNull();
  expect(readAnnouncement({ action: "deleted", release })).toBeNull();
  expect(
    readAnnouncement({ action: "published", release: { ...release, draft: true } }),
  ).toBeNull();
});

test("[RE4] a release event of GitLab is one", () => {
  const event = {
    object_kind: "release",
    action: "create",
    tag: "4.2.0",
    released_at: "2026-06-16 08:00:00 UTC",
  };
  expect(readAnnouncement(event)).toMatchObject({ version: "4.2.0", at: "2026-06-16T08:00:00Z" });
  expect(readAnnouncement({ ...event, action: "delete" })).toBeNull();
});

test("[RE4] what announces no release is refused with the part that is wrong", () => {
  for (const [message, path] of [
    [{}, "version"],
    [{ version: "" }, "version"],
    [{ version: "1.0", date: "16 June" }, "date"],
    [{ version: "1.0", helps: "need_1" }, "helps"],
    [null, "the message"],
    ["4.2.0", "the message"],
  ] as const) {
    expect(() => readAnnouncement(message)).toThrow(new RegExp(`announces no release: ${path}`));
  }
});
