// The vector of what is sought, by the model that search's vectors are by; where it cannot be had, search goes by words and says why.
import { setTimeout } from "node:timers/promises";
import { type Embedder, type EncoderGap, HeedError, LOCAL_PROVIDER, Unavailable } from "@heed/core";
import { encoderNamed } from "../models/embed-texts.ts";
import { type Models, type ModelsOptions, openModels } from "../models/open-models.ts";
import type { Workspace } from "../workspace/open-workspace.ts";
import { type EncoderRecord, isSameEncoder, keptVectors, PROBE } from "./encoder-records.ts";
import { searchVectors } from "./search-vectors.ts";

/** Milliseconds that a search waits for its vector; a model in a folder may have to be read first. */
const PATIENCE = { provider: 8_000, local: 30_000 } as const;
/** For how long an encoder that did not answer is not asked again, in milliseconds. */
const LEFT_ALONE = 30_000;
const MOST_LATEST = 500;

/** By what to search. */
export interface SoughtBy {
  /** Absent where search goes by words alone. */
  readonly embedder?: Embedder;
  /** Cosine from which on a mention is near; the built-in embedder's when absent. */
  readonly least?: number;
  /** Why meaning takes no part; null where it does. */
  readonly gap: EncoderGap | null;
}

type Searched = Pick<Workspace, "records" | "hash" | "folder">;

/** Embeds questions. The same question is asked once; the answers stay in the workspace. */
export class QueryEncoder {
  readonly #workspace: Searched;
  readonly #builtIn: Embedder;
  readonly #options: Pick<ModelsOptions, "home" | "clock">;
  /** Kept open for a model in a folder, which is slow to read. */
  #local: Models | undefined;
  /** Encoders that failed, why, and until when they are not asked again. */
  readonly #leftAlone = new Map<string, { readonly until: number; readonly why: HeedError }>();
  /** Vectors of the latest questions, by their keys. */
  readonly #latest = new Map<string, Promise<Float32Array>>();

  constructor(
    workspace: Searched,
    builtIn: Embedder,
    options: Pick<ModelsOptions, "home" | "clock"> = {},
  ) {
    this.#workspace = workspace;
    this.#builtIn = builtIn;
    this.#options = options;
  }

  /**
   * By what to search for some words; never fails for want of an encoder. `isKept`: the words' vector stays in the workspace, so that
   * a count of them is the same tomorrow, whoever answers then; else it is known until the process ends.
   */
  async seek(words: string, { isKept = false } = {}): Promise<SoughtBy> {
    const vectors = await searchVectors(this.#workspace.records);
    if (vectors.by === "built-in") return { embedder: this.#builtIn, gap: null };
    if (vectors.by === "changing")
      return { gap: { code: "vectors-changing", model: vectors.choice } };
    const { encoder, least } = vectors;
    if (words.trim() === "") return { gap: null };
    try {
      const vector = await this.#vectorOf(words, encoder, isKept);
      const { model, dimensions } = encoder;
      return { embedder: { model, dimensions, embed: async () => vector }, least, gap: null };
    } catch (error) {
      if (!HeedError.is(error)) throw error;
      const code =
        error.code === "encoder-changed" || error.code === "encoder-gone"
          ? error.code
          : "encoder-unreachable";
      return { gap: { code, model: encoder.choice } };
    }
  }

  async close(): Promise<void> {
    await this.#local?.close();
    this.#local = undefined;
  }

  async #vectorOf(words: string, encoder: EncoderRecord, isKept: boolean): Promise<Float32Array> {
    const { records, hash } = this.#workspace;
    const key = hash("query-vector", encoder.model.name, encoder.model.version, words);
    const kept = (await records.kept.get("model-answer", key)) as { vector?: string } | undefined;
    if (typeof kept?.vector === "string") return unpack(kept.vector);
    const asked = this.#latest.get(key) ?? this.#askLately(words, encoder);
    this.#latest.set(key, asked);
    if (this.#latest.size > MOST_LATEST) this.#latest.delete(this.#latest.keys().next().value!);
    try {
      const vector = await asked;
      if (isKept) await records.kept.put("model-answer", key, { vector: pack(vector) });
      return vector;
    } catch (error) {
      this.#latest.delete(key);
      throw error;
    }
  }

  async #askLately(words: string, encoder: EncoderRecord): Promise<Float32Array> {
    const left = this.#leftAlone.get(encoder.choice);
    if (left !== undefined && performance.now() < left.until) throw left.why;
    try {
      return await this.#ask(words, encoder);
    } catch (error) {
      if (HeedError.is(error)) {
        const until = performance.now() + LEFT_ALONE;
        this.#leftAlone.set(encoder.choice, { until, why: error });
      }
      throw error;
    }
  }

  /** Asks for the probe beside the words, so that a model which took another's name is told before anything is compared. */
  async #ask(words: string, encoder: EncoderRecord): Promise<Float32Array> {
    const isLocal = encoder.choice.startsWith(`${LOCAL_PROVIDER}/`);
    const models = (isLocal ? this.#local : undefined) ?? (await this.#open());
    if (isLocal) this.#local = models;
    const asked = Promise.try(() => encoderNamed(models, encoder.choice))
      .then((one) => one.ask([PROBE, words], { purpose: "search", mostAttempts: 1 }))
      .finally(() => (isLocal ? undefined : models.close()));
    asked.catch(() => undefined);
    const waiting = new AbortController();
    const late = setTimeout(isLocal ? PATIENCE.local : PATIENCE.provider, null, {
      signal: waiting.signal,
      ref: false,
    }).catch(() => null);
    const given = await Promise.race([asked, late]).finally(() => waiting.abort());
    if (given === null) throw notAnswering(encoder.choice);
    const rows = keptVectors(encoder, given);
    const { dimensions } = encoder;
    if (!isSameEncoder(encoder, rows.subarray(0, dimensions)))
      throw new Unavailable("encoder-changed", `Another model answers as ${encoder.choice}.`);
    return rows.slice(dimensions, 2 * dimensions);
  }

  #open(): Promise<Models> {
    return openModels({ ...this.#options, workspace: this.#workspace });
  }
}

function notAnswering(choice: string): Unavailable {
  return new Unavailable("encoder-unreachable", `${choice} does not answer.`);
}

function pack(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString("base64");
}

function unpack(text: string): Float32Array {
  const bytes = Buffer.from(text, "base64");
  return new Float32Array(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
  );
}
