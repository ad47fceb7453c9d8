// What every refusal of the API looks like: problem details with a stable code (RFC 9457).
import { z } from "zod";

/** One part of an input that was refused. */
export const ProblemIssue = z
  .object({ path: z.string(), code: z.string(), message: z.string() })
  .meta({ id: "ProblemIssue" });
export type ProblemIssue = z.infer<typeof ProblemIssue>;

/** Body of every answer that is not a success; `application/problem+json`. */
export const Problem = z
  .object({
    /** `urn:heed:problem:<code>`. */
    type: z.string(),
    title: z.string(),
    status: z.int(),
    /** Stable, kebab-case; what a program decides by. */
    code: z.string(),
    /** What is wrong, as a sentence. */
    detail: z.string(),
    /** What to do about it. */
    hint: z.string().optional(),
    /** The sentence and what to do about it in Chinese, where they are known. */
    zh: z.object({ detail: z.string(), hint: z.string().optional() }).optional(),
    issues: z.array(ProblemIssue).optional(),
    /** True when the same request may succeed later. */
    retryable: z.boolean(),
  })
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof Problem>;
