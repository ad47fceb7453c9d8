// The rules of SPEC-briefs.md that need no text model.
import { expect, test } from "vitest";
import type { Kind } from "../readings/reading.ts";
import { collectionPlan } from "./collection-plan.ts";
import { judgeHypothesis, type MatchedVoice } from "./judge-hypothesis.ts";
import { parseBrief } from "./parse-brief.ts";

const MARKDOWN = `# A brief
Some words before the parts.

## Question
Why do teams leave after the trial?

## Users
- Team leads
- Freelancers

## 目标
Twice as many teams stay.

## Hypotheses
1. People lose notes when they sync (signs: sync, 同步)
2. The board is what they love (praise) (signs: board; 看板)
3. Students write by hand

## 竞品
- Notewren (小鹪笔记, Wren)
- Padleaf
`;

test("[BR1] Markdown with headings of either language is read part by part", () => {
  const brief = parseBrief(MARKDOWN);
  expect(brief).toMatchObject({
    question: "Why do teams leave after the trial?",
    users: ["Team leads", "Freelancers"],
    outcome: "Twice as many teams stay.",
  });
  expect(brief.rivals).toEqual([
    { name: "Notewren", aliases: ["小鹪笔记", "Wren"] },
    { name: "Padleaf", aliases: [] },
  ]);
});

test("[BR1] JSON says the same, and what cannot be used is named", () => {
  const brief = parseBrief(
    JSON.stringify({ question: "Why?", hypotheses: ["It is slow (signs: slow)"] }),
  );
  expect(brief).toMatchObject({ question: "Why?", users: [], rivals: [] });
  expect(brief.hypotheses[0]).toMatchObject({ id: "H1", statement: "It is slow", signs: ["slow"] });
  expect(() => parseBrief("# Users\n- all")).toThrow(/no question/);
  expect(() => parseBrief('{"question": 5}')).toThrow(/question/);
  expect(() => parseBrief("{oops")).toThrow(/JSON/);
});

test("[BR2] brackets at the end carry signs and what is expected", () => {
  expect(parseBrief(MARKDOWN).hypotheses).toEqual([
    {
      id: "H1",
      statement: "People lose notes when they sync",
      signs: ["sync", "同步"],
      expects: "need",
    },
    {
      id: "H2",
      statement: "The board is what they love",
      signs: ["board", "看板"],
      expects: "praise",
    },
    { id: "H3", statement: "Students write by hand", signs: [], expects: "need" },
  ]);
});

const hypothesis = parseBrief(MARKDOWN).hypotheses[0]!;
const voices = (kinds: readonly Kind[], person = (index: number) => `p${index}`): MatchedVoice[] =>
  kinds.map((kind, index) => ({
    mentionId: `item_${index + 1}.1.0-4`,
    person: person(index),
    kind,
    match: index,
  }));

test("[BR4] praise stands against a lack, and with what is said to be liked", () => {
  const said = voices(["praise", "praise", "praise", "praise", "question"]);
  expect(judgeHypothesis(hypothesis, said)).toMatchObject({
    verdict: "contradicted",
    neutral: { people: 1 },
  });
  expect(judgeHypothesis({ ...hypothesis, expects: "praise" }, said).verdict).toBe("supported");
});

test("[BR5] a verdict needs people and an interval clear of a half", () => {
  const verdict = (kinds: readonly Kind[]) => judgeHypothesis(hypothesis, voices(kinds)).verdict;
  expect(verdict([])).toBe("not-mentioned");
  expect(verdict(["bug", "bug", "bug"])).toBe("too-few");
  expect(verdict(["question", "question", "question", "question"])).toBe("too-few");
  expect(verdict(["bug", "complaint", "request", "bug"])).toBe("supported");
  expect(verdict(["bug", "bug", "praise", "praise", "bug"])).toBe("divided");
});

test("[BR5] one person's many voices are one person", () => {
  const one = judgeHypothesis(
    hypothesis,
    voices(["bug", "bug", "bug", "bug"], () => "ann"),
  );
  expect(one).toMatchObject({ verdict: "too-few", supports: { people: 1 } });
});

test("[BR6] each side names its mentions, the best matching first", () => {
  expect(judgeHypothesis(hypothesis, voices(["bug", "praise", "bug"])).supports.mentionIds).toEqual(
    ["item_3.1.0-4", "item_1.1.0-4"],
  );
});

test("[BR7] the plan asks about every hypothesis and rival, in both languages, in the brief's words", () => {
  const brief = parseBrief(MARKDOWN);
  const plan = collectionPlan(brief);
  expect(plan.survey.filter(({ tests }) => tests !== undefined).map(({ tests }) => tests)).toEqual([
    "H1",
    "H2",
    "H3",
  ]);
  expect(JSON.stringify(plan.interview)).toContain("Students write by hand");
  expect(plan.sources.filter(({ en }) => en.includes("rival"))).toHaveLength(2);
  const lines = [...plan.survey, ...plan.sources, ...plan.interview.flatMap(({ lines }) => lines)];
  for (const { en, zh } of lines)
    expect(en !== "" && zh !== "" && /\p{sc=Han}/u.test(zh)).toBe(true);
  expect(collectionPlan({ ...brief, users: [], hypotheses: [], rivals: [] }).survey).toHaveLength(
    3,
  );
});

test("[BR2] what a hypothesis claims is told by its own words, unless it says so itself", () => {
  const brief = parseBrief(`# Question
Which?

# Hypotheses
- Syncing is trustworthy again
- 同步不再丢笔记 (signs: 同步)
- People no longer trust syncing
- Students write by hand
- The search is fast (lack)
- The search is slow (praise)
`);
  expect(brief.hypotheses.map(({ expects }) => expects)).toEqual([
    ...["praise", "praise", "need", "need", "need", "praise"],
  ]);
  expect(brief.hypotheses[4]!.statement).toBe("The search is fast");
  const json = JSON.stringify({
    question: "Which?",
    hypotheses: [{ statement: "同步又值得信任了" }, { statement: "It works", expects: "need" }],
  });
  expect(parseBrief(json).hypotheses.map(({ expects }) => expects)).toEqual(["praise", "need"]);
});
