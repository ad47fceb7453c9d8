// Answers as the API tells them: sentences of checked parts, what was found beneath them, and what was dropped.
import { z } from "zod";
import { SENTENCE_FAULTS } from "../answers/answer.ts";
import { COUNT_MEASURES } from "../counts/count-query.ts";
import { MentionRow } from "./mentions.ts";
import { EncoderGapView } from "./search.ts";
import { BothLanguages, MentionIdText, ThemeIdText } from "./values.ts";

export const LanguageName = z.enum(["en", "zh"]);

export const FigureView = z
  .object({
    /** The query in its text form; it can be run again. */
    query: z.string(),
    measure: z.enum(COUNT_MEASURES),
    /** A count, or a share in [0, 1]. */
    value: z.number(),
    /** What it counts. */
    label: BothLanguages,
  })
  .meta({ id: "Figure" });
export type FigureView = z.infer<typeof FigureView>;

export const AnswerPartView = z
  .discriminatedUnion("type", [
    z.object({ type: z.literal("text"), text: z.string() }),
    /** Exact words of a mention. */
    z.object({
      type: z.literal("quote"),
      mentionId: MentionIdText,
      words: z.string(),
      start: z.int(),
    }),
    z.object({ type: z.literal("citation"), mentionId: MentionIdText }),
    z.object({ type: z.literal("figure"), ...FigureView.shape }),
  ])
  .meta({ id: "AnswerPart" });
export type AnswerPartView = z.infer<typeof AnswerPartView>;

export const SupportView = z
  .object({ check: z.string(), score: z.number(), holds: z.boolean() })
  .meta({ id: "Support" });

export const AnswerSentenceView = z
  .object({ parts: z.array(AnswerPartView), support: SupportView.nullable() })
  .meta({ id: "AnswerSentence" });
export type AnswerSentenceView = z.infer<typeof AnswerSentenceView>;

export const AnswerView = z
  .object({
    question: z.string(),
    language: LanguageName,
    /** `not-said`: the data does not say. */
    outcome: z.enum(["answered", "not-said"]),
    /** Who put it into sentences; null when programs did. */
    model: z.object({ name: z.string(), version: z.string() }).nullable(),
    sentences: z.array(AnswerSentenceView),
    /** What was found, by theme; the largest first. */
    groups: z.array(
      z.object({
        theme: z.object({ id: ThemeIdText, name: BothLanguages }).nullable(),
        figures: z.array(FigureView),
        rows: z.array(MentionRow),
      }),
    ),
    /** Every mention that a sentence cites. */
    cited: z.array(MentionRow),
    /** Sentences of a model that broke a rule, by reason. */
    dropped: z.partialRecord(z.enum(SENTENCE_FAULTS), z.int()),
    /** Code of why the model did not answer to its end; null when it did or was not asked. */
    modelFailure: z.string().nullable(),
    /** Mentions that were kept from the model because they give models orders. */
    withheld: z.int(),
    /** Why words alone decided what was found; null where meaning did too. */
    gap: EncoderGapView.nullable(),
  })
  .meta({ id: "Answer" });
export type AnswerView = z.infer<typeof AnswerView>;

const question = z.string().min(1).max(500);
export const AnswerQuery = z.object({ question, language: LanguageName.optional() });
export const AnswerRequest = z.object({
  question,
  language: LanguageName.optional(),
  /** True: put into sentences by the model chosen for `generate`. Default false. */
  model: z.boolean().optional(),
});
