// The gold set in a workspace: labels from files and people, fair fields, costs that were really paid, readers put to work and back.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GoldItem, LanguageModel, MentionReader, RecordStore } from "@heed/core";
import { openSqliteRecordStore } from "@heed/store";
import { createLexiconReader } from "@heed/text";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Models } from "../models/open-models.ts";
import { evaluateReaders, fieldOf, lastEvaluation } from "./evaluate-readers.ts";
import { importGold, readGoldItems } from "./gold-set.ts";
import { type Contestant, goldHash, openContestants } from "./open-contestants.ts";
import {
  goBackToReader,
  listPromoted,
  openReaderAtWork,
  promoteReader,
} from "./readers-at-work.ts";

let folder: string;
let records: RecordStore;
const facts = { itemFacts: async function* () {} } as never;
const AT = "2026-05-01T00:00:00.000Z";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "heed-gold-"));
  records = await openSqliteRecordStore(join(folder, "heed.sqlite"));
});
afterEach(async () => {
  await records.close();
  await rm(folder, { recursive: true });
});

async function bring(lines: readonly string[]) {
  const path = join(folder, "labels.csv");
  await writeFile(path, lines.join("\n"));
  return importGold(records, path, AT);
}

test("labels come in once, without private data, and rows without a known class are counted", async () => {
  const lines = [
    "Text,kind,sentiment",
    "Crashes, bug ,negative",
    "Mail me at zoe@example.org,praise,",
    "so so,meh,",
  ];
  expect(await bring(lines)).toEqual({ added: 2, skipped: 1 });
  await bring(lines);
  const items = await readGoldItems({ records, facts });
  expect(items).toHaveLength(2);
  expect(items.find(({ kind }) => kind === "bug")).toMatchObject({
    ...{ text: "Crashes", language: "en", sentiment: "negative", from: "import" },
  });
  expect(JSON.stringify(items)).not.toContain("zoe@example.org");
});

test("a file without labels is refused with what it held and what was expected", async () => {
  await expect(bring(["a,b", "1,2"])).rejects.toMatchObject({ code: "gold-without-columns" });
  await expect(bring(["text,kind", "hello,unknown"])).rejects.toMatchObject({
    code: "gold-without-labels",
  });
});

test("[EV7] seen items are left out for all, and who has seen many is left out itself", () => {
  const items = Array.from(
    { length: 100 },
    (_, at): GoldItem => ({
      ...{
        id: `gold_${at}`,
        text: `claim number ${at}`,
        language: "en",
        rating: null,
        from: "drawn",
      },
      ...{ kind: at % 2 === 0 ? "bug" : "praise", sentiment: null },
    }),
  );
  const knowing = (name: string, count: number) =>
    ({
      ...{ name, version: "1", sort: "lab", tasks: ["kind"] },
      trainedOn: new Set(items.slice(0, count).map(goldHash)),
    }) as unknown as Contestant;
  const [none, some, most] = [
    knowing("lab:none", 0),
    knowing("lab:some", 10),
    knowing("lab:most", 60),
  ];
  const field = fieldOf(items, [none, some, most], "kind");
  expect(field.fit).toEqual([none, some]);
  expect(field.items).toHaveLength(90);
  expect(field).toMatchObject({
    seen: 10,
    leftOut: [{ name: "lab:most", reason: "trained-on-the-gold-set" }],
  });
});

test("[EV8] the cost of a prompt is that of the calls sent for it, and its times are those of calls", async () => {
  let calls: object[] = [];
  const call = (id: number) => ({
    ...{ id, purpose: "read-mentions", status: "answered", currency: "USD", cost: 2_000_000_000n },
    durationMs: id * 100,
  });
  const model = {
    name: "test/small",
    answer: async () => {
      calls = [call(3), call(2), ...calls];
      const readings = [1, 2].map((id) => ({
        id,
        kind: "bug",
        sentiment: "negative",
        score: -0.5,
      }));
      return { value: { readings }, model: "test/small" };
    },
  } as unknown as LanguageModel;
  calls = [call(1)];
  const models = {
    languageModel: () => model,
    ledger: { calls: async (limit: number) => calls.slice(0, limit) },
  } as unknown as Models;
  const [, , first, second] = await openContestants({
    ...{ lab: { records, folder }, builtIn: createLexiconReader(), models },
  });
  expect([first!.name, second!.name]).toEqual(["llm:read-mentions.v1", "llm:read-mentions.v2"]);
  const items = ["It broke", "Gone again"].map(
    (text) => ({ id: text, text, language: "en", rating: null }) as GoldItem,
  );
  const { kind } = await first!.answer(items);
  // Two calls of 0.002 for two items: 2 for a thousand.
  expect(kind).toMatchObject({
    answers: ["bug", "bug"],
    cost: { per1000: "2", currency: "USD" },
    times: { p50Ms: 200, p95Ms: 300, per: "call" },
  });
});

