// Priorities as the API tells them: what is known and guessed of each need, and the order that a method puts them in.
import { z } from "zod";
import { CRITERION_SOURCES, guessRange, PRIORITY_METHODS } from "../priorities/priority.ts";
import { heading } from "./statements.ts";
import { BothLanguages, EstimateValue, NeedIdText, ThemeIdText } from "./values.ts";

const GuessNameText = z
  .string()
  .refine((name) => guessRange(name) !== null, "expected the name of a guess, such as effort")
  .meta({ id: "GuessName" });
const GuessesView = z.record(z.string(), z.number());

export type PrioritySettingsView = z.infer<typeof PrioritySettingsView>;
export const PrioritySettingsView = z
  .object({
    audience: z.int().min(1).max(1e10).nullable(),
    doubt: z.number().gt(0).max(0.9),
    criteria: z
      .array(
        z.object({
          id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
          name: BothLanguages,
          weight: z.number().min(0).max(1000),
          source: z.enum(CRITERION_SOURCES),
        }),
      )
      .min(1)
      .max(12)
      .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, "ids must differ"),
  })
  .meta({ id: "PrioritySettings" });

export const PriorityItemView = z
  .object({
    themeId: ThemeIdText,
    needId: NeedIdText,
    name: BothLanguages,
    ...heading,
    rank: z.int(),
    people: z.int(),
    heard: z.int(),
    share: EstimateValue,
    severity: EstimateValue,
    growth: z.number(),
    worth: z.number().nullable(),
    guesses: GuessesView,
  })
  .meta({ id: "PriorityItem" });

const PartView = z.object({
  name: z.string(),
  origin: z.enum(["counted", "derived", "guess"]),
  value: z.number(),
  low: z.number(),
  high: z.number(),
  guess: z.string().nullable(),
});
const ScoreView = z.union([
  z.object({ ok: z.literal(true), value: z.number(), parts: z.array(PartView) }),
  z.object({
    ok: z.literal(false),
    reason: z.literal("missing-inputs"),
    missing: z.array(z.string()),
    parts: z.array(PartView),
  }),
]);
const RobustnessView = z.object({
  seed: z.int(),
  draws: z.int(),
  doubt: z.number(),
  ranks: z.array(
    z.object({
      themeId: ThemeIdText,
      first: z.number(),
      topThree: z.number(),
      best: z.int(),
      worst: z.int(),
    }),
  ),
  topThreeHolds: z.number().nullable(),
  tau: z.number(),
  verdict: z.enum(["holds", "leans", "open"]),
  matters: z.array(
    z.object({
      themeId: ThemeIdText.nullable(),
      part: z.string(),
      origin: z.enum(["counted", "derived", "guess", "weight"]),
      low: z.number(),
      high: z.number(),
      swaps: z.int(),
      changesFirst: z.boolean(),
    }),
  ),
});

export const PriorityQuery = z.object({
  /** Default `rice`. */
  method: z.enum(PRIORITY_METHODS).optional(),
  seed: z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 31)
    .optional(),
  /** Worlds drawn to tell how sure the order is; 2,000 by default. */
  draws: z.coerce.number().int().min(100).max(20_000).optional(),
});
export type PrioritiesView = z.infer<typeof PrioritiesView>;
export const PrioritiesView = z
  .object({
    items: z.array(PriorityItemView),
    settings: PrioritySettingsView,
    method: z.enum(PRIORITY_METHODS),
    rows: z.array(
      z.object({
        themeId: ThemeIdText,
        needId: NeedIdText,
        place: z.int().nullable(),
        score: ScoreView,
      }),
    ),
    robustness: RobustnessView.nullable(),
  })
  .meta({ id: "Priorities" });

/** Guesses to set; null takes one away. */
export const PriorityGuessesRequest = z.record(GuessNameText, z.number().nullable());
export type PriorityGuesses = z.infer<typeof PriorityGuesses>;
export const PriorityGuesses = z
  .object({ themeId: ThemeIdText, guesses: GuessesView })
  .meta({ id: "PriorityGuesses" });
