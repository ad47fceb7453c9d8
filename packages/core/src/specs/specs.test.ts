// A claim stands as long as what it rests on does, and an edit keeps its basis only while the words still rest on it.
import { expect, test } from "vitest";
import {
  type Claim,
  type ClaimBasis,
  diffSpecs,
  draftClaims,
  hypothesisOf,
  judgeClaim,
  type QuoteReference,
  type SpecEvidence,
  type StaleReason,
  settleClaims,
  type Today,
} from "./index.ts";

const quote: QuoteReference = {
  mentionId: "item_1.1.0-9",
  start: 0,
  end: 9,
  seal: "s",
  kind: "bug",
  sentiment: "negative",
  themeId: "theme_3",
};
const stands = {
  words: "it breaks",
  seal: "s",
  kind: "bug",
  sentiment: "negative",
  themeId: "theme_3",
} as const;
const today: Today = { quote: () => stands, count: () => 12, support: () => ({ holds: true }) };
const claimOn = (basis: ClaimBasis, en = "{0}"): Claim => ({
  id: "claim_1",
  section: "problem",
  text: { en, zh: en },
  basis,
});
const quoted = claimOn({ type: "quoted", quotes: [quote] });
const counted = claimOn({
  type: "counted",
  counts: [{ query: "people theme=theme_3", value: 12 }],
});
const supported = claimOn(
  { type: "supported", check: "support-2", score: 0.8, quotes: [quote] },
  "It breaks for people.",
);

test("a claim that rests on what is there is verified, and an assumption never is (SP1, SP8)", () => {
  for (const claim of [quoted, counted, supported])
    expect(judgeClaim(claim, today)).toEqual({ status: "verified", marks: [] });
  expect(judgeClaim(claimOn({ type: "assumption" }), today).status).toBe("assumption");
});

const CHANGES: readonly (readonly [string, Claim, Partial<Today>, StaleReason])[] = [
  ["SP4", quoted, { quote: () => null }, "quote-gone"],
  ["SP5", quoted, { quote: () => ({ ...stands, seal: "other" }) }, "quote-changed"],
  ["SP5", quoted, { quote: () => ({ ...stands, kind: "praise" as const }) }, "reading-corrected"],
  [
    "SP5",
    quoted,
    { quote: () => ({ ...stands, sentiment: "neutral" as const }) },
    "reading-corrected",
  ],
  ["SP5", quoted, { quote: () => ({ ...stands, themeId: null }) }, "theme-moved"],
  ["SP6", counted, { count: () => 13 }, "count-changed"],
  ["SP7", counted, { count: () => null }, "theme-gone"],
  ["SP4", supported, { quote: () => null }, "quote-gone"],
  ["SP7", supported, { support: () => ({ holds: false }) }, "check-fails"],
  ["SP7", supported, { support: () => null }, "check-fails"],
];

test.each(CHANGES)("%s: a claim turns stale", (_rule, claim, change, reason) => {
  const judged = judgeClaim(claim, { ...today, ...change });
  expect(judged).toMatchObject({ status: "stale", marks: [{ reason, index: 0 }] });
});

test("shares are compared as they are shown, and a changed count says what it is now (SP6)", () => {
  const share = claimOn({
    type: "counted",
    counts: [{ query: "share theme=theme_3", value: 0.0471 }],
  });
  expect(judgeClaim(share, { ...today, count: () => 0.0473 }).status).toBe("verified");
  expect(judgeClaim(share, { ...today, count: () => 0.049 }).marks).toEqual([
    { reason: "count-changed", index: 0, now: 0.049 },
  ]);
});

const edited = (claim: Claim, en: string, zh = "") =>
  settleClaims([{ ...claim, text: { en, zh }, basis: { type: "assumption" } }], [claim])[0]!;

test("an edit keeps its basis while its places stay and nothing is written in (SP11)", () => {
  const long = claimOn(counted.basis, "{0} say it breaks.");
  expect(settleClaims([{ ...long, basis: { type: "assumption" } }], [long])).toEqual([long]);
  expect(edited(long, "It breaks for {0}.").basis).toEqual(long.basis);
  for (const words of [
    "It breaks.",
    "{0} of 500 say so.",
    "{0}, most of them, say so.",
    '{0} say "it broke".',
    "{0}说“坏了”。",
  ])
    expect(edited(long, words).basis).toEqual({ type: "assumption" });
  expect(edited(long, "It breaks for some.").text.en).toBe("It breaks for some.");
  expect(edited(supported, "It breaks for people!").basis).toEqual({ type: "assumption" });
});

