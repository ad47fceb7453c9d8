// The rules of SPEC-needs.md that the ranking as a whole keeps, each under its id.
import { expect, test } from "vitest";
import { buildTheme, buildVoices, type VoicePlan } from "../testing/build-voices.ts";
import { rankNeeds } from "./rank-needs.ts";

const themes = [buildTheme(1), buildTheme(2)];
const rank = (...plans: VoicePlan[]) => rankNeeds(themes, buildVoices(plans));
const many = (count: number, plan: Omit<VoicePlan, "person">): VoicePlan[] =>
  Array.from({ length: count }, (_, index) => ({ ...plan, person: `${plan.theme}-${index}` }));

test("[ND1] a theme of praise and small talk is no need, and a theme without voices is none", () => {
  expect(
    rank({ theme: 1, person: "a", kind: "praise" }, { theme: 1, person: "b", kind: "other" }),
  ).toEqual([]);
  expect(rank({ theme: 2, person: "a", kind: "question" }).map(({ id }) => id)).toEqual(["need_2"]);
});

test("[ND2] one angry author is one person, however often they write", () => {
  const loud = Array.from({ length: 9 }, () => ({ theme: 1, person: "ann", score: -1 }) as const);
  const [need] = rank(...loud, { theme: 1, person: "bo", kind: "praise" });
  expect(need).toMatchObject({ people: 1, mentions: 9, anonymous: 0, quotes: ["item_1.1.0-4"] });
  expect(need?.share.value).toBe(0.5);
});

test("[ND2] people without an author are counted apart", () => {
  const [need] = rank(
    { theme: 1, person: "item_1", anonymous: true },
    { theme: 1, person: "item_1", anonymous: true },
    { theme: 1, person: "ann" },
  );
  expect(need).toMatchObject({ people: 2, anonymous: 1 });
});

test("[ND3] what is said of a rival makes no need and is nobody heard", () => {
  const needs = rank(
    { theme: 1, person: "a" },
    { theme: 1, person: "b", rival: "Notewren" },
    { theme: 2, person: "c", rival: "Notewren" },
  );
  expect(needs.map(({ id, people }) => [id, people])).toEqual([["need_1", 1]]);
  expect(needs[0]?.share.value).toBe(1);
});

test("[ND4] the share is of everyone heard, within Wilson's interval", () => {
  const [need] = rank(...many(7, { theme: 1 }), ...many(33, { theme: 2, kind: "praise" }));
  expect(need?.share.value).toBe(7 / 40);
  // The roots of Wilson's score equation for 7 of 40.
  expect(need?.share.low).toBeCloseTo(0.08747, 4);
  expect(need?.share.high).toBeCloseTo(0.31953, 4);
});

test("[ND6] severity is the mean of people's worst mentions, and equal voices still leave doubt", () => {
  const [need] = rank(
    { theme: 1, person: "a", kind: "question" },
    { theme: 1, person: "a", kind: "bug", score: -1 },
    { theme: 1, person: "b", kind: "question" },
  );
  expect(need?.severity.value).toBeCloseTo((1 + 0.2) / 2, 12);
  const [sure] = rank(...many(20, { theme: 1, score: -1 }));
  expect(sure?.severity).toMatchObject({ value: 1, high: 1 });
  expect(sure!.severity.low).toBeLessThan(0.99);
  const [alone] = rank({ theme: 1, person: "a", score: -1 });
  expect(alone!.severity.low).toBeLessThan(sure!.severity.low);
});

test("[ND7] weeks run from the first to the last, silent ones included, with the people heard", () => {
  const [need] = rank(
    { theme: 1, person: "a", week: "2026-03-02" },
    { theme: 1, person: "a", week: "2026-03-02" },
    { theme: 1, person: "b", week: "2026-03-16" },
    { theme: 2, person: "c", week: "2026-03-16", kind: "praise" },
    { theme: 1, person: "d" },
  );
  expect(need?.weeks).toEqual([
    { weekDate: "2026-03-02", people: 1, allPeople: 1 },
    { weekDate: "2026-03-09", people: 0, allPeople: 0 },
    { weekDate: "2026-03-16", people: 1, allPeople: 2 },
  ]);
});

