// What a model's host does wrong never becomes data: it is repeated, paused or refused with a clear word.
import { inspect } from "node:util";
import { type LanguageModel, providerAt } from "@heed/core";
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { openDeskModels } from "./open-desk-models.ts";
import { serveModels, type WireServer } from "./wire-server.ts";

const GOOD = '{"mood":"断句也要完整","score":1}';
const schema = z.strictObject({ mood: z.string(), score: z.number() });
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(options: Parameters<typeof openDeskModels>[1] = {}) {
  const server = await serveModels({ usual: () => ({ text: GOOD }) });
  const desk = await openDeskModels(server.url, options);
  closing.push(server.close, desk.models.close);
  return { ...desk, server, model: desk.models.languageModel("generate") };
}

const ask = (model: LanguageModel, signal?: AbortSignal) =>
  model.answer({
    purpose: "test",
    name: "mood",
    instructions: "Say the mood.",
    content: [{ type: "text", text: "It crashes. 一直闪退" }],
    maxOutputTokens: 100,
    schema,
    ...(signal === undefined ? {} : { signal }),
  });

async function said(stream: AsyncIterable<string>): Promise<string> {
  let words = "";
  for await (const piece of stream) words += piece;
  return words;
}

const write = (model: LanguageModel, signal?: AbortSignal) =>
  model.write({
    purpose: "test",
    instructions: "Write.",
    content: [{ type: "text", text: "go" }],
    maxOutputTokens: 50,
    ...(signal === undefined ? {} : { signal }),
  });

