// What goes over each wire: the right header, the form in the vendor's own way, pictures and vectors, and nothing more.

import { PROVIDER_PRESETS, providerAt, providerFromPreset } from "@heed/core";
import { chooseModels, openModelEmbedder, openModels, testModel } from "@heed/workbench";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { openDeskModels } from "./open-desk-models.ts";
import { serveModels } from "./wire-server.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const schema = z.strictObject({ ok: z.boolean(), why: z.string().nullable() });
const PICTURE = {
  type: "image",
  mediaType: "image/png",
  bytes: Buffer.from("\x89PNG picture"),
} as const;

async function asked(provider: Parameters<typeof openDeskModels>[1], model = "small-1") {
  const server = await serveModels({ usual: () => ({ text: '{"ok":true,"why":null}' }) });
  closing.push(server.close);
  const { models, home } = await openDeskModels(server.url, provider);
  closing.push(models.close);
  await chooseModels(home, "see", [`desk/${model}`]);
  const opened = await openModels({ home });
  closing.push(opened.close);
  const { value, usage } = await opened.languageModel("see").answer({
    purpose: "test",
    name: "verdict",
    instructions: "Is it fine?",
    content: [{ type: "text", text: "This one:" }, PICTURE],
    maxOutputTokens: 77,
    schema,
  });
  expect(value).toEqual({ ok: true, why: null });
  expect(usage).toMatchObject({ isEstimate: false, outputTokens: 13 });
  return server.heard[0]!;
}

test("chat completions with a schema, in JSON mode, and in words alone", async () => {
  const strict = await asked({ provider: { structure: "schema" } });
  expect(strict.json.response_format).toMatchObject({
    type: "json_schema",
    json_schema: { name: "verdict", strict: true, schema: { additionalProperties: false } },
  });
  expect(strict.json).toMatchObject({ model: "small-1", max_tokens: 77 });
  expect(strict.json).not.toHaveProperty("temperature");
  expect(strict.json.messages[1].content[1].image_url.url).toBe(
    `data:image/png;base64,${PICTURE.bytes.toString("base64")}`,
  );
  const json = await asked({ provider: { structure: "json", temperature: 0 } });
  expect(json.json).toMatchObject({ response_format: { type: "json_object" }, temperature: 0 });
  expect(json.json.messages[0].content).toContain('"additionalProperties":false');
  const words = await asked({ provider: { structure: "words" } });
  expect(words.json).not.toHaveProperty("response_format");
  expect(words.json.messages[0].content).toContain('"additionalProperties":false');
});

test("responses, with nothing stored at the provider", async () => {
  const { json, path } = await asked({ provider: { kind: "openai-responses" } });
  expect(path).toBe("/v1/responses");
  expect(json).toMatchObject({
    store: false,
    max_output_tokens: 77,
    text: { format: { type: "json_schema", name: "verdict", strict: true } },
    input: [{ role: "user", content: [{ type: "input_text" }, { type: "input_image" }] }],
  });
});

test("messages with an output format where the model takes one, and a forced tool where it does not", async () => {
  const anthropic = { provider: { kind: "anthropic" as const } };
  const newer = await asked(anthropic, "claude-sonnet-4-5");
  expect(newer.headers["anthropic-version"]).toBe("2023-06-01");
  expect(newer.json.output_config.format).toMatchObject({ type: "json_schema" });
  expect(newer.json.messages[0].content[1]).toMatchObject({
    type: "image",
    source: { type: "base64", media_type: "image/png" },
  });
  const older = await asked(anthropic, "claude-3-haiku-20240307");
  expect(older.json).toMatchObject({
    max_tokens: 77,
    tools: [{ name: "json", input_schema: { additionalProperties: false } }],
  });
  expect(older.json).not.toHaveProperty("output_config");
});

test("embeddings in batches, each text at its own place, at length 1", async () => {
  const server = await serveModels({ usual: () => ({}) });
  const { models } = await openDeskModels(server.url);
  closing.push(server.close, models.close);
  const embedder = await openModelEmbedder(models);
  expect(embedder).toMatchObject({ dimensions: 4, model: { name: "desk/small-1", version: "4" } });
  const texts = Array.from({ length: 150 }, (_, at) => "x".repeat(at + 1));
  const vectors = await embedder.embed(texts);
  expect(server.heard.slice(1).map(({ json }) => json.input.length)).toEqual([64, 64, 22]);
  for (let at = 0; at < texts.length; at += 1) {
    const row = vectors.subarray(at * 4, at * 4 + 4);
    // The server answers with the text's length and 1 first.
    expect(row[0]! / row[1]!).toBeCloseTo(at + 1, 3);
    expect(Math.hypot(...row)).toBeCloseTo(1, 5);
  }
  server.next.push({ status: 400 });
  await expect(embedder.embed(["y"])).rejects.toMatchObject({ code: "request-refused" });
});

test("every preset is a whole provider, and those of this machine are free and need no key", () => {
  for (const name of Object.keys(PROVIDER_PRESETS)) {
    const provider = providerFromPreset(name)!;
    const isHere = provider.baseUrl.startsWith("http://127.0.0.1:");
    expect(provider.keyVariable === null, name).toBe(isHere);
    expect(Object.values(provider.prices).length > 0, name).toBe(isHere);
    expect(isHere || provider.baseUrl.startsWith("https://"), name).toBe(true);
  }
  expect(providerFromPreset("toString")).toBeNull();
  expect(providerAt("x", "https://a.example/v1", null).preset).toBeNull();
});

test("a model is tried for what it was chosen for, and the trial tells what it used", async () => {
  const server = await serveModels({
    usual: ({ json }) => {
      const asked = JSON.stringify(json);
      if (asked.includes("image_url")) return { text: '{"colour":"red"}' };
      return { text: asked.includes("json_schema") ? '{"sentiment":"positive"}' : "Yes." };
    },
  });
  const { models } = await openDeskModels(server.url);
  closing.push(server.close, models.close);
  const signal = new AbortController().signal;
  expect(await testModel(models, "generate", signal)).toMatchObject({
    model: "desk/small-1",
    proven: ["form", "stream"],
    usage: { outputTokens: 9 + 2, isEstimate: false },
    currency: "USD",
  });
  expect(await testModel(models, "see", signal)).toMatchObject({ proven: ["image"] });
  expect(await testModel(models, "embed", signal)).toMatchObject({ proven: ["vectors"] });
  await expect(testModel(models, "transcribe", signal)).rejects.toMatchObject({
    code: "no-test-sound",
  });
});
