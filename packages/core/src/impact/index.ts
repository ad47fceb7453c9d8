// What other rooms may use of verdicts on releases.
export type { VersionCounts } from "./compare-versions.ts";
export {
  type DetectableChange,
  IMPACT_REASONS,
  IMPACT_VERDICTS,
  type Impact,
  type ImpactNeeds,
  type ImpactRatio,
  type ImpactReason,
  type ImpactSeries,
  type ImpactSide,
  type ImpactVerdict,
  type VersionComparison,
} from "./impact.ts";
export { type ImpactOptions, judgeImpact } from "./judge-impact.ts";
export {
  scanReleases,
  seriesOf,
  type ThemeCounts,
  type UnplannedChange,
} from "./scan-releases.ts";
