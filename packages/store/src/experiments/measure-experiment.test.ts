// An experiment over events: the same sums as counted by hand, whatever order, repeats and joined ids.
import type { EventStore, ExperimentAsk, PersonLink, ProductEvent } from "@heed/core";
import { afterEach, expect, test } from "vitest";
import { openChdbEventStore } from "../events/clickhouse-event-store.ts";

let store: EventStore | undefined;
afterEach(async () => {
  await store?.close();
  store = undefined;
});

const START = Date.UTC(2026, 2, 1) * 1000;
const HOUR = 3_600_000_000;

/** `who name hour key=value ...`, one event a line. */
function eventsOf(text: string): ProductEvent[] {
  return text
    .trim()
    .split("\n")
    .map((line, order) => {
      const [person = "", name = "", hour = "0", ...rest] = line.trim().split(/\s+/);
      return {
        ...{ id: `e${order}`, name, person, order, importId: "import_1" },
        at: START + Number(hour) * HOUR,
        properties: Object.fromEntries(rest.map((part) => part.split("=") as [string, string])),
      };
    });
}

async function measure(text: string, ask: Partial<ExperimentAsk>, links: PersonLink[] = []) {
  // Stores in memory share one engine while any is open.
  await store?.close();
  store = await openChdbEventStore(":memory:");
  await store.append(eventsOf(text), links);
  await store.settle("import_1");
  await store.setVisibleImports(["import_1"]);
  return store.experiment({
    exposure: {
      ...{ event: "seen", experimentProperty: "test", experiment: "checkout" },
      armProperty: "arm",
    },
    range: { firstDate: "2026-03-01", lastDate: "2026-03-14", timeZone: "UTC" },
    metrics: [
      {
        name: "bought",
        role: "primary",
        better: "higher",
        kind: "conversion",
        match: { name: "buy" },
      },
    ],
    ...ask,
  });
}

const TWO = `
  a seen 1 test=checkout arm=control
  b seen 1 test=checkout arm=control
  c seen 1 test=checkout arm=b
  d seen 1 test=checkout arm=b
  e seen 1 test=other arm=b`;

test("[EX50] people count from their first exposure to this experiment on; what they did before does not", async () => {
  const evidence = await measure(
    `${TWO}
    a buy 0
    b buy 1
    c buy 2
    c buy 3
    e buy 2`,
    {},
  );
  expect(evidence.arms).toEqual([
    { name: "control", units: 2 },
    { name: "b", units: 2 },
  ]);
  expect(evidence.metrics[0]!.statistics).toEqual([
    { kind: "proportion", n: 2, sum: 1 },
    { kind: "proportion", n: 2, sum: 1 },
  ]);
  expect(evidence.period).toEqual({ firstDay: "2026-03-01", lastDay: "2026-03-01", days: 1 });
});

test("[EX51] people who saw two arms are counted and left out", async () => {
  const evidence = await measure(
    `${TWO}
    a seen 5 test=checkout arm=b
    a buy 6
    b seen 7 test=checkout arm=control`,
    {},
  );
  expect(evidence.crossed).toBe(1);
  expect(evidence.arms.map(({ units }) => units)).toEqual([1, 2]);
  expect(evidence.metrics[0]!.statistics[0]).toMatchObject({ n: 1, sum: 0 });
});

test("[EX51] arms that are named stand in their order, and others are left out", async () => {
  const evidence = await measure(
    `${TWO}
    f seen 1 test=checkout arm=c
    b buy 2
    f buy 2`,
    { arms: ["b", "control"] },
  );
  expect(evidence.arms).toEqual([
    { name: "b", units: 2 },
    { name: "control", units: 2 },
  ]);
  expect(evidence.metrics[0]!.statistics.map((one) => (one as { sum: number }).sum)).toEqual([
    0, 1,
  ]);
});

