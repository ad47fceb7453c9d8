// Versions beside each other: weeks in which both speak, and when they may decide.
import { expect, test } from "vitest";
import { compareVersionRates } from "./compare-versions.ts";
import { judgeImpact } from "./judge-impact.ts";

const old = { people: [10, 9, 11, 5, 0], exposure: [50, 50, 50, 25, 0] };
const fresh = { people: [0, 1, 3, 4, 6], exposure: [10, 40, 80, 100, 120] };

test("[IM9] only weeks in which both speak are compared", () => {
  const compared = compareVersionRates(old, fresh, 0.95);
  expect(compared).toMatchObject({ ok: true, weeks: 4, people: 43 });
  if (!compared.ok) throw new Error("expected a comparison");
  expect(compared.ratio).toBeCloseTo(8 / 230 / (35 / 175), 9);
  expect(compared.high).toBeLessThan(1);
});

test("[IM9] fewer than 3 shared weeks, or 8 people, are refused", () => {
  const late = { people: [0, 0, 0, 4, 6], exposure: [0, 0, 0, 100, 120] };
  expect(compareVersionRates(old, late, 0.95)).toEqual({ ok: false, reason: "no-overlap" });
  const quiet = { people: [1, 0, 1, 0, 0], exposure: [50, 50, 50, 25, 0] };
  expect(compareVersionRates(quiet, { ...fresh, people: [0, 0, 0, 0, 0] }, 0.95)).toEqual({
    ok: false,
    reason: "too-few-people",
  });
  const nobody = { people: [], exposure: [] };
  expect(compareVersionRates(nobody, nobody, 0.95)).toEqual({ ok: false, reason: "no-overlap" });
});

test("[IM9] versions decide only where the series has too few weeks", () => {
  const weeks = ["2026-06-01", "2026-06-08", "2026-06-15", "2026-06-22", "2026-06-29"];
  const series = { weeks, people: [10, 10, 14, 9, 6], exposure: [60, 90, 130, 125, 120] };
  const impact = judgeImpact(series, { releasedOn: "2026-06-01", versions: { old, fresh } });
  expect(impact).toMatchObject({ verdict: "fell", method: "versions" });
  const without = judgeImpact(series, { releasedOn: "2026-06-01" });
  expect(without).toMatchObject({ verdict: "cannot-tell", reason: "too-few-weeks" });
});
