// Encoders that the user chose: models of a provider and models in folders of this machine, asked alike.
import {
  type Embedder,
  LOCAL_PROVIDER,
  type ModelProvider,
  NotFound,
  parseModelChoice,
} from "@heed/core";
import { type EmbedReply, embedEndpoint, redact } from "@heed/text";
import { askLocalEncoder } from "./local-embedder.ts";
import type { Models } from "./open-models.ts";

/** Texts in one request. */
const BATCH = 64;
const never = new AbortController().signal;

export interface EmbedOptions {
  /** Default `embed-mentions`. */
  readonly purpose?: string;
  readonly signal?: AbortSignal;
  /** How often one request is sent at most, where sending it again may help. Default 6. */
  readonly mostAttempts?: number;
}

export interface GivenVectors {
  /** Row-major, each row of length 1. */
  readonly rows: Float32Array;
  readonly width: number;
}

/** An encoder that can be asked; nothing is sent before. */
export interface ChosenEncoder {
  /** `provider/model`, or `local/ID`. */
  readonly choice: string;
  /** Null for a model in a folder of this machine, which costs nothing. */
  readonly provider: ModelProvider | null;
  /** The provider's name of the model. */
  readonly model: string;
  /** Requests that may be under way together. */
  readonly atOnce: number;
  /** One request: private values are taken out before it is sent. */
  ask(texts: readonly string[], options?: EmbedOptions): Promise<GivenVectors>;
}

/** The encoder chosen for `embed`; null where the built-in one is at work. Others do not step in for it: vectors of two models cannot be compared. */
export function chosenEncoder(models: Pick<Models, "caller" | "local">): ChosenEncoder | null {
  const first = models.caller.options.settings.choices.embed?.[0];
  return first === undefined ? null : encoderNamed(models, `${first.provider}/${first.model}`);
}

/** An encoder by its name. @throws `encoder-gone` when its provider or folder is set up no more. */
export function encoderNamed(
  { caller, local }: Pick<Models, "caller" | "local">,
  choice: string,
): ChosenEncoder {
  const { settings } = caller.options;
  const named = parseModelChoice(choice);
  if (named?.provider === LOCAL_PROVIDER) {
    const beside = settings.localModels.find(({ id }) => id === named.model);
    if (beside === undefined) throw encoderGone(choice);
    return {
      ...{ choice, provider: null, model: named.model, atOnce: 1 },
      ask: async (texts, { signal } = {}) => {
        const clean = texts.map((text) => redact(text).text || " ");
        const { dimensions, data } = await askLocalEncoder(local, beside, clean, signal);
        return { rows: data, width: dimensions };
      },
    };
  }
  const provider = settings.providers.find(({ id }) => id === named?.provider);
  if (named === null || provider === undefined) throw encoderGone(choice);
  const { model } = named;
  return {
    ...{ choice, provider, model, atOnce: provider.concurrency },
    ask: async (texts, options = {}) => {
      const clean = texts.map((text) => redact(text));
      const words = clean.map(({ text }) => text || " ");
      const { reply } = await caller.send<EmbedReply>({
        ...{ provider, model, capability: "embed", purpose: options.purpose ?? "embed-mentions" },
        size: { texts: words, images: 0 },
        mostOutputTokens: 0,
        redacted: clean.reduce((sum, { redactions }) => sum + redactions.length, 0),
        signal: options.signal ?? never,
        ...(options.mostAttempts === undefined ? {} : { mostAttempts: options.mostAttempts }),
        run: (endpoint, signal) => embedEndpoint(endpoint, words, signal),
        measure: ({ usage }) => ({ usage, words: "" }),
      });
      return { rows: reply.vectors, width: reply.dimensions };
    },
  };
}

function encoderGone(choice: string): NotFound {
  return new NotFound("encoder-gone", `The encoder ${choice} is set up no more.`, {
    hint: "Add it again (heed models add), or choose another and analyse again: heed models use embed PROVIDER/MODEL",
    zh: {
      message: `向量模型 ${choice} 已不在设置中。`,
      hint: "请重新添加（heed models add），或选择其他模型后重新分析：heed models use embed 服务/模型",
    },
  });
}

/** The encoder chosen for `embed` behind the port of the built-in one. One short request tells the number of dimensions. */
export async function openModelEmbedder(
  models: Pick<Models, "caller" | "local">,
  options: EmbedOptions = {},
): Promise<Embedder> {
  const encoder = chosenEncoder(models);
  if (encoder === null) throw noEncoder();
  const { width: dimensions } = await encoder.ask(["dimensions"], options);
  return {
    model: { name: encoder.choice, version: String(dimensions) },
    dimensions,
    embed: async (texts) => {
      const starts = Array.from({ length: Math.ceil(texts.length / BATCH) }, (_, at) => at * BATCH);
      const vectors = new Float32Array(texts.length * dimensions);
      // The gate lets through as many at a time as the provider allows.
      await Promise.all(
        starts.map(async (start) => {
          const { rows } = await encoder.ask(texts.slice(start, start + BATCH), options);
          vectors.set(rows, start * dimensions);
        }),
      );
      return vectors;
    },
  };
}

/** Nobody was chosen for `embed`. */
export function noEncoder(): NotFound {
  return new NotFound("no-model", 'No model is chosen for "embed".', {
    hint: "Add one and choose it: heed models add PRESET, then heed models use embed PROVIDER/MODEL",
    zh: {
      message: "尚未为“embed”选择模型。",
      hint: "请先添加再选择：heed models add 预设名，然后 heed models use embed 服务/模型",
    },
  });
}
