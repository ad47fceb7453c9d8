// Which encoder the vectors of search are by, and how near to a question is near with it.
import type { ModelName, RecordStore } from "@heed/core";
import type { EncodedMentions } from "./encode-mentions.ts";
import { type EncoderRecord, loadEncoders } from "./encoder-records.ts";

/** What search knows of its vectors. */
export type SearchVectors =
  | { readonly by: "built-in" }
  /** An analysis began to write other vectors and did not come to an end yet. */
  | { readonly by: "changing"; readonly choice: string | null }
  | { readonly by: "encoder"; readonly encoder: EncoderRecord; readonly least: number };

/** Under this setting a workspace keeps whose vectors search holds; without it they are the built-in embedder's. */
const VECTORS = "search-vectors";
const MOST_SAMPLED = 600;
/** Share of pairs of a workspace's texts that pass the least similarity: with the built-in embedder 0.3 to 4 of a hundred do. */
const SHARE_NEAR = 0.02;
const FEWEST_PAIRS = 45;
/** Where too few pairs tell. */
const USUAL_LEAST = 0.55;
/** Texts that say the same are near with every encoder. */
const MOST_LEAST = 0.95;

type Records = Pick<RecordStore, "setting" | "saveSetting">;
type Saved =
  | { readonly by: "built-in" }
  | { readonly by: "changing"; readonly choice: string | null }
  | {
      readonly by: "encoder";
      readonly choice: string;
      readonly version: string;
      readonly least: number;
    };

export async function searchVectors(records: Records): Promise<SearchVectors> {
  const text = await records.setting(VECTORS);
  const saved = text === null ? ({ by: "built-in" } as const) : (JSON.parse(text) as Saved);
  if (saved.by !== "encoder") return saved;
  const encoder = (await loadEncoders(records))[saved.choice];
  // Another model was met under the name, so nothing can be compared with what is there.
  if (encoder?.model.version !== saved.version) return { by: "changing", choice: saved.choice };
  return { by: "encoder", encoder, least: saved.least };
}

/** Says that search's vectors are being replaced, where they are by another model. */
export async function beginVectors(records: Records, next: EncoderRecord | null): Promise<void> {
  const now = await searchVectors(records);
  const isSame =
    next === null
      ? now.by === "built-in"
      : now.by === "encoder" && sameModel(now.encoder.model, next.model);
  if (!isSame) await save(records, { by: "changing", choice: next?.choice ?? null });
}

/** Says that all of search's vectors are by one model. */
export async function endVectors(records: Records, by: EncodedMentions | null): Promise<void> {
  if (by === null) return save(records, { by: "built-in" });
  const { choice, model, dimensions } = by.encoder;
  const least = leastSimilarity(by.sample(MOST_SAMPLED), dimensions);
  await save(records, { by: "encoder", choice, version: model.version, least });
}

/**
 * Cosine from which on two texts are nearer than chance makes them: two in a hundred pairs of the workspace's own texts reach it.
 * Encoders differ too much for one number: unrelated texts are at 0 with one and at 0.7 with another. In [-1, 0.95].
 */
export function leastSimilarity(vectors: Float32Array, dimensions: number): number {
  const count = vectors.length / dimensions;
  const cosines = new Float64Array((count * (count - 1)) / 2);
  if (cosines.length < FEWEST_PAIRS) return USUAL_LEAST;
  let pair = 0;
  for (let one = 0; one < count; one += 1) {
    for (let other = one + 1; other < count; other += 1) {
      let sum = 0;
      for (let at = 0; at < dimensions; at += 1)
        sum += vectors[one * dimensions + at]! * vectors[other * dimensions + at]!;
      cosines[pair++] = sum;
    }
  }
  cosines.sort();
  const least = cosines[Math.floor((1 - SHARE_NEAR) * (cosines.length - 1))]!;
  return Math.round(Math.min(MOST_LEAST, least) * 1e4) / 1e4;
}

async function save(records: Records, saved: Saved): Promise<void> {
  await records.saveSetting(VECTORS, JSON.stringify(saved));
}

function sameModel(some: ModelName, other: ModelName): boolean {
  return some.name === other.name && some.version === other.version;
}
