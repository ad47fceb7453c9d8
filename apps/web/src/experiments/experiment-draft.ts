// An experiment as it stands in the form: what a person chose so far, and the same as the API takes it.
import type { EventMatchInput, EventMetricInput, ExperimentRequest } from "@heed/core/api";
import { wholeMatch } from "../analyse/event-choice.tsx";
import { UNITS, type Unit } from "../analyse/spans.ts";
import { DEFAULT_LOOKS, type LookingKind } from "./plan-controls.tsx";

/** What is measured of a person; `average` is a ratio of a property and the events that carry it. */
export const MEASURES = ["did", "times", "sum", "average", "ratio"] as const;
export type Measure = (typeof MEASURES)[number];
export const ROLES = ["primary", "secondary", "guardrail"] as const;

export interface MetricDraft {
  readonly id: number;
  /** Empty where it is called by what it measures. */
  readonly name: string;
  readonly role: EventMetricInput["role"];
  readonly better: EventMetricInput["better"];
  readonly measure: Measure;
  /** Without a name until an event is chosen. */
  readonly match: EventMatchInput;
  readonly property: string | null;
  readonly per: EventMatchInput;
  /** Time after the exposure that counts; empty for all of it. */
  readonly within: number | string;
  readonly unit: Unit;
  /** In per cent; empty for none. */
  readonly margin: number | string;
  readonly cap: number | string;
  readonly usesBefore: boolean;
}

export interface ArmDraft {
  readonly id: number;
  readonly key: string;
  readonly weight: number | string;
}

export interface ExperimentDraft {
  readonly name: string;
  readonly key: string;
  readonly hypothesis: string;
  readonly arms: readonly ArmDraft[];
  readonly metrics: readonly MetricDraft[];
  readonly segments: readonly string[];
  readonly exposure: NonNullable<ExperimentRequest["exposure"]>;
  readonly looking: LookingKind;
  readonly looks: number;
  readonly spending: "obrien-fleming" | "pocock";
  readonly planned: number | string;
  readonly helps: readonly string[];
  readonly spec: string | null;
}

const DEFAULT_EXPOSURE = {
  ...{ event: "experiment_viewed", experimentProperty: "experiment", armProperty: "variation" },
};
const NOTHING: EventMatchInput = { name: "" };

export function emptyMetric(id: number, role: MetricDraft["role"]): MetricDraft {
  return {
    ...{ id, role, name: "", better: role === "guardrail" ? "lower" : "higher", measure: "did" },
    ...{ match: NOTHING, property: null, per: NOTHING, within: "", unit: "d" },
    ...{ margin: "", cap: "", usesBefore: false },
  };
}

export function emptyDraft(): ExperimentDraft {
  return {
    ...{ name: "", key: "", hypothesis: "", segments: [], exposure: DEFAULT_EXPOSURE },
    arms: [
      { id: 1, key: "control", weight: 1 },
      { id: 2, key: "treatment", weight: 1 },
    ],
    metrics: [emptyMetric(1, "primary")],
    ...{ looking: "once", looks: DEFAULT_LOOKS, spending: "obrien-fleming", planned: "" },
    ...{ helps: [], spec: null },
  };
}

/** Whether an event was chosen for it; what has none is left out. */
export function isChosen({ match }: MetricDraft): boolean {
  return match.name !== "";
}

/** A metric as the API takes it, under the name that it was given or `called`. */
export function metricOf(draft: MetricDraft, called: string): EventMetricInput {
  const { role, better, measure, property, within, unit, margin, cap } = draft;
  const [match, per] = [wholeMatch(draft.match), wholeMatch(draft.per)];
  const isMean = measure === "times" || measure === "sum";
  const amount = property === null ? {} : { property };
  return {
    ...{ name: draft.name.trim() || called, role, better, match },
    ...{
      did: { kind: "conversion" as const },
      times: { kind: "count" as const },
      sum: { kind: "sum" as const, ...amount },
      average: { kind: "ratio" as const, per: match, ...amount },
      ratio: { kind: "ratio" as const, per, ...amount },
    }[measure],
    ...(within === "" ? {} : { windowMs: Math.round(Number(within) * UNITS[unit]) }),
    ...(role !== "guardrail" || margin === "" ? {} : { margin: Number(margin) / 100 }),
    ...(isMean && cap !== "" ? { cap: Number(cap) / 100 } : {}),
    ...(draft.usesBefore && !isRatio(draft) ? { usesBefore: true } : {}),
  };
}

export function isRatio({ measure }: Pick<MetricDraft, "measure">): boolean {
  return measure === "average" || measure === "ratio";
}

/** The draft as the API takes it; `called` names a metric that was given no name. */
export function requestOf(
  draft: ExperimentDraft,
  called: (metric: MetricDraft) => string,
): ExperimentRequest {
  const { name, key, hypothesis, arms, metrics, segments, exposure, looking, planned } = draft;
  const { looks, spending, helps, spec } = draft;
  return {
    ...{ name, hypothesis, looking, exposure, segments: [...segments] },
    ...(key.trim() === "" ? {} : { key: key.trim() }),
    arms: arms.map((arm) => ({ key: arm.key.trim(), weight: Number(arm.weight) })),
    metrics: metrics.filter(isChosen).map((metric) => metricOf(metric, called(metric))),
    ...(looking === "planned-looks"
      ? { lookPlan: { fractions: equalSteps(looks), spending } }
      : {}),
    plannedUnits: planned === "" ? null : Number(planned),
    helps: helps as `need_${number}`[],
    ...(spec === null ? {} : { requirement: spec }),
  };
}

function equalSteps(looks: number): number[] {
  return Array.from({ length: looks }, (_, at) => (at + 1) / looks);
}

/** `Shorter checkout` is `shorter-checkout`; empty where nothing of the name can stand in a key. */
export function keyFrom(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
}
