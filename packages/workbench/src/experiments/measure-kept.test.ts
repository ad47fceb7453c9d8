// Kept experiments measured on events: planned looks are taken once each, between them nothing is told, and what ended stands.
import type { EventMetric, EventStore, ProductEvent, RecordStore } from "@heed/core";
import { openChdbEventStore, openSqliteRecordStore } from "@heed/store";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { describeJudgement } from "./describe-judgement.ts";
import {
  changeExperiment,
  createExperiment,
  deleteExperiment,
  findExperiment,
  listExperiments,
} from "./keep-experiments.ts";
import { measureKeptExperiment } from "./measure-kept.ts";

let events: EventStore;
let records: RecordStore;
beforeEach(async () => {
  [events, records] = [
    await openChdbEventStore(":memory:"),
    await openSqliteRecordStore(":memory:"),
  ];
});
afterEach(async () => {
  await events.close();
  await records.close();
});

const NOW = new Date("2026-11-26T10:00:00.000Z");
const START = Date.UTC(2026, 10, 1) * 1000;
const paid: EventMetric & { readonly kind: "conversion" } = {
  ...{ name: "paid", role: "primary", better: "higher", kind: "conversion" },
  match: { name: "pay" },
};

/** As many new people in each arm as asked for, of whom the first so many pay. */
async function people(
  batch: number,
  arms: readonly { of: number; pay: number }[],
  amountOf: (at: number) => number = () => 10,
): Promise<void> {
  const importId = `import_${batch}` as const;
  const list: ProductEvent[] = [];
  const add = (person: string, name: string, minute: number, properties = {}) =>
    list.push({
      ...{ id: `${batch}-${list.length}`, name, person, order: list.length, importId, properties },
      at: START + (batch * 1_440 + minute) * 60_000_000,
    });
  for (const [arm, { of, pay }] of arms.entries()) {
    for (let at = 0; at < of; at += 1) {
      const person = `${batch}-${arm}-${at}`;
      const variation = arm === 0 ? "control" : "short";
      add(person, "experiment_viewed", at % 600, { experiment: "looks", variation });
      if (at < pay) add(person, "pay", (at % 600) + 5, { amount: String(amountOf(at)) });
    }
  }
  await events.append(list, []);
  await events.settle(importId);
  const visible = Array.from({ length: batch }, (_, at) => `import_${at + 1}` as const);
  await events.setVisibleImports(visible);
}
const create = (more = {}) =>
  createExperiment(
    records,
    {
      ...{ name: "Looks", key: "looks", metrics: [paid], looking: "planned-looks" },
      arms: [
        { key: "control", weight: 1 },
        { key: "short", weight: 1 },
      ],
      ...{ plannedUnits: 4_000, ...more },
    },
    NOW,
  );
const measure = () => measureKeptExperiment({ records }, events, "looks", NOW);

test("[EX62] a kept experiment takes each planned look once, and between them tells nothing new", async () => {
  const { lookPlan } = await create();
  expect(lookPlan).toEqual({ fractions: [0.25, 0.5, 0.75, 1], spending: "obrien-fleming" });
  await people(1, [
    { of: 450, pay: 45 },
    { of: 450, pay: 60 },
  ]);
  const early = await measure();
  expect(early.judgement).toMatchObject({ verdict: "cannot-tell", comparisons: [] });
  expect(early.experiment.outcome!.sentence.en).toBe(
    "Cannot tell: no look is due: 900 are in, and the first of 4 planned looks is at 1,000. Between planned looks nothing is told.",
  );
  await people(2, [
    { of: 150, pay: 15 },
    { of: 150, pay: 20 },
  ]);
  const first = await measure();
  expect(first.experiment.looksTaken).toMatchObject([
    { look: 1, fraction: 0.3, units: 1_200, verdict: "cannot-tell" },
  ]);
  expect(first.judgement.comparisons[0]!.doubt).toMatchObject({ reason: "looks-remain" });
  const again = await measure();
  expect(again).toMatchObject({ isNew: false, judgement: { comparisons: [] } });
  expect(again.judgement.doubt).toMatchObject({
    reason: "between-looks",
    details: { look: 1, next: 2_000, units: 1_200 },
  });
  expect(again.experiment.outcome).toEqual(first.experiment.outcome);
  expect(await findExperiment(records, "looks")).toEqual(first.experiment);
});

