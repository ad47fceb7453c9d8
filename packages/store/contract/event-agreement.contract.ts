// The engine answers as the plain reading of the rules does: funnels, retention and trends on generated journeys, and
// every list of people against the figure that it stands behind.
import type {
  Cohort,
  EventMatch,
  EventStore,
  EventTrend,
  Funnel,
  Period,
  Retention,
} from "@heed/core";
import {
  buildEvents,
  buildLinks,
  type EventPlan,
  referenceCohortPeople,
  referenceFunnel,
  referenceFunnelPeople,
  referenceRetention,
  referenceRetentionPeople,
  referenceTrend,
  referenceTrendPeople,
} from "@heed/core/testing";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const SEED = 20261126;
const JOURNEYS = 250;
/** Questions of each kind: 20 times 250 journeys for each of three kinds. */
const RUNS = 20;
const NAMES = ["a", "b", "c", "x"];
const PLANS = [undefined, "", "solo", "team", "it's 100 %"];
const PRICES = [undefined, "1", "2.5", "-4", "1e2", "free", ""];
const TEN_MINUTES = 600_000;
/** The clocks of Berlin change on the 29th. */
const START = Date.parse("2026-03-26T22:00:00Z");

const moment = fc.oneof(
  fc.integer({ min: 0, max: 30 }).map((step) => 36 * 3_600_000 + step * TEN_MINUTES),
  fc.integer({ min: 0, max: 7 * 24 }).map((hour) => hour * 3_600_000),
);
const plan = fc.record({
  name: fc.constantFrom(...NAMES),
  moment,
  plan: fc.constantFrom(...PLANS),
  price: fc.constantFrom(...PRICES),
});
const journeys = fc.array(fc.array(plan, { minLength: 1, maxLength: 9 }), {
  minLength: JOURNEYS,
  maxLength: JOURNEYS,
});

const match: fc.Arbitrary<EventMatch> = fc.record({
  name: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...NAMES) }, fc.constant(null)),
  filters: fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    fc.constantFrom(
      [{ property: "plan", test: "is" as const, values: ["team", "it's 100 %"] }],
      [{ property: "plan", test: "is-not" as const, values: ["team"] }],
      [{ property: "plan", test: "contains" as const, value: "o" }],
      [{ property: "plan", test: "not-set" as const }],
      [{ property: "plan", test: "set" as const }],
      [{ property: "price", test: "above" as const, value: 1 }],
      [{ property: "price", test: "below" as const, value: 2.5 }],
    ),
  ),
});
const range = fc
  .record({ first: fc.integer({ min: 26, max: 30 }), days: fc.integer({ min: 0, max: 5 }) })
  .map(({ first, days }) => ({
    firstDate: `2026-03-${first}`,
    lastDate: new Date(Date.UTC(2026, 2, first + days)).toISOString().slice(0, 10),
    timeZone: "Europe/Berlin",
  }));
const breakdown = fc.option(fc.constantFrom("plan", "price", "gone"), { nil: undefined });

const cohort: fc.Arbitrary<Cohort> = fc.record({
  conditions: fc
    .array(
      fc.record({
        match,
        range,
        bounds: fc.constantFrom({}, { atLeast: 2 }, { atMost: 0 }, { atMost: 2 }),
      }),
      { minLength: 1, maxLength: 3 },
    )
    .map((all) =>
      all.map(({ bounds, range: days, match: asked }, index) => ({
        match: asked,
        ...bounds,
        ...(index === 0 ? { range: days } : {}),
      })),
    ),
  joined: fc.constantFrom("all" as const, "any" as const),
  timeZone: fc.constant("Europe/Berlin"),
});
/** A question of everybody, or of a cohort. */
const amongSome = <Asked extends object>(asked: fc.Arbitrary<Asked>): fc.Arbitrary<Asked> =>
  fc
    .record({ asked, among: fc.option(cohort, { nil: undefined, freq: 1 }) })
    .map((one) => (one.among === undefined ? one.asked : { ...one.asked, among: one.among }));

const funnel: fc.Arbitrary<Funnel> = fc
  .record({
    steps: fc.array(match, { minLength: 1, maxLength: 4 }),
    order: fc.constantFrom(
      "ordered" as const,
      "ordered" as const,
      "strict" as const,
      "any-order" as const,
    ),
    windowMs: fc.integer({ min: 1, max: 12 }).map((steps) => steps * TEN_MINUTES),
    range,
    excluded: fc.option(fc.record({ match, from: fc.nat(3), length: fc.nat(3) }), { nil: null }),
    breakdown,
    mostGroups: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ excluded, breakdown: property, ...rest }) => {
    const steps = rest.steps.length;
    const isPossible = excluded !== null && steps > 1 && rest.order !== "strict";
    const fromStep = isPossible ? 1 + (excluded.from % (steps - 1)) : 1;
    const between = isPossible
      ? { fromStep, toStep: Math.min(steps, fromStep + 1 + excluded.length) }
      : {};
    return {
      ...rest,
      ...(property === undefined ? {} : { breakdown: property }),
      ...(isPossible
        ? {
            exclusions: [{ match: excluded.match, ...(rest.order === "ordered" ? between : {}) }],
          }
        : {}),
    };
  });
