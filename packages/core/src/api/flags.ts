// Feature flags as the API takes and gives them.
import { z } from "zod";
import { Instant } from "./values.ts";

const Name = z.string().trim().min(1).max(200);
const Key = z.string().regex(/^[\w.:-]{1,100}$/);

/** Any JSON. */
const FlagValueView = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.unknown()),
  z.record(z.string(), z.unknown()),
]);
const Condition = z.union([
  z.object({
    attribute: Name,
    test: z.enum(["is", "is-not"]),
    values: z.array(z.string().max(500)).max(500),
  }),
  z.object({ attribute: Name, test: z.literal("contains"), value: z.string().max(500) }),
  z.object({ attribute: Name, test: z.enum(["above", "below"]), value: z.number() }),
  z.object({ attribute: Name, test: z.enum(["set", "not-set"]) }),
]);
const conditions = z.array(Condition).max(20);
const RuleView = z.union([
  z.object({ kind: z.literal("value"), conditions, value: FlagValueView }),
  z.object({
    kind: z.literal("rollout"),
    conditions,
    value: FlagValueView,
    share: z.number(),
    by: Name,
  }),
  z.object({
    kind: z.literal("experiment"),
    conditions,
    experiment: Key,
    variations: z.array(z.object({ key: Key, value: FlagValueView, weight: z.number() })).max(20),
    share: z.number(),
    by: Name,
  }),
]);
export const FlagRequest = z
  .object({
    description: z.string().max(2_000),
    isOn: z.boolean(),
    defaultValue: FlagValueView,
    overrides: z.array(z.object({ id: z.string().max(200), value: FlagValueView })).max(1_000),
    rules: z.array(RuleView).max(100),
  })
  .meta({ id: "FlagRequest" });
export type FlagRequest = z.infer<typeof FlagRequest>;
export const FlagView = z
  .object({ ...FlagRequest.shape, key: z.string(), changedAt: Instant })
  .meta({ id: "Flag" });
export type FlagView = z.infer<typeof FlagView>;
export const FlagList = z.object({ rows: z.array(FlagView) }).meta({ id: "FlagList" });
export const flagParams = z.object({ flagKey: Key });
export const FlagAsk = z.object({ attributes: z.record(z.string(), z.unknown()) });
export const FlagDecisionView = z
  .object({
    value: FlagValueView,
    from: z.enum(["off", "override", "value", "rollout", "experiment", "default"]),
    assignment: z.object({ experiment: z.string(), variation: z.string() }).nullable(),
  })
  .meta({ id: "FlagDecision" });