test("[ND13] an account counts once with its latest worth, and no worth cannot be told", () => {
  const account = (value: number) => ({ key: "acme", value });
  const [need] = rank(
    { theme: 1, person: "a", week: "2026-03-02", account: account(900) },
    { theme: 1, person: "b", week: "2026-04-06", account: account(500) },
    { theme: 2, person: "c", account: { key: "tiny", value: 500 }, kind: "praise" },
  );
  expect(need?.value).toMatchObject({ ok: true, total: 500, accounts: 1, largestPart: 1 });
  expect(need?.value.ok && need.value.share.value).toBe(0.5);
  expect(rank({ theme: 1, person: "a" })[0]?.value).toEqual({ ok: false, reason: "no-values" });
});

test("[ND13] a share of worth that hangs on one large account has a wide interval", () => {
  const worth = (theme: number, values: number[]): VoicePlan[] =>
    values.map((value, index) => ({
      theme,
      person: `${theme}-${index}`,
      account: { key: `${theme}-${index}`, value },
    }));
  const equal = rank(...worth(1, Array(40).fill(10)), ...worth(2, Array(40).fill(10)))[0]!;
  const whale = rank(...worth(1, [400]), ...worth(2, Array(40).fill(10))).find(
    ({ id }) => id === "need_1",
  )!;
  const width = ({ value }: typeof equal) => (value.ok ? value.share.high - value.share.low : 0);
  expect(equal.value.ok && equal.value.share.value).toBe(0.5);
  expect(whale.value.ok && whale.value.share.value).toBe(0.5);
  expect(width(whale)).toBeGreaterThan(2.5 * width(equal));
});

test("[ND14] the score is the product of the parts shown", () => {
  const [need] = rank(
    ...many(3, { theme: 1, score: -1, account: { key: "big", value: 100 } }),
    ...many(7, { theme: 2, kind: "praise" }),
  );
  const { reach, peopleShare, valueShare, valueWeight, severity, growth } = need!.parts;
  expect(valueWeight).toBeCloseTo((0.5 * 1) / 11, 12);
  expect([peopleShare, valueShare]).toEqual([0.3, 1]);
  expect(reach).toBeCloseTo((1 - valueWeight) * 0.3 + valueWeight * 1, 12);
  expect(need?.score.value).toBeCloseTo(100 * reach * severity * growth, 12);
});

test("[ND14] few voices of a severe matter outrank more voices of a mild one", () => {
  const severe = many(3, { theme: 1, score: -1 });
  const mild = many(4, { theme: 2, kind: "question" });
  expect(rank(...mild, ...severe).map(({ id }) => id)).toEqual(["need_1", "need_2"]);
});

test("[ND16] needs that chance could swap share a range of ranks, and others do not", () => {
  const close = rank(...many(20, { theme: 1 }), ...many(19, { theme: 2 }));
  expect(close.map(({ rankRange }) => rankRange)).toEqual([
    { best: 1, worst: 2 },
    { best: 1, worst: 2 },
  ]);
  const far = rank(
    ...many(200, { theme: 1, score: -1 }),
    ...many(5, { theme: 2, kind: "question" }),
  );
  expect(far.map(({ rankRange }) => rankRange)).toEqual([
    { best: 1, worst: 1 },
    { best: 2, worst: 2 },
  ]);
  for (const { score } of [...close, ...far]) {
    expect(score.low).toBeLessThan(score.value);
    expect(score.high).toBeGreaterThan(score.value);
  }
});

test("[ND16] ties rank by people, then by theme number", () => {
  expect(rank(...many(2, { theme: 2 }), ...many(2, { theme: 1 })).map(({ id }) => id)).toEqual([
    "need_1",
    "need_2",
  ]);
});

test("the order of the voices does not matter to any figure", () => {
  const voices = buildVoices([
    ...many(6, { theme: 1, week: "2026-03-02", segments: { plan: "free" } }),
    ...many(6, { theme: 2, week: "2026-03-09", segments: { plan: "team" }, score: -0.5 }),
  ]);
  const strip = (needs: ReturnType<typeof rankNeeds>) =>
    needs.map((need) => ({ ...need, quotes: [] }));
  expect(strip(rankNeeds(themes, voices.toReversed()))).toEqual(strip(rankNeeds(themes, voices)));
});
