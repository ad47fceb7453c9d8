// Keeps what a plan is worth where exports name no revenue, so that every later ranking uses the same worth.
import type { RecordStore } from "@heed/core";

const SETTING = "plan-weights";

/** Worth of an account by its plan (in lower case); empty when nobody has said. */
export async function loadPlanWeights(
  records: Pick<RecordStore, "setting">,
): Promise<Readonly<Record<string, number>>> {
  const kept = await records.setting(SETTING);
  return kept === null ? {} : JSON.parse(kept);
}

/** Replaces the weights of all plans. */
export async function savePlanWeights(
  records: Pick<RecordStore, "saveSetting">,
  weights: Readonly<Record<string, number>>,
): Promise<void> {
  await records.saveSetting(SETTING, JSON.stringify(weights));
}
