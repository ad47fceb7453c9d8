// Splits leak nothing, repeats are found, and what a data set lacks is said.
import { expect, test } from "vitest";
import { type Example, type ExampleLabel, standingLabels } from "./dataset.ts";
import { reportDataset } from "./dataset-report.ts";
import { duplicateGroups } from "./near-duplicates.ts";
import { assignFolds, splitExamples, splitUnits } from "./split-examples.ts";

function example(number: number, more: Partial<Example> = {}): Example & { label: string } {
  return {
    ...{ number, group: null, time: null, slices: {} },
    text: `a text about matter ${number} and nothing else ${number * 7919}`,
    ...more,
    label: more.label ?? (number % 2 === 0 ? "even" : "odd"),
  };
}

test("texts that differ in case, spaces and marks are exact repeats, and small edits near ones", () => {
  const texts = [
    "The app crashes whenever I open the camera on my phone",
    "the app crashes whenever I open the camera on my phone!!!",
    "The app crashes whenever I open the camera on my phones",
    "Please add a dark mode to the settings page",
  ];
  const groups = duplicateGroups(texts.map((text, number) => example(number, { text })));
  expect(groups).toEqual([{ members: [0, 1, 2], isExact: false }]);
});

test("Chinese texts, rows of tables and fingerprints have repeats too", () => {
  const zh = ["更新之后一直闪退，打不开", "更新之后一直闪退，打不开。", "希望支持深色模式"];
  expect(duplicateGroups(zh.map((text, number) => example(number, { text })))).toHaveLength(1);
  const { text: _, ...row } = example(0);
  const rows = [
    ["1", "a"],
    ["1", "a"],
    ["2", "a"],
  ].map((cells, number) => ({ ...row, number, cells }));
  expect(duplicateGroups(rows)[0]?.members).toEqual([0, 1]);
  const prints = ["00000000000000ff", "00000000000000fe", "ffffffffffffffff"];
  const pictures = prints.map((fingerprint, number) => ({
    ...row,
    number,
    fingerprint,
    file: `${number}`,
  }));
  expect(duplicateGroups(pictures)[0]?.members).toEqual([0, 1]);
});

test("a split keeps groups and repeats on one side and about the share of each class", () => {
  const examples = Array.from({ length: 200 }, (_, at) =>
    example(at, { group: `person ${at % 40}` }),
  );
  const { train, test: held } = splitExamples(examples, { test: 0.2, way: "group", seed: 3 });
  expect(train.length + held.length).toBe(200);
  expect(held.length).toBeGreaterThan(25);
  expect(held.length).toBeLessThan(55);
  const groups = new Set(held.map((at) => examples[at].group));
  expect(train.some((at) => groups.has(examples[at].group))).toBe(false);
});

test("a split by time tests on what came last, and refuses examples without a time", () => {
  const examples = Array.from({ length: 50 }, (_, at) =>
    example(at, { time: `2026-01-${String(1 + (at % 28)).padStart(2, "0")}T00:00:00.000Z` }),
  );
  const { train, test: held } = splitExamples(examples, { test: 0.2, way: "time", seed: 1 });
  const last = train
    .map((at) => examples[at].time!)
    .sort()
    .at(-1)!;
  expect(held.every((at) => examples[at].time! >= last)).toBe(true);
  expect(() => splitExamples([example(1)], { test: 0.2, way: "time", seed: 1 })).toThrow(/time/);
});

test("folds spread classes evenly and never part a unit", () => {
  const labels = Array.from({ length: 90 }, (_, at) => (at % 9 === 0 ? "rare" : "common"));
  const units = Int32Array.from({ length: 90 }, (_, at) => Math.floor(at / 2));
  const folds = assignFolds(labels, units, 5, 1);
  for (let at = 0; at < 90; at += 2) expect(folds[at]).toBe(folds[at + 1]);
  for (let fold = 0; fold < 5; fold += 1) {
    const rare = labels.filter((label, at) => label === "rare" && folds[at] === fold).length;
    expect(rare).toBeGreaterThanOrEqual(1);
    expect(rare).toBeLessThanOrEqual(3);
  }
});

test("units join groups and repeats through any chain", () => {
  const examples = ["a", "a", "b", null].map((group, at) => example(at, { group }));
  const units = splitUnits(examples, [{ members: [1, 2], isExact: true }], true);
  expect(new Set([units[0], units[1], units[2]]).size).toBe(1);
  expect(units[3]).not.toBe(units[0]);
});

test("the majority of labelers stands, the latest deciding a tie, and people outrank what came with the data", () => {
  const answer = (labeler: string, label: string | null): ExampleLabel => ({
    ...{ example: 0, labeler, label },
    at: "2026-01-01T00:00:00.000Z",
  });
  const one = [example(0, { label: "a" })];
  expect(standingLabels(one, []).get(0)).toBe("a");
  expect(standingLabels(one, [answer("ann", "b")]).get(0)).toBe("b");
  expect(standingLabels(one, [answer("ann", "b"), answer("bo", "c")]).get(0)).toBe("c");
  expect(
    standingLabels(one, [answer("ann", "b"), answer("bo", "c"), answer("cy", "b")]).get(0),
  ).toBe("b");
  expect(standingLabels(one, [answer("ann", "b"), answer("ann", null)]).get(0)).toBeNull();
});

test("a report warns of one class, few labels and repeats that contradict", () => {
  const same = "exactly the same words about the sync of notes";
  const examples = [example(0, { text: same, label: "x" }), example(1, { text: same, label: "y" })];
  const labels = new Map<number, string | null>([
    [0, "x"],
    [1, "y"],
  ]);
  const report = reportDataset(examples, labels);
  expect(report.duplicates).toMatchObject({ groups: 1, exact: 1, contradictions: [[0, 1]] });
  expect(report.warnings).toContain("contradictions");
  expect(reportDataset(examples, new Map([[0, "x"]])).warnings).toContain("one-class");
});
