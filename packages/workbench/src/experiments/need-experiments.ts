// What experiments told of a need, as its page shows it beside what releases brought.
import type { RecordStore, ThemeId } from "@heed/core";
import type { NeedExperimentView } from "@heed/core/api";
import { experimentsOfTheme } from "./keep-experiments.ts";

/** Experiments that are for a theme, the latest first. */
export async function needExperiments(
  records: RecordStore,
  themeId: ThemeId,
): Promise<NeedExperimentView[]> {
  const all = await experimentsOfTheme(records, themeId);
  return all
    .map(({ id, name, status, outcome }) => ({
      ...{ id, name, status, verdict: outcome?.verdict ?? null },
      sentence: outcome === null ? null : { ...outcome.sentence },
      throughDay: outcome?.throughDay ?? null,
    }))
    .reverse();
}
