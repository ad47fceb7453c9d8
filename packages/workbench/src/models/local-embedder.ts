// A local sentence encoder behind the same port as the built-in one, and how the two compare.
import { type Embedder, type LocalModel, Unavailable } from "@heed/core";
import { type McNemar, mcnemar, type Outcome } from "@heed/stats";
import type { LocalModels } from "./local-models.ts";

/** Texts at a time: more gain no speed, and hold more memory. */
const BATCH = 32;

/** A local encoder: the mean of its token vectors, at length 1. */
export async function openLocalEmbedder(
  local: LocalModels,
  model: LocalModel,
  signal?: AbortSignal,
): Promise<Embedder> {
  const ask = (texts: readonly string[]) => askLocalEncoder(local, model, texts, signal);
  const { dimensions } = await ask(["dimensions"]);
  return {
    model: { name: `local/${model.id}`, version: model.precision },
    dimensions,
    embed: async (texts) => {
      const vectors = new Float32Array(texts.length * dimensions);
      for (let at = 0; at < texts.length; at += BATCH)
        vectors.set((await ask(texts.slice(at, at + BATCH))).data, at * dimensions);
      return vectors;
    },
  };
}

/** Vectors of some texts, each of length 1. */
export async function askLocalEncoder(
  local: LocalModels,
  model: LocalModel,
  texts: readonly string[],
  signal?: AbortSignal,
): Promise<{ readonly dimensions: number; readonly data: Float32Array }> {
  const { dims, data } = await local.run<{ dims: number[]; data: Float32Array }>(
    model,
    texts,
    { pooling: "mean", normalize: true },
    signal,
  );
  if (dims.length !== 2 || dims[0] !== texts.length)
    throw new Unavailable("local-model-failed", `local/${model.id} made no vector a text.`);
  return { dimensions: dims[1]!, data };
}

/** A sentence in both languages. */
export interface SentencePair {
  readonly en: string;
  readonly zh: string;
}

export interface EncoderReport {
  readonly model: string;
  /** Share of sentences whose own translation is the nearest of all, both ways. */
  readonly found: number;
  /** Texts a second. */
  readonly perSecond: number;
}

export interface EncoderComparison {
  readonly pairs: number;
  readonly first: EncoderReport;
  readonly second: EncoderReport;
  /** Whether the difference may be chance. */
  readonly test: Outcome<McNemar>;
}

/** Compares two encoders by how often they find a sentence's translation among all of them. */
export async function compareEncoders(
  first: Embedder,
  second: Embedder,
  pairs: readonly SentencePair[],
  now: () => number,
): Promise<EncoderComparison> {
  const [a, b] = [
    await findTranslations(first, pairs, now),
    await findTranslations(second, pairs, now),
  ];
  const counts = { bothRight: 0, onlyFirstRight: 0, onlySecondRight: 0, bothWrong: 0 };
  a.right.forEach((isRight, at) => {
    const other = b.right[at]!;
    if (isRight) counts[other ? "bothRight" : "onlyFirstRight"] += 1;
    else counts[other ? "onlySecondRight" : "bothWrong"] += 1;
  });
  return { pairs: pairs.length, first: a.report, second: b.report, test: mcnemar(counts) };
}

async function findTranslations(
  embedder: Embedder,
  pairs: readonly SentencePair[],
  now: () => number,
): Promise<{ right: boolean[]; report: EncoderReport }> {
  // Opening a model is not part of its speed.
  await embedder.embed(["warm"]);
  const beganAt = now();
  const en = await embedder.embed(pairs.map((pair) => pair.en));
  const zh = await embedder.embed(pairs.map((pair) => pair.zh));
  const seconds = Math.max(1e-3, (now() - beganAt) / 1000);
  const right = [
    ...nearestIsOwn(en, zh, embedder.dimensions),
    ...nearestIsOwn(zh, en, embedder.dimensions),
  ];
  const found = right.filter(Boolean).length / Math.max(1, right.length);
  return {
    right,
    report: { model: embedder.model.name, found, perSecond: (pairs.length * 2) / seconds },
  };
}

function nearestIsOwn(from: Float32Array, to: Float32Array, dimensions: number): boolean[] {
  const count = from.length / dimensions;
  return Array.from({ length: count }, (_, row) => {
    let best = -1;
    let highest = -Infinity;
    for (let other = 0; other < count; other += 1) {
      let product = 0;
      for (let at = 0; at < dimensions; at += 1)
        product += from[row * dimensions + at]! * to[other * dimensions + at]!;
      if (product > highest) [highest, best] = [product, other];
    }
    return best === row;
  });
}
