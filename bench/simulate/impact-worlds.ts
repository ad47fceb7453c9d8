// The worlds in which verdicts on releases are put to the test: without an effect, and with effects of known size.
import type { World } from "./impact-series.ts";

/** Whole weeks before and after: all that is looked at, about half of it, and little more than the least. */
export const SHAPES = [
  { before: 26, after: 12 },
  { before: 14, after: 6 },
  { before: 6, after: 4 },
] as const;

/** Worlds in which the release does nothing. */
export const NULL_WORLDS: readonly World[] = [
  ...[2, 8, 40].flatMap((people) => shaped(`steady, ${people} people a week`, { people })),
  ...shaped("overdispersed 0.2", { dispersion: 0.2 }),
  ...shaped("overdispersed 0.2, 40 a week", { dispersion: 0.2, people: 40 }),
  ...shaped("swings 0.3, correlation 0.5", swinging(0.3, 0.5, 8)),
  ...shaped("swings 0.3, correlation 0.5, 40 a week", swinging(0.3, 0.5, 40)),
  ...shaped("swings 0.3, correlation 0.8, 40 a week", swinging(0.3, 0.8, 40)),
  ...shaped("trend +2 % a week", { trend: 0.02, dispersion: 0.05 }),
  ...shaped("trend -2 % a week", { trend: -0.02, dispersion: 0.05 }),
  ...shaped("trend +5 % a week, 40 a week", { trend: 0.05, dispersion: 0.05, people: 40 }),
  ...shaped("trend -5 % a week, 40 a week", { trend: -0.05, dispersion: 0.05, people: 40 }),
  ...shaped("season 0.4, 40 a week", { season: 0.4, dispersion: 0.05, people: 40 }),
  {
    ...{ name: "season 0.4, 40 a week, two years", before: 110, after: 12 },
    ...{ season: 0.4, dispersion: 0.05, people: 40 },
  },
  ...shaped("bursts of 4 times, one week in 12", { bursts: { chance: 1 / 12, times: 4 } }),
  ...shaped("bursts of 3 times for two weeks", { bursts: { chance: 1 / 16, times: 3, lasts: 2 } }),
  ...shaped("4 times in the first week after", { stir: 4 }),
  ...shaped("5 times the reviews in the first week", { rush: 5 }),
  ...shaped("half the reviews", { volume: 0.5 }),
  ...shaped("half the reviews, counted per user", { volume: 0.5, users: 5_000 }),
  ...shaped("another complaint floods a third", { flood: 1 / 3, people: 40 }),
  ...shaped("the same flood, counted per user", { flood: 1 / 3, people: 40, users: 5_000 }),
  ...shaped("a little of everything, 20 a week", {
    ...{ dispersion: 0.1, trend: 0.01, season: 0.15, people: 20 },
    swings: { deviation: 0.15, correlation: 0.4 },
    bursts: { chance: 1 / 20, times: 3 },
  }),
];

/** Worlds in which effects are looked for. */
export const POWER_WORLDS: readonly World[] = [2, 8, 40].flatMap((people) =>
  shaped(`${people} people a week, overdispersed 0.05`, { people, dispersion: 0.05 }),
);

/** What the release multiplies the rate by. */
export const EFFECTS = [0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 1.2, 1.5, 2, 3] as const;

function swinging(deviation: number, correlation: number, people: number) {
  return { swings: { deviation, correlation }, people };
}

function shaped(name: string, rest: Omit<World, "name" | "before" | "after">): World[] {
  return SHAPES.map((shape) => ({ ...rest, ...shape, name }));
}