test("what a person changes while an experiment is measured stays, and what they delete stays away", async () => {
  await create({ looking: "once" });
  await people(1, [
    { of: 500, pay: 50 },
    { of: 500, pay: 100 },
  ]);
  const ask = events.experiment.bind(events);
  let meanwhile: () => Promise<unknown> = () =>
    changeExperiment(records, "looks", { name: "Renamed" }, NOW);
  vi.spyOn(events, "experiment").mockImplementation(async (asked) => {
    await meanwhile();
    return ask(asked);
  });
  expect((await measure()).experiment.name).toBe("Renamed");
  const { name, outcome } = await findExperiment(records, "looks");
  expect([name, outcome === null]).toEqual(["Renamed", false]);
  await people(2, [
    { of: 500, pay: 50 },
    { of: 500, pay: 300 },
  ]);
  meanwhile = () => deleteExperiment(records, "looks");
  expect((await measure()).isNew).toBe(false);
  expect(await listExperiments(records)).toEqual([]);
});

test("[EX65] the look that decides ends the plan: later people change nothing", async () => {
  await create();
  await people(1, [
    { of: 1_100, pay: 100 },
    { of: 1_100, pay: 180 },
  ]);
  const decided = await measure();
  expect(decided.judgement.verdict).toBe("better");
  expect(decided.experiment.looksTaken).toMatchObject([{ look: 2, verdict: "better" }]);
  await people(2, [
    { of: 1_000, pay: 300 },
    { of: 1_000, pay: 100 },
  ]);
  const later = await measure();
  expect(later.isNew).toBe(false);
  expect(later.judgement.comparisons).toEqual(decided.judgement.comparisons);
  expect(later.judgement.notes.at(-1)).toEqual({
    note: "look-stands",
    details: { look: 2, looks: 4, units: 2_200 },
  });
});

test("[EX66] arms that miss their split spend no look", async () => {
  await create();
  await people(1, [
    { of: 900, pay: 90 },
    { of: 300, pay: 90 },
  ]);
  const { judgement, experiment } = await measure();
  expect(judgement.doubt).toMatchObject({ reason: "sample-ratio-mismatch" });
  expect(experiment.looksTaken).toEqual([]);
  expect(experiment.outcome!.verdict).toBe("cannot-tell");
});

test("[EX67] looks need a size; once one was taken its plan stays, and no way back to a draft forgets it", async () => {
  await expect(create({ plannedUnits: null })).rejects.toMatchObject({
    code: "experiment-not-valid",
  });
  await expect(create({ plannedUnits: 3 })).rejects.toThrow(/too few for 4 looks/);
  const falling = { fractions: [0.5, 0.4, 1], spending: "pocock" } as const;
  await expect(create({ lookPlan: falling })).rejects.toMatchObject({ code: "look-plan" });
  await create();
  await people(1, [
    { of: 600, pay: 60 },
    { of: 600, pay: 62 },
  ]);
  await measure();
  const change = (fields: object) => changeExperiment(records, "looks", fields, NOW);
  await expect(change({ plannedUnits: 1_200 })).rejects.toMatchObject({
    code: "experiment-looked-at",
  });
  await expect(change({ looking: "once" })).rejects.toMatchObject({ code: "experiment-looked-at" });
  expect((await change({ name: "Other" })).looksTaken).toHaveLength(1);
  const { id, outcome } = await findExperiment(records, "looks");
  await expect(change({ status: "draft", looking: "once" })).rejects.toMatchObject({
    code: "experiment-looked-at",
  });
  const same = await change({ status: "draft" });
  expect(same.looksTaken).toHaveLength(1);
  expect(same).toMatchObject({ outcome, looking: "planned-looks" });
  expect(await records.kept.get("experiment-look", id)).toBeDefined();
  expect((await change({ status: "stopped" })).looksTaken).toHaveLength(1);
  await expect(change({ status: "draft" })).rejects.toMatchObject({
    code: "experiment-looked-at",
  });
});

test("[EX57] the page says how many values were capped, onto which, and what stands without the cap", async () => {
  const revenue = { ...paid, name: "revenue", kind: "sum", property: "amount" } as const;
  await create({ metrics: [revenue], looking: "once", plannedUnits: null });
  await people(
    1,
    [
      { of: 600, pay: 300 },
      { of: 600, pay: 320 },
    ],
    (at) => (at === 7 ? 9_000 : 5 + (at % 11)),
  );
  const { judgement } = await measure();
  const { notes, comparisons } = describeJudgement(judgement);
  const note = notes.find((one) => one.note === "values-capped")!;
  expect(note.details).toMatchObject({ metric: "revenue", values: 2 });
  expect(note.sentence.en).toMatch(/so 2 beyond 0 and 7,\d{3} were counted as these limits/);
  expect(comparisons[0]!.uncappedSentence!.zh).toMatch(/^不截断时：/);
  await changeExperiment(records, "looks", { metrics: [{ ...revenue, cap: 0.99 }] }, NOW);
  const chosen = describeJudgement((await measure()).judgement);
  expect(chosen.notes.find((one) => one.note === "values-capped")!.sentence.en).toMatch(
    /capped at its 99 % quantile over all arms, as planned: 2 values/,
  );
});
