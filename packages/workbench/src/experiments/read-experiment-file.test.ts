// Tables as real tests export them: awkward names, doubled people, pages that contradict the arm, sums by day.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ExperimentJudgement, judgeExperiment } from "@heed/core";
import { createSeededRandom, type SeededRandom } from "@heed/stats";
import { afterAll, expect, test } from "vitest";
import { type ExperimentFileAsk, readExperimentFiles } from "./read-experiment-file.ts";

const folder = mkdtempSync(join(tmpdir(), "heed-experiment-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function analyse(
  files: Readonly<Record<string, readonly string[]>>,
  ask: ExperimentFileAsk & { readonly split?: readonly number[] } = {},
) {
  const paths = Object.entries(files).map(([name, lines]) => {
    const path = join(folder, name);
    writeFileSync(path, `${lines.join("\n")}\n`);
    return path;
  });
  const file = await readExperimentFiles(paths, ask);
  const { split } = ask;
  const judgement = judgeExperiment(file.evidence, split === undefined ? {} : { split });
  return { ...file, judgement };
}

const notes = ({ notes: all }: ExperimentJudgement) => all.map(({ note }) => note);
const rowsOf = (count: number, row: (at: number, random: SeededRandom) => string, seed = 1) => {
  const random = createSeededRandom(seed);
  return Array.from({ length: count }, (_, at) => row(at, random));
};
const yes = (random: SeededRandom, share: number) => Number(random.next() < share);
const value = (random: SeededRandom) => (-20 * Math.log(1 - random.next())).toFixed(2);

test("[EX30] user_id, timestamp, group, landing_page and converted are told apart", async () => {
  const { plan, judgement } = await analyse({
    "pages.csv": [
      "user_id,timestamp,group,landing_page,converted",
      ...rowsOf(6_000, (at, random) => {
        const arm = at % 2 === 0 ? "control" : "treatment";
        const page = arm === "control" ? "old_page" : "new_page";
        return `${at},2017-01-${String((at % 21) + 2).padStart(2, "0")} 10:11:12.3,${arm},${page},${yes(random, 0.12)}`;
      }),
    ],
  });
  expect(plan).toMatchObject({ arm: "group", unitColumn: "user_id", time: "timestamp" });
  expect(plan.metrics.map(({ column, kind }) => [column, kind])).toEqual([
    ["converted", "conversion"],
  ]);
  expect(judgement.arms.map(({ name, units }) => [name, units])).toEqual([
    ["control", 3_000],
    ["treatment", 3_000],
  ]);
  expect(judgement.verdict).toBe("no-difference");
  expect(judgement.period).toEqual({ firstDay: "2017-01-02", lastDay: "2017-01-22", days: 21 });
});

test("[EX36] rows whose page contradicts their arm are left out, and people who then stand in one arm stay", async () => {
  const good = rowsOf(6_000, (at, random) => {
    const arm = at % 2 === 0 ? "control" : "treatment";
    return `${at},${arm},${arm === "control" ? "old_page" : "new_page"},${yes(random, 0.12)}`;
  });
  const bad = rowsOf(120, (at, random) => {
    const arm = at % 4 < 2 ? "control" : "treatment";
    return `${at},${arm},${arm === "control" ? "new_page" : "old_page"},${yes(random, 0.5)}`;
  });
  const header = "user_id,group,landing_page,converted";
  const { judgement } = await analyse({ "contradictions.csv": [header, ...good, ...bad] });
  const clean = await analyse({ "clean.csv": [header, ...good] });
  expect(judgement.notes).toContainEqual({
    note: "contradictions-left-out",
    details: { rows: 120, both: 60, column: "landing_page" },
  });
  expect(judgement.arms.map(({ units }) => units)).toEqual([3_000, 3_000]);
  expect(judgement.crossed).toBe(0);
  expect(judgement.comparisons[0]!.difference).toEqual(clean.judgement.comparisons[0]!.difference);
});

test("[EX37] people in both arms are left out; when they are many, nothing is told", async () => {
  const header = "USER_ID,VARIANT_NAME,REVENUE";
  const lines = (crossing: number) => [
    header,
    ...rowsOf(4_000, (at, random) => {
      const arm = at % 2 === 0 ? "variant" : "control";
      return `${at},${arm},${random.next() < 0.05 ? value(random) : "0.0"}`;
    }),
    ...rowsOf(crossing, (at) => `${at},${at % 2 === 0 ? "control" : "variant"},0.0`),
  ];
  const few = await analyse({ "few.csv": lines(40) });
  expect(few.judgement.crossed).toBe(40);
  expect(few.judgement.arms.map(({ name, units }) => [name, units])).toEqual([
    ["control", 1_980],
    ["variant", 1_980],
  ]);
  expect(few.judgement.verdict).not.toBe("cannot-tell");
  const many = await analyse({ "many.csv": lines(1_200) });
  expect(many.judgement).toMatchObject({
    verdict: "cannot-tell",
    doubt: { reason: "people-in-both-arms", details: { units: 1_200 } },
  });
  expect(many.judgement.comparisons[0]!.difference).not.toBeNull();
});

test("[EX31] true and false are yes and no, an arm may be called version, and control is guessed aloud", async () => {
  const { plan, judgement } = await analyse({
    "game.csv": [
      "userid,version,sum_gamerounds,retention_1,retention_7",
      ...rowsOf(4_000, (at, random) => {
        const rounds = at === 7 ? 49_854 : Math.floor(50 * -Math.log(1 - random.next()));
        const kept = (share: number) => (yes(random, share) === 1 ? "True" : "False");
        return `${at},${at % 2 === 0 ? "gate_30" : "gate_40"},${rounds},${kept(0.44)},${kept(0.19)}`;
      }),
    ],
  });
  expect(plan.arm).toBe("version");
  expect(plan.metrics.map(({ column, kind }) => `${column} ${kind}`)).toEqual([
    "sum_gamerounds mean",
    "retention_1 conversion",
    "retention_7 conversion",
  ]);
  expect(notes(judgement)).toContain("control-guessed");
  expect(judgement.arms[0]!.name).toBe("gate_30");
});

test("[EX41] a value that holds most of the variance is capped, by limits of both arms together", async () => {
  const rows = rowsOf(4_000, (at, random) => {
    const rounds = at === 7 ? 49_854 : Math.floor(50 * -Math.log(1 - random.next()));
    return `${at},${at % 2 === 0 ? "A" : "B"},${rounds}`;
  });
  const { evidence, judgement } = await analyse({ "rounds.csv": ["uid,group,rounds", ...rows] });
  const capped = evidence.metrics[0]!.capped!;
  expect(capped.values).toBeGreaterThanOrEqual(1);
  expect(capped.high).toBeLessThan(1_000);
  const [comparison] = judgement.comparisons;
  const { low, high } = comparison!.difference!;
  expect(high - low).toBeLessThan((comparison!.uncapped!.high - comparison!.uncapped!.low) / 3);
});

test("[EX32] columns with spaces, an unnamed index and uneven arms: the split is suggested, not judged", async () => {
  const { plan, judgement } = await analyse({
    "marketing.csv": [
      ",user id,test group,converted,total ads,most ads day",
      ...rowsOf(10_000, (at, random) => {
        const arm = at % 25 === 0 ? "psa" : "ad";
        return `${at},${1_000_000 + at},${arm},${yes(random, arm === "ad" ? 0.025 : 0.018) === 1 ? "True" : "False"},${at % 90},Monday`;
      }),
    ],
  });
  expect(plan).toMatchObject({ arm: "test group", unitColumn: "user id" });
  expect(plan.leftOut).toContain("most ads day");
  expect(judgement.arms.map(({ name }) => name)).toEqual(["psa", "ad"]);
  expect(judgement.split).toMatchObject({
    says: "not-known",
    from: "suggested",
    shares: [0.04, 0.96],
  });
  expect(notes(judgement)).toContain("split-guessed");
});

test("[EX33] two files of sums by day are two arms, named by what tells the files apart", async () => {
  const days = (seed: number, share: number) =>
    rowsOf(
      30,
      (at, random) => {
        const clicks = 700 + Math.floor(100 * random.next());
        const enrolled = at < 23 ? String(Math.round(clicks * share)) : "";
        return `Sat-Oct-${at + 1},${9_000 + Math.floor(900 * random.next())},${clicks},${enrolled}`;
      },
      seed,
    );
  const header = "Date,Pageviews,Clicks,Enrollments";
  const { plan, judgement } = await analyse(
    {
      "control_data.csv": [header, ...days(1, 0.22)],
      "experiment_data.csv": [header, ...days(2, 0.2)],
    },
    { metrics: [{ name: "gross", column: "Enrollments", per: "Clicks" }] },
  );
  expect(plan).toMatchObject({ form: "counts", arm: null, trials: "Pageviews", time: "Date" });
  expect(judgement.arms.map(({ name }) => name)).toEqual(["control", "experiment"]);
  expect(judgement.verdict).toBe("worse");
  expect(judgement.comparisons[0]!.control!.units).toBeLessThan(23 * 800);
});

test("[EX44] sizes, means and deviations are enough", async () => {
  const { plan, judgement } = await analyse({
    "moments.csv": ["group,n,mean,sd", "control,1000,10.0,4", "treatment,1000,10.9,4.2"],
  });
  expect(plan.form).toBe("moments");
  expect(judgement.verdict).toBe("better");
  const [{ difference }] = judgement.comparisons as [ExperimentJudgement["comparisons"][0]];
  expect(difference!.estimate).toBeCloseTo(0.9, 9);
  expect(difference!.high - difference!.low).toBeCloseTo(
    2 * 1.961 * Math.sqrt((16 + 17.64) / 1000),
    2,
  );
});

test("[EX45] sums that are no counts are compared as ratios by day", async () => {
  const rows = rowsOf(60, (at, random) => {
    const arm = at < 30 ? "Control Campaign" : "Test Campaign";
    const shown = 90_000 + 40_000 * random.next();
    return `${arm};${(at % 30) + 1}.08.2019;${shown.toFixed(1)};${(shown * 0.005).toFixed(1)}`;
  });
  const { plan, judgement } = await analyse({
    "campaigns.csv": ["Campaign Name;Date;# of Impressions;Purchase", ...rows],
  });
  expect(plan).toMatchObject({ form: "counts", arm: "Campaign Name" });
  expect(judgement).toMatchObject({ unit: "day" });
  expect(judgement.arms.map(({ units }) => units)).toEqual([30, 30]);
  expect(judgement.comparisons[0]!.kind).toBe("ratio");
});

test("[EX34] a log of events gives a metric for each event, and those in no test are left out", async () => {
  const events = rowsOf(3_000, (at, random) => {
    const arm = at % 3 === 0 ? "not_in_test" : at % 3 === 1 ? "control" : "test";
    const paid = yes(random, arm === "test" ? 0.3 : 0.2) === 1;
    const line = (event: string, amount: string) =>
      `${at},${event},2019-11-0${(at % 9) + 1} 10:00:00,${arm},${amount}`;
    return paid ? `${line("catalog", "")}\n${line("payment_done", "9.5")}` : line("catalog", "");
  });
  const { plan, judgement } = await analyse(
    { "log.csv": ["client_id,event,timestamp,user_backet,transaction_value", ...events] },
    { metrics: [{ name: "paid", column: "payment_done" }] },
  );
  expect(plan).toMatchObject({ arm: "user_backet", event: "event", unitColumn: "client_id" });
  expect(judgement.arms.map(({ name, units }) => [name, units])).toEqual([
    ["control", 1_000],
    ["test", 1_000],
  ]);
  expect(judgement.verdict).toBe("better");
});

test("[EX35] spellings of one arm are joined, empty arms and ids are refused and counted", async () => {
  const { judgement } = await analyse({
    "spelled.csv": [
      "user,variant,clicked",
      ...rowsOf(
        900,
        (at, random) => `${at},${["Control", "control ", "CONTROL"][at % 3]},${yes(random, 0.3)}`,
      ),
      ...rowsOf(900, (at, random) => `${at + 900},B,${yes(random, 0.3)}`, 2),
      "5000,,1",
      ",B,1",
    ],
  });
  expect(judgement.arms.map(({ units }) => units)).toEqual([900, 900]);
  expect(notes(judgement)).toEqual(expect.arrayContaining(["arms-folded", "rows-refused"]));
});

test("[EX38] arms renamed midway, and arms that ran one after the other, are no experiment", async () => {
  const row = (arm: string, day: number) => (at: number, random: SeededRandom) =>
    `${arm}${at},2026-03-${String(day).padStart(2, "0")},${arm},${yes(random, 0.3)}`;
  const header = "user_id,date,variant,converted";
  const renamed = await analyse({
    "renamed.csv": [
      header,
      ...rowsOf(300, row("A", 1)),
      ...rowsOf(300, row("B", 2)),
      ...rowsOf(300, row("control", 8)),
      ...rowsOf(300, row("treatment", 9)),
    ],
  });
  expect(renamed.judgement.doubt).toMatchObject({ reason: "arms-renamed" });
  const joined = await analyse(
    {
      "renamed.csv": [
        header,
        ...rowsOf(300, row("A", 1)),
        ...rowsOf(300, row("B", 2)),
        ...rowsOf(300, row("control", 8)),
        ...rowsOf(300, row("treatment", 9)),
      ],
    },
    {
      rename: new Map([
        ["A", "control"],
        ["B", "treatment"],
      ]),
    },
  );
  expect(joined.judgement.doubt).toBeNull();
  expect(joined.judgement.arms.map(({ units }) => units)).toEqual([600, 600]);
  // The control runs on, and B takes over from A.
  const one = [
    header,
    ...rowsOf(300, row("control", 1)),
    ...rowsOf(300, row("control", 9)),
    ...rowsOf(300, row("A", 2)),
    ...rowsOf(300, row("B", 8)),
  ];
  expect((await analyse({ "one.csv": one })).judgement.doubt).toMatchObject({
    reason: "arms-renamed",
    details: { early: "A", late: "B", day: "2026-03-08" },
  });
  const same = await analyse({ "one.csv": one }, { rename: new Map([["B", "A"]]) });
  expect(same.judgement.doubt).toBeNull();
  // A third arm that was added while the others ran follows nobody.
  const added = await analyse({
    "added.csv": [...one.slice(0, 901), ...rowsOf(300, row("A", 9)), ...rowsOf(300, row("B", 8))],
  });
  expect(added.judgement.doubt?.reason).not.toBe("arms-renamed");
  const after = await analyse({
    "after.csv": [header, ...rowsOf(300, row("control", 1)), ...rowsOf(300, row("treatment", 9))],
  });
  expect(after.judgement.doubt).toMatchObject({ reason: "arms-not-concurrent" });
});

test("[EX39] a person's rows are joined: one conversion, amounts added; a row that came twice counts once", async () => {
  const { evidence } = await analyse({
    "joined.csv": [
      "user_id,timestamp,group,converted,revenue",
      "1,2026-01-01 10:00,control,1,5",
      "1,2026-01-01 11:00,control,1,7",
      "2,2026-01-01 10:00,control,0,0",
      "3,2026-01-01 10:00,treatment,1,5",
      "3,2026-01-01 10:00,treatment,1,5",
      "4,2026-01-01 10:00,treatment,0,0",
    ],
  });
  expect(evidence.metrics.map(({ statistics }) => statistics)).toEqual([
    [
      { kind: "proportion", n: 2, sum: 1 },
      { kind: "proportion", n: 2, sum: 1 },
    ],
    [
      { kind: "mean", n: 2, sum: 12, sumSquares: 144 },
      { kind: "mean", n: 2, sum: 5, sumSquares: 25 },
    ],
  ]);
});

test("[EX40] metrics by row keep the person as the unit of their error", async () => {
  const random = createSeededRandom(4);
  const rows = Array.from({ length: 400 }, (_, person) => {
    const own = random.next();
    const visits = 1 + Math.floor(6 * random.next());
    return Array.from(
      { length: visits },
      () => `${person},${person % 2 === 0 ? "control" : "b"},${yes(random, own)}`,
    );
  }).flat();
  const asked = { metrics: [{ name: "clicks a visit", column: "clicked" }], perRow: true };
  const { evidence } = await analyse({ "visits.csv": ["user_id,arm,clicked", ...rows] }, asked);
  const [control] = evidence.metrics[0]!.statistics;
  expect(control).toMatchObject({ kind: "ratio", n: 200 });
  const total = rows.filter((row) => row.includes("control")).length;
  expect(control).toMatchObject({ denominator: { sum: total } });
});

test("[EX42] a value from before the experiment is taken off", async () => {
  const { plan, judgement } = await analyse({
    "cuped.csv": [
      "user_id,group,revenue,pre_revenue",
      ...rowsOf(2_000, (at, random) => {
        const before = Number(value(random));
        return `${at},${at % 2 === 0 ? "control" : "test"},${(before + 3 * random.next()).toFixed(2)},${before}`;
      }),
    ],
  });
  expect(plan.metrics).toHaveLength(1);
  expect(plan.metrics[0]).toMatchObject({ column: "revenue", before: "pre_revenue" });
  expect(judgement.comparisons[0]!.varianceReduction).toBeGreaterThan(0.9);
});

test("[EX47] infinite values, mixed units and words are answered by name and line", async () => {
  const bad = async (cells: readonly string[]) => {
    const rows = rowsOf(
      200,
      (at) => `${at},${at % 2 === 0 ? "a" : "b"},${cells[at % cells.length]}`,
    );
    const asked = { metrics: [{ name: "revenue", column: "revenue" }] };
    const { judgement } = await analyse({ "bad.csv": ["user_id,group,revenue", ...rows] }, asked);
    return judgement.doubt;
  };
  expect(await bad(["1", "2", "inf", "3"])).toEqual({
    reason: "not-finite",
    details: { column: "revenue", rows: 50, row: 4 },
  });
  expect(await bad(["1e999", "2", "3"])).toMatchObject({ reason: "not-finite" });
  expect(await bad(["$5.00", "€4.00", "$1.00"])).toMatchObject({ reason: "mixed-units" });
  expect(await bad(["3 min", "180 s", "0"])).toMatchObject({ reason: "mixed-units" });
  expect(await bad(["a lot", "2", "3"])).toMatchObject({ reason: "not-numbers" });
  expect(await bad(["$5.00", "$4,000.00", "0"])).toBeNull();
});

test("[EX48] a file without rows, without an arm, without a metric or without a column that was named is refused", async () => {
  const code = (files: Record<string, string[]>, ask: ExperimentFileAsk = {}) =>
    analyse(files, ask).then(
      () => "answered",
      (error) => error.code,
    );
  expect(await code({ "none.csv": ["user_id,group,converted"] })).toBe("experiment-empty");
  const table = rowsOf(50, (at) => `${at},${at % 7}.5,${at % 5}.25`);
  expect(await code({ "arm.csv": ["user_id,price,weight", ...table] })).toBe(
    "experiment-without-arm",
  );
  const arms = rowsOf(50, (at) => `${at},${at % 2 === 0 ? "a" : "b"}`);
  expect(await code({ "metric.csv": ["user_id,group", ...arms] })).toBe(
    "experiment-without-metric",
  );
  const named = { arm: "grup" };
  expect(await code({ "named.csv": ["user_id,group", ...arms] }, named)).toBe("experiment-columns");
});
