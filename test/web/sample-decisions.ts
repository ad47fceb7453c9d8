// What a team would have decided on the sample, so that boards and verdicts are not shown empty.
import type { ApiClient } from "@heed/core/api";

/** Puts needs into lanes, ships one, says what a release was for, and writes a brief. */
export async function decideOnSample(api: ApiClient): Promise<void> {
  const { rows } = await api.listNeeds();
  const lanes = ["now", "now", "next", "next", "next", "later", "later"] as const;
  for (const [index, lane] of lanes.entries())
    await api.planNeed({ params: { needId: rows[index]!.id }, body: { lane } });
  const { rows: releases } = await api.listReleaseAims();
  const release = releases[1]!;
  const biggest = rows.toSorted((a, b) => b.people - a.people).slice(0, 3);
  await api.putReleaseAims({
    params: { version: release.version },
    body: { ids: biggest.map(({ id }) => id) },
  });
  await api.getReleaseImpact({ params: { version: release.version } });
  await api.putBrief({
    body: {
      question: "Why do people who keep everything in our app still leave?",
      users: ["Students", "Small design studios"],
      outcome: "Half of the people who write a tenth note are still here after three months",
      hypotheses: [
        { id: "H1", statement: "Sync is not trusted", signs: [], expects: "need" },
        { id: "H2", statement: "The price is unclear", signs: [], expects: "need" },
        { id: "H3", statement: "People love the editor", signs: [], expects: "praise" },
      ],
      rivals: [],
    },
  });
}

/** Drafts a specification of the need that most people voice. */
export async function specifyOnSample(api: ApiClient): Promise<{ readonly id: string }> {
  const { rows } = await api.listNeeds();
  const [biggest] = rows.toSorted((a, b) => b.people - a.people);
  return api.draftSpec({ body: { needId: biggest!.id } });
}