describe.each(["openai-compatible", "openai-responses", "anthropic"] as const)(
  "over the wire of %s",
  (kind) => {
    const provider = { kind, timeoutMs: 20_000 };
    // Only what never ends has to be waited for.
    const endless = (fault: string) => fault === "drip" || fault === "silent";
    const patienceFor = (fault: string) => (endless(fault) ? { kind, timeoutMs: 1_000 } : provider);

    test.each(["killed", "malformed", "cut-utf8", "drip", "silent"] as const)(
      "an answer that is %s is asked for again, and the whole one counts",
      async (fault) => {
        const { model, server, waits, models } = await open({ provider: patienceFor(fault) });
        server.next.push({ text: GOOD, fault });
        expect((await ask(model)).value).toEqual(JSON.parse(GOOD));
        expect(server.heard).toHaveLength(2);
        expect(waits).toEqual([250]);
        const calls = await models.ledger.calls(5);
        expect(calls[0]).toMatchObject({ status: "answered", usage: { isEstimate: false } });
        // An answer that had begun may be charged for, so it stands in the accounts as an estimate.
        if (fault !== "silent")
          expect(calls[1]).toMatchObject({ status: "failed", usage: { isEstimate: true } });
      },
    );

    test("a storm of refusals is waited out as long as the host asks, then given up with what to do", async () => {
      const { model, server, waits, models } = await open({ provider });
      server.next.push({ status: 429, retryAfter: "7" }, { status: 429 }, { status: 503 });
      expect((await ask(model)).value.score).toBe(1);
      expect(waits).toEqual([7000, 500, 1000]);
      server.next.push(...Array.from({ length: 6 }, () => ({ status: 429 })));
      await expect(ask(model)).rejects.toMatchObject({
        code: "rate-limited",
        message: expect.stringContaining("answered 429"),
        hint: expect.stringContaining("run it again later"),
      });
      const [last, first] = await models.ledger.calls(2);
      expect(last).toMatchObject({
        status: "failed",
        attempts: 6,
        error: "rate-limited",
        cost: 0n,
      });
      expect(first).toMatchObject({ status: "answered", attempts: 4 });
    });

    test.each([
      ["no JSON at all", { text: "I would rather not." }, /not-json|wrong-form/],
      ["a wrong form", { text: '{"mood":3}' }, /wrong-form/],
      ["no words", { text: "" }, /empty-answer/],
      ["a cut answer", { text: GOOD, fault: "cut-length" as const }, /answer-cut/],
    ])("%s is put right once, and refused when it stays", async (_, wrong, code) => {
      const { model, server } = await open({ provider });
      server.next.push(wrong);
      const repaired = await ask(model);
      expect(repaired).toMatchObject({ value: { score: 1 }, isRepaired: true });
      expect(JSON.stringify(server.heard[1]!.json)).toContain("That answer cannot be used");
      server.next.push(wrong, wrong);
      const failure = await ask(model).catch((error: unknown) => error);
      expect(failure).toMatchObject({
        code: "answer-unusable",
        details: { code: expect.stringMatching(code) },
      });
      expect(server.heard).toHaveLength(4);
    });

    test("words that are cut short are an error, and the whole stream is charged as said", async () => {
      const { model, models } = await open({ provider });
      expect(await said(write(model))).toBe(GOOD);
      const [whole] = await models.ledger.calls(1);
      expect(whole!.usage).toMatchObject({ isEstimate: false });
      expect(whole!.usage.outputTokens).toBeGreaterThan(0);
      for (const fault of ["killed", "cut-utf8", "malformed", "drip"] as const) {
        const { model, server } = await open({ provider: patienceFor(fault) });
        server.next.push({ text: GOOD.repeat(4), fault });
        await expect(said(write(model))).rejects.toMatchObject({
          code: expect.stringMatching(/no-answer|answer-(broken-off|damaged|malformed)/),
        });
      }
    });

    test("no error holds what was asked or answered", async () => {
      const { model, server } = await open({ provider });
      const secret = "ZEBRA-7391";
      const faults = [
        ...[400, 401, 404, 418].map((status) => [{ status, errorType: secret.toLowerCase() }]),
        [{ text: secret }, { text: secret }],
        Array.from({ length: 6 }, () => ({
          text: `${GOOD}${secret}`,
          fault: "malformed" as const,
        })),
      ];
      for (const answers of faults) {
        server.next.push(...answers);
        const failure: unknown = await model
          .answer({
            purpose: "test",
            name: "mood",
            instructions: "Say the mood.",
            content: [{ type: "text", text: `It crashes, ${secret}` }],
            maxOutputTokens: 100,
            schema,
          })
          .catch((error: unknown) => error);
        expect(failure).toHaveProperty("code");
        expect(inspect(failure, { depth: 20, showHidden: true })).not.toContain(secret);
      }
    });

    test("a key that is refused is told once, without the key", async () => {
      const { model, server } = await open({ provider });
      server.next.push({ status: 401, errorType: "invalid_api_key" });
      const failure: unknown = await ask(model).catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: "key-refused", retryable: false });
      expect(server.heard).toHaveLength(1);
    });

    test("a call that is stopped ends at once and is written down as stopped", async () => {
      const { model, server, models } = await open({ provider: { kind, timeoutMs: 20_000 } });
      const stop = new AbortController();
      server.next.push({ text: GOOD, fault: "silent" });
      const asked = ask(model, stop.signal);
      await expect.poll(() => server.heard.length).toBe(1);
      stop.abort();
      await expect(asked).rejects.toMatchObject({ name: "AbortError" });
      expect(await models.ledger.calls(1)).toMatchObject([{ status: "cancelled" }]);
    });

    test("a call that is stopped while it waits to be sent again gives back what was set aside", async () => {
      const { model, server, models } = await open({ provider });
      const stop = new AbortController();
      server.next.push({ status: 503 });
      const { wait } = models.caller.options.clock;
      Object.assign(models.caller.options.clock, {
        wait: (ms: number, signal: AbortSignal) => {
          stop.abort();
          return wait(ms, signal);
        },
      });
      await expect(ask(model, stop.signal)).rejects.toMatchObject({ name: "AbortError" });
      expect(await models.ledger.calls(1)).toMatchObject([{ status: "cancelled", attempts: 1 }]);
      const [spent] = (await models.ledger.spent(new Date().toISOString().slice(0, 7))).values();
      expect(spent! < 1_000_000_000n).toBe(true);
    });

    test("a reader who stops reading ends the call", async () => {
      const { model, models } = await open({ provider });
      for await (const piece of write(model)) {
        expect(piece).not.toBe("");
        break;
      }
      expect(await models.ledger.calls(1)).toMatchObject([
        { status: "cancelled", usage: { isEstimate: true } },
      ]);
    });

    test("tokens that a host does not tell are counted here, and marked so", async () => {
      const { model, server } = await open({ provider });
      server.next.push({ text: GOOD, fault: "no-usage" });
      const { usage } = await ask(model);
      expect(usage.isEstimate).toBe(kind !== "anthropic");
      expect(usage.inputTokens).toBeGreaterThan(0);
    });
  },
);

test("the next model answers where the first does not, and is named", async () => {
  const second: WireServer = await serveModels({ usual: () => ({ text: GOOD }) });
  closing.push(second.close);
  const { model, server } = await open({
    others: [
      {
        ...providerAt("spare", second.url, null),
        structure: "json",
      },
    ],
  });
  server.next.push(...Array.from({ length: 6 }, () => ({ status: 500 })));
  expect(await ask(model)).toMatchObject({ model: "spare/small-1", isCached: false });
  // The one that failed is passed over for a while.
  expect(await ask(model)).toMatchObject({ model: "spare/small-1" });
  expect(server.heard).toHaveLength(6);
  expect(second.heard).toHaveLength(2);
});
