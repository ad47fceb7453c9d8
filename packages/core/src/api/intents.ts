// Intents as the API tells them: what people ask, a recogniser of it, and answers to write.
import { z } from "zod";
import { BothLanguages, EstimateValue, Instant, ThemeIdText } from "./values.ts";

const EntityView = z.object({
  name: z.string(),
  start: z.int(),
  end: z.int(),
  value: z.string(),
});
export type IntentView = z.infer<typeof IntentView>;
export const IntentView = z
  .object({
    id: z.string(),
    themeId: ThemeIdText,
    name: BothLanguages,
    people: z.int(),
    questions: z.int(),
    utterances: z.array(
      z.object({
        text: z.string(),
        language: z.string(),
        origin: z.enum(["quoted", "paraphrase"]),
        mentionId: z.string().nullable(),
        entities: z.array(EntityView),
      }),
    ),
    entities: z.array(z.object({ name: z.string(), count: z.int() })),
    answer: BothLanguages,
  })
  .meta({ id: "Intent" });

const RecogniserView = z.object({
  at: Instant,
  questions: z.int(),
  report: z.union([
    z.object({
      ok: z.literal(true),
      questions: z.int(),
      intents: z.int(),
      accuracy: EstimateValue,
      majority: z.number(),
      confusions: z.array(z.object({ truth: z.string(), answer: z.string(), count: z.int() })),
      fallback: z.object({
        threshold: z.number(),
        right: z.number(),
        wrong: z.number(),
        unanswered: z.number(),
        rejected: EstimateValue.nullable(),
        others: z.int(),
      }),
    }),
    z.object({
      ok: z.literal(false),
      reason: z.literal("too-few-intents"),
      intents: z.int(),
      needed: z.int(),
    }),
  ]),
});

export type IntentsView = z.infer<typeof IntentsView>;
export const IntentsView = z
  .object({
    intents: z.array(IntentView),
    left: z.array(
      z.object({
        reason: z.enum(["too-few-alike", "no-theme", "hidden"]),
        question: z.object({
          mentionId: z.string(),
          text: z.string(),
          language: z.string(),
          themeId: z.string().nullable(),
        }),
      }),
    ),
    recogniser: RecogniserView.nullable(),
    /** True when questions came or went since the recogniser was trained. */
    isStale: z.boolean(),
  })
  .meta({ id: "Intents" });

export const IntentPlanRequest = z.object({
  name: z
    .object({ en: z.string().trim().min(1).max(120), zh: z.string().trim().min(1).max(120) })
    .optional(),
  answer: z.object({ en: z.string().max(5_000), zh: z.string().max(5_000) }).optional(),
  isHidden: z.boolean().optional(),
});
export const RecogniseRequest = z.object({ text: z.string().trim().min(1).max(2_000) });
export const RecognisedView = z
  .object({
    /** Null where it says that it did not understand. */
    intent: z.string().nullable(),
    likeliest: z.string(),
    probability: z.number(),
    threshold: z.number(),
  })
  .meta({ id: "RecognisedIntent" });
export const IntentExportParams = z.object({ format: z.enum(["json", "csv"]) });
