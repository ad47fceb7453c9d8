// Tells who says a need more than the others: each value of each dimension against the dimension's other people.
import { adjust, compareSums, FALSE_DISCOVERY_RATE, type HeardSum } from "./compare-rates.ts";
import { shareEstimate } from "./estimates.ts";
import type { NeedSegment } from "./need.ts";
import type { ThemeTally, VoiceTally } from "./tally-voices.ts";

const LEAST_HEARD = 5;
const LEAST_VOICES = 5;
/** Values of a dimension that are kept when nothing sets them apart. */
const KEPT_VALUES = 4;

/** Standard errors below which a difference cannot be flagged, so that the exact test is spared. */
const LEAST_DISTANCE = 1.3;

interface ComparedSegment extends Omit<NeedSegment, "adjustedPValue" | "says"> {
  readonly pValue: number | null;
}

/**
 * For each need the segments of every dimension: the 4 with most people, and all that differ from the others. Compared are the
 * shares of people who voice the need (exact test of two rates), with the false-discovery rate held at 5 % over all needs,
 * dimensions and values. A person who stands under two values counts once under each, for what they said there.
 */
export function compareSegments(
  needs: readonly ThemeTally[],
  { segments }: Pick<VoiceTally, "segments">,
): NeedSegment[][] {
  const heard = segments.dimensions.map((_, dimension) => segments.heard(dimension));
  const compared = needs.map((need) =>
    segments.dimensions.flatMap(({ name, values }, dimension) => {
      const told = need.masks.count(dimension);
      return values.map((value, bit) =>
        compareSegment(
          { dimension: name, value },
          { people: told.perValue[bit]!, heard: heard[dimension]!.perValue[bit]! },
          {
            people: told.all - told.perValue[bit]!,
            heard: heard[dimension]!.all - heard[dimension]!.perValue[bit]!,
          },
        ),
      );
    }),
  );
  const adjusted = adjust(
    compared.flat().flatMap(({ pValue }) => (pValue === null ? [] : [pValue])),
  );
  let next = 0;
  return compared.map((all, index) => {
    const judged = all.map(({ pValue, ...segment }): NeedSegment => {
      const adjustedPValue = pValue === null ? null : adjusted[next++]!;
      const isFound = adjustedPValue !== null && adjustedPValue <= FALSE_DISCOVERY_RATE;
      return isFound
        ? { ...segment, adjustedPValue, says: direction(segment) }
        : { ...segment, adjustedPValue, ratio: null, says: "same" };
    });
    // Of a need that few voice every segment is chance.
    return needs[index]!.worst.size < LEAST_VOICES ? [] : keepTelling(judged);
  });
}

function compareSegment(
  name: Pick<NeedSegment, "dimension" | "value">,
  inside: HeardSum,
  others: HeardSum,
): ComparedSegment {
  const base = { ...name, ...inside, others, share: shareEstimate(inside.people, inside.heard) };
  const isEnough =
    inside.heard >= LEAST_HEARD &&
    others.heard >= LEAST_HEARD &&
    inside.people + others.people >= LEAST_VOICES;
  if (!isEnough) return { ...base, ratio: null, pValue: null };
  // A p-value near 1 stays near 1 after adjustment, whatever it is exactly.
  if (distance(inside, others) < LEAST_DISTANCE) return { ...base, ratio: null, pValue: 1 };
  return { ...base, ...compareSums(others, inside) };
}

/** How many standard errors the two rates lie apart, given all voices of both. */
function distance(inside: HeardSum, others: HeardSum): number {
  const all = inside.people + others.people;
  const part = inside.heard / (inside.heard + others.heard);
  return Math.abs(inside.people - all * part) / Math.sqrt(all * part * (1 - part));
}

function direction({ people, heard, others }: Pick<NeedSegment, "people" | "heard" | "others">) {
  return people * others.heard > others.people * heard ? "more" : "less";
}

/** What differs first, by how surely; then the largest of each dimension. */
function keepTelling(segments: readonly NeedSegment[]): NeedSegment[] {
  const kept = new Map<string, number>();
  const telling = segments.filter(({ says }) => says !== "same");
  const rest = segments
    .filter(({ says, people }) => says === "same" && people > 0)
    .toSorted((a, b) => b.people - a.people || compareNames(a, b))
    .filter(({ dimension }) => {
      const count = (kept.get(dimension) ?? 0) + 1;
      kept.set(dimension, count);
      return count <= KEPT_VALUES;
    });
  return [
    ...telling.toSorted(
      (a, b) => a.adjustedPValue! - b.adjustedPValue! || b.people - a.people || compareNames(a, b),
    ),
    ...rest.toSorted(
      (a, b) => compareDimensions(a, b) || b.people - a.people || compareNames(a, b),
    ),
  ];
}

function compareDimensions(a: NeedSegment, b: NeedSegment): number {
  return a.dimension < b.dimension ? -1 : a.dimension > b.dimension ? 1 : 0;
}

function compareNames(a: NeedSegment, b: NeedSegment): number {
  return compareDimensions(a, b) || (a.value < b.value ? -1 : a.value > b.value ? 1 : 0);
}
