// The public surface of @heed/workbench: every export named by hand.

export { tellEngineError } from "@heed/store";
export { createEmbedder } from "@heed/text";
export { openPeople, type People } from "./accounts/people.ts";
export {
  type Analysis,
  type AnalysisOptions,
  analyse,
} from "./analysis/analyse.ts";
export {
  type AnalyseFilesOptions,
  analyseFiles,
  type FilesAnalysis,
  type ModelReadings,
} from "./analysis/analyse-files.ts";
export { type Conclusions, concludeAgain } from "./analysis/conclude.ts";
export { loadBrief, readBriefFile, saveBrief } from "./briefs/brief-store.ts";
export { renderBrief, renderPlan } from "./briefs/render-plan.ts";
export { defaultWorkspaceFolder, homeFolder } from "./config.ts";
export * from "./decisions.ts";
export { type BackupManifest, restoreBackup } from "./desk/backup.ts";
export { type Desk, type DeskOptions, HEED_VERSION, openDesk } from "./desk/open-desk.ts";
export { findServer, markServer, unmarkServer } from "./desk/running-server.ts";
export { renderDigest } from "./digest/render-digest.ts";
export { EMBEDDERS, type EmbedderWish } from "./encoder/chosen-encoding.ts";
export type { EncodingEstimate } from "./encoder/encode-mentions.ts";
export { QueryEncoder, type SoughtBy } from "./encoder/query-encoder.ts";
export { searchVectors } from "./encoder/search-vectors.ts";
export {
  askFunnel,
  askRetention,
  askTrend,
  listPeopleBehind,
} from "./events/answer-questions.ts";
export { createCohort, deleteCohort, listCohorts } from "./events/cohorts.ts";
export { compareBehaviour } from "./events/compare-behaviour.ts";
export { EVENT_ROLES, type EventRole } from "./events/event-columns.ts";
export { getEventOverview } from "./events/event-overview.ts";
export { type AskedRange, checkEventNames, eventRange } from "./events/event-range.ts";
export {
  type EventImportOptions,
  type EventImportOutcome,
  importEvents,
} from "./events/import-events.ts";
export { openEvents } from "./events/open-events.ts";
export { readTrendMetric } from "./events/read-metric.ts";
export { deleteQuery, draftSql, keepQuery, listQueries } from "./events/sql-notebook.ts";
export * from "./experiments/index.ts";
export { EXPORT_FORMATS, type ExportFormat, exportFile } from "./export/export-file.ts";
export { EXPORTS, type ExportName } from "./export/export-tables.ts";
export { changeText, impactSentence } from "./impact/impact-sentence.ts";
export {
  type MeasuredTheme,
  type MeasureOptions,
  measureImpact,
  measureReleases,
  type ReleaseImpact,
} from "./impact/measure-impact.ts";
export type { MeasuredMatter } from "./impact/measure-matters.ts";
export { type ExposureRow, readExposure } from "./impact/read-exposure.ts";
export type { ColumnEvidence, ImportPlan } from "./imports/formats/import-plan.ts";
export type { MappingOverride } from "./imports/formats/recognise.ts";
export { formatName } from "./imports/formats/tables/known-exports.ts";
export { type FilePreview, previewFile } from "./imports/preview-file.ts";
export { type Forgotten, forgetPerson } from "./imports/run/forget-person.ts";
export { type ImportOptions, type ImportOutcome, importFile } from "./imports/run/import-file.ts";
export { undoImport } from "./imports/run/undo-import.ts";
export {
  guardedGet,
  type OutboundAnswer,
  type OutboundRules,
} from "./imports/sources/outbound-guard.ts";
export {
  addSource,
  type NewSource,
  type PullOptions,
  type PullOutcome,
  pullSources,
  removeSource,
} from "./imports/sources/pulled-sources.ts";
export * from "./lab/public.ts";
export * from "./matters/index.ts";
export { renderToldDigest, type ToldDigest, tellDigest } from "./models/digest-with-model.ts";
export {
  addLocalModel,
  type NewLocalModel,
  removeLocalModel,
} from "./models/edit-local-models.ts";
export {
  addProvider,
  chooseModels,
  type NewProvider,
  namedChoices,
  removeProvider,
  setModelBudget,
  setModelKey,
  setModelPrice,
} from "./models/edit-models.ts";
export {
  type ChosenEncoder,
  chosenEncoder,
  encoderNamed,
  openModelEmbedder,
} from "./models/embed-texts.ts";
export {
  type HeardRecording,
  importRecording,
  importScreenshots,
  type SeenScreenshots,
} from "./models/import-heard-and-seen.ts";
export {
  compareEncoders,
  type EncoderComparison,
  openLocalEmbedder,
  type SentencePair,
} from "./models/local-embedder.ts";
export { findLocalLibrary, LocalModels } from "./models/local-models.ts";
export {
  findModelKey,
  type KeySource,
  loadModelSettings,
  saveModelKey,
  saveModelSettings,
} from "./models/model-settings-file.ts";
export { type Models, type ModelsOptions, openModels } from "./models/open-models.ts";
export { MODEL_HUB, pullModel } from "./models/pull-model.ts";
export type { SeenScreenshot } from "./models/read-screenshots.ts";
export {
  type ModelReading,
  type PricedEstimate,
  type ReaderAgreement,
  readerAgreement,
  readWithModel,
} from "./models/read-with-model.ts";
export { describeScreenshot } from "./models/screenshot-words.ts";
export { speakText } from "./models/speak-text.ts";
export { type ModelTrial, testModel } from "./models/test-model.ts";
export { renderVtt, type TranscribeOptions, transcribeFile } from "./models/transcribe-file.ts";
export { type TranslatedNeed, translateNeed } from "./models/translate-need.ts";
export type { GatheredQuote } from "./needs/gather-quotes.ts";
export type { HeadedNeed } from "./needs/headed-needs.ts";
export {
  type FigureQuotes,
  openRecords,
  readConcluded,
  readFigureRows,
  readHeadedNeeds,
  readQuotes,
  readReport,
} from "./needs/open-analysed.ts";
export type { AnalysisSummary, SummaryCounts } from "./needs/summary.ts";
export type { RunRecord } from "./outputs/run-record.ts";
export { type Progress, STAGES, type Stage } from "./progress.ts";
export {
  addRelease,
  currentReleases,
  findRelease,
  importReleases,
  releasesFromData,
  removeRelease,
} from "./releases/edit-releases.ts";
export { receiveRelease } from "./releases/receive-release.ts";
export {
  type LinkedTheme,
  linkedMatters,
  linkedThemes,
  linkRelease,
  type ReleaseOutcome,
  readOutcomes,
  unlinkRelease,
} from "./releases/release-aims.ts";
export { linkSuggested } from "./releases/suggest-aims.ts";
export {
  loadReleases,
  type Release,
  readReleases,
  saveReleases,
} from "./report/releases.ts";
export { renderReport } from "./report/render-report.ts";
export { type Concluded, loadReport, type ReportModel } from "./report/report-model.ts";
export { KIND_WORDS, type ReportLanguage } from "./report/words.ts";
export { SCREENSHOT_ENGINE } from "./screenshots/screenshot-reader.ts";
export { type IndexOptions, indexMentions } from "./search/index-mentions.ts";
export {
  type FoundMention,
  type SearchPage,
  type SearchRequest,
  searchMentions,
} from "./search/search-mentions.ts";
export { loadSpec } from "./specs/spec-records.ts";
export { lastThemeChanges } from "./themes/assign-themes.ts";
export { editThemes } from "./themes/edit-themes.ts";
export {
  type ListedTheme,
  listThemes,
  type ShownTheme,
  showTheme,
  type ThemeList,
} from "./themes/list-themes.ts";
export { createSplitFinder, type SplitRequest, splitTheme } from "./themes/split-theme.ts";
export type { ThemeChanges } from "./themes/theme-changes.ts";
export { noticeWaiting } from "./workspace/borrow-workspace.ts";
export { openExistingWorkspace } from "./workspace/open-existing-workspace.ts";
export { openWorkspace, type Workspace } from "./workspace/open-workspace.ts";
