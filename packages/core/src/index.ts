// The public surface of @heed/core: every export named by hand.

export { type Member, mayActAs, ROLES, type Role } from "./accounts/account.ts";
export {
  type AlertRule,
  type AlertState,
  type AlertSubject,
  checkAlert,
  judgeAlert,
  QUIET,
} from "./alerts/alert.ts";
export * from "./answers/index.ts";
export {
  BEHAVIOUR_OUTCOMES,
  type BehaviourOutcome,
  compareSpeakers,
  type SpeakerComparison,
  type SpeakerQuestion,
} from "./behaviour/compare-speakers.ts";
export type { Brief, Hypothesis, RivalProduct } from "./briefs/brief.ts";
export {
  type CollectionPlan,
  collectionPlan,
  type PlanLine,
  type SurveyQuestion,
} from "./briefs/collection-plan.ts";
export {
  type HypothesisReading,
  type HypothesisSide,
  judgeHypothesis,
  type MatchedVoice,
  type Verdict,
} from "./briefs/judge-hypothesis.ts";
export { expectationOf, parseBrief, parseHypothesis } from "./briefs/parse-brief.ts";
export { dayWords, MONTH_WORDS } from "./calendar/day-words.ts";
export { dayIn, mondayOf, weekOf, weeksBetween } from "./calendar/week.ts";
export { type Cohort, type CohortCondition, checkCohort, cohortBounds } from "./cohorts/cohort.ts";
export * from "./counts/index.ts";
export * from "./decisions.ts";
export {
  compareRivals,
  type RivalComparison,
  type RivalTheme,
} from "./digest/compare-rivals.ts";
export {
  type Digest,
  type DigestEntry,
  type EarlierRun,
  makeDigest,
  type RunChanges,
  rememberRun,
} from "./digest/make-digest.ts";
export { NEED_STATES, type NeedState } from "./digest/need-states.ts";
export {
  type ChineseWords,
  Conflict,
  HeedError,
  type HeedErrorOptions,
  type InputIssue,
  InvalidInput,
  NotFound,
  Unavailable,
  Unsupported,
} from "./errors.ts";
export { chineseOf } from "./errors-in-chinese.ts";
export {
  checkMatch,
  type EventMatch,
  NUMBER_PATTERN,
  type PropertyFilter,
} from "./events/event-match.ts";
export {
  addDays,
  checkRange,
  dateIn,
  instantsOf,
  PERIODS,
  type Period,
  periodNumber,
  periodStart,
} from "./events/periods.ts";
export type {
  DateRange,
  PersonLink,
  ProductEvent,
  ZonedRange,
} from "./events/product-event.ts";
export { resolvePeople } from "./events/resolve-people.ts";
export * from "./experiments/index.ts";
export {
  countPeople,
  type FeedbackItem,
  type ItemId,
  itemId,
  itemNumber,
  type Redaction,
  SPAM_REASONS,
  type SpamReason,
} from "./feedback/feedback-item.ts";
export { guardFormula, unguardFormula } from "./feedback/formula-guard.ts";
export { maskItem, maskValue } from "./feedback/mask-value.ts";
export { foldText, type MatchingView, matchingView, toStoredText } from "./feedback/stored-text.ts";
export * from "./flags/index.ts";
export {
  checkFunnel,
  checkFunnelBar,
  type Exclusion,
  FUNNEL_ORDERS,
  type Funnel,
  type FunnelBar,
  type FunnelGroup,
  type FunnelOrder,
  type FunnelResult,
  MOST_GROUPS,
} from "./funnels/funnel.ts";
export * from "./impact/index.ts";
export {
  bringsEvents,
  type ColumnMapping,
  type Import,
  type ImportCounts,
  type ImportStatus,
  type RejectedRow,
} from "./imports/import.ts";
export { isPullDue, type PulledSource, type SourceKind } from "./imports/pulled-source.ts";
export { hasEnded, JOB_STATUSES, type Job, type JobId, type JobStatus } from "./jobs/job.ts";
export * from "./lab.ts";
export * from "./matters/index.ts";
export {
  compareMentions,
  itemOf,
  type Mention,
  type MentionId,
  mentionAt,
  quote,
  type Span,
  spanFault,
} from "./mentions/mention.ts";
export { CAPABILITIES, type Capability } from "./models/capability.ts";
export {
  LOCAL_CAPABILITIES,
  LOCAL_TASKS,
  type LocalModel,
  type LocalTask,
  localModelSchema,
  localTaskOf,
} from "./models/local-model.ts";
export {
  CALL_STATUSES,
  type CallStatus,
  type ModelCall,
  type ModelCallEnd,
  type ModelCallStart,
  type SpendingRow,
} from "./models/model-call.ts";
export {
  budgetUnits,
  costOf,
  formatPico,
  likelyTokens,
  type ModelUsage,
  mostInputTokens,
  NO_USAGE,
  type RequestSize,
} from "./models/model-cost.ts";
export {
  chosenLocalModel,
  chosenModels,
  LOCAL_PROVIDER,
  type ModelBudget,
  type ModelChoice,
  type ModelPrice,
  type ModelProvider,
  type ModelSettings,
  modelBudgetSchema,
  modelChoiceName,
  modelPriceSchema,
  modelSettingsSchema,
  NO_MODELS,
  parseModelChoice,
  priceOf,
  providerSchema,
} from "./models/model-settings.ts";
export {
  PROVIDER_PRESETS,
  type PresetName,
  providerAt,
  providerFromPreset,
} from "./models/provider-presets.ts";
export { type Figure, type FigureRows, figureRows } from "./needs/figure-rows.ts";
export type {
  CannotTell,
  CannotTellReason,
  Estimate,
  KnownTrend,
  KnownValue,
  Need,
  NeedSegment,
  NeedValue,
  RankParts,
  RateChange,
  RateRatio,
  Trend,
  WeekCount,
} from "./needs/need.ts";
export { rankNeeds } from "./needs/rank-needs.ts";
export { type PraisedTheme, rankPraise } from "./needs/rank-praise.ts";
export {
  type AccountValue,
  mentionSeverity,
  SEVERITY_BY_KIND,
  type Voice,
  voicesNeed,
} from "./needs/voice.ts";
export type { Accounts, NewMember, SignedIn } from "./ports/accounts.ts";
export type {
  ActivityAsk,
  DailyActivity,
  EventName,
  EventStore,
  EventSummary,
  PeoplePage,
  PeoplePlace,
  QueryAnswer,
  SaidBehind,
} from "./ports/event-store.ts";
export type {
  AssignmentFilter,
  ErasedFacts,
  ErasureRequest,
  FactCopies,
  FactStore,
  ItemFacts,
  ItemSelection,
  KnownItem,
  MentionFacts,
  SentItem,
  ThemeCount,
} from "./ports/fact-store.ts";
export {
  type BrowseFilter,
  type BrowseOrder,
  type BrowsePage,
  type BrowsePaging,
  type BrowsePlace,
  FACETS,
  type FacetName,
  type FeedbackBrowser,
  type SaidWords,
  type SpeakingPerson,
  type ThemeTally,
  type Totals,
  type WeeklySeries,
} from "./ports/feedback-browser.ts";
export {
  KEPT_KINDS,
  type KeptKind,
  type KeptRecord,
  type KeptRecords,
} from "./ports/kept-records.ts";
export type {
  AnswerCache,
  LanguageModel,
  ModelAnswer,
  ModelContent,
  StructuredRequest,
  TextRequest,
} from "./ports/language-model.ts";
export type {
  MentionFilter,
  MentionHit,
  MentionHits,
  MentionQuery,
  MentionSearch,
  SearchableMention,
  SearchedItem,
  SearchPlace,
  SoughtMeaning,
  WeighedWords,
} from "./ports/mention-search.ts";
export type { CallReserve, ModelLedger, OpenedCall } from "./ports/model-ledger.ts";
export type {
  Embedder,
  FoundTheme,
  FoundThemes,
  MentionReader,
  MentionSplitter,
  MentionVectors,
  ReadableText,
  TextReading,
  ThemeFinder,
  ThemeFinderOptions,
} from "./ports/models.ts";
export type {
  ItemNumbering,
  PackedItems,
  UnnumberedItem,
  WordsSignature,
} from "./ports/packed-items.ts";
export type { RecordStore, ThemeRecords } from "./ports/record-store.ts";
export { type ItemReading, readItem } from "./readings/item-reading.ts";
export {
  KINDS,
  type Kind,
  type MentionReading,
  type ModelName,
  PERSON_MODEL,
  SENTIMENTS,
  type Sentiment,
} from "./readings/reading.ts";
export { type StatementSide, statementSide, withoutPraise } from "./readings/statement-side.ts";
export { type AnnouncedRelease, readAnnouncement } from "./releases/announced-release.ts";
export { compareVersions, nearestVersions, type ReleaseAims } from "./releases/release.ts";
export {
  cellPeriod,
  checkRetention,
  layOutRetention,
  RETENTION_COHORTS,
  type Retention,
  type RetentionCell,
  type RetentionCohort,
  type RetentionCohorts,
  type RetentionCount,
  type RetentionGroup,
  type RetentionResult,
} from "./retention/retention.ts";
export { describeGap, ENCODER_GAPS, type EncoderGap } from "./search/encoder-gap.ts";
export { findMatches, holdsPart, holdsWords, searchFingerprint } from "./search/find-matches.ts";
export { BM25, CLAIM_LENGTH, partWeight, wordScore } from "./search/score-words.ts";
export { indexedWords } from "./search/search-tokens.ts";
export { parseSearchWords, type SearchPart, type SearchWords } from "./search/search-words.ts";
export * from "./specs/index.ts";
export * from "./themes/index.ts";
export {
  checkTrend,
  compareMeasured,
  type EventMeasure,
  type EventTrend,
  layOutLines,
  type MeasuredGroup,
  previousRange,
  type TrendLine,
  type TrendPoint,
  type TrendResult,
  type TrendSeries,
} from "./trends/event-trend.ts";
export { type MetricChange, type MetricSeries, readMetric } from "./trends/read-metric.ts";
