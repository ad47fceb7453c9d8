// Words by a model (names, translations, a digest) stand on quotes and figures that programs checked, or are refused.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeDigest, mentionCount, type ThemeFinder, wholeTexts } from "@heed/core";
import { translateQuotes, withModelNames, writeDigest } from "@heed/text";
import {
  analyseFiles,
  openExistingWorkspace,
  openModels,
  readConcluded,
  renderToldDigest,
  speakText,
  tellDigest,
  translateNeed,
} from "@heed/workbench";
import { afterEach, expect, test, vi } from "vitest";
import { openDeskModels } from "./open-desk-models.ts";
import type { Heard, WireAnswer } from "./wire-answer.ts";
import { serveModels } from "./wire-server.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(usual: (heard: Heard) => WireAnswer) {
  const server = await serveModels({ usual });
  const desk = await openDeskModels(server.url);
  closing.push(server.close, desk.models.close);
  return { server, ...desk };
}

/** What a prompt shows, after the line that names the language. */
function shown({ json }: Heard) {
  const content = json.messages.find(({ role }: { role: string }) => role === "user").content;
  const text: string = typeof content === "string" ? content : content[0].text;
  return JSON.parse(text.slice(text.indexOf("[")));
}

interface Shown {
  readonly id: string;
  readonly quotes: readonly { readonly id: string; readonly text: string }[];
}
const formOf = ({ json }: Heard): string => json.response_format.json_schema.name;

const names = (themes: Shown[], words = (text: string) => text.slice(0, 5)) =>
  themes.map(({ id, quotes: [first] }) => ({
    id,
    en: `Matter ${id}`,
    zh: `事项${id}`,
    evidence: [{ quote: first!.id, words: words(first!.text) }],
  }));
const translations = (quotes: { id: string; text: string }[]) =>
  quotes.map(({ id, text }) => ({
    id,
    text: `译文 ${text.replace(/[A-Za-z]+(?![\]A-Za-z])/g, "词")}`,
  }));
const sentences = (needs: Shown[]) =>
  needs.map(({ id, quotes: [first] }) => ({
    need: id,
    text: "People speak of it more than before.",
    evidence: [{ quote: first!.id, words: first!.text.slice(0, 8) }],
  }));

const finder: ThemeFinder = {
  model: { name: "built", version: "1" },
  find: async (texts) => ({
    themes: [0, 2].map((start, group) => ({
      name: { en: `built ${group}`, zh: `自带${group}` },
      keyphrases: { en: ["sync"], zh: [] },
      representatives: [start, start + 1],
      group: 0,
    })),
    groups: [],
    assignment: texts.itemOf.map((_, at) => at >> 1),
    scores: new Float32Array(mentionCount(texts)),
    unclear: new Map(),
  }),
};
const TEXTS = wholeTexts(["Sync loses notes", "Notes are gone", "太贵了不值", "价格翻倍"]);

test("a theme's name stands on words of its own quotes, and one that does not is not taken", async () => {
  const { models, server } = await open((heard) => {
    const themes: Shown[] = shown(heard);
    // For the second theme it makes its evidence up, however often it is asked.
    const made = names(themes).map((one) =>
      one.id === "t1" ? { ...one, evidence: [{ quote: "q2", words: "too expensive" }] } : one,
    );
    return { text: JSON.stringify({ themes: made }) };
  });
  const named: object[] = [];
  const found = await withModelNames(finder, models.languageModel("generate"), {
    onNamed: (one) => void named.push(one),
  }).find(TEXTS, { seed: 1 });
  expect(found.themes.map(({ name }) => name)).toEqual([
    { en: "Matter t0", zh: "事项t0" },
    { en: "built 1", zh: "自带1" },
  ]);
  expect(named).toEqual([{ themes: 1, kept: 1 }]);
  expect(JSON.stringify(server.heard[1]!.json)).toContain("do not stand in q2 letter for letter");
});

