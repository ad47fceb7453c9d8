// Large models as the API tells them: what is set up, what it cost, and what was sent; never a key.
import { z } from "zod";
import { CAPABILITIES } from "../models/capability.ts";
import { CALL_STATUSES } from "../models/model-call.ts";
import { Instant } from "./values.ts";

/** An amount of a currency as a decimal number, without losing a digit. */
const Amount = z.string();

export const ModelSetup = z
  .object({
    providers: z.array(
      z.object({
        id: z.string(),
        baseUrl: z.string(),
        /** Where its key comes from; the key itself is told to nobody. */
        key: z.enum(["environment", "file", "missing", "none-needed"]),
        /** Prices of a million tokens by model; `*` stands for all others. */
        prices: z.record(
          z.string(),
          z.object({ input: z.number(), output: z.number(), currency: z.string() }),
        ),
      }),
    ),
    localModels: z.array(z.object({ id: z.string(), task: z.string() })),
    /** Which models answer for what, in the order in which they are tried; empty: Heed's own, or nothing. */
    capabilities: z.array(
      z.object({ capability: z.enum(CAPABILITIES), models: z.array(z.string()) }),
    ),
    /** `YYYY-MM`, UTC. */
    month: z.string(),
    /** Spent and set aside in the month, by unit (`tokens` or a currency), and what may be. */
    budgets: z.array(z.object({ unit: z.string(), spent: Amount, most: z.number().nullable() })),
    /** All calls so far by purpose and model. */
    costs: z.array(
      z.object({
        purpose: z.string(),
        model: z.string(),
        calls: z.int(),
        cached: z.int(),
        failed: z.int(),
        inputTokens: z.int(),
        outputTokens: z.int(),
        cost: Amount,
        currency: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: "ModelSetup" });
export type ModelSetup = z.infer<typeof ModelSetup>;

export const ModelCallList = z
  .object({
    /** The latest first. */
    rows: z.array(
      z.object({
        id: z.int(),
        at: Instant,
        purpose: z.string(),
        model: z.string(),
        /** Host and port that were sent to. */
        host: z.string(),
        status: z.enum(CALL_STATUSES),
        bytesSent: z.int(),
        /** Private values that were taken out just before sending. */
        redacted: z.int(),
        tokens: z.int(),
        cost: Amount,
        currency: z.string().nullable(),
        durationMs: z.int(),
        error: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: "ModelCallList" });
export type ModelCallList = z.infer<typeof ModelCallList>;

export const ModelTrialView = z
  .object({
    capability: z.enum(CAPABILITIES),
    model: z.string(),
    host: z.string(),
    ms: z.int(),
    /** What was seen to work. */
    proven: z.array(z.enum(["form", "repaired-form", "stream", "vectors", "image"])),
    tokens: z.int(),
    cost: Amount,
    currency: z.string().nullable(),
  })
  .meta({ id: "ModelTrial" });
export type ModelTrialView = z.infer<typeof ModelTrialView>;

export const MODEL_PATHS = {
  getModelSetup: "GET /api/v1/model-setup",
  listModelCalls: "GET /api/v1/model-calls",
  chooseModels: "PUT /api/v1/model-setup/capabilities/{capability}",
  setModelBudget: "PUT /api/v1/model-setup/budgets/{unit}",
  tryModel: "POST /api/v1/model-trials",
} as const;

const capability = z.enum(CAPABILITIES);
export const MODEL_OPERATIONS = {
  getModelSetup: {
    tag: "models",
    summary: "Large models: who is set up, who answers for what, budgets and costs",
    response: ModelSetup,
  },
  listModelCalls: {
    tag: "models",
    summary: "What was sent to large models, where and why",
    query: z.object({ limit: z.int().min(1).max(500).optional() }),
    response: ModelCallList,
  },
  chooseModels: {
    tag: "models",
    summary: "Choose the models of a capability, in the order in which they are tried",
    params: z.object({ capability }),
    /** `PROVIDER/MODEL`; none to choose nobody. */
    body: z.object({ models: z.array(z.string().min(3).max(200)).max(10) }),
    response: ModelSetup,
  },
  setModelBudget: {
    tag: "models",
    summary: "Set what may be spent in a month, in tokens or a currency",
    params: z.object({ unit: z.string().regex(/^(tokens|[A-Z]{3})$/) }),
    body: z.object({ most: z.number().min(0).max(1e12).nullable() }),
    response: ModelSetup,
  },
  tryModel: {
    tag: "models",
    summary: "Ask the models of a capability a question of a few words",
    body: z.object({ capability }),
    response: ModelTrialView,
  },
} as const;
