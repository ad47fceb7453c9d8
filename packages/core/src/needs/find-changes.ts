// Finds the weeks from which on a need was voiced at another rate, also where a rate rose and came back.
import { adjust, compareSums, FALSE_DISCOVERY_RATE, sumWeeks } from "./compare-rates.ts";
import type { RateChange, WeekCount } from "./need.ts";

/** Changes are looked for in the last two years. */
const MOST_WEEKS = 104;
const LEAST_WEEKS = 8;
const LEAST_VOICES = 8;
const SHORTEST_SEGMENT = 2;

/**
 * The changes of all needs, in order of time. The weeks of each need are parted where that explains the counts best: the parts'
 * Poisson likelihood, less 2 ln(weeks) for each change, is the largest of all partitions (optimal partitioning, B. Jackson et
 * al., IEEE Signal Processing Letters 12, 2005). A change counts when the exact comparison of the parts on its two sides, times
 * the number of weeks it could have come in, survives a false-discovery rate of 5 % over the changes of all needs.
 */
export function findChanges(needs: readonly (readonly WeekCount[])[]): RateChange[][] {
  const series = needs.map((weeks) =>
    weeks.slice(-MOST_WEEKS).filter((week) => week.allPeople > 0),
  );
  const found = series.map((weeks) => judge(weeks, partition(weeks)));
  const adjusted = adjust(found.flatMap((changes) => changes.map(({ pValue }) => pValue)));
  let next = 0;
  return found.map((changes, index) => {
    const weeks = series[index]!;
    const kept = changes.filter(() => adjusted[next++]! <= FALSE_DISCOVERY_RATE);
    // Where a change fell away, the parts around it are one, so what is left is compared anew.
    return describe(
      weeks,
      judge(
        weeks,
        kept.map(({ at }) => at),
      ),
    );
  });
}

interface JudgedChange {
  readonly at: number;
  readonly pValue: number;
}

function judge(weeks: readonly WeekCount[], changes: readonly number[]): JudgedChange[] {
  const edges = [0, ...changes, weeks.length];
  return changes.map((at, index) => {
    const before = sumWeeks(weeks.slice(edges[index]!, at));
    const after = sumWeeks(weeks.slice(at, edges[index + 2]!));
    const { pValue } = compareSums(before, after);
    return { at, pValue: Math.min(1, pValue * (weeks.length - 1)) };
  });
}

/** First weeks of the parts, but for the first part, in order of time. */
function partition(weeks: readonly WeekCount[]): number[] {
  const count = weeks.length;
  if (count < LEAST_WEEKS || sumWeeks(weeks).people < LEAST_VOICES) return [];
  const people = new Float64Array(count + 1);
  const heard = new Float64Array(count + 1);
  for (let i = 0; i < count; i += 1) {
    people[i + 1] = people[i]! + weeks[i]!.people;
    heard[i + 1] = heard[i]! + weeks[i]!.allPeople;
  }
  const penalty = 2 * Math.log(count);
  const least = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY);
  const start = new Int32Array(count + 1);
  least[0] = -penalty;
  for (let to = SHORTEST_SEGMENT; to <= count; to += 1) {
    for (let from = 0; from <= to - SHORTEST_SEGMENT; from += 1) {
      const events = people[to]! - people[from]!;
      const cost = events === 0 ? 0 : -events * Math.log(events / (heard[to]! - heard[from]!));
      const total = least[from]! + cost + penalty;
      // The later start wins a tie only when it is better by more than rounding.
      if (total < least[to]! - 1e-9) {
        least[to] = total;
        start[to] = from;
      }
    }
  }
  const changes: number[] = [];
  for (let at = start[count]!; at > 0; at = start[at]!) changes.unshift(at);
  return changes;
}

function describe(weeks: readonly WeekCount[], changes: readonly JudgedChange[]): RateChange[] {
  const edges = [0, ...changes.map(({ at }) => at), weeks.length];
  const rates = edges.slice(1).map((to, index) => {
    const { people, heard } = sumWeeks(weeks.slice(edges[index]!, to));
    return people / heard;
  });
  return changes.map(({ at, pValue }, index) => ({
    weekDate: weeks[at]!.weekDate,
    before: rates[index]!,
    after: rates[index + 1]!,
    pValue,
  }));
}