test("an evaluation is kept, and says how many labels it lacks", async () => {
  await bring(["text,kind", "It crashes,bug", "Lovely,praise"]);
  const options = {
    ...{ lab: { records, folder }, builtIn: createLexiconReader(), now: () => new Date(AT) },
  };
  const found = await evaluateReaders({ records, facts }, options);
  expect(found.tasks.kind.comparison).toMatchObject({ ok: false, labels: 2, more: 48 });
  expect(await lastEvaluation(records)).toEqual(found);
});

test("[EV9] a promoted reader reads its task from then on, and going back restores the one before", async () => {
  const builtIn: MentionReader = {
    model: { name: "quiet", version: "7" },
    read: async (texts) =>
      texts.map(() => ({ kind: "other", sentiment: "neutral", sentimentScore: 0 })),
  };
  const text = { text: "It crashes whenever I save", language: "en", rating: null };
  const read = async () => {
    const { reader, close } = await openReaderAtWork({ records, folder }, builtIn);
    const [reading] = await reader.read([text]);
    await close();
    return { name: reader.model.name, kind: reading!.kind, sentiment: reading!.sentiment };
  };
  expect(await read()).toEqual({ name: "quiet", kind: "other", sentiment: "neutral" });
  await promoteReader({ records, folder }, "rules", { tasks: ["kind"], at: AT });
  expect(await read()).toEqual({ name: "lexicon + quiet", kind: "bug", sentiment: "neutral" });
  await goBackToReader(records, AT);
  expect((await read()).name).toBe("quiet");
  expect(await listPromoted(records)).toHaveLength(2);
  await expect(goBackToReader(records, AT)).rejects.toMatchObject({
    code: "nothing-to-go-back-to",
  });
  await expect(promoteReader({ records, folder }, "nobody", { at: AT })).rejects.toMatchObject({
    code: "reader-not-found",
  });
});

test("[EV10] a comparison that is stopped leaves the last one, tells its progress, and asks nobody twice when tried again", async () => {
  const labels = (count: number) => [
    "text,kind",
    ...Array.from(
      { length: count },
      (_, at) =>
        `${at % 2 === 0 ? "It crashes" : "Lovely"} ${at},${at % 2 === 0 ? "bug" : "praise"}`,
    ),
  ];
  await bring(labels(200));
  let asked = 0;
  const stop = new AbortController();
  const rules = createLexiconReader();
  const builtIn: MentionReader = {
    model: { name: "counting", version: "1" },
    read: async (texts) => {
      asked += texts.length;
      return rules.read(texts);
    },
  };
  const options = {
    ...{ lab: { records, folder }, builtIn, now: () => new Date(AT) },
  };
  const told: [string, number, number][] = [];
  const stopped = evaluateReaders(
    { records, facts },
    {
      ...options,
      signal: stop.signal,
      onProgress: (name, done, total) => {
        told.push([name, done, total]);
        if (name === "rules" && done > 200) stop.abort();
      },
    },
  );
  await expect(stopped).rejects.toMatchObject({ name: "AbortError" });
  expect(await lastEvaluation(records)).toBeNull();
  expect(told.slice(0, 3)).toEqual([
    ["built-in", 0, 400],
    ["built-in", 64, 400],
    ["built-in", 128, 400],
  ]);
  const before = asked;
  expect(before).toBe(200 + 1 + 100);
  const found = await evaluateReaders({ records, facts }, options);
  expect(asked).toBe(before);
  expect(found.tasks.kind.comparison).toMatchObject({ ok: true, labels: 200 });
  expect(await lastEvaluation(records)).toEqual(found);
  // What was whole is not taken for the next one, and other labels are asked for anew.
  await evaluateReaders({ records, facts }, options);
  expect(asked).toBe(2 * before);
});