test("a translation keeps what must not change, and one that loses it is missing", async () => {
  const { models } = await open((heard) => {
    const quotes = shown(heard);
    const told = translations(quotes).map((one) =>
      one.id === "b" ? { ...one, text: "三次崩溃" } : one,
    );
    return { text: JSON.stringify({ translations: told }) };
  });
  const quotes = [
    { id: "a", text: "Write to [email] about 4.3" },
    { id: "b", text: "It crashed 3 times" },
  ];
  const model = models.languageModel("translate");
  const { translations: told, missing } = await translateQuotes(model, quotes, "zh");
  expect(told.get("a")).toMatch(/^译文 .*\[email\].*4\.3/);
  expect(missing).toEqual(["b"]);
});

test("a digest with a number that nobody counted, or a quote that nobody said, is refused", async () => {
  const need = {
    id: "need_1",
    name: "Sync loses notes",
    state: "rising",
    facts: ["12 people in the last week"],
    quotes: [{ id: "item_1.1.0-16", text: "Sync loses notes" }],
  };
  const sentence = {
    need: "need_1",
    text: "12 people lost notes last week.",
    evidence: [{ quote: "item_1.1.0-16", words: "loses notes" }],
  };
  let said: object = sentence;
  const { models } = await open(() => ({ text: JSON.stringify({ sentences: [said] }) }));
  const model = models.languageModel("generate");
  expect((await writeDigest(model, [need], "en")).sentences).toEqual([sentence]);
  for (const wrong of [
    { ...sentence, text: "13 people lost notes." },
    { ...sentence, evidence: [{ quote: "item_1.1.0-16", words: "lost notes" }] },
    { ...sentence, evidence: [{ quote: "item_2.1.0-4", words: "Sync" }] },
    { ...sentence, evidence: [] },
    { ...sentence, need: "need_2" },
  ]) {
    said = wrong;
    await expect(writeDigest(model, [need], "en")).rejects.toMatchObject({
      code: "answer-unusable",
      details: { code: "wrong-content" },
    });
  }
});

test("names, a told digest, translations and speech come out of an analysed workspace", async () => {
  const { home, server } = await open((heard) => {
    if (heard.path.endsWith("/speech")) return {};
    const list = shown(heard);
    const name = formOf(heard);
    const body =
      name === "names"
        ? { themes: names(list) }
        : name === "digest"
          ? { sentences: sentences(list) }
          : { translations: translations(list) };
    return { text: JSON.stringify(body) };
  });
  vi.stubEnv("HEED_HOME", home);
  const folder = join(mkdtempSync(join(tmpdir(), "heed-words-")), "workspace");
  const { analysis } = await analyseFiles(["samples/reviews.csv"], {
    workspace: folder,
    language: "en",
    nameWithModel: true,
    embedder: "built-in",
  });
  expect(analysis.themes.every(({ name }) => /^Matter [tg]\d+$/.test(name.en))).toBe(true);
  const workspace = await openExistingWorkspace(folder);
  const models = await openModels({ workspace });
  closing.push(workspace.close, models.close);
  const { needs, summary } = await readConcluded(folder);
  const digest = makeDigest(needs, summary.earlier);
  expect(digest.entries.length).toBeGreaterThan(0);
  const told = (await tellDigest(workspace, models, { digest, needs, language: "en" }))!;
  expect(told.sentences).toHaveLength(Math.min(10, digest.entries.length));
  const { mentionId, words } = told.sentences[0]!.evidence[0]!;
  for await (const page of workspace.facts.items({ ids: [mentionId.split(".")[0] as never] }))
    for (const { text } of page) expect(text).toContain(words);
  expect(renderToldDigest(told, "zh")).toContain("引文均已与存储原文核对");
  const id = needs.find(({ quotes }) => quotes.length > 0)!.id;
  const need = await translateNeed(workspace, models, { id, into: "zh" });
  for (const { language, translation, mentionId } of need.quotes)
    expect(translation === null).toBe(language === "zh" || need.missing.includes(mentionId));
  expect(need.quotes.some(({ translation }) => translation !== null)).toBe(true);
  const sound = await speakText(models, "One sentence. Another one.");
  expect(Buffer.from(sound).toString()).toBe("ID3 spoken");
  expect(server.heard.at(-1)!.json).toMatchObject({ voice: "alloy", response_format: "mp3" });
  expect((await models.ledger.spending(null)).map(({ purpose }) => purpose).toSorted()).toEqual([
    "name-themes",
    "speak",
    "translate-quotes",
    "write-digest",
  ]);
}, 120_000);
