// The public surface of @heed/stats: every export named by hand.

export {
  type CohensKappa,
  type CohensKappaInput,
  cohensKappa,
  raterTable,
} from "./agreement/cohens-kappa.ts";
export type { MeasurementLevel } from "./agreement/krippendorff-distance.ts";
export {
  type KrippendorffInput,
  type KrippendorffsAlpha,
  krippendorffsAlpha,
} from "./agreement/krippendorffs-alpha.ts";
export { type McNemar, mcnemar, type PairedCounts, pairedCounts } from "./agreement/mcnemar.ts";
export {
  type BayesianEffect,
  type BayesianEffectInput,
  type BayesianRefusal,
  bayesianEffect,
  type EffectPrior,
} from "./bayesian/bayesian-effect.ts";
export {
  type ArmCounts,
  type BayesianProportions,
  type BayesianProportionsInput,
  bayesianProportions,
  type Credible,
} from "./bayesian/bayesian-proportions.ts";
export { type BgNbdFit, type BgNbdParameters, fitBgNbd } from "./customers/bg-nbd.ts";
export {
  expectedPurchases,
  expectedPurchasesOfNew,
  probabilityAlive,
} from "./customers/bg-nbd-forecast.ts";
export { type PurchaseSummary, summarizePurchases } from "./customers/purchase-history.ts";
export { betaCdf, betaDensity, betaQuantile, betaSurvival } from "./distributions/beta.ts";
export {
  binomialAtLeast,
  binomialCdf,
  binomialProbability,
  negativeBinomialCdf,
  negativeBinomialProbability,
  poissonAtLeast,
  poissonCdf,
  poissonProbability,
} from "./distributions/counts.ts";
export {
  chiSquaredCdf,
  chiSquaredQuantile,
  chiSquaredSurvival,
  gammaCdf,
  gammaQuantile,
  gammaSurvival,
} from "./distributions/gamma.ts";
export { logGamma } from "./distributions/log-gamma.ts";
export {
  normalCdf,
  normalDensity,
  normalQuantile,
  normalSurvival,
} from "./distributions/normal.ts";
export {
  fisherCdf,
  fisherSurvival,
  studentCdf,
  studentDensity,
  studentQuantile,
  studentSurvival,
} from "./distributions/student-t.ts";
export type { Alternative, TestResult } from "./frequentist/interval-test.ts";
export {
  type MannWhitney,
  type MannWhitneyInput,
  mannWhitney,
} from "./frequentist/mann-whitney.ts";
export { type OneWayAnova, oneWayAnova } from "./frequentist/one-way-anova.ts";
export { type TTestInput, tTest } from "./frequentist/t-test.ts";
export {
  type TwoProportionInput,
  twoProportionTest,
} from "./frequentist/two-proportion-test.ts";
export {
  quantileOfSorted,
  type WinsorLimits,
  winsorize,
  winsorLimits,
} from "./frequentist/winsorize.ts";
export {
  type CovariateBalance,
  type CovariateGroups,
  covariateBalance,
} from "./matching/balance.ts";
export { type ExactMatching, exactMatching, type MatchUnit } from "./matching/exact-matching.ts";
export { matchedEffect } from "./matching/matched-effect.ts";
export {
  type MatchedPair,
  type PropensityInput,
  type PropensityMatching,
  propensityMatching,
} from "./matching/propensity-matching.ts";
export {
  type AdjustedPValues,
  benjaminiHochberg,
  benjaminiYekutieli,
  holm,
  sidakLevel,
} from "./multiple/adjust-p-values.ts";
export { type WeightedPValue, weightedHolm } from "./multiple/weighted-holm.ts";
export type { Outcome, Reason, Refusal } from "./outcome.ts";
export {
  type DetectableEffect,
  type Duration,
  durationFor,
  minimumDetectableEffect,
  type PlannedMetric,
  type PowerDesign,
  type PowerResult,
  powerOf,
  type SampleSize,
  sampleSizeFor,
} from "./power/power.ts";
export {
  drawBeta,
  drawBinomial,
  drawExponential,
  drawGamma,
  drawNegativeBinomial,
  drawNormal,
  drawPoisson,
  shuffle,
} from "./random/draws.ts";
export { createSeededRandom, type SeededRandom } from "./random/seeded-random.ts";
export { type BinomialTest, type BinomialTestInput, binomialTest } from "./rates/binomial-test.ts";
export {
  type CountSeries,
  compareOverdispersedRates,
  type OverdispersedComparison,
  type RatePair,
  testOverdispersedRates,
} from "./rates/compare-overdispersed-rates.ts";
export {
  comparePoissonRates,
  type EventRate,
  poissonRateInterval,
  type RateComparison,
  type RateInterval,
} from "./rates/poisson-rate.ts";
export { type ShareInterval, type WilsonInput, wilsonInterval } from "./rates/wilson-interval.ts";
export {
  type Coefficient,
  type LinearRegression,
  type LinearRegressionInput,
  linearRegression,
} from "./regression/linear-regression.ts";
export {
  type BootstrapInterval,
  type BootstrapOptions,
  bootstrap,
} from "./resampling/bootstrap.ts";
export { bootstrapStudentized, type WithError } from "./resampling/bootstrap-studentized.ts";
export {
  type ConfidenceSequenceInput,
  type ConfidenceSequenceLook,
  confidenceSequence,
  joinLooks,
  type RunningSequence,
} from "./sequential/confidence-sequence.ts";
export {
  type ClassicBoundsInput,
  classicBounds,
  type GroupSequentialBounds,
  type SpendingBoundsInput,
  spendingBounds,
} from "./sequential/group-sequential-bounds.ts";
export {
  type GroupSequentialPower,
  type GroupSequentialResult,
  groupSequentialPower,
  groupSequentialTest,
  type Look,
  stagewisePValue,
} from "./sequential/group-sequential-test.ts";
export { type Spending, spentAlpha } from "./sequential/spending.ts";
export {
  type ChangePoint,
  type ChangePointInput,
  changePoint,
  changePoints,
} from "./series/change-point.ts";
export { type PlaceboTest, placeboInTime, placeboTest } from "./series/placebo-test.ts";
export type { Season } from "./series/segment-design.ts";
export {
  type SegmentedRegression,
  type SegmentOptions,
  segmentedRateRegression,
  segmentedRegression,
} from "./series/segmented-regression.ts";
export {
  type JudgedTrend,
  type WeeklyTrend,
  weeklyTrend,
  weeklyTrends,
} from "./series/weekly-trend.ts";
export {
  type SampleRatio,
  type SampleRatioInput,
  sampleRatioMismatch,
  sequentialSampleRatio,
} from "./srm/sample-ratio-mismatch.ts";
export { type Cuped, cupedCoefficient, describeCuped } from "./statistics/cuped.ts";
export { type Comparison, type Effect, estimateEffect } from "./statistics/effect.ts";
export { type Moments, momentsOf } from "./statistics/moments.ts";
export {
  type SegmentEstimate,
  type ShrunkEffects,
  shrinkEffects,
} from "./statistics/shrink-effects.ts";
export {
  type AdjustedStatistic,
  addStatistics,
  adjustedStatistic,
  type MeanStatistic,
  meanStatistic,
  type ProportionStatistic,
  proportionStatistic,
  type RatioStatistic,
  ratioStatistic,
  type Statistic,
  type ValueSums,
} from "./statistics/statistic.ts";
export { type Summary, summarize } from "./statistics/summary.ts";
