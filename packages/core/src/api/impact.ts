// What releases did to the themes they were meant to help, as the API tells it.
import { z } from "zod";
import { IMPACT_REASONS, IMPACT_VERDICTS } from "../impact/impact.ts";
import { MATTER_STANDINGS } from "../matters/matter.ts";
import { measuredMatter } from "./matters.ts";
import { Release } from "./trends.ts";
import { BothLanguages, Day, MatterIdText, NeedIdText, ThemeIdText } from "./values.ts";

const Ratio = z
  .object({
    /** Rate after divided by the rate before; null where it has no end. */
    ratio: z.number().nullable(),
    low: z.number(),
    high: z.number().nullable(),
    pValue: z.number(),
  })
  .meta({ id: "ImpactRatio" });
const Side = z.object({
  fromWeek: Day,
  toWeek: Day,
  weeks: z.int(),
  people: z.int(),
  exposure: z.number(),
  /** People per unit of exposure. */
  rate: z.number(),
});

export const ReleaseOutcomeView = z
  .object({
    themeId: ThemeIdText,
    verdict: z.enum(IMPACT_VERDICTS),
    reason: z.enum(IMPACT_REASONS).nullable(),
    change: Ratio.nullable(),
    /** Monday of the last week of data that was looked at. */
    throughWeek: Day.nullable(),
  })
  .meta({ id: "ReleaseOutcome" });

/** What became of a matter at a release that was meant to help it. */
export const MatterOutcomeView = z
  .object({
    matterId: MatterIdText,
    name: BothLanguages,
    verdict: z.enum(IMPACT_VERDICTS),
    reason: z.enum(IMPACT_REASONS).nullable(),
    change: Ratio.nullable(),
    standing: z.enum(MATTER_STANDINGS),
    throughWeek: Day.nullable(),
  })
  .meta({ id: "MatterOutcome" });

/** What a release brought to a theme, as it was last measured and is told in the loop. */
export const BroughtView = z
  .object({
    version: z.string(),
    themeId: ThemeIdText,
    name: BothLanguages,
    verdict: z.enum(IMPACT_VERDICTS),
    change: Ratio.nullable(),
  })
  .meta({ id: "Brought" });
export type BroughtView = z.infer<typeof BroughtView>;

/** What became of a need at a release that was meant to help it. */
export const NeedOutcomeView = z
  .object({
    version: z.string(),
    /** Day of the release; null where it is no longer listed. */
    date: Day.nullable(),
    verdict: z.enum(IMPACT_VERDICTS),
    /** The verdict in words. */
    sentence: BothLanguages,
    throughWeek: Day.nullable(),
  })
  .meta({ id: "NeedOutcome" });
export type NeedOutcomeView = z.infer<typeof NeedOutcomeView>;

export const ReleaseAimsView = z
  .object({
    ...Release.shape,
    /** Themes that the release was meant to help: linked by hand, or because a need's plan says that it shipped here. */
    themeIds: z.array(ThemeIdText),
    /** Matters, told by their words, that it was meant to help. */
    matterIds: z.array(MatterIdText),
    /** As they were last measured. */
    outcomes: z.array(ReleaseOutcomeView),
    matterOutcomes: z.array(MatterOutcomeView),
    /** Themes that the notes speak of, where nothing is linked yet: for a person to decide. */
    suggested: z.array(ThemeIdText),
  })
  .meta({ id: "ReleaseAims" });
export type ReleaseAimsView = z.infer<typeof ReleaseAimsView>;
export const ReleaseAimsList = z
  .object({
    /** The latest first. */
    rows: z.array(ReleaseAimsView),
    /** False when these are versions as they were first heard of. */
    areListed: z.boolean(),
  })
  .meta({ id: "ReleaseAimsList" });
/** Themes, needs in place of their themes, or matters that the release was meant to help; the list as a whole. */
export const ReleaseAimsRequest = z.object({
  ids: z.array(z.union([ThemeIdText, NeedIdText, MatterIdText])).max(200),
});

/** Any message; the reader of announcements tells which it knows, and why it refuses one. */
export const ReleaseAnnouncement = z.record(z.string(), z.unknown());
export const AnnouncedReleaseView = z
  .object({
    /** The release that is listed now; null where the event ships nothing (a draft, an edit, a deletion). */
    release: Release.nullable(),
  })
  .meta({ id: "AnnouncedRelease" });

/** A verdict with its figures, its words and its weeks. */
const verdict = {
  verdict: z.enum(IMPACT_VERDICTS),
  reason: z.enum(IMPACT_REASONS).nullable(),
  change: Ratio.nullable(),
  before: Side.nullable(),
  after: Side.nullable(),
  /** The verdict as a sentence, with its interval or with what would be needed to tell. */
  sentence: BothLanguages,
  confidenceLevel: z.number(),
  series: z.object({
    weeks: z.array(Day),
    people: z.array(z.int()),
    exposure: z.array(z.number()),
  }),
};

export const ReleaseImpactView = z
  .object({
    release: Release,
    /** What people are counted against. */
    exposure: z.enum(["people-heard", "users"]),
    themes: z.array(
      z.object({
        themeId: ThemeIdText,
        name: BothLanguages,
        ...verdict,
      }),
    ),
    /** All of them as one matter, each person once; null with fewer than two. */
    together: z.object(verdict).nullable(),
    /** Matters told by their words. */
    matters: z.array(z.object({ ...measuredMatter, ...verdict })),
    /** Questions that share the level, those about matters that were asked earlier included. */
    questions: z.int(),
    /** Themes that changed at this release though nobody had planned it, corrected for looking at all of them. */
    unplanned: z.array(
      z.object({
        themeId: ThemeIdText,
        name: BothLanguages,
        direction: z.enum(["fell", "rose"]),
        change: Ratio,
        adjustedPValue: z.number(),
      }),
    ),
    /** Other releases within 4 weeks, which may share what is seen. */
    nearby: z.array(z.string()),
    /** Pairs of theme and release that were looked at for the unplanned. */
    looks: z.int(),
  })
  .meta({ id: "ReleaseImpact" });
export type ReleaseImpactView = z.infer<typeof ReleaseImpactView>;
