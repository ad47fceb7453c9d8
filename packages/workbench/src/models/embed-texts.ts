// Vectors from a model that the user chose, behind the same port as the built-in embedder.
import { chosenLocalModel, type Embedder } from "@heed/core";
import { type EmbedReply, embedEndpoint, redact } from "@heed/text";
import { openLocalEmbedder } from "./local-embedder.ts";
import { chosenFor } from "./model-door.ts";
import type { Models } from "./open-models.ts";

/** Texts in one request; every provider takes at least this many. */
const BATCH = 64;
const never = new AbortController().signal;

export interface EmbedOptions {
  /** Default `embed-mentions`. */
  readonly purpose?: string;
  readonly signal?: AbortSignal;
}

/**
 * The first model chosen for `embed`. Others do not step in for it: vectors of two models cannot be compared. One short
 * request tells the number of dimensions.
 */
export async function openModelEmbedder(
  { caller, local }: Pick<Models, "caller" | "local">,
  options: EmbedOptions = {},
): Promise<Embedder> {
  const beside = chosenLocalModel(caller.options.settings, "embed");
  if (beside !== null) return openLocalEmbedder(local, beside, options.signal);
  const { provider, model } = chosenFor("embed", caller)[0]!;
  const send = async (texts: readonly string[]): Promise<EmbedReply> => {
    const clean = texts.map((text) => redact(text));
    const words = clean.map(({ text }) => text || " ");
    const { reply } = await caller.send<EmbedReply>({
      ...{ provider, model, capability: "embed", purpose: options.purpose ?? "embed-mentions" },
      size: { texts: words, images: 0 },
      mostOutputTokens: 0,
      redacted: clean.reduce((sum, { redactions }) => sum + redactions.length, 0),
      signal: options.signal ?? never,
      run: (endpoint, signal) => embedEndpoint(endpoint, words, signal),
      measure: ({ usage }) => ({ usage, words: "" }),
    });
    return reply;
  };
  const { dimensions } = await send(["dimensions"]);
  return {
    model: { name: `${provider.id}/${model}`, version: String(dimensions) },
    dimensions,
    embed: async (texts) => {
      const starts = Array.from({ length: Math.ceil(texts.length / BATCH) }, (_, at) => at * BATCH);
      const vectors = new Float32Array(texts.length * dimensions);
      // The gate lets through as many at a time as the provider allows.
      await Promise.all(
        starts.map(async (start) => {
          const reply = await send(texts.slice(start, start + BATCH));
          vectors.set(reply.vectors, start * dimensions);
        }),
      );
      return vectors;
    },
  };
}
