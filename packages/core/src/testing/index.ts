// The public surface of @heed/core/testing: builders for tests of any room.

export { referenceCohortPeople } from "../cohorts/reference-cohort.ts";
export { referenceFunnel, referenceFunnelPeople } from "../funnels/reference-funnel.ts";
export {
  referenceRetention,
  referenceRetentionPeople,
} from "../retention/reference-retention.ts";
export { referenceTrend, referenceTrendPeople } from "../trends/reference-trend.ts";
export { buildItem } from "./build-feedback.ts";
export { buildEvents, buildLinks, type EventPlan, type LinkPlan } from "./build-journeys.ts";
export { buildTheme, buildVoices, type VoicePlan } from "./build-voices.ts";
