// The brief, the collection plan made of it, and what the voices say to its hypotheses.
import { z } from "zod";
import { BothLanguages, EstimateValue, MentionIdText } from "./values.ts";

const line = z.string().max(500);
const HypothesisView = z.object({
  /** `H1`, `H2`, ... in order; the server numbers them anew. */
  id: z.string().max(10),
  statement: line,
  /** Words by which a voice about it is known; found from the statement when empty. */
  signs: z.array(line).max(50),
  expects: z.enum(["need", "praise"]),
});
export const BriefView = z
  .object({
    /** What has to be found out. */
    question: z.string().max(2_000),
    /** Who the users are, one kind each. */
    users: z.array(line).max(50),
    /** The outcome wanted. */
    outcome: z.string().max(2_000),
    hypotheses: z.array(HypothesisView).max(50),
    rivals: z.array(z.object({ name: line, aliases: z.array(line).max(20) })).max(50),
  })
  .meta({ id: "Brief" });
export type BriefView = z.infer<typeof BriefView>;
/** A brief as somebody writes it: what a hypothesis claims is told by its own words where nobody says. */
export const BriefRequest = BriefView.extend({
  hypotheses: z
    .array(HypothesisView.extend({ expects: HypothesisView.shape.expects.optional() }))
    .max(50),
}).meta({ id: "BriefRequest" });
export type BriefRequest = z.infer<typeof BriefRequest>;

export const CollectionPlanView = z
  .object({
    survey: z.array(
      z.object({
        ...BothLanguages.shape,
        answer: z.enum(["text", "one-of", "scale-5"]),
        options: z.array(BothLanguages).optional(),
        /** Hypothesis that the question tests. */
        tests: z.string().optional(),
      }),
    ),
    interview: z.array(z.object({ title: BothLanguages, lines: z.array(BothLanguages) })),
    sources: z.array(BothLanguages),
  })
  .meta({ id: "CollectionPlan" });
export type CollectionPlanView = z.infer<typeof CollectionPlanView>;

const Side = z.object({ people: z.int(), mentionIds: z.array(MentionIdText) });
export const BriefFindings = z
  .object({
    rows: z.array(
      z.object({
        hypothesis: HypothesisView,
        verdict: z.enum(["supported", "contradicted", "divided", "too-few", "not-mentioned"]),
        supports: Side,
        contradicts: Side,
        /** People who speak of it without taking a side. */
        neutral: Side,
        /** Supporting part of those who take a side; null when nobody does. */
        support: EstimateValue.nullable(),
      }),
    ),
  })
  .meta({ id: "BriefFindings" });
export type BriefFindings = z.infer<typeof BriefFindings>;
