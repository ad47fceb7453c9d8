// Proves the split check, once and watched all the time.
import { expect, test } from "vitest";
import { sampleRatioMismatch, sequentialSampleRatio } from "./sample-ratio-mismatch.ts";

test("[SR1] the p-value is Pearson's, whatever unit the weights have", () => {
  const once = sampleRatioMismatch({ observed: [520, 480], weights: [50, 50] });
  expect(once.ok && once.pValue).toBeCloseTo(0.20590321073206466, 13);
  expect(sampleRatioMismatch({ observed: [520, 480], weights: [1, 1] })).toEqual(once);
  const broken = sampleRatioMismatch({ observed: [5300, 4700], weights: [1, 1] });
  expect(broken).toMatchObject({ isMismatch: true, expected: [5000, 5000] });
});

test("[SR2] a watched split needs stronger evidence than a single look", () => {
  const observed = [5160, 4840];
  const watched = sequentialSampleRatio({ observed, weights: [1, 1] });
  const single = sampleRatioMismatch({ observed, weights: [1, 1] });
  if (!watched.ok || !single.ok) throw new Error("refused");
  expect(watched.pValue).toBeGreaterThan(single.pValue);
  const even = sequentialSampleRatio({ observed: [500, 500], weights: [1, 1] });
  expect(even).toMatchObject({ pValue: 1, isMismatch: false });
});

test("[SR3] impossible splits are refused", () => {
  const reason = (observed: number[], weights: number[]) => {
    const result = sampleRatioMismatch({ observed, weights });
    return result.ok ? "ok" : result.reason;
  };
  expect(reason([0, 0], [1, 1])).toBe("no-data");
  expect(reason([5, 5], [1, 0])).toBe("invalid-input");
  expect(reason([5, 5.5], [1, 1])).toBe("invalid-input");
  expect(reason([5], [1])).toBe("invalid-input");
});
