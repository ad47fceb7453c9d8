// Reads an effect by segments: what is noise is drawn together, what differs beyond chance is said (EX20, EX21).
import { shrinkEffects, tTest } from "@heed/stats";
import type { ExperimentEvidence, SegmentEffect } from "./experiment.ts";

/** Segments below this many units in an arm are left out: their errors are guesses. */
const LEAST_UNITS = 20;

/** The segments of one dimension, metric and arm, and the chance of such a spread if all had one effect. */
export interface SegmentReading {
  readonly dimension: string;
  readonly metric: string;
  readonly arm: string;
  readonly pValue: number;
  readonly effects: readonly SegmentEffect[];
}

/** Every dimension's reading of the metrics asked for; dimensions with fewer than two readable segments are left out. */
export function readSegments(
  evidence: ExperimentEvidence,
  metrics: readonly number[],
): SegmentReading[] {
  const readings: SegmentReading[] = [];
  for (const [dimension, rows] of Map.groupBy(evidence.segments ?? [], (row) => row.dimension)) {
    for (const metric of metrics) {
      for (const [arm, { name }] of evidence.arms.entries()) {
        if (arm === 0) continue;
        const told = rows.flatMap((row) => {
          if (Math.min(row.units[0]!, row.units[arm]!) < LEAST_UNITS) return [];
          const [control, treatment] = [row.statistics[metric]?.[0], row.statistics[metric]?.[arm]];
          if (control === undefined || treatment === undefined) return [];
          const test = tTest({ control, treatment });
          return test.ok ? [{ row, test }] : [];
        });
        const shrunk = shrinkEffects(told.map(({ test }) => test));
        if (!shrunk.ok) continue;
        const base = { dimension, metric: evidence.metrics[metric]!.name, arm: name };
        readings.push({
          ...base,
          pValue: shrunk.pValue,
          effects: told.map(({ row, test }, at) => {
            const { estimate, low, high } = shrunk.effects[at]!;
            return {
              ...base,
              value: row.value,
              units: row.units[0]! + row.units[arm]!,
              difference: { estimate: test.estimate, low: test.low, high: test.high },
              shrunk: { estimate, low, high },
            };
          }),
        });
      }
    }
  }
  return readings;
}
