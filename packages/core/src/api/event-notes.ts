// What is made of events and kept or told: readings of a metric, queries, alerts.
import { z } from "zod";
import { EventMatchInput } from "./events.ts";
import { Day, Instant, ThemeIdText } from "./values.ts";

/** When a metric changed, and from which groups the change comes; or why it cannot be told. */
export const MetricReading = z
  .discriminatedUnion("ok", [
    z.object({ ok: z.literal(false), reason: z.string(), message: z.string() }),
    z.object({
      ok: z.literal(true),
      /** Properties whose groups were looked at. */
      properties: z.array(z.string()),
      changes: z.array(
        z.object({
          startDate: Day,
          /** Mean a period on each side. */
          before: z.number(),
          after: z.number(),
          pValue: z.number(),
          explainedBy: z.array(
            z.object({
              property: z.string(),
              value: z.string().nullable(),
              before: z.number(),
              after: z.number(),
              /** Part of the whole change. */
              part: z.number(),
              pValue: z.number(),
            }),
          ),
        }),
      ),
    }),
  ])
  .meta({ id: "MetricReading" });
export type MetricReading = z.infer<typeof MetricReading>;

export const SqlQuestion = z.object({ question: z.string().trim().min(1).max(2_000) });
export const SqlDraft = z
  .object({
    /** Empty when the question cannot be answered from the events. */
    sql: z.string(),
    note: z.string(),
    model: z.object({ name: z.string(), version: z.string() }),
  })
  .meta({ id: "SqlDraft" });
export type SqlDraft = z.infer<typeof SqlDraft>;
export const KeptQueryInput = z.object({
  name: z.string().trim().min(1).max(100),
  sql: z.string().min(1).max(20_000),
});
export const KeptQuery = z
  .object({ id: z.string(), ...KeptQueryInput.shape })
  .meta({ id: "KeptQuery" });
export type KeptQuery = z.infer<typeof KeptQuery>;
export const KeptQueryList = z.object({ rows: z.array(KeptQuery) }).meta({ id: "KeptQueryList" });
export const queryParams = z.object({ queryId: z.string().regex(/^query_\d{1,12}$/) });

export const AlertInput = z
  .object({
    name: z.string().trim().min(1).max(100),
    subject: z.discriminatedUnion("kind", [
      z.object({
        kind: z.literal("event"),
        match: EventMatchInput,
        measure: z.enum(["count", "people"]),
      }),
      z.object({ kind: z.literal("theme"), themeId: ThemeIdText }),
    ]),
    /** Whole days that count, the last of them yesterday. */
    days: z.union([z.literal(1), z.literal(7)]),
    direction: z.enum(["above", "below"]),
    bound: z.number(),
    /** Where it is well again. */
    clear: z.number(),
    webhook: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .optional(),
    email: z.email().max(200).optional(),
  })
  .meta({ id: "AlertInput" });
export type AlertInput = z.infer<typeof AlertInput>;
export const AlertView = z
  .object({
    id: z.string(),
    ...AlertInput.shape,
    createdAt: Instant,
    state: z.object({
      isFiring: z.boolean(),
      since: Instant.nullable(),
      value: z.number().nullable(),
      lookedAt: Instant.nullable(),
    }),
    /** Why the last message was not sent. */
    failure: z.string().nullable(),
  })
  .meta({ id: "Alert" });
export type AlertView = z.infer<typeof AlertView>;
export const AlertList = z.object({ rows: z.array(AlertView) }).meta({ id: "AlertList" });
export const alertParams = z.object({ alertId: z.string().regex(/^alert_\d{1,12}$/) });
