// Experiments that are kept: what they were for is told of the need, and what was begun stays as it was.
import {
  type EventMetric,
  type Flag,
  judgeExperiment,
  type RecordStore,
  type Theme,
} from "@heed/core";
import { proportionStatistic } from "@heed/stats";
import { openSqliteRecordStore } from "@heed/store";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addSpec } from "../specs/spec-records.ts";
import {
  changeExperiment,
  createExperiment,
  findExperiment,
  listExperiments,
} from "./keep-experiments.ts";
import { deleteFlag, flagsFor, listFlags, publishedFeatures, putFlag } from "./keep-flags.ts";
import { keepOutcome } from "./measure-kept.ts";
import { needExperiments, specExperiments } from "./need-experiments.ts";

let records: RecordStore;
beforeEach(async () => {
  records = await openSqliteRecordStore(":memory:");
  const theme = {
    id: "theme_3",
    name: { en: "Long checkout", zh: "结账太长" },
  } as unknown as Theme;
  await records.replaceThemes({ found: [theme], current: [theme] });
});
afterEach(() => records.close());

const NOW = new Date("2026-11-26T10:00:00.000Z");
const paid: EventMetric & { readonly kind: "conversion" } = {
  name: "paid",
  role: "primary",
  better: "higher",
  kind: "conversion",
  match: { name: "paid" },
};

test("[EX60] an outcome reaches the needs that the experiment was for", async () => {
  const asked = { name: "Short checkout", metrics: [paid], helps: ["theme_3"] };
  const { id, key, status } = await createExperiment(records, asked, NOW);
  expect([id, key, status]).toEqual(["experiment_1", "short-checkout", "draft"]);
  expect(await needExperiments(records, "theme_3")).toMatchObject([{ id, verdict: null }]);
  const counts: [number, number][] = [
    [500, 5_000],
    [650, 5_000],
  ];
  const judgement = judgeExperiment({
    unit: "person",
    arms: counts.map(([, units], at) => ({ name: String(at), units })),
    metrics: [
      {
        ...paid,
        statistics: counts.map(([yes, of]) => proportionStatistic(yes, of)),
      },
    ],
  });
  await keepOutcome(records, key, judgement, NOW);
  expect(await needExperiments(records, "theme_3")).toEqual([
    {
      ...{ id, name: "Short checkout", status: "draft", verdict: "better", throughDay: null },
      sentence: { en: "Better than control.", zh: "优于对照组。" },
    },
  ]);
  expect(await needExperiments(records, "theme_4")).toEqual([]);
});

test("[EX68] an experiment that tests a specification is for its need, and tells the specification what came of it", async () => {
  const claim = {
    ...{ id: "claim_1", section: "experiment" },
    text: { en: "Fewer steps lose fewer people.", zh: "步骤越少，流失越少。" },
    basis: { type: "assumption" },
  };
  const { id } = await addSpec(records, {
    ...{ title: { en: "Checkout", zh: "结账" }, needId: "need_3", themeId: "theme_3" },
    ...{ template: "full", at: NOW.toISOString(), change: "drafted", model: null },
    claims: [claim as never],
  });
  const asked = { name: "Short checkout", metrics: [paid], requirement: id };
  const experiment = await createExperiment(records, asked, NOW);
  expect(experiment.themeIds).toEqual(["theme_3"]);
  const told = await specExperiments(records, id);
  expect(told).toMatchObject({
    hypothesis: { en: "Fewer steps lose fewer people." },
    ...{ metric: null, baseRate: null, themeId: "theme_3" },
    experiments: [{ id: experiment.id, verdict: null, sentence: null }],
  });
  await createExperiment(records, { name: "Later", metrics: [paid] }, NOW);
  const linked = await changeExperiment(records, "later", { requirement: id }, NOW);
  expect(linked.themeIds).toEqual(["theme_3"]);
  const gone = { ...asked, name: "Gone", requirement: "spec_9" };
  await expect(createExperiment(records, gone, NOW)).rejects.toMatchObject({
    code: "spec-not-found",
  });
});

test("[EX61] what has begun keeps its arms; a key is taken once; what is not there is refused", async () => {
  await createExperiment(records, { name: "One", metrics: [paid] }, NOW);
  const again = createExperiment(records, { name: "one", metrics: [paid] }, NOW);
  await expect(again).rejects.toMatchObject({ code: "experiment-key-taken" });
  const begun = await changeExperiment(records, "one", { status: "running" }, NOW);
  expect(begun.startedAt).toBe(NOW.toISOString());
  const arms = [
    { key: "a", weight: 1 },
    { key: "b", weight: 1 },
  ];
  await expect(changeExperiment(records, "one", { arms }, NOW)).rejects.toMatchObject({
    code: "experiment-begun",
  });
  const stopped = await changeExperiment(records, "one", { status: "stopped" }, NOW);
  expect(stopped.stoppedAt).toBe(NOW.toISOString());
  await expect(findExperiment(records, "two")).rejects.toMatchObject({
    code: "experiment-not-found",
  });
  const unknown = { name: "Three", metrics: [paid], helps: ["theme_9"] };
  await expect(createExperiment(records, unknown, NOW)).rejects.toMatchObject({
    code: "theme-not-found",
  });
  const { key } = await createExperiment(records, { name: "结账", metrics: [] }, NOW);
  expect(key).toMatch(/^e-[\w-]+$/);
  expect(await listExperiments(records)).toHaveLength(2);
});

test("[FL12] flags are kept, published with a tag that changes with them, and told to PostHog's senders by arm", async () => {
  const flag: Flag = {
    key: "short",
    description: "secret plan",
    isOn: true,
    defaultValue: false,
    overrides: [],
    rules: [
      {
        kind: "experiment",
        conditions: [],
        experiment: "one",
        share: 1,
        by: "id",
        variations: [
          { key: "control", value: false, weight: 0 },
          { key: "b", value: true, weight: 1 },
        ],
      },
    ],
  };
  const empty = await publishedFeatures(records);
  await putFlag(records, flag, NOW);
  const first = await publishedFeatures(records);
  expect(first.tag).not.toBe(empty.tag);
  expect(first.tag).toBe((await publishedFeatures(records)).tag);
  expect(first.body).not.toContain("secret plan");
  expect(await flagsFor(records, "anna")).toEqual({ short: "b" });
  await putFlag(records, { ...flag, isOn: false }, NOW);
  expect(await flagsFor(records, "anna")).toEqual({ short: false });
  await deleteFlag(records, "short");
  expect(await listFlags(records)).toEqual([]);
  await expect(deleteFlag(records, "short")).rejects.toMatchObject({ code: "flag-not-found" });
});
