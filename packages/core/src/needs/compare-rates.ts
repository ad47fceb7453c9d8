// Compares rates of people per person heard, and keeps many comparisons from finding something by chance.
import { benjaminiHochberg, comparePoissonRates } from "@heed/stats";
import type { RateRatio, WeekCount } from "./need.ts";

/** Share of false alarms among what is flagged. */
export const FALSE_DISCOVERY_RATE = 0.05;

/** People who voiced a need, and people heard: sums over weeks, or counts of one segment. */
export interface HeardSum {
  readonly people: number;
  readonly heard: number;
}

export function sumWeeks(weeks: readonly WeekCount[]): HeardSum {
  let people = 0;
  let heard = 0;
  for (const week of weeks) {
    people += week.people;
    heard += week.allPeople;
  }
  return { people, heard };
}

/** The exact comparison of two rates; both sides must have been heard and one must have a voice. */
export function compareSums(
  control: HeardSum,
  treatment: HeardSum,
): { ratio: RateRatio; pValue: number } {
  const compared = comparePoissonRates({
    control: { events: control.people, exposure: control.heard },
    treatment: { events: treatment.people, exposure: treatment.heard },
  });
  if (!compared.ok) throw new RangeError(compared.message);
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  return {
    ratio: { value: finite(compared.rateRatio), low: compared.low, high: finite(compared.high) },
    pValue: compared.pValue,
  };
}

/** p-values after control of the false-discovery rate (Benjamini and Hochberg, 1995). */
export function adjust(pValues: readonly number[]): readonly number[] {
  const adjusted = benjaminiHochberg(pValues);
  if (!adjusted.ok) throw new RangeError(adjusted.message);
  return adjusted.adjusted;
}
