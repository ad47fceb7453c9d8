// Rules FU, each by its number, on journeys small enough to check by eye.
import { describe, expect, test } from "vitest";
import { buildEvents, type EventPlan } from "../testing/build-journeys.ts";
import { checkFunnel, checkFunnelBar, type Funnel } from "./funnel.ts";
import { referenceFunnel, referenceFunnelPeople } from "./reference-funnel.ts";

const MINUTE = 60_000;
const range = { firstDate: "2026-03-01", lastDate: "2026-03-31", timeZone: "UTC" };

function funnelOf(names: readonly string[], more: Partial<Funnel> = {}): Funnel {
  return {
    steps: names.map((name) => ({ name })),
    order: "ordered",
    windowMs: 60 * MINUTE,
    range,
    ...more,
  };
}

/** One person's events, "a 10:00, b 10:05": as [name, time] in the order received. */
function journey(text: string, person = "ann"): EventPlan[] {
  return text.split(", ").map((part) => {
    const [name = "", time = ""] = part.split(" ");
    return [person, name, `2026-03-01T${time}`];
  });
}

function bars(funnel: Funnel, ...plans: readonly EventPlan[][]): readonly number[] {
  return referenceFunnel({ events: buildEvents(plans.flat()) }, funnel).groups[0]!.people;
}

