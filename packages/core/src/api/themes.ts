// Themes as the API tells them, and the decisions that people can take about them.
import { z } from "zod";
import { MentionRow } from "./mentions.ts";
import { heading } from "./statements.ts";
import {
  BothLanguages,
  Counts,
  Instant,
  MentionIdText,
  NeedIdText,
  ThemeIdText,
} from "./values.ts";

const Keyphrases = z.object({ en: z.array(z.string()), zh: z.array(z.string()) });
export const ThemeView = z
  .object({
    id: ThemeIdText,
    /** The group it belongs to; null for a group. */
    parentId: ThemeIdText.nullable(),
    name: BothLanguages,
    ...heading,
    keyphrases: Keyphrases,
    hidden: z.boolean(),
    /** Of a group: of all its leaves. */
    mentions: z.int(),
    people: z.int(),
    kinds: Counts,
    sentiments: Counts,
    /** The need it makes, when it makes one. */
    needId: NeedIdText.nullable(),
    /** True when a person's decision is in force on it. */
    isEdited: z.boolean(),
  })
  .meta({ id: "Theme" });
export type ThemeView = z.infer<typeof ThemeView>;

export const ThemeList = z
  .object({
    /** Groups first, then leaves; the most people first in each. */
    rows: z.array(ThemeView),
    unclear: z.object({ mentions: z.int(), reasons: Counts }),
    /** Number of the last decision in the log, 0 for none: send it back as `after` with an edit. */
    lastEdit: z.int(),
  })
  .meta({ id: "ThemeList" });
export type ThemeList = z.infer<typeof ThemeList>;
export const ThemeListQuery = z.object({
  /** True: hidden themes too. Default false. */
  hidden: z.boolean().optional(),
});

const name = z.string().trim().min(1).max(200);
const partialName = z
  .object({ en: name.optional(), zh: name.optional() })
  .refine(
    (value) => value.en !== undefined || value.zh !== undefined,
    "expected a name in a language",
  );
const mentionIds = z.array(MentionIdText).min(1).max(10_000);

/** A decision to take; `split` is given a new theme id by the server. */
export const ThemeDecision = z.discriminatedUnion("type", [
  z.object({ type: z.literal("rename"), themeId: ThemeIdText, name: partialName }),
  z.object({
    type: z.literal("merge"),
    from: z.array(ThemeIdText).min(1).max(200),
    into: ThemeIdText,
  }),
  z.object({
    type: z.literal("split"),
    themeId: ThemeIdText,
    mentionIds,
    name: z.object({ en: name, zh: name }),
  }),
  // The finder looks for so many parts; each that it finds is named by its words and logged as a split of its own.
  z.object({
    type: z.literal("split-into"),
    themeId: ThemeIdText,
    parts: z.int().min(2).max(20),
  }),
  z.object({ type: z.literal("move"), mentionIds, themeId: ThemeIdText.nullable() }),
  z.object({
    type: z.literal("regroup"),
    themeId: ThemeIdText,
    parentId: ThemeIdText.nullable(),
  }),
  z.object({ type: z.enum(["hide", "show"]), themeId: ThemeIdText }),
  z.object({ type: z.literal("undo"), edit: z.int().min(1) }),
]);
export const ThemeEditRequest = z.object({
  decision: ThemeDecision,
  /** `lastEdit` as it was when the page was read: refused (409 `themes-changed`) when another decision came first. */
  after: z.int().min(0).optional(),
});
export type ThemeEditView = z.infer<typeof ThemeEditView>;
export const ThemeEditView = z
  .object({
    number: z.int(),
    at: Instant,
    /** The decision as logged; a split also names its `newThemeId`. */
    edit: z.looseObject({ type: z.string() }),
    /** Number of the decision that undid it, null while it is in force. */
    undoneBy: z.int().nullable(),
  })
  .meta({ id: "ThemeEdit" });
export type ThemeLog = z.infer<typeof ThemeLog>;
export type ThemeDetail = z.infer<typeof ThemeDetail>;
export const ThemeLog = z
  .object({ rows: z.array(ThemeEditView), lastEdit: z.int() })
  .meta({ id: "ThemeLog" });

export const ThemeDetail = z
  .object({
    ...ThemeView.shape,
    /** Diverse quotes that stand for it. */
    representatives: z.array(MentionRow),
    weeks: z.array(z.object({ weekDate: z.string(), people: z.int(), allPeople: z.int() })),
    versions: Counts,
    edits: z.array(ThemeEditView),
  })
  .meta({ id: "ThemeDetail" });
