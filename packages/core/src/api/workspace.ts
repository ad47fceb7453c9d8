// The workspace at a glance: what is in it, what runs, and what waits at each stage of the loop.
import { z } from "zod";
import { BroughtView } from "./impact.ts";
import { Counts, Instant } from "./values.ts";

export const LOOP_STAGES = ["needs", "collect", "models", "design", "analyse", "optimise"] as const;

export const WorkspaceSummary = z
  .object({
    /** Version of Heed that answers. */
    version: z.string(),
    timeZone: z.string(),
    counts: z.object({
      items: z.int(),
      mentions: z.int(),
      people: z.int(),
      themes: z.int(),
      needs: z.int(),
      unclear: z.int(),
      imports: z.int(),
      labels: z.int(),
    }),
    /** Items by language. */
    languages: Counts,
    /** Items by source. */
    sources: Counts,
    firstWrittenAt: Instant.nullable(),
    lastWrittenAt: Instant.nullable(),
    analysedAt: Instant.nullable(),
    /** True when feedback or decisions came after the last analysis. */
    isStale: z.boolean(),
    /** Grows with every change of data; a page that holds another number reads again. */
    revision: z.int(),
    models: z.record(z.string(), z.object({ name: z.string(), version: z.string() })),
    jobs: z.object({ running: z.int(), queued: z.int() }),
    /** The loop in order, with what waits at each stage. */
    loop: z.array(
      z.object({
        stage: z.enum(LOOP_STAGES),
        waiting: z.array(z.object({ code: z.string(), count: z.int() })),
        /** What it brought last: the changes that measured releases made, the latest first, at most 3. */
        brought: z.array(BroughtView),
      }),
    ),
    /** Who asks, and whether people have to sign in here. */
    access: z.object({ role: z.enum(["owner", "editor", "viewer"]), signIn: z.boolean() }),
  })
  .meta({ id: "WorkspaceSummary" });
export type WorkspaceSummary = z.infer<typeof WorkspaceSummary>;

export const SettingsView = z
  .object({
    /** IANA zone in which days and weeks are cut. */
    timeZone: z.string().min(1).max(100),
  })
  .meta({ id: "Settings" });
export type SettingsView = z.infer<typeof SettingsView>;
