// Reads what a CI job or a code host announces when it ships: one shape of a release whatever the sender calls its parts.
import { z } from "zod";
import { InvalidInput } from "../errors.ts";

/** A release as it was announced. */
export interface AnnouncedRelease {
  readonly version: string;
  /** Instant (ISO 8601) or calendar day; null where the sender told none. */
  readonly at: string | null;
  readonly notes: { readonly en: string; readonly zh: string } | null;
  /** Themes or needs that it is meant to help. */
  readonly helps: readonly string[];
}

const MOST_NOTES = 2_000;
const Version = z.string().trim().min(1).max(100);
const When = z.string().regex(/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2}))?$/);
const Notes = z.union([z.string(), z.object({ en: z.string(), zh: z.string() })]);

const Own = z.object({
  version: Version,
  date: When.nullish(),
  notes: Notes.nullish(),
  helps: z.array(z.string().max(100)).max(200).optional(),
});
const GitHub = z.object({
  action: z.string(),
  release: z.object({
    tag_name: Version,
    published_at: When.nullish(),
    body: z.string().nullish(),
    draft: z.boolean().optional(),
  }),
});
const GitLab = z.object({
  object_kind: z.literal("release"),
  action: z.string(),
  tag: Version,
  released_at: z.string().nullish(),
  description: z.string().nullish(),
});

/**
 * The release that a message announces: Heed's own `{version, date, notes, helps}`, or the release event of GitHub or GitLab.
 * Null for an event that ships nothing (a draft, an edit, a deletion). Refuses what is none of these.
 */
export function readAnnouncement(body: unknown): AnnouncedRelease | null {
  const github = GitHub.safeParse(body);
  if (github.success) {
    const { action, release } = github.data;
    if (!["published", "released"].includes(action) || release.draft === true) return null;
    return announced(release.tag_name, release.published_at, release.body);
  }
  const gitlab = GitLab.safeParse(body);
  if (gitlab.success) {
    const { action, tag, released_at, description } = gitlab.data;
    if (action !== "create") return null;
    // GitLab writes `2026-06-16 08:00:00 UTC` in its events.
    const at = released_at?.replace(/^(\S+) (\S+) UTC$/, "$1T$2Z");
    return announced(tag, at !== undefined && When.safeParse(at).success ? at : null, description);
  }
  const own = Own.safeParse(body);
  if (own.success) {
    const { version, date, notes, helps } = own.data;
    return announced(version, date, notes, helps);
  }
  throw new InvalidInput(
    "release-not-readable",
    `The message announces no release: ${issueText(own.error)}.`,
    {
      hint: 'Send {"version": "4.2.0", "date": "2026-06-16"}, or the release event of GitHub or GitLab.',
      issues: own.error.issues.slice(0, 20).map((issue) => ({
        path: issue.path.join("."),
        code: issue.code ?? "invalid",
        message: issue.message,
      })),
    },
  );
}

function announced(
  tag: string,
  at: string | null | undefined,
  notes: z.infer<typeof Notes> | null | undefined,
  helps: readonly string[] = [],
): AnnouncedRelease {
  const both = typeof notes === "string" ? { en: notes, zh: notes } : (notes ?? { en: "", zh: "" });
  const cut = { en: both.en.trim().slice(0, MOST_NOTES), zh: both.zh.trim().slice(0, MOST_NOTES) };
  const hasNotes = cut.en !== "" || cut.zh !== "";
  return {
    // Tags are written `v4.2.0`, what people run calls itself `4.2.0`.
    version: tag.replace(/^v(?=\d)/i, ""),
    at: at ?? null,
    notes: hasNotes ? { en: cut.en || cut.zh, zh: cut.zh || cut.en } : null,
    helps: [...new Set(helps)],
  };
}

function issueText(error: z.ZodError): string {
  const [first] = error.issues;
  return `${first?.path.join(".") || "the message"}: ${first?.message ?? "not readable"}`;
}
