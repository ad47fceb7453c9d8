// How much of an order survives the doubt about what it is made of: many worlds drawn by a seed, and one part moved at a time.
import { createSeededRandom, drawNormal, type SeededRandom } from "@heed/stats";
import { type Field, orderOf } from "./field.ts";
import type { ScoredPart } from "./methods.ts";
import type { PrioritySettings } from "./priority.ts";

/** Where a need stands over the drawn worlds. */
export interface RankDoubt {
  readonly themeId: string;
  /** Share of worlds in which it is first, or among the first three. */
  readonly first: number;
  readonly topThree: number;
  /** Places that hold in nine worlds of ten. */
  readonly best: number;
  readonly worst: number;
}

/** What one part does to the order when it alone is off. */
export interface PartWeight {
  /** Null for the weight of a criterion. */
  readonly themeId: string | null;
  readonly part: string;
  readonly origin: "counted" | "derived" | "guess" | "weight";
  readonly low: number;
  readonly high: number;
  /** Pairs of needs that change places when it is as low, or as high, as is likely: the larger of the two. */
  readonly swaps: number;
  /** Whether another need comes first then. */
  readonly changesFirst: boolean;
}

export interface Robustness {
  readonly seed: number;
  readonly draws: number;
  readonly doubt: number;
  /** In the order of the scores. */
  readonly ranks: readonly RankDoubt[];
  /** Share of worlds in which the same needs are the first three, in any order; null with three needs or fewer. */
  readonly topThreeHolds: number | null;
  /** Mean over worlds of Kendall's tau with the order: 1 the same, 0 unrelated. */
  readonly tau: number;
  /** Whether the first place holds: in 80 % of worlds, in more than half, or not. */
  readonly verdict: "holds" | "leans" | "open";
  /** Parts whose doubt moves the order, the strongest first. */
  readonly matters: readonly PartWeight[];
}

export interface PrioritiseOptions {
  /** Default 1. */
  readonly seed?: number;
  /** Worlds that are drawn; 2,000 by default. */
  readonly draws?: number;
}

const DRAWS = 2_000;
const Z95 = 1.959963984540054;
const HOLDS = 0.8;
const LEANS = 0.5;

export function measureRobustness(
  field: Field,
  order: readonly number[],
  { doubt }: Pick<PrioritySettings, "doubt">,
  { seed = 1, draws = DRAWS }: PrioritiseOptions = {},
): Robustness {
  const { scored, join, weights } = field;
  const n = scored.length;
  const random = createSeededRandom(seed);
  const counts = scored.map(() => new Uint32Array(n));
  const top = new Set(order.slice(0, 3));
  let [sameTop, tau] = [0, 0];
  const values = new Float64Array(n);
  for (let draw = 0; draw < draws; draw += 1) {
    const drawn = weights.map((weight) => weight * (1 + doubt * (2 * random.next() - 1)));
    for (const [at, { parts }] of scored.entries())
      values[at] = join(
        parts.map((part) => drawPart(part, random)),
        drawn,
      );
    const places = orderOf(values, scored);
    for (const [place, at] of places.entries()) counts[at]![place]! += 1;
    if (places.slice(0, 3).every((at) => top.has(at))) sameTop += 1;
    tau += kendall(order, places);
  }
  const ranks = order.map((at) => doubtOf(scored[at]!.item.themeId, counts[at]!, draws));
  const first = ranks[0]!.first;
  return {
    ...{ seed, draws, doubt, ranks, tau: tau / draws },
    topThreeHolds: n <= 3 ? null : sameTop / draws,
    verdict: first >= HOLDS ? "holds" : first > LEANS ? "leans" : "open",
    matters: weighParts(field, order, doubt),
  };
}

/** A guess anywhere within its doubt alike; what is counted by a normal curve whose halves fit its interval. */
function drawPart({ origin, value, low, high, range }: ScoredPart, random: SeededRandom): number {
  if (low === high) return value;
  if (origin === "guess") return low + (high - low) * random.next();
  const step = drawNormal(random);
  const half = step < 0 ? value - low : high - value;
  return Math.min(range[1], Math.max(range[0], value + (step * half) / Z95));
}

function doubtOf(themeId: string, counts: Uint32Array, draws: number): RankDoubt {
  let sum = 0;
  let [best, worst] = [counts.length, 1];
  for (const [place, count] of counts.entries()) {
    if (count === 0) continue;
    const before = sum / draws;
    sum += count;
    // A place is within when its worlds reach into the middle nine tenths.
    if (sum / draws > 0.05) best = Math.min(best, place + 1);
    if (before < 0.95) worst = Math.max(worst, place + 1);
  }
  const topThree = counts.subarray(0, 3).reduce((all, count) => all + count, 0);
  return { themeId, first: counts[0]! / draws, topThree: topThree / draws, best, worst };
}

/** Kendall's tau of two orders of the same things. */
export function kendall(one: readonly number[], other: readonly number[]): number {
  const n = one.length;
  const swaps = swapsBetween(one, other);
  return n < 2 ? 1 : 1 - (4 * swaps) / (n * (n - 1));
}

function swapsBetween(one: readonly number[], other: readonly number[]): number {
  const place = new Uint32Array(one.length);
  for (const [at, which] of other.entries()) place[which] = at;
  let swaps = 0;
  for (let a = 0; a < one.length; a += 1)
    for (let b = a + 1; b < one.length; b += 1) swaps += place[one[a]!]! > place[one[b]!]! ? 1 : 0;
  return swaps;
}

function weighParts(field: Field, order: readonly number[], doubt: number): PartWeight[] {
  const { scored, join, weights, weightNames } = field;
  const base = scored.map(({ parts }) => parts.map(({ value }) => value));
  const scores = base.map((values) => join(values, weights));
  const effect = (orders: readonly (readonly number[])[]) => ({
    swaps: Math.max(...orders.map((other) => swapsBetween(order, other))),
    changesFirst: orders.some((other) => other[0] !== order[0]),
  });
  const ofItems = scored.flatMap(({ item, parts }, at) =>
    parts.map((part, index): PartWeight => {
      const { name, origin, low, high } = part;
      const orders = [low, high].map((value) => {
        const moved = [...scores];
        moved[at] = join(base[at]!.with(index, value), weights);
        return orderOf(moved, scored);
      });
      return { themeId: item.themeId, part: name, origin, low, high, ...effect(orders) };
    }),
  );
  const ofWeights = weights.map((weight, index): PartWeight => {
    const [low, high] = [weight * (1 - doubt), weight * (1 + doubt)];
    const orders = [low, high].map((value) =>
      orderOf(
        base.map((values) => join(values, weights.with(index, value))),
        scored,
      ),
    );
    const part = weightNames[index]!;
    return { themeId: null, part, origin: "weight", low, high, ...effect(orders) };
  });
  const places = new Map(order.map((at, place) => [scored[at]!.item.themeId, place]));
  return [...ofWeights, ...ofItems]
    .filter(({ swaps }) => swaps > 0)
    .sort(
      (a, b) =>
        Number(b.changesFirst) - Number(a.changesFirst) ||
        b.swaps - a.swaps ||
        (places.get(a.themeId ?? "") ?? -1) - (places.get(b.themeId ?? "") ?? -1),
    );
}