const period: fc.Arbitrary<Period> = fc.constantFrom("day", "week", "month");
const retention: fc.Arbitrary<Retention> = fc
  .record({
    breakdown,
    mostGroups: fc.integer({ min: 1, max: 5 }),
    start: match,
    back: match,
    cohorts: fc.constantFrom("first-time" as const, "recurring" as const),
    isRolling: fc.boolean(),
    period,
    range,
  })
  .map(({ breakdown: property, ...rest }) =>
    property === undefined ? rest : { ...rest, breakdown: property },
  );
const measure = fc.constantFrom<EventTrend["series"][number]["measure"]>(
  { kind: "count" },
  { kind: "people" },
  { kind: "sum", property: "price" },
  { kind: "average", property: "price" },
  { kind: "percentile", property: "price", level: 0.5 },
  { kind: "percentile", property: "price", level: 0.9 },
  { kind: "percentile", property: "price", level: 1 },
);
const trend: fc.Arbitrary<EventTrend> = fc
  .record({
    series: fc.array(fc.record({ match, measure }), { minLength: 2, maxLength: 2 }),
    period,
    range,
    formula: fc.option(fc.constantFrom("A / B", "A + B * 2"), { nil: undefined }),
    breakdown,
    mostGroups: fc.integer({ min: 1, max: 6 }),
    withPrevious: fc.boolean(),
  })
  .map(({ formula, breakdown: property, ...rest }) => ({
    ...rest,
    ...(formula === undefined ? {} : { formula }),
    ...(property === undefined ? {} : { breakdown: property }),
  }));

export function describeEventAgreement(engine: string, open: () => Promise<EventStore>): void {
  describe(`the plain reading and ${engine} agree on ${JOURNEYS} journeys`, () => {
    const [sample] = fc.sample(journeys, { numRuns: 1, seed: SEED });
    const plans = sample!.flatMap((journey, person) =>
      journey.map((event): EventPlan => {
        const at = new Date(START + event.moment).toISOString().slice(0, -1);
        const properties = {
          ...(event.plan === undefined ? {} : { plan: event.plan }),
          ...(event.price === undefined ? {} : { price: event.price }),
        };
        return [`p${person}`, event.name, at, properties];
      }),
    );
    const log = {
      events: buildEvents(plans),
      links: buildLinks([
        ["identify", "p1", "p2", "2026-03-26T10:00"],
        ["identify", "p1", "p3", "2026-03-27T10:00"],
        ["alias", "p4", "p2", "2026-03-28T10:00"],
        ["identify", "p9", "p8", "2026-03-28T10:00"],
      ]),
    };
    let store: EventStore;
    beforeAll(async () => {
      store = await open();
      await store.append(log.events.toReversed(), log.links);
      await store.setVisibleImports(["import_1"]);
    });
    afterAll(() => store.close());
    const run = (property: fc.IAsyncProperty<unknown>, seed: number) =>
      fc.assert(property as fc.IAsyncProperty<[unknown]>, {
        seed,
        numRuns: RUNS,
      });

    test("on funnels, their times, groups and the people of every bar", async () => {
      const agrees = fc.asyncProperty(amongSome(funnel), async (asked) => {
        const expected = referenceFunnel(log, asked);
        expect(await store.funnel(asked)).toEqual(expected);
        const value = asked.breakdown === undefined ? undefined : expected.groups[0]?.value;
        for (const which of ["reached", "dropped"] as const) {
          const step = which === "dropped" ? asked.steps.length : 1;
          if (step === 1 && which === "dropped") continue;
          const bar = { step, which, ...(value === undefined ? {} : { value }) };
          const people = await store.funnelPeople(asked, bar);
          expect(people).toEqual(referenceFunnelPeople(log, asked, bar).sort());
          const bars = expected.groups[0]?.people ?? [0];
          expect(people.length).toBe(
            which === "reached" ? bars[0] : bars[step - 2]! - bars[step - 1]!,
          );
        }
      });
      await run(agrees, SEED);
    }, 30_000);

    test("on cohorts, their size and their people", async () => {
      const agrees = fc.asyncProperty(cohort, async (asked) => {
        const expected = referenceCohortPeople(log, asked);
        expect(await store.peopleBehind({ cohort: asked })).toEqual(expected.toSorted());
        expect(await store.countBehind({ cohort: asked })).toBe(expected.length);
      });
      await run(agrees, SEED + 3);
    }, 30_000);

    test("on retention and the people of a cell", async () => {
      const agrees = fc.asyncProperty(amongSome(retention), async (asked) => {
        const expected = referenceRetention(log, asked);
        expect(await store.retention(asked)).toEqual(expected);
        const group = expected.groups[0];
        const { startDate, people } = (group ?? expected).cohorts[0]!;
        const after = people.length - 1;
        const cell = { startDate, after, ...(group === undefined ? {} : { value: group.value }) };
        const listed = await store.retentionPeople(asked, cell);
        expect(listed).toEqual(referenceRetentionPeople(log, asked, cell).sort());
        if (people[after] !== null) expect(listed.length).toBe(people[after]);
      });
      await run(agrees, SEED + 1);
    }, 30_000);

    test("on trends and the people of a point", async () => {
      const agrees = fc.asyncProperty(amongSome(trend), async (asked) => {
        const expected = referenceTrend(log, asked);
        expect(await store.trend(asked)).toEqual(expected);
        const point = { series: 0, startDate: expected.startDates[0]! };
        expect(await store.trendPeople(asked, point)).toEqual(
          referenceTrendPeople(log, asked, point).sort(),
        );
      });
      await run(agrees, SEED + 2);
    }, 30_000);
  });
}
