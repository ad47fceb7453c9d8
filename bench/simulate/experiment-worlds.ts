// Experiments without an effect, as they come: shares, heavy tails, uneven arms, several metrics, segments, many looks.
import {
  ColumnLearner,
  type ExperimentEvidence,
  type ExperimentJudgement,
  equalLooks,
  judgeExperiment,
  type Looking,
  type LookPlan,
  type LookTaken,
  lookAt,
  type MetricEvidence,
  RowReader,
  recogniseTable,
  unitEvidence,
} from "@heed/core";
import {
  addStatistics,
  adjustedStatistic,
  drawBinomial,
  drawNormal,
  drawPoisson,
  meanStatistic,
  proportionStatistic,
  ratioStatistic,
  type SeededRandom,
  type Statistic,
} from "@heed/stats";

/** One kind of experiment; `lift` multiplies the treatment's rate or value. */
export interface World {
  readonly name: string;
  readonly lift: number;
  /** Runs cost this many times the usual. */
  readonly cost?: number;
  readonly run: (random: SeededRandom, lift: number) => ExperimentJudgement[];
}

const metric = (
  name: string,
  statistics: readonly Statistic[],
  more: Partial<MetricEvidence> = {},
): MetricEvidence => ({
  ...{ name, kind: "conversion", role: "primary", better: "higher", statistics },
  ...more,
});

function evidenceOf(
  units: readonly number[],
  metrics: readonly MetricEvidence[],
  more: Partial<ExperimentEvidence> = {},
): ExperimentEvidence {
  const arms = units.map((count, at) => ({ name: `arm ${at}`, units: count }));
  return { unit: "person", arms, metrics, ...more };
}

const share = (random: SeededRandom, n: number, rate: number) =>
  proportionStatistic(drawBinomial(random, n, rate), n);
const shares = (random: SeededRandom, sizes: readonly number[], rate: number, lift: number) =>
  sizes.map((n, arm) => share(random, n, arm === 0 ? rate : rate * lift));
const list = (count: number, draw: () => number) => Array.from({ length: count }, draw);
/** Nine in ten spend nothing, the others log-normally. */
const spent = (random: SeededRandom, lift: number, deviation: number) => () =>
  random.next() < 0.9 ? 0 : lift * Math.exp(deviation * drawNormal(random));

const once = (evidence: ExperimentEvidence, split?: readonly number[]) => [
  judgeExperiment(evidence, split === undefined ? {} : { split }),
];

/** Looks at the running totals of daily arrivals, and keeps what each look says. */
function watched(
  random: SeededRandom,
  lift: number,
  days: number,
  looking: (day: number) => Looking,
): ExperimentJudgement[] {
  const arm = (rate: number) => share(random, 200, rate);
  let totals: Statistic[] = [arm(0.1), arm(0.1 * lift)];
  return Array.from({ length: days }, (_, day) => {
    if (day > 0)
      totals = totals.map((sum, at) => addStatistics(sum, arm(at === 0 ? 0.1 : 0.1 * lift)));
    const units = totals.map(({ n }) => n);
    return judgeExperiment(evidenceOf(units, [metric("converted", totals)]), {
      looking: looking(day),
    });
  });
}

/**
 * A kept experiment with planned looks, opened on some days and not on others: people come unevenly, looks come late or fall
 * out, the last is at more people than planned, and whoever opens it between looks is told nothing.
 */
