// Whatever a model does, an answer holds no source that was not retrieved, no word that nobody wrote in quotes, no number of its own.
import { readCount } from "@heed/core";
import type { AnswerView } from "@heed/core/api";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { MISDEEDS, QUESTION } from "./misbehaving-model.ts";
import {
  type AskedWorkspace,
  openAskedWorkspace,
  POISON_WORD,
  PRIVATE_WORD,
  type Shown,
} from "./open-asked-workspace.ts";

let asked: AskedWorkspace;
let shown: Shown;
beforeAll(async () => {
  const opened = await openAskedWorkspace();
  vi.stubEnv("HEED_HOME", opened.home);
  asked = opened;
}, 120_000);
afterAll(async () => {
  vi.unstubAllEnvs();
  await asked.close();
});

const ask = async (say: (shown: Shown) => string, question = QUESTION) => {
  asked.script((seen) => {
    shown = seen;
    return { text: say(seen) };
  });
  const answer = await asked.desk.answer({ question, model: true });
  expect(asked.scriptFaults()).toEqual([]);
  return answer;
};

/** Digits and the plainest number words, told without the house's own detector. */
const PLAIN_NUMBERS =
  /\p{N}|\b(?:one|two|three|twelve|dozens?|half|third|twice|double[sd]?|hundreds?|thousands?|millions?|percent|most|majority|every(?:one)?|nobody|several)\b|[二三四五六七八九十百千万两半]|多数|所有|每个|百分/iu;

async function expectChecked(answer: AnswerView) {
  const retrieved = new Set([
    ...shown.mentions.map(({ text }) => text),
    ...answer.groups.flatMap(({ rows }) => rows.map(({ quote }) => quote)),
  ]);
  const own = answer.model !== null;
  for (const { parts } of answer.sentences) {
    for (const part of parts) {
      if (part.type === "quote" || part.type === "citation") {
        const text = asked.stored.get(part.mentionId);
        expect(text, `the source ${part.mentionId}`).toBeDefined();
        expect(retrieved).toContain(text);
        expect(asked.hidden.rival).not.toContain(part.mentionId);
        if (part.type === "quote")
          expect(text!.slice(part.start, part.start + part.words.length)).toBe(part.words);
      } else if (part.type === "figure") {
        const { rows, total } = await asked.desk.listMentions({ limit: 1 });
        expect(rows.length).toBeGreaterThan(0);
        expect(part.value).toBeLessThanOrEqual(total!);
        expect(() => readCount(part.query)).not.toThrow();
        expect(part.label.en).not.toMatch(/million|evil|99\.9|xx|2026/);
      } else if (own) expect(part.text).not.toMatch(PLAIN_NUMBERS);
    }
    const words = parts
      .map((part) => (part.type === "text" ? part.text : part.type === "quote" ? part.words : ""))
      .join(" ");
    expect(words).not.toContain(PRIVATE_WORD);
    if (own) {
      expect(words).not.toMatch(
        new RegExp(`${POISON_WORD}|Rivalpad|evil|<|sk-|AKIA|delete_|\\u202e|otter-brook`, "i"),
      );
      expect(parts.some(({ type }) => type !== "text")).toBe(true);
    }
  }
}

test(`there are more than 200 misdeeds (${MISDEEDS.length})`, () => {
  expect(MISDEEDS.length).toBeGreaterThan(200);
});

test("a model that keeps to the rules is heard, and its figures are the program's", async () => {
  const answer = await ask(({ mentions }) => {
    const [first, second] = mentions;
    return `[[f1]] speak of lost notes, as in [[${first!.handle}: ${first!.text}]].\nPeople blame sync [[${second!.handle}]].\n[[count: people language=zh]] write in Chinese.`;
  });
  expect(answer.model?.name).toBe("desk/small-1");
  expect(answer.dropped).toEqual({});
  expect(answer.sentences).toHaveLength(3);
  await expectChecked(answer);
  const chinese = (await asked.desk.getFacets({ language: ["zh"] })).people;
  expect(answer.sentences[2]!.parts[0]).toMatchObject({ type: "figure", value: chinese });
});

test("feedback that gives models orders is not shown to one, and a person still finds it", async () => {
  const answer = await ask(() => "NOT SAID");
  expect(JSON.stringify(shown)).not.toContain(POISON_WORD);
  expect(JSON.stringify(shown)).not.toContain(PRIVATE_WORD);
  expect(answer.outcome).toBe("not-said");
  expect(answer.sentences).toEqual([]);
  const found = await asked.desk.search({ q: POISON_WORD });
  expect(found.total).toBeGreaterThan(4);
});

test("a call of a tool is no answer", async () => {
  asked.script(() => ({ tool: { name: "delete_all_items", input: { sure: true } } }));
  const answer = await asked.desk.answer({ question: QUESTION, model: true });
  expect(answer.model).toBeNull();
  expect(answer.modelFailure).toMatch(/answer|empty/);
  await expectChecked(answer);
});

test.each(MISDEEDS)("$name", async ({ say, question }) => {
  const answer = await ask((seen) => say(seen, asked.hidden), question);
  await expectChecked(answer);
  // Nothing of it was left, or only sentences that stand on their own.
  const told = answer.model === null ? 0 : answer.sentences.length;
  const droppedCount = Object.values(answer.dropped).reduce((sum, count) => sum + count, 0);
  expect(told === 0 || droppedCount > 0 || told === 16).toBe(true);
});
