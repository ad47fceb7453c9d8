// Two public tests, read from their files as they were published, to their stated figures.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { type ExperimentJudgement, judgeExperiment } from "@heed/core";
import { describe, expect, test } from "vitest";
import { type ExperimentFileAsk, readExperimentFiles } from "./read-experiment-file.ts";

const data = process.env.HEED_DATA ?? resolve(import.meta.dirname, "../../../../../shared/data");
const isMissing = (path: string) => {
  const missing = !existsSync(join(data, path));
  if (missing) process.stderr.write(`Not run: ${path} is not in ${data}; set HEED_DATA.\n`);
  return missing;
};

async function judge(paths: readonly string[], ask: ExperimentFileAsk) {
  const { evidence } = await readExperimentFiles(
    paths.map((path) => join(data, path)),
    ask,
  );
  return judgeExperiment(evidence);
}
const difference = (judgement: ExperimentJudgement, at: number) => {
  const { estimate, low, high } = judgement.comparisons[at]!.difference!;
  return [estimate, low, high].map((value) => Math.round(value * 1e4) / 1e4);
};

const UDACITY = ["control_data.csv", "experiment_data.csv"].map((file) =>
  join("ab_udacity_free_trial", file),
);
const SHOP = join("events_onlineshop", "ab_test_demo.csv.gz");

describe.skipIf(isMissing(UDACITY[0]!))("Udacity's free trial", () => {
  const metrics = [
    { name: "gross conversion", column: "Enrollments", per: "Clicks" },
    { name: "net conversion", column: "Payments", per: "Clicks" },
  ];

  test("[EX46] Udacity's two conversions come out as its course states them", async () => {
    const judgement = await judge(UDACITY, { metrics });
    expect(judgement.arms).toMatchObject([
      { name: "control", units: 345_543 },
      { name: "experiment", units: 344_660 },
    ]);
    expect(judgement.split.says).toBe("as-planned");
    expect(difference(judgement, 0)).toEqual([-0.0206, -0.0291, -0.012]);
    expect(difference(judgement, 1)).toEqual([-0.0049, -0.0116, 0.0019]);
    expect(judgement.comparisons.map(({ verdict }) => verdict)).toEqual(["worse", "no-difference"]);
  });

  test("[EX46] without a word the same files say the same of gross conversion", async () => {
    const judgement = await judge(UDACITY, {});
    const gross = judgement.comparisons.find(({ metric }) => metric === "Enrollments / Clicks")!;
    expect(gross.verdict).toBe("worse");
    expect(
      judgement.comparisons.find(({ metric }) => metric === "Clicks / Pageviews")!.verdict,
    ).toBe("no-difference");
  });
});

describe.skipIf(isMissing(SHOP))("the online shop", () => {
  test("[EX46] the shop's payments are those that are stated, out of its log of events", async () => {
    const judgement = await judge([SHOP], {
      metrics: [{ name: "paid", column: "payment_done" }],
    });
    const [paid] = judgement.comparisons;
    expect(paid).toMatchObject({ control: { units: 573 }, treatment: { units: 554 } });
    expect(paid!.control!.mean * 573).toBeCloseTo(85, 9);
    expect(paid!.treatment!.mean * 554).toBeCloseTo(126, 9);
    expect(judgement.verdict).toBe("better");
  });
});