function keptWithLooks(
  random: SeededRandom,
  lift: number,
  plan: LookPlan,
  arms: readonly { readonly rate: number; readonly second: number }[],
): ExperimentJudgement[] {
  const planned = 2_000 * arms.length;
  const taken: LookTaken[] = [];
  const judgements: ExperimentJudgement[] = [];
  let totals: Statistic[][] = arms.map(() => []);
  for (let day = 0; day < 60; day += 1) {
    totals = totals.map((sums, arm) => {
      const times = arm === 0 ? 1 : lift;
      const people = 20 + drawPoisson(random, 10 + 180 * random.next());
      const { rate, second } = arms[arm]!;
      const seen = [share(random, people, rate * times), share(random, people, second * times)];
      return seen.map((own, at) => (sums[at] === undefined ? own : addStatistics(sums[at], own)));
    });
    if (random.next() < 0.6) continue;
    const units = totals.map(([first]) => first!.n);
    const all = units.reduce((sum, own) => sum + own, 0);
    const now = lookAt(plan, planned, taken, all);
    if (now.kind === "ended") break;
    const judgement = judgeExperiment(
      evidenceOf(
        units,
        ["paid", "came back"].map((name, at) =>
          metric(
            name,
            totals.map((sums) => sums[at]!),
            { role: at === 0 ? "primary" : "guardrail" },
          ),
        ),
      ),
      // Days differ by arm here, so the sizes are the plan: whether a split holds is asked by other tests.
      { looking: now.looking, split: units },
    );
    judgements.push(judgement);
    if (now.kind === "due")
      taken.push({ look: now.look, fraction: all / planned, verdict: judgement.verdict });
  }
  return judgements;
}

/** Rows as a file holds them, through the reader of tables. */
function fromRows(
  random: SeededRandom,
  lift: number,
  split: readonly [number, number] = [50, 50],
): ExperimentJudgement[] {
  const columns = ["user_id", "group", "revenue", "converted"];
  const draw = { control: spent(random, 1, 1.6), b: spent(random, lift, 1.6) };
  const rows = Array.from({ length: 3_000 }, (_, at) => {
    const group = at % 100 < split[0] ? "control" : "b";
    const revenue = draw[group]();
    return [String(at), group, String(revenue), revenue > 0 ? "1" : "0"];
  });
  const learners = columns.map((name) => new ColumnLearner(name));
  for (const [at, row] of rows.slice(0, 200).entries())
    for (const [place, cell] of row.entries()) learners[place]!.add(cell, at + 2);
  const plan = recogniseTable(
    learners.map((learner) => learner.profile()),
    {},
    false,
  );
  const reader = new RowReader(plan, columns);
  for (const row of rows) reader.add(row, null);
  return once(unitEvidence(reader.finish()), split);
}

const rowsOfPeople = (random: SeededRandom, lift: number): Statistic => {
  const people = list(500, () => 1 + drawPoisson(random, 3));
  const own = people.map(() => 0.3 * random.next() * lift);
  return ratioStatistic(
    people.map((visits, at) => drawBinomial(random, visits, Math.min(1, own[at]!))),
    people,
  );
};

function byDays(random: SeededRandom, lift: number, swing: number): ExperimentJudgement[] {
  const days = Array.from({ length: 21 }, (_, day) => {
    const rate = () => Math.max(0.01, 0.1 * (1 + swing * drawNormal(random)));
    return {
      day: String(day),
      trials: [700, 700],
      successes: [drawBinomial(random, 700, rate()), drawBinomial(random, 700, rate() * lift)],
    };
  });
  const sums = [0, 1].map((arm) =>
    proportionStatistic(
      days.reduce((sum, { successes }) => sum + successes[arm]!, 0),
      700 * days.length,
    ),
  );
  return once(evidenceOf([14_700, 14_700], [metric("enrolled", sums, { days })]));
}

function segmented(random: SeededRandom, lift: number): ExperimentJudgement[] {
  const parts = ["free", "team", "solo", "school", "trial"].map((value, at) => ({
    ...{ dimension: "plan", value, units: [600, 600] },
    statistics: [shares(random, [600, 600], 0.05 + 0.04 * at, lift)],
  }));
  const all = [0, 1].map((arm) =>
    parts.map(({ statistics }) => statistics[0]![arm]!).reduce((a, b) => addStatistics(a, b)),
  );
  return once(evidenceOf([3_000, 3_000], [metric("converted", all)], { segments: parts }));
}

function manyMetrics(random: SeededRandom, lift: number): ExperimentJudgement[] {
  const arms = [1, lift, lift].map((times) => {
    const common = list(800, () => drawNormal(random));
    return [0, 1, 2, 3, 4].map((at) =>
      meanStatistic(common.map((value) => 3 * times + value + (at === 0 ? 0 : drawNormal(random)))),
    );
  });
  const metrics = [0, 1, 2, 3, 4].map((at) =>
    metric(
      `metric ${at}`,
      arms.map((statistics) => statistics[at]!),
      { kind: "mean", role: at === 0 ? "primary" : at < 3 ? "secondary" : "guardrail" },
    ),
  );
  return once(evidenceOf([800, 800, 800], metrics));
}

