// Holds every method to its promised error rate and coverage over fewer, seeded experiments.
import { expect, test } from "vitest";
import { methods, simulate } from "../../../bench/simulate/simulate.ts";

const RUNS = 150;
const POWER_RUNS = 40;

test.each(methods.map((method, index) => [method.name, method, index] as const))(
  "[SM1] %s keeps its promises",
  (_, method, index) => {
    const row = simulate(method, RUNS, POWER_RUNS, 5000 + 2 * index);
    expect(row.refused).toBeLessThan(RUNS / 10);
    expect(row.holds).toBe(true);
  },
);

test("[SM2] the judge is able to fail: daily peeking at a t-test breaks the promise", () => {
  const peeked = methods.find((method) => method.name === "t-test peeked at daily");
  if (!peeked) throw new Error("missing method");
  expect(simulate({ ...peeked, kind: "fixed" }, RUNS, POWER_RUNS, 1).holds).toBe(false);
});
