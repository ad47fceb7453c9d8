// What experiments told of a need or of a specification, as its page shows it beside what releases brought.
import {
  type Experiment,
  hypothesisOf,
  NotFound,
  type RecordStore,
  type SpecId,
  type ThemeId,
} from "@heed/core";
import type { NeedExperimentView, SpecExperimentsView } from "@heed/core/api";
import { loadSpec } from "../specs/spec-records.ts";
import { experimentsOfTheme, listExperiments } from "./keep-experiments.ts";

/** Experiments that are for a theme, the latest first. */
export async function needExperiments(
  records: RecordStore,
  themeId: ThemeId,
): Promise<NeedExperimentView[]> {
  const all = await experimentsOfTheme(records, themeId);
  return all.map(told).reverse();
}

/** What a plan takes from a specification, and the experiments that test it, the one changed last first. */
export async function specExperiments(
  records: RecordStore,
  id: SpecId,
): Promise<SpecExperimentsView> {
  const { spec } = await loadSpec(records, id);
  const { hypothesis, metric, baseRate } = hypothesisOf(spec);
  const all = await listExperiments(records);
  return {
    hypothesis: hypothesis === null ? null : { ...hypothesis },
    metric: metric === null ? null : { ...metric },
    ...{ baseRate, themeId: spec.themeId },
    experiments: all.filter(({ requirement }) => requirement === id).map(told),
  };
}

function told({ id, name, status, outcome }: Experiment): NeedExperimentView {
  return {
    ...{ id, name, status, verdict: outcome?.verdict ?? null },
    sentence: outcome === null ? null : { ...outcome.sentence },
    throughDay: outcome?.throughDay ?? null,
  };
}

/** The title of the specification that an experiment tests; undefined where it is told in words, or is there no longer. */
export async function testedTitle(
  records: RecordStore,
  { requirement }: Pick<Experiment, "requirement">,
): Promise<{ readonly en: string; readonly zh: string } | undefined> {
  if (!/^spec_\d+$/.test(requirement)) return undefined;
  try {
    return (await loadSpec(records, requirement as SpecId)).spec.title;
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}