const cuped = (random: SeededRandom, lift: number): Statistic => {
  const before = list(400, () => 10 + 3 * drawNormal(random));
  return adjustedStatistic(
    before.map((value) => 0.8 * value + 2 * lift + drawNormal(random)),
    before,
  );
};

export const WORLDS: readonly World[] = [
  {
    ...{ name: "a share of 10 %, 2,000 an arm", lift: 1.3 },
    run: (random, lift) =>
      once(
        evidenceOf(
          [2_000, 2_000],
          [metric("converted", shares(random, [2_000, 2_000], 0.1, lift))],
        ),
      ),
  },
  {
    ...{ name: "a share of 0.5 %, 1,000 an arm", lift: 3 },
    run: (random, lift) =>
      once(
        evidenceOf(
          [1_000, 1_000],
          [metric("converted", shares(random, [1_000, 1_000], 0.005, lift))],
        ),
      ),
  },
  {
    ...{ name: "a share of 2 %, 90 : 10, 3,000 units", lift: 2.5 },
    run: (random, lift) =>
      once(
        evidenceOf([2_700, 300], [metric("converted", shares(random, [2_700, 300], 0.02, lift))]),
        [90, 10],
      ),
  },
  {
    ...{ name: "heavy-tailed revenue from rows, with conversion", lift: 1.8, cost: 10 },
    run: fromRows,
  },
  {
    ...{ name: "the same, 90 : 10", lift: 3, cost: 10 },
    run: (random, lift) => fromRows(random, lift, [90, 10]),
  },
  { ...{ name: "five metrics, three arms", lift: 1.06, cost: 5 }, run: manyMetrics },
  {
    ...{ name: "clicks a visit, by person", lift: 1.2 },
    run: (random, lift) => {
      const arms = [rowsOfPeople(random, 1), rowsOfPeople(random, lift)];
      return once(evidenceOf([500, 500], [metric("clicks a visit", arms, { kind: "ratio" })]));
    },
  },
  {
    ...{ name: "numbers with an earlier value (CUPED)", lift: 1.12 },
    run: (random, lift) =>
      once(
        evidenceOf(
          [400, 400],
          [metric("spent", [cuped(random, 1), cuped(random, lift)], { kind: "mean" })],
        ),
      ),
  },
  { ...{ name: "five segments", lift: 1.3 }, run: segmented },
  { ...{ name: "sums by day", lift: 1.12 }, run: (random, lift) => byDays(random, lift, 0) },
  {
    ...{ name: "sums by day, days swing a little", lift: 1.15 },
    run: (random, lift) => byDays(random, lift, 0.08),
  },
  {
    ...{ name: "sums by day, days swing much", lift: 1.3 },
    run: (random, lift) => byDays(random, lift, 0.25),
  },
  {
    ...{ name: "looked at on each of 28 days, any time", lift: 1.3, cost: 5 },
    run: (random, lift) => watched(random, lift, 28, () => ({ kind: "always-valid" })),
  },
  {
    ...{ name: "looked at five times as planned", lift: 1.3, cost: 4 },
    run: (random, lift) =>
      watched(random, lift, 5, (day) => ({
        kind: "planned-looks",
        spending: "obrien-fleming",
        fractions: Array.from({ length: day + 1 }, (_, at) => (at + 1) / 5),
      })),
  },
  {
    ...{ name: "kept with four planned looks, opened on odd days", lift: 1.2, cost: 4 },
    run: (random, lift) =>
      keptWithLooks(random, lift, equalLooks(4), [
        { rate: 0.1, second: 0.4 },
        { rate: 0.1, second: 0.4 },
      ]),
  },
  {
    ...{ name: "the same, three arms, looks spent evenly", lift: 1.2, cost: 8 },
    run: (random, lift) =>
      keptWithLooks(random, lift, { fractions: [0.2, 0.5, 0.6, 1], spending: "pocock" }, [
        { rate: 0.1, second: 0.3 },
        { rate: 0.1, second: 0.3 },
        { rate: 0.1, second: 0.3 },
      ]),
  },
];
