// Specifications as the API tells them: claims with what they rest on, whether they still stand, and what they cover.
import { z } from "zod";
import { COUNT_MEASURES } from "../counts/count-query.ts";
import { SPEC_SECTIONS, SPEC_TEMPLATES, STALE_REASONS } from "../specs/spec.ts";
import { LanguageName } from "./answers.ts";
import { MentionRow } from "./mentions.ts";
import { BothLanguages, Instant, MentionIdText, NeedIdText, ThemeIdText } from "./values.ts";

export const SpecIdText = z.string().regex(/^spec_\d{1,15}$/) as unknown as z.ZodType<
  `spec_${number}`,
  `spec_${number}`
>;
const ModelMark = z.object({ name: z.string(), version: z.string() }).nullable();
const words = z.string().max(2_000);
const BothWordsInput = z.object({ en: words, zh: words });
const story = z.object({ role: BothWordsInput, want: BothWordsInput, benefit: BothWordsInput });
const criterion = z.object({
  storyId: z.string().max(40),
  given: BothWordsInput,
  action: BothWordsInput,
  outcome: BothWordsInput,
});
export const BASES = ["quoted", "counted", "supported", "assumption"] as const;

export const ClaimView = z
  .object({
    id: z.string(),
    section: z.enum(SPEC_SECTIONS),
    /** `{0}` stands for the first count or quote, `{1}` for the next. */
    text: BothLanguages,
    story: story.optional(),
    criterion: criterion.optional(),
    basis: z.enum(BASES),
    /** The named check of a supported claim, with its score. */
    check: z.object({ name: z.string(), score: z.number() }).nullable(),
    status: z.enum(["verified", "stale", "assumption"]),
    marks: z.array(
      z.object({ reason: z.enum(STALE_REASONS), index: z.int(), now: z.number().optional() }),
    ),
    counts: z.array(
      z.object({
        query: z.string(),
        measure: z.enum(COUNT_MEASURES),
        value: z.number(),
        now: z.number().nullable(),
        label: BothLanguages,
      }),
    ),
    quotes: z.array(
      z.object({
        mentionId: MentionIdText,
        /** Null when they are no longer there. */
        words: z.string().nullable(),
        language: z.string().nullable(),
        source: z.string().nullable(),
        writtenAt: Instant.nullable(),
      }),
    ),
  })
  .meta({ id: "Claim" });
export type ClaimView = z.infer<typeof ClaimView>;

const specHead = {
  id: SpecIdText,
  /** Of this version. */
  version: z.int(),
  title: BothLanguages,
  needId: NeedIdText.nullable(),
  themeId: ThemeIdText.nullable(),
  template: z.enum(SPEC_TEMPLATES),
  at: Instant,
};
export const SpecRow = z
  .object({ ...specHead, claims: z.int(), stale: z.int(), assumptions: z.int() })
  .meta({ id: "SpecRow" });
export type SpecRow = z.infer<typeof SpecRow>;
export const SpecList = z.object({ rows: z.array(SpecRow) }).meta({ id: "SpecList" });

export const SpecView = z
  .object({
    ...specHead,
    /** Number of the latest version. */
    latest: z.int(),
    change: z.enum(["drafted", "edited", "refreshed", "restored"]),
    model: ModelMark,
    claims: z.array(ClaimView),
    coverage: z.object({
      people: z.int(),
      peopleQuoted: z.int(),
      mentions: z.int(),
      mentionsQuoted: z.int(),
      /** People who voice it and people quoted, by language, source and version. */
      segments: z.array(
        z.object({ dimension: z.string(), value: z.string(), people: z.int(), quoted: z.int() }),
      ),
    }),
    /** What contradicts it: those who are content with the same matter. */
    dissent: z.object({ people: z.int(), rows: z.array(MentionRow) }),
    stale: z.int(),
  })
  .meta({ id: "Spec" });
export type SpecView = z.infer<typeof SpecView>;

export const SpecParams = z.object({ specId: SpecIdText });
export const SpecVersionQuery = z.object({ version: z.int().min(1).optional() });
export const SpecRequest = z.object({
  needId: NeedIdText,
  template: z.enum(SPEC_TEMPLATES).optional(),
});
export const SpecDraftRequest = z.object({
  ...SpecRequest.shape,
  language: LanguageName.optional(),
});
export const SpecEdit = z.object({
  /** The version that was edited; refused when a later one is there. */
  after: z.int().min(1),
  title: z.object({ en: z.string().max(300), zh: z.string().max(300) }),
  claims: z
    .array(
      z.object({
        /** Of a claim that is there; any other text for a new one. */
        id: z.string().max(40),
        section: z.enum(SPEC_SECTIONS),
        text: BothWordsInput,
        story: story.optional(),
        criterion: criterion.optional(),
      }),
    )
    .max(300),
});
export type SpecEdit = z.infer<typeof SpecEdit>;
export const SpecChangeRequest = z.object({ after: z.int().min(1) });
export const SpecRestoreRequest = z.object({ after: z.int().min(1), version: z.int().min(1) });
export const SpecVersions = z
  .object({
    rows: z.array(
      z.object({
        version: z.int(),
        at: Instant,
        change: SpecView.shape.change,
        model: ModelMark,
        claims: z.int(),
      }),
    ),
  })
  .meta({ id: "SpecVersions" });
export const SpecDiffQuery = z.object({ from: z.int().min(1), to: z.int().min(1) });
export const SpecDiff = z
  .object({
    rows: z.array(
      z.object({
        id: z.string(),
        section: z.enum(SPEC_SECTIONS),
        change: z.enum(["added", "removed", "words", "basis", "values"]),
        before: ClaimView.nullable(),
        after: ClaimView.nullable(),
      }),
    ),
  })
  .meta({ id: "SpecDiff" });
export const SPEC_FORMATS = [
  "md",
  "docx",
  "html",
  "jira.csv",
  "linear.csv",
  "github.json",
] as const;
export type SpecFormat = (typeof SPEC_FORMATS)[number];
export const SpecExportParams = z.object({ specId: SpecIdText, format: z.enum(SPEC_FORMATS) });
export const SpecLanguageQuery = z.object({ lang: LanguageName.optional() });
export type SpecVersions = z.infer<typeof SpecVersions>;
export type SpecDiff = z.infer<typeof SpecDiff>;

export const WireframeRequest = z.object({ language: LanguageName.optional() });
export const WireframeView = z
  .object({
    /** One file without scripts, to be shown in a frame that may run nothing. */
    html: z.string(),
    /** Who proposed the screens; null when it is drawn plainly. */
    model: ModelMark,
    /** Why the model's proposal was not drawn, as a code; null when it was. */
    failure: z.string().nullable(),
    /** Claim ids of stories that are drawn plainly. */
    plain: z.array(z.string()),
  })
  .meta({ id: "Wireframe" });
export type WireframeView = z.infer<typeof WireframeView>;
export const SpecWriterView = z
  .object({
    /** The model chosen for `generate`, as `provider/model`; null when none is. */
    model: z.string().nullable(),
  })
  .meta({ id: "SpecWriter" });
