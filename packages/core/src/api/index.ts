// The contract between server and clients: schemas, paths and the typed client, by name.

export { mayActAs } from "../accounts/account.ts";
export { describeGap, type EncoderGap } from "../search/encoder-gap.ts";
export { BriefFindings, BriefRequest, BriefView, CollectionPlanView } from "./brief.ts";
export {
  type ApiClient,
  type ApiClientOptions,
  ApiError,
  apiUrl,
  createApiClient,
  type OutputOf,
  type RequestOptions,
  readJobEvents,
} from "./client.ts";
export * from "./decisions.ts";
export { decodeQuery } from "./decode-query.ts";
export * from "./design.ts";
export { DigestEntryView, DigestView } from "./digest.ts";
export { encodeQuery } from "./encode-query.ts";
export { AlertInput, AlertView, KeptQuery, MetricReading, SqlDraft } from "./event-notes.ts";
export {
  BehaviourAsk,
  BehaviourView,
  CohortInput,
  CohortView,
  EventMatchInput,
  EventOverview,
  EventTrendView,
  FunnelAsk,
  FunnelView,
  PeopleAsk,
  PeopleView,
  RetentionAsk,
  RetentionView,
  SqlAnswer,
  TrendAsk,
} from "./events.ts";
export * from "./experiments.ts";
export { EXPORT_FORMATS, EXPORTED } from "./exports.ts";
export { FeedbackFilters } from "./filters.ts";
export * from "./flags.ts";
export { BroughtView, NeedOutcomeView, ReleaseAimsView, ReleaseImpactView } from "./impact.ts";
export { ImportPreview, ImportView, MappingView, PulledSourceView, Upload } from "./imports.ts";
export {
  CreatedKey,
  FeedbackInput,
  FeedbackReceipt,
  FeedbackRequest,
  KEY_SCOPES,
  KeyView,
  MOST_IN_BATCH,
} from "./ingest.ts";
export { ItemDetail, ItemPage, ItemRow } from "./items.ts";
export { JOB_EVENTS, type JobEvent, JobView } from "./jobs.ts";
export * from "./lab.ts";
export * from "./lab-datasets.ts";
export * from "./lab-media.ts";
export { ThemeMap } from "./map.ts";
export { MAP_SIZE } from "./map-size.ts";
export {
  ConceptList,
  MatterFindingsView,
  MatterList,
  MatterRequest,
  MatterView,
  MatterWordsRequest,
} from "./matters.ts";
export { Facets, Label, MentionRow } from "./mentions.ts";
export type { ModelCallList, ModelSetup, ModelTrialView } from "./models.ts";
export { neededRole } from "./needed-role.ts";
export {
  LANES,
  NEED_STATUSES,
  NeedDetail,
  NeedList,
  NeedPerson,
  NeedPlanView,
  NeedView,
} from "./needs.ts";
export type { Operation } from "./operation.ts";
export { OPERATIONS, type Operations } from "./operations.ts";
export { type OperationName, PATHS } from "./paths.ts";
export { InvitationView, MemberView, SessionView } from "./people.ts";
export { Problem, ProblemIssue } from "./problem.ts";
export { SearchHit, SearchResult } from "./search.ts";
export { ShareView } from "./shares.ts";
export { StatementView } from "./statements.ts";
export { ThemeDetail, ThemeEditView, ThemeList, ThemeLog, ThemeView } from "./themes.ts";
export { Release, TREND_DIMENSIONS, TrendTable } from "./trends.ts";
export { LOOP_STAGES, SettingsView, WorkspaceSummary } from "./workspace.ts";
