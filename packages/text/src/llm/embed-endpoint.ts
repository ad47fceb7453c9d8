// Vectors of texts from an endpoint that speaks the OpenAI wire.
import { type ModelUsage, Unavailable, Unsupported } from "@heed/core";
import { hostOf, type ModelEndpoint } from "./endpoint.ts";
import { describeModelFailure } from "./model-failure.ts";

/** What 32-bit floats may be off from length 1. */
const ROUNDING = 1e-5;

export interface EmbedReply {
  /** Row-major, `texts.length x dimensions`, each row of length 1. */
  readonly vectors: Float32Array;
  readonly dimensions: number;
  readonly usage: ModelUsage | null;
}

/** Asks once for the vectors of some texts. */
export async function embedEndpoint(
  endpoint: ModelEndpoint,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<EmbedReply> {
  if (endpoint.kind === "anthropic")
    throw new Unsupported("no-embeddings", "Anthropic's wire makes no vectors.", {
      hint: "Choose a model of another provider: heed models use embed PROVIDER/MODEL",
      zh: {
        message: "Anthropic 的协议不提供向量。",
        hint: "请选择其他服务的模型：heed models use embed 服务/模型",
      },
    });
  try {
    const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
    const { baseUrl: baseURL, apiKey, fetch } = endpoint;
    const provider = createOpenAICompatible({
      name: "heed",
      baseURL,
      fetch,
      ...(apiKey === null ? {} : { apiKey }),
    });
    const { embeddings, usage } = await provider
      .embeddingModel(endpoint.model)
      .doEmbed({ values: [...texts], abortSignal: signal });
    const vectors = unitRows(embeddings, texts.length, hostOf(endpoint));
    const used =
      usage === undefined
        ? null
        : { inputTokens: usage.tokens, cachedInputTokens: 0, outputTokens: 0, seconds: 0 };
    return {
      ...vectors,
      usage: used === null ? null : { ...used, isEstimate: false },
    };
  } catch (error) {
    signal.throwIfAborted();
    throw describeModelFailure(error, endpoint);
  }
}

function unitRows(rows: readonly (readonly number[])[], count: number, host: string) {
  const dimensions = rows[0]?.length ?? 0;
  if (rows.length !== count || dimensions === 0 || rows.some((row) => row.length !== dimensions))
    throw new Unavailable(
      "answer-unusable",
      `${host} answered with ${rows.length} vectors, expected ${count} of one length.`,
    );
  const vectors = new Float32Array(count * dimensions);
  rows.forEach((row, index) => {
    const length = Math.hypot(...row);
    if (!(length > 0) || !Number.isFinite(length))
      throw new Unavailable("answer-unusable", `${host} answered with a vector of no length.`);
    // What has length 1 already is kept to the bit.
    const scale = Math.abs(length - 1) < ROUNDING ? 1 : 1 / length;
    vectors.set(
      row.map((value) => value * scale),
      index * dimensions,
    );
  });
  return { vectors, dimensions };
}