describe("funnel", () => {
  test("[FU1] a person counts at the depth of the best attempt", () => {
    const ann = journey("a 10:00, c 10:01, a 12:00, b 12:01");
    const bob = journey("b 10:00, a 10:01", "bob");
    expect(bars(funnelOf(["a", "b", "c"]), ann, bob)).toEqual([2, 1, 0]);
    expect(() => checkFunnel(funnelOf([]))).toThrow(/1 to 20 steps: received 0/);
  });

  test("[FU2] the window opens at the first step and includes its edge", () => {
    const funnel = funnelOf(["a", "b", "c"]);
    expect(bars(funnel, journey("a 10:00, b 10:59, c 11:00"))).toEqual([1, 1, 1]);
    expect(bars(funnel, journey("a 10:00, b 10:59, c 11:00:00.000001"))).toEqual([1, 1, 0]);
    expect(bars(funnel, journey("a 10:00, a 10:30, b 11:30"))).toEqual([1, 1, 0]);
  });

  test.each([0, -1, Number.NaN, 1.5, 1e15])("[FU2] a window of %s ms is refused", (windowMs) => {
    expect(() => checkFunnel(funnelOf(["a"], { windowMs }))).toThrow(/window is more than 0/);
  });

  test("[FU3] ordered allows anything between, strict nothing, any order any order", () => {
    const between = journey("a 10:00, x 10:01, b 10:02");
    const backward = journey("b 10:00, a 10:02");
    const in3 = (order: Funnel["order"], plan: EventPlan[]) =>
      bars(funnelOf(["a", "b"], { order }), plan);
    expect([in3("ordered", between), in3("ordered", backward)]).toEqual([
      [1, 1],
      [1, 0],
    ]);
    expect([in3("strict", between), in3("strict", backward)]).toEqual([
      [1, 0],
      [1, 0],
    ]);
    expect([in3("any-order", between), in3("any-order", backward)]).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  test("[EV3] [FU4] onboarding, then page views at one instant and after: 1, 1, 1", () => {
    const plan = journey("onboarding 13:01, page_view 13:10, page_view 13:10, page_view 13:11");
    expect(bars(funnelOf(["onboarding", "page_view", "page_view"]), plan)).toEqual([1, 1, 1]);
  });

  test("[FU4] one event fills one step, so a step named twice needs two events", () => {
    const once = journey("a 10:00, b 10:01");
    const twice = journey("a 10:00, b 10:01, b 10:01");
    for (const order of ["ordered", "strict", "any-order"] as const) {
      expect(bars(funnelOf(["a", "b", "b"], { order }), once)).toEqual([1, 1, 0]);
      expect(bars(funnelOf(["a", "b", "b"], { order }), twice)).toEqual([1, 1, 1]);
    }
  });

  test("[EV3] of two events at one instant the one received first comes first", () => {
    expect(bars(funnelOf(["a", "b"]), journey("b 10:00, a 10:00"))).toEqual([1, 0]);
    expect(bars(funnelOf(["a", "b"]), journey("a 10:00, b 10:00"))).toEqual([1, 1]);
  });

  test("[FU5] the first step lies in the range, the others may come after it", () => {
    const late: EventPlan[] = [
      ["ann", "a", "2026-03-31T23:59"],
      ["ann", "b", "2026-04-01T00:10"],
      ["bob", "a", "2026-04-01T00:00"],
      ["bob", "b", "2026-04-01T00:10"],
    ];
    expect(bars(funnelOf(["a", "b"]), late)).toEqual([1, 1]);
  });

  test("[FU6] an exclusion ends the attempts that stand between its steps", () => {
    const exclusions = [{ match: { name: "x" }, fromStep: 2, toStep: 3 }];
    const funnel = funnelOf(["a", "b", "c"], { exclusions });
    expect(bars(funnel, journey("a 10:00, b 10:01, x 10:02, c 10:03"))).toEqual([1, 1, 0]);
    expect(bars(funnel, journey("a 10:00, x 10:01, b 10:02, c 10:03"))).toEqual([1, 1, 1]);
    expect(bars(funnel, journey("a 10:00, b 10:01, x 10:02, b 10:03, c 10:04"))).toEqual([1, 1, 1]);
    const anyOrder = funnelOf(["a", "b"], {
      order: "any-order",
      exclusions: [{ match: { name: "x" } }],
    });
    expect(bars(anyOrder, journey("b 10:00, x 10:01, a 10:02"))).toEqual([1, 0]);
    expect(() => checkFunnel(funnelOf(["a", "b"], { order: "strict", exclusions }))).toThrow(
      /strict/,
    );
    expect(() =>
      checkFunnel(
        funnelOf(["a", "b"], { exclusions: [{ match: { name: "x" }, fromStep: 2, toStep: 2 }] }),
      ),
    ).toThrow(/between two/);
  });

  test("[FU7] [FU8] times are those of the attempt that arrived first, each step the latest possible", () => {
    const events = buildEvents([
      ...journey("a 10:00, a 10:10, b 10:20, b 10:25, c 10:27, a 10:30, b 10:31, c 10:32"),
      ...journey("a 10:00, b 10:01, c 10:03", "bob"),
    ]);
    const { medianMs } = referenceFunnel({ events }, funnelOf(["a", "b", "c"])).groups[0]!;
    expect(medianMs).toEqual([null, 15 * MINUTE, 2 * MINUTE]);
  });

  test("[FU9] people stand under the value of their first step; the largest groups are listed", () => {
    const events = buildEvents([
      ["ann", "a", "2026-03-01T10:00", { plan: "team" }],
      ["ann", "b", "2026-03-01T10:01", { plan: "solo" }],
      ["bob", "a", "2026-03-01T10:00", { plan: "solo" }],
      ["cid", "a", "2026-03-01T10:00"],
      ["dee", "a", "2026-03-01T10:00", { plan: "team" }],
    ]);
    const funnel = funnelOf(["a", "b"], { breakdown: "plan", mostGroups: 2 });
    const { groups, leftOut } = referenceFunnel({ events }, funnel);
    expect(groups.map(({ value, people }) => [value, ...people])).toEqual([
      ["team", 2, 1],
      [null, 1, 0],
    ]);
    expect(leftOut).toBe(1);
  });

  test("[FU10] [RO1] those who reached a step and those who dropped are listed by name", () => {
    const events = buildEvents([
      ...journey("a 10:00, b 10:01", "bob"),
      ...journey("a 10:00", "cid"),
      ...journey("a 10:00, b 10:01", "ann"),
    ]);
    const funnel = funnelOf(["a", "b"]);
    const list = (which: "reached" | "dropped") =>
      referenceFunnelPeople({ events }, funnel, { step: 2, which });
    expect([list("reached"), list("dropped")]).toEqual([["ann", "bob"], ["cid"]]);
    expect(() => checkFunnelBar(funnel, { step: 1, which: "dropped" })).toThrow(/no such bar/);
  });
});