test("a new claim, one with a borrowed basis, and one said twice are assumptions (SP11)", () => {
  const settled = settleClaims(
    [quoted, quoted, { ...quoted, id: "new-1", text: { en: "Mine.", zh: "" } }],
    [quoted],
  );
  expect(settled.map(({ basis }) => basis.type)).toEqual(["quoted", "assumption", "assumption"]);
  expect(new Set(settled.map(({ id }) => id)).size).toBe(3);
});

test.each([
  ["no words", { ...quoted, text: { en: " ", zh: "" } }],
  ["too many words", { ...quoted, text: { en: "x".repeat(2001), zh: "" } }],
  ["an unknown section", { ...quoted, section: "plot" as never }],
])("a claim with %s is refused", (_what, claim) => {
  expect(() => settleClaims([claim], [quoted])).toThrow(
    expect.objectContaining({ code: "spec-not-valid" }),
  );
});

test("what changed between versions is told claim by claim (SP10)", () => {
  const added: Claim = { ...quoted, id: "claim_2" };
  const other: Claim = {
    ...counted,
    id: "claim_3",
    basis: { type: "counted", counts: [{ query: "people", value: 1 }] },
  };
  const before = { claims: [quoted, other] };
  const after = {
    claims: [
      { ...quoted, text: { en: "So: {0}", zh: "" } },
      { ...other, basis: { type: "counted" as const, counts: [{ query: "people", value: 2 }] } },
      added,
    ],
  };
  expect(diffSpecs(before, after).map(({ id, change }) => [id, change])).toEqual([
    ["claim_1", "words"],
    ["claim_3", "values"],
    ["claim_2", "added"],
  ]);
  expect(diffSpecs(after, { claims: [] }).map(({ change }) => change)).toEqual([
    "removed",
    "removed",
    "removed",
  ]);
  expect(diffSpecs(before, before)).toEqual([]);
});

const evidence: SpecEvidence = {
  themeId: "theme_3",
  name: { en: "Sync loses notes", zh: "同步丢笔记" },
  neighbours: [{ en: "Price", zh: "价格" }],
  quotes: (["bug", "request", "complaint"] as const).map((kind, at) => ({
    kind,
    reference: { ...quote, mentionId: `item_${at}.1.0-9` },
  })),
  dissent: [{ kind: "praise", reference: quote }],
  questions: [],
  languages: ["en", "zh"],
  sources: ["App Store"],
  segments: [{ field: "version", value: "4.3" }],
  lastWeeks: { from: "2026-08-31", to: "2026-09-27" },
  outcome: "People trust sync",
};

test("a draft has every section of its template, in both languages, and each claim says what it rests on (SP3)", () => {
  const claims = draftClaims(evidence, "full");
  expect(new Set(claims.map(({ section }) => section)).size).toBe(11);
  expect(draftClaims(evidence, "full")).toEqual(claims);
  expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length);
  for (const { text, story, criterion, basis } of claims) {
    const words = story
      ? [story.role, story.want, story.benefit]
      : criterion
        ? [criterion.given, criterion.action, criterion.outcome]
        : [text];
    for (const { en, zh } of words) expect([en !== "", zh !== ""]).toEqual([true, true]);
    const parts =
      basis.type === "counted"
        ? basis.counts.length
        : basis.type === "assumption"
          ? 0
          : basis.quotes.length;
    for (const language of ["en", "zh"] as const) {
      const places = new Set(words.flatMap((one) => one[language].match(/\{\d+\}/g) ?? []));
      expect(places.size).toBe(parts);
    }
  }
  expect(
    claims
      .filter(({ section }) => section === "acceptance")
      .every(({ criterion }) => claims.some(({ id }) => id === criterion?.storyId)),
  ).toBe(true);
});

test("a shorter template leaves sections out", () => {
  expect(new Set(draftClaims(evidence, "experiment").map(({ section }) => section))).toEqual(
    new Set(["goal", "problem", "metrics", "risks", "kill-criteria", "experiment"]),
  );
});

test("a plan takes hypothesis, metric and rate from the claims, and null for what is not there", () => {
  const share: Claim = {
    ...claimOn(
      {
        type: "counted",
        counts: [{ query: "share theme=theme_3", value: 0.092 }],
      },
      "Share of the people heard who voice it. Baseline: {0}.",
    ),
    section: "metrics",
  };
  const believed: Claim = {
    ...claimOn({ type: "assumption" }, "It helps."),
    section: "experiment",
  };
  expect(hypothesisOf({ claims: [counted, share, believed] })).toMatchObject({
    hypothesis: { en: "It helps." },
    metric: { en: "Share of the people heard who voice it" },
    baseRate: 0.092,
  });
  expect(hypothesisOf({ claims: [counted] })).toEqual({
    hypothesis: null,
    metric: null,
    baseRate: null,
  });
});
