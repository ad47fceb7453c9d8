// What people decided about needs: lane, status, note. Kept by theme, so that it outlives every run.
import type { RecordStore, ThemeId } from "@heed/core";
import type { NeedPlanView } from "@heed/core/api";

/** The plan of a need that nobody decided about. */
export const OPEN_PLAN: NeedPlanView = {
  lane: null,
  status: "open",
  shippedIn: null,
  note: "",
  changedAt: null,
};

export async function readPlans(records: RecordStore): Promise<Map<ThemeId, NeedPlanView>> {
  const kept = await records.kept.list("need-plan");
  return new Map(kept.map(({ id, record }) => [id as ThemeId, record as NeedPlanView]));
}

/** Changes the fields given and leaves the others. */
export async function changePlan(
  records: RecordStore,
  themeId: ThemeId,
  change: { [Field in keyof NeedPlanView]?: NeedPlanView[Field] | undefined },
  at: Date,
): Promise<NeedPlanView> {
  const given = Object.fromEntries(
    Object.entries(change).filter(([, value]) => value !== undefined),
  );
  const plan = await records.kept.change("need-plan", themeId, (before) => ({
    ...((before ?? OPEN_PLAN) as NeedPlanView),
    ...given,
    changedAt: at.toISOString(),
  }));
  return plan!;
}