test("[EX52] counts, sums and ratios are summed by person, within the time after the exposure", async () => {
  const evidence = await measure(
    `${TWO}
    a buy 2 price=5
    a buy 3 price=7
    a buy 40 price=100
    a visit 2
    a visit 3
    a visit 3
    c buy 2 price=free
    c visit 9
    d visit 30`,
    {
      metrics: [
        { name: "times", kind: "count", match: { name: "buy" }, windowMs: 86_400_000 },
        {
          name: "paid",
          kind: "sum",
          match: { name: "buy" },
          property: "price",
          windowMs: 86_400_000,
        },
        { name: "a visit", kind: "ratio", match: { name: "buy" }, per: { name: "visit" } },
      ].map((metric) => ({ ...metric, role: "primary", better: "higher" }) as never),
    },
  );
  const [times, paid, ratio] = evidence.metrics.map(({ statistics }) => statistics);
  expect(times).toEqual([
    { kind: "mean", n: 2, sum: 2, sumSquares: 4 },
    { kind: "mean", n: 2, sum: 1, sumSquares: 1 },
  ]);
  expect(paid![0]).toEqual({ kind: "mean", n: 2, sum: 12, sumSquares: 144 });
  expect(ratio![0]).toEqual({
    ...{ kind: "ratio", n: 1, sumProducts: 9 },
    numerator: { sum: 3, sumSquares: 9 },
    denominator: { sum: 3, sumSquares: 9 },
  });
  expect(ratio![1]).toMatchObject({ n: 2, numerator: { sum: 1 }, denominator: { sum: 2 } });
});

test("[EX53] what the same measure was before the exposure is summed beside it", async () => {
  const evidence = await measure(
    `
    a buy 0 price=3
    a seen 1 test=checkout arm=control
    a buy 2 price=5
    b buy 0 price=4
    b seen 1 test=checkout arm=control
    c seen 1 test=checkout arm=b`,
    {
      metrics: [
        {
          ...{ name: "paid", role: "primary", better: "higher", kind: "sum", property: "price" },
          ...{ match: { name: "buy" }, usesBefore: true },
        },
      ],
    },
  );
  expect(evidence.metrics[0]!.statistics[0]).toEqual({
    ...{ kind: "adjusted", n: 2, sumProducts: 15 },
    post: { sum: 5, sumSquares: 25 },
    pre: { sum: 7, sumSquares: 25 },
  });
});

test("[EX54] segments are properties of the first exposure", async () => {
  const evidence = await measure(
    `
    a seen 1 test=checkout arm=control plan=free
    a seen 9 test=checkout arm=control plan=team
    b seen 1 test=checkout arm=control plan=team
    c seen 1 test=checkout arm=b plan=free
    d seen 1 test=checkout arm=b
    a buy 2
    c buy 2`,
    { segments: ["plan"] },
  );
  const rows = evidence.segments!.map(({ value, units, statistics }) => [
    value,
    units,
    statistics[0]!.map((statistic) => (statistic as { sum: number }).sum),
  ]);
  expect(rows).toContainEqual(["free", [1, 1], [1, 1]]);
  expect(rows).toContainEqual(["team", [1, 0], [0, 0]]);
  expect(rows).toContainEqual(["–", [0, 1], [0, 0]]);
});

test("[EX55] ids that were joined are one person", async () => {
  const link = {
    kind: "identify",
    from: "anon",
    to: "a",
    at: START,
    order: 90,
    importId: "import_1",
  };
  const evidence = await measure(
    `${TWO}
    anon buy 2
    anon seen 3 test=checkout arm=control`,
    {},
    [link as PersonLink],
  );
  expect(evidence.arms.map(({ units }) => units)).toEqual([2, 2]);
  expect(evidence.metrics[0]!.statistics[0]).toMatchObject({ n: 2, sum: 1 });
});

test("[EX56] a question without metrics, exposure or denominator is refused; one that nobody was exposed to is answered", async () => {
  const refused = (ask: Partial<ExperimentAsk>) =>
    measure(TWO, ask).then(
      () => "answered",
      (error) => error.code,
    );
  expect(await refused({ metrics: [] })).toBe("experiment-ask");
  const exposure = {
    event: "seen",
    experimentProperty: "test",
    experiment: "nobody's",
    armProperty: "arm",
  };
  expect(await refused({ exposure: { ...exposure, event: "" } })).toBe("experiment-ask");
  const ratio = {
    name: "r",
    role: "primary",
    better: "higher",
    kind: "ratio",
    match: { name: "buy" },
  } as const;
  expect(await refused({ metrics: [ratio] })).toBe("experiment-ask");
  const evidence = await measure(TWO, { exposure });
  expect(evidence.arms).toEqual([]);
});

