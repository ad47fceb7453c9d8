// Data sets are kept whole with their labels, the last label is taken back, and words of erased items leave.
import type { Dataset, Example } from "@heed/core";
import { expect, test } from "vitest";
import { openSqliteRecordStore } from "./sql-record-store.ts";

const DATASET: Dataset = {
  ...{ id: "dataset_1", name: "reviews", task: "text", target: "kind", classes: ["a", "b"] },
  ...{ columns: [], origin: { kind: "feedback", name: "feedback" }, examples: 2 },
  ...{ contentKey: "k", leftOut: {}, createdAt: "2026-01-01T00:00:00.000Z" },
};
const example = (number: number, item: number): Example => ({
  ...{ number, text: `words ${number}`, label: null, group: null, time: null, slices: {} },
  mentionId: `item_${item}.1.0-5`,
});

test("a data set comes back with its examples and labels, and goes with all of them", async () => {
  const { lab, close } = await openSqliteRecordStore(":memory:").then((store) => ({
    lab: store.lab,
    close: () => store.close(),
  }));
  const at = "2026-01-02T00:00:00.000Z";
  await lab.addDataset(
    DATASET,
    [example(0, 7), example(1, 8)],
    [{ example: 1, labeler: "ann", label: "a", at }],
  );
  expect(await lab.datasets()).toEqual([DATASET]);
  expect(await lab.examples("dataset_1")).toEqual([example(0, 7), example(1, 8)]);
  await lab.addLabel("dataset_1", { example: 0, labeler: "ann", label: null, at });
  await lab.addLabel("dataset_1", { example: 0, labeler: "bo", label: "b", at });
  expect(await lab.undoLabel("dataset_1", "ann")).toMatchObject({ example: 0, label: null });
  expect(await lab.undoLabel("dataset_1", "cy")).toBeNull();
  expect((await lab.labels("dataset_1")).map(({ labeler }) => labeler)).toEqual(["ann", "bo"]);
  await lab.saveDataset({ ...DATASET, classes: ["a", "b", "c"] });
  expect((await lab.datasets())[0].classes).toEqual(["a", "b", "c"]);
  await lab.eraseItems(["item_8"]);
  expect(await lab.examples("dataset_1")).toEqual([example(0, 7)]);
  expect((await lab.labels("dataset_1")).map(({ labeler }) => labeler)).toEqual(["bo"]);
  await lab.deleteDataset("dataset_1");
  expect(await lab.datasets()).toEqual([]);
  expect(await lab.labels("dataset_1")).toEqual([]);
  await close();
});

test("a data set that cannot be kept whole is not kept at all", async () => {
  const store = await openSqliteRecordStore(":memory:");
  await expect(store.lab.addDataset(DATASET, [example(0, 7), example(0, 8)], [])).rejects.toThrow();
  expect(await store.lab.datasets()).toEqual([]);
  await store.close();
});
