// Saved cohorts: a name and its conditions; who is in one is asked anew each time.
import { type Cohort, checkCohort, NotFound } from "@heed/core";
import type { CohortInput, CohortView } from "@heed/core/api";
import { timeZoneOf } from "../desk/desk-context.ts";
import type { EventDesk } from "./event-desk.ts";

type Kept = Omit<CohortView, "people">;

export async function listCohorts(desk: EventDesk): Promise<{ rows: CohortView[] }> {
  const kept = await desk.context.workspace.records.kept.list("cohort");
  const rows: CohortView[] = [];
  for (const { record } of kept) rows.push(await viewOf(desk, record as Kept));
  return { rows };
}

export async function createCohort(desk: EventDesk, input: CohortInput): Promise<CohortView> {
  const { records } = desk.context.workspace;
  checkCohort(await cohortOf(desk, input));
  const number = await records.takeNumbers("cohort", 1);
  const kept: Kept = {
    ...input,
    id: `cohort_${number}`,
    createdAt: desk.context.now().toISOString(),
  };
  await records.kept.put("cohort", kept.id, kept);
  desk.context.changes.note();
  return viewOf(desk, kept);
}

export async function deleteCohort(desk: EventDesk, id: string): Promise<void> {
  const wasThere = await desk.context.workspace.records.kept.delete("cohort", id);
  if (!wasThere) throw noCohort(id);
  desk.context.changes.note();
}

/** A saved cohort as questions filter by it. */
export async function findCohort(
  desk: EventDesk,
  id: string,
): Promise<{ readonly name: string; readonly cohort: Cohort }> {
  const kept = (await desk.context.workspace.records.kept.get("cohort", id)) as Kept | undefined;
  if (kept === undefined) throw noCohort(id);
  return { name: kept.name, cohort: await cohortOf(desk, kept) };
}

async function viewOf(desk: EventDesk, kept: Kept): Promise<CohortView> {
  const cohort = await cohortOf(desk, kept);
  return { ...kept, people: await (await desk.store()).countBehind({ cohort }) };
}

async function cohortOf(desk: EventDesk, { conditions, joined }: CohortInput): Promise<Cohort> {
  return {
    conditions: conditions as Cohort["conditions"],
    joined,
    timeZone: await timeZoneOf(desk.context),
  };
}

function noCohort(id: string): NotFound {
  return new NotFound("cohort-not-found", `There is no cohort ${id}.`, {
    hint: "List the cohorts under Analyse.",
    zh: { message: `没有人群 ${id}。`, hint: "请在“数据分析”中查看人群。" },
  });
}