/** 1,200 people, every other one in the second arm; what each paid in one sum. */
function paying(amountOf: (at: number) => number): string {
  return Array.from({ length: 1_200 }, (_, at) => {
    const arm = at % 2 === 0 ? "control" : "b";
    const amount = amountOf(at);
    const seen = `p${at} seen 1 test=checkout arm=${arm}`;
    return amount === 0 ? seen : `${seen}\np${at} buy 2 price=${amount}`;
  }).join("\n");
}
const skewed = (at: number) => {
  if (at === 100) return 50_000;
  if (at === 501) return 90_000;
  if (at % 400 === 8) return -30 - at;
  return at % 3 === 0 ? 0 : ((at * 37) % 101) + 1;
};
const revenue = (more: object = {}) => ({
  metrics: [
    {
      ...{ name: "paid", role: "primary", better: "higher", kind: "sum", property: "price" },
      ...{ match: { name: "buy" }, ...more },
    } as never,
  ],
});

test("[EX57] a tail that holds most of the variance is capped at limits of all arms together, those who paid nothing among them", async () => {
  // Expected: NumPy 2.4, numpy.quantile (linear) over all 1,200 values and numpy.clip, summed by arm.
  const [metric] = (await measure(paying(skewed), revenue())).metrics;
  const { low, high, values, statistics } = metric!.capped!;
  expect(low).toBeCloseTo(-358.4, 6);
  expect(high).toBeCloseTo(40_070.099, 4);
  expect(values).toBe(4);
  const sums = statistics.map((one) => one as { sum: number; sumSquares: number });
  expect(sums.map(({ sum }) => sum)).toEqual([
    expect.closeTo(59_632.299, 3),
    expect.closeTo(60_447.099, 3),
  ]);
  expect(sums[0]!.sumSquares / 1_607_247_033.99).toBeCloseTo(1, 9);
  expect(metric!.statistics[0]).toMatchObject({ n: 600, sum: expect.any(Number) });
  expect((metric!.statistics[0] as { sum: number }).sum).toBeGreaterThan(69_000);
});

test("[EX57] a cap that was chosen is used whatever the tail; who paid nothing may lie under it", async () => {
  const [metric] = (await measure(paying(skewed), revenue({ cap: 0.95 }))).metrics;
  expect(metric!.capped).toMatchObject({ low: 0, high: 94, values: 59 });
  const sums = metric!.capped!.statistics.map((one) => one as { sum: number; sumSquares: number });
  expect(sums.map(({ sum, sumSquares }) => [sum, sumSquares])).toEqual([
    [20_300, 1_363_264],
    [20_364, 1_366_014],
  ]);
  const nearlyAll = (at: number) => (at < 5 ? 0 : (at % 5 === 0 ? 0 : 10 + ((at * 53) % 97)) + 100);
  const [low] = (await measure(paying(nearlyAll), revenue({ cap: 0.99 }))).metrics;
  expect(low!.capped).toMatchObject({ low: 100, high: 205, values: 15 });
  const lifted = low!.capped!.statistics.map((one) => one as { sum: number; sumSquares: number });
  expect(lifted.map(({ sum, sumSquares }) => [sum, sumSquares])).toEqual([
    [87_623, 13_493_381],
    [87_729, 13_530_729],
  ]);
});

test("[EX57] an even tail, few people and a conversion are left as they are; a cap that is none is refused", async () => {
  const even = (at: number) => (at * 37) % 101;
  expect((await measure(paying(even), revenue())).metrics[0]!.capped).toBeUndefined();
  expect((await measure(TWO, revenue())).metrics[0]!.capped).toBeUndefined();
  for (const wrong of [{ cap: 1 }, { cap: 0.2 }, { cap: 0.99, kind: "conversion" }]) {
    await expect(measure(TWO, revenue(wrong))).rejects.toMatchObject({ code: "experiment-ask" });
  }
});

test("[EX57] what was foretold is taken off capped values too", async () => {
  const text = `${paying(skewed)}\n${Array.from({ length: 1_200 }, (_, at) => `p${at} buy 0 price=${at % 7}`).join("\n")}`;
  const [metric] = (await measure(text, revenue({ usesBefore: true, cap: 0.95 }))).metrics;
  const [capped, plain] = [metric!.capped!.statistics[0]!, metric!.statistics[0]!];
  if (capped.kind !== "adjusted" || plain.kind !== "adjusted") throw new Error(capped.kind);
  expect(capped.post).toEqual({ sum: 20_300, sumSquares: 1_363_264 });
  expect(capped.pre).toEqual(plain.pre);
  const products = Array.from({ length: 600 }, (_, half) => 2 * half).reduce(
    (sum, at) => sum + Math.min(94, Math.max(0, skewed(at))) * (at % 7),
    0,
  );
  expect(capped.sumProducts).toBeCloseTo(products, 6);
});
