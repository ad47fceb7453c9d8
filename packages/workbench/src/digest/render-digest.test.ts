// The digest leads with what a need states, and with its name where it states nothing.
import type { Digest, DigestEntry, Need } from "@heed/core";
import { expect, test } from "vitest";
import type { HeadedNeed } from "../needs/headed-needs.ts";
import { renderDigest } from "./render-digest.ts";

const entry = {
  needId: "need_1",
  name: { en: "sync, notes", zh: "同步、笔记" },
  rank: 3,
  state: "rising",
  evidence: "week",
  ratio: null,
  sinceDate: null,
  isNews: true,
  lastWeek: { people: 9, expected: 2 },
} as DigestEntry;
const digest: Digest = {
  asOfDate: "2026-06-01",
  weeks: 20,
  heard: 40,
  entries: [entry],
  sinceRun: null,
};
const need = {
  ...({ id: entry.needId, name: entry.name } as Need),
  namedBy: { en: null, zh: null },
  statement: {
    en: { mentionId: "item_1.1.0-16", itemId: "item_1", text: "Sync loses notes" },
    zh: null,
  },
} as HeadedNeed;

test("an entry is told by its statement, with the key words behind it", () => {
  expect(renderDigest(digest, "en", [need])).toContain("**Sync loses notes** (sync, notes, #3)");
});

test("without a statement in the language, or without needs, an entry is told by its name", () => {
  expect(renderDigest(digest, "zh", [need])).toContain("**同步、笔记** (#3)");
  expect(renderDigest(digest, "en")).toContain("**sync, notes** (#3)");
});
