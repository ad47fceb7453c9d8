// Tries a chosen model with a question of a few words, so that a user sees what works before anything depends on it.
import {
  type Capability,
  chosenLocalModel,
  costOf,
  LOCAL_PROVIDER,
  type ModelUsage,
  NO_USAGE,
  priceOf,
  Unsupported,
} from "@heed/core";
import { z } from "zod";
import { openModelEmbedder } from "./embed-texts.ts";
import { chosenFor } from "./model-door.ts";
import type { Models } from "./open-models.ts";

export interface ModelTrial {
  readonly capability: Capability;
  readonly model: string;
  readonly host: string;
  readonly ms: number;
  /** What was seen to work. */
  readonly proven: readonly ("form" | "repaired-form" | "stream" | "vectors" | "image")[];
  readonly usage: ModelUsage;
  /** In 10^-12 of `currency`. */
  readonly cost: bigint;
  readonly currency: string | null;
}

/** A local model costs nothing, and only encoders stand in for a capability. */
const LOCAL_TRIAL = { proven: ["vectors"], usage: NO_USAGE, cost: 0n, currency: null } as const;
const verdict = z.strictObject({ sentiment: z.enum(["negative", "neutral", "positive"]) });
/** A picture of 8 x 8 red points. */
const RED =
  "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mP4z8CAFTEMLQkAKP8/wc53yE8AAAAASUVORK5CYII=";

/** Asks the models chosen for a capability. @throws what a real call would throw. */
export async function testModel(
  models: Models,
  capability: Capability,
  signal: AbortSignal,
): Promise<ModelTrial> {
  const { clock, settings } = models.caller.options;
  const beganAt = clock.monotonic();
  const beside = chosenLocalModel(settings, capability);
  if (beside?.task === "feature-extraction") {
    await openModelEmbedder(models, { purpose: "test", signal });
    const ms = Math.round(clock.monotonic() - beganAt);
    const name = `${LOCAL_PROVIDER}/${beside.id}`;
    return { ...{ capability, model: name, host: "", ms }, ...LOCAL_TRIAL };
  }
  const { provider, model } = chosenFor(capability, models.caller)[0]!;
  const proven = await TRIALS[capability](models, capability, signal);
  // The accounts know what the trial used, whichever wire it went over.
  const calls = (await models.ledger.calls(proven.length + 2)).filter(
    ({ purpose }) => purpose === "test",
  );
  const used = calls.slice(0, proven.length);
  const usage = used.reduce(
    (sum, { usage: one }) => ({
      inputTokens: sum.inputTokens + one.inputTokens,
      cachedInputTokens: sum.cachedInputTokens + one.cachedInputTokens,
      outputTokens: sum.outputTokens + one.outputTokens,
      seconds: sum.seconds + one.seconds,
      isEstimate: sum.isEstimate || one.isEstimate,
    }),
    { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, seconds: 0, isEstimate: false },
  );
  const price = priceOf(provider, model);
  return {
    capability,
    model: `${provider.id}/${model}`,
    host: used[0]?.host ?? "",
    ms: Math.round(clock.monotonic() - beganAt),
    proven,
    usage,
    cost: price === null ? 0n : costOf(usage, price),
    currency: price?.currency ?? null,
  };
}

type Trial = (
  models: Models,
  capability: Capability,
  signal: AbortSignal,
) => Promise<ModelTrial["proven"]>;

const words: Trial = async (models, capability, signal) => {
  const language = models.languageModel(capability);
  const answer = await language.answer({
    purpose: "test",
    name: "verdict",
    instructions: "Say the sentiment of the text that you are shown.",
    content: [{ type: "text", text: "I love it. 很好用。" }],
    maxOutputTokens: 200,
    schema: verdict,
    signal,
  });
  let told = "";
  for await (const piece of language.write({
    purpose: "test",
    instructions: "Answer with one word.",
    content: [{ type: "text", text: "Say yes." }],
    maxOutputTokens: 200,
    signal,
  }))
    told += piece;
  return [
    answer.isRepaired ? "repaired-form" : "form",
    ...(told.trim() === "" ? [] : ["stream" as const]),
  ];
};

const vectors: Trial = async (models, _, signal) => {
  await openModelEmbedder(models, { purpose: "test", signal });
  return ["vectors"];
};

const sight: Trial = async (models, capability, signal) => {
  await models.languageModel(capability).answer({
    purpose: "test",
    name: "colour",
    instructions: "Say the colour of the picture in one English word.",
    content: [{ type: "image", mediaType: "image/png", bytes: Buffer.from(RED, "base64") }],
    maxOutputTokens: 200,
    schema: z.strictObject({ colour: z.string() }),
    signal,
  });
  return ["image"];
};

const sound: Trial = async (_models, capability) => {
  throw new Unsupported(
    "no-test-sound",
    `There is no short test of "${capability}"; its first real file is the test.`,
  );
};

const TRIALS: Readonly<Record<Capability, Trial>> = {
  classify: words,
  generate: words,
  translate: words,
  embed: vectors,
  see: sight,
  transcribe: sound,
  speak: sound,
};
