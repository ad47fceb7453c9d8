// Each rule of SPEC-evaluation.md that is pure.
import { expect, test } from "vitest";
import { compareReaders, type GoldAnswers, goldLack, LEAST_GOLD } from "./compare-readers.ts";
import type { GoldItem } from "./gold-item.ts";
import {
  choiceAtWork,
  FIRST_CHOICE,
  goBack,
  promote,
  type ReaderPromotion,
} from "./reader-choice.ts";

const kinds = ["bug", "request", "praise"] as const;
const gold = (count: number, more: Partial<GoldItem> = {}): GoldItem[] =>
  Array.from({ length: count }, (_, at) => ({
    ...{ id: `gold_${at}`, text: `words ${at}`, language: "en", rating: null },
    ...{ kind: kinds[at % 3]!, sentiment: null, from: "drawn" as const, ...more },
  }));
/** Answers right but for those at the places given. */
const answers = (name: string, items: readonly GoldItem[], isWrong: (at: number) => boolean) =>
  ({
    ...{ name, version: "1", sort: "rules", times: null, cost: null, hasPrice: true, instead: 0 },
    answers: items.map(({ kind }, at) => (isWrong(at) ? "other" : kind!)),
  }) satisfies GoldAnswers;

test("[EV1] only items labelled for the task are counted", () => {
  const items = [...gold(60), ...gold(5, { kind: null, sentiment: "neutral" })];
  const own = items.filter(({ kind }) => kind !== null);
  const found = compareReaders(items, "kind", [answers("a", own, () => false)]);
  expect(found).toMatchObject({ ok: true, labels: 60 });
  expect(goldLack(items, "sentiment")).toMatchObject({ ok: false, labels: 5 });
});

test("[EV2] too few labels, or one class, cannot tell, and say how many more are needed", () => {
  expect(compareReaders(gold(20), "kind", [])).toEqual({
    ...{ ok: false, task: "kind", reason: "too-few-labels", labels: 20 },
    ...{ needed: LEAST_GOLD, more: LEAST_GOLD - 20 },
  });
  expect(goldLack(gold(60, { kind: "bug" }), "kind")).toMatchObject({ reason: "one-class" });
  expect(goldLack(gold(60), "kind")).toBeNull();
});

test("[EV3] figures carry intervals that hold their value, and a class never answered has no precision", () => {
  const items = gold(90);
  const found = compareReaders(items, "kind", [
    { ...answers("a", items, () => false), answers: items.map(() => "bug") },
  ]);
  if (!found.ok) throw new Error("expected a comparison");
  const [row] = found.rows;
  expect(row!.accuracy.value).toBeCloseTo(1 / 3);
  expect(row!.accuracy.low).toBeLessThan(1 / 3);
  expect(row!.accuracy.high).toBeGreaterThan(1 / 3);
  const praise = row!.perClass.find(({ name }) => name === "praise")!;
  expect(praise.precision).toBeNull();
  expect(praise.recall!.value).toBe(0);
  const perfect = compareReaders(items, "kind", [answers("b", items, () => false)]);
  expect(perfect.ok && perfect.rows[0]!.accuracy.low).toBeGreaterThan(0.9);
});

test("[EV4] the most accurate reader wins", () => {
  const items = gold(60);
  const found = compareReaders(items, "kind", [
    answers("weak", items, (at) => at % 2 === 0),
    answers("strong", items, (at) => at % 10 === 0),
  ]);
  expect(found.ok && found.rows.map(({ name }) => name)).toEqual(["strong", "weak"]);
});

test("[EV5] a clear difference is told, a small one is not and says what would tell it", () => {
  const items = gold(120);
  const found = compareReaders(items, "kind", [
    answers("best", items, (at) => at < 10),
    answers("near", items, (at) => at >= 10 && at < 25),
    answers("far", items, (at) => at >= 60),
  ]);
  if (!found.ok) throw new Error("expected a comparison");
  const [winner, near, far] = found.rows;
  expect(winner!.againstWinner).toBeNull();
  expect(near!.againstWinner).toMatchObject({ verdict: "no-difference" });
  // Connor: discordant share 25/120, difference 5/120: (1.96 sqrt .2083 + .8416 sqrt(.2083 - .00174))^2 / .00174 = 940.
  expect(near!.againstWinner!.more).toBeGreaterThan(810);
  expect(near!.againstWinner!.more).toBeLessThan(830);
  expect(far!.againstWinner).toMatchObject({ verdict: "winner-is-better", more: 0 });
  expect(found.isSure).toBe(false);
});

test("[EV5] readers that answer alike are not told apart", () => {
  const items = gold(60);
  const found = compareReaders(items, "kind", [
    answers("a", items, (at) => at < 5),
    answers("b", items, (at) => at < 5),
  ]);
  expect(found.ok && found.rows[1]!.againstWinner).toEqual({
    ...{ difference: null, pValue: null, verdict: "no-difference", more: null },
  });
});

test("[EV6] a set that is mostly corrections says so", () => {
  const items = [...gold(40, { from: "correction" }), ...gold(20)];
  const found = compareReaders(items, "kind", [answers("a", items, () => false)]);
  expect(found.ok && found.warnings).toEqual(["mostly-corrections"]);
  const fair = gold(60);
  const other = compareReaders(fair, "kind", [answers("a", fair, () => false)]);
  expect(other.ok && other.warnings).toEqual([]);
});

test("[EV9] promoting and going back only ever add to the log", () => {
  const log: ReaderPromotion[] = [];
  expect(choiceAtWork(log)).toEqual(FIRST_CHOICE);
  expect(goBack(log, "t")).toBeNull();
  log.push(promote(log, "rules", ["kind"], "t1"));
  expect(choiceAtWork(log)).toEqual({ kind: "rules", sentiment: "built-in" });
  log.push(promote(log, "lab:mine@2", ["kind", "sentiment"], "t2"));
  log.push(goBack(log, "t3")!);
  expect(choiceAtWork(log)).toEqual({ kind: "rules", sentiment: "built-in" });
  log.push(goBack(log, "t4")!);
  expect(choiceAtWork(log)).toEqual(FIRST_CHOICE);
  expect(goBack(log, "t5")).toBeNull();
  const later = [...log, promote(log, "rules", ["sentiment"], "t6")];
  // What stood before is the reader built in, not the one that was taken back long ago.
  expect(goBack(later, "t7")).toMatchObject({ choice: FIRST_CHOICE, backTo: 0 });
  expect(log.map(({ number, backTo }) => [number, backTo])).toEqual([
    [1, null],
    [2, null],
    [3, 1],
    [4, 0],
  ]);
});
