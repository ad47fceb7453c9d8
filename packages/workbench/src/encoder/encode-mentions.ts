// Has the chosen encoder make the vectors of all mentions that have none yet: the cost is said before, what came is kept whatever happens.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import {
  costOf,
  type Embedder,
  HeedError,
  likelyTokens,
  type MentionTexts,
  mentionCount,
  mentionText,
  NO_USAGE,
  priceOf,
  quote,
} from "@heed/core";
import { runPool } from "@heed/text";
import { type LikelyCost, refuseBeyondBudget } from "../models/budget-left.ts";
import type { ChosenEncoder } from "../models/embed-texts.ts";
import type { Models } from "../models/open-models.ts";
import type { Progress } from "../progress.ts";
import type { Workspace } from "../workspace/open-workspace.ts";
import {
  type EncoderRecord,
  keptVectors,
  knownEncoder,
  loadEncoders,
  meetEncoder,
} from "./encoder-records.ts";
import { StoredVectors } from "./stored-vectors.ts";
import { RowReader, VectorFile } from "./vector-file.ts";

/** Folder of a workspace in which vectors lie. */
const FOLDER = "vectors";
/** Texts in one request; halved for good where an encoder takes fewer. */
const BATCH = 64;
/** Fewer are not asked together for good, since one text that is too long by itself is refused at any number. */
const LEAST_BATCH = 8;
/** What is left of a text that an encoder refuses for its length, in UTF-16 units. */
const SHORTENED = 400;

/** What making the vectors will likely cost. */
export interface EncodingEstimate extends LikelyCost {
  readonly model: string;
  readonly calls: number;
}

export interface EncodingOptions {
  /** Told before anything is sent; what it throws stops the analysis. */
  readonly onEstimate?: (estimate: EncodingEstimate) => void;
}

/** Makes the vectors of an analysis. */
export interface Encoding {
  /** Counts what has no vector yet. @throws `budget-too-small` when it would not fit what is left this month. */
  estimate(workspace: Workspace): Promise<EncodingEstimate>;
  /** Makes them; the encoder is asked for nothing that it made before. */
  encode(
    workspace: Workspace,
    options: { readonly signal?: AbortSignal; readonly onProgress?: Progress },
  ): Promise<EncodedMentions>;
}

/** Every mention of a workspace has a vector. */
export interface EncodedMentions {
  readonly encoder: EncoderRecord;
  /** Gives the vectors of mentions by their words; it asks nobody. */
  readonly embedder: Embedder;
  /** Some of the vectors, each of other words. */
  sample(most: number): Float32Array;
  vectorsOf(texts: MentionTexts): StoredVectors;
  close(): void;
}

/** The key of a text's vector. */
function vectorKey({ hash }: Pick<Workspace, "hash">, text: string): Buffer {
  return Buffer.from(hash("vector", text), "base64url").subarray(0, 16);
}

/** The file of an encoder's vectors. */
function vectorFile(workspace: Kept, encoder: EncoderRecord): VectorFile {
  return new VectorFile(vectorPath(workspace, encoder), encoder.dimensions);
}

type Kept = Pick<Workspace, "folder" | "hash">;

function vectorPath(workspace: Kept, { model }: EncoderRecord): string {
  return join(workspace.folder, FOLDER, workspace.hash("encoder", model.name, model.version));
}

/** Takes the vectors away of a model that is no more. */
async function dropVectors(workspace: Kept, encoder: EncoderRecord): Promise<void> {
  for (const end of [".keys", ".rows"])
    await rm(`${vectorPath(workspace, encoder)}${end}`, { force: true });
}

/** Takes the vectors away of words that are no more: after somebody is forgotten, or an import undone. */
export async function pruneVectors(workspace: Workspace): Promise<void> {
  const encoders = Object.values(await loadEncoders(workspace.records));
  if (encoders.length === 0) return;
  const living = new Set<string>();
  for await (const page of workspace.facts.itemFacts())
    for (const { item, mentions } of page)
      for (const { mention } of mentions)
        living.add(vectorKey(workspace, quote(item.text, mention)).toString("base64"));
  for (const encoder of encoders)
    vectorFile(workspace, encoder).prune((key) => living.has(key.toString("base64")));
}

export function openEncoding(
  models: Models,
  encoder: ChosenEncoder,
  { onEstimate }: EncodingOptions = {},
): Encoding {
  const estimate = async (workspace: Workspace) => {
    const likely = await estimateEncoding(workspace, encoder);
    onEstimate?.(likely);
    await refuseBeyondBudget(models, likely, { en: "Embedding", zh: "向量化" });
    return likely;
  };
  return {
    estimate,
    encode: (workspace, options) => encode(workspace, encoder, options, estimate),
  };
}

async function estimateEncoding(
  workspace: Workspace,
  { choice, provider, model }: ChosenEncoder,
): Promise<EncodingEstimate> {
  const known = await knownEncoder(workspace.records, choice);
  const file = known === null ? null : vectorFile(workspace, known);
  let [mentions, inputTokens] = [0, 0];
  try {
    for await (const { texts } of unencodedPages(workspace, file)) {
      mentions += texts.length;
      for (const text of texts) inputTokens += likelyTokens(text);
    }
  } finally {
    file?.close();
  }
  const price = provider === null ? null : priceOf(provider, model);
  return {
    ...{
      model: choice,
      mentions,
      calls: Math.ceil(mentions / BATCH),
      inputTokens,
      outputTokens: 0,
    },
    cost: price === null ? null : costOf({ ...NO_USAGE, inputTokens }, price),
    currency: price?.currency ?? null,
  };
}

/** Pages of items with the words that have no vector, each once in a page. */
async function* unencodedPages(
  workspace: Workspace,
  file: VectorFile | null,
): AsyncGenerator<{ texts: string[]; keys: Buffer[]; items: number }> {
  for await (const page of workspace.facts.itemFacts()) {
    const fresh = new Map<string, Buffer>();
    for (const { item, mentions } of page) {
      for (const { mention } of mentions) {
        const text = quote(item.text, mention);
        if (fresh.has(text)) continue;
        const key = vectorKey(workspace, text);
        if (file === null || file.rowOf(key) < 0) fresh.set(text, key);
      }
    }
    yield { texts: [...fresh.keys()], keys: [...fresh.values()], items: page.length };
  }
}

async function encode(
  workspace: Workspace,
  encoder: ChosenEncoder,
  { signal, onProgress }: Parameters<Encoding["encode"]>[1],
  estimate: Encoding["estimate"],
): Promise<EncodedMentions> {
  onProgress?.("encode", 0, await workspace.facts.countItems());
  const known = await knownEncoder(workspace.records, encoder.choice);
  const file = known === null ? null : vectorFile(workspace, known);
  // An encoder that is asked for nothing need not be there.
  if (known !== null && file !== null && !(await isAnyMissing(workspace, file)))
    return encodedMentions(workspace, known, file);
  file?.close();
  const met = await meetEncoder(workspace.records, encoder, signal === undefined ? {} : { signal });
  if (known !== null && known.generation !== met.generation) {
    await dropVectors(workspace, known);
    // Another model answers under the name: all is to be embedded, and costs more than was said.
    await estimate(workspace);
  }
  const growing = vectorFile(workspace, met);
  try {
    const limits = { most: BATCH };
    await askForMissing(workspace, growing, { encoder, met, signal, limits }, onProgress);
  } catch (error) {
    growing.close();
    throw error;
  }
  return encodedMentions(workspace, met, growing);
}

async function isAnyMissing(workspace: Workspace, file: VectorFile): Promise<boolean> {
  for await (const { texts } of unencodedPages(workspace, file)) if (texts.length > 0) return true;
  return false;
}

interface Asking {
  readonly encoder: ChosenEncoder;
  readonly met: EncoderRecord;
  readonly signal: AbortSignal | undefined;
  /** Texts in one request, as many as the encoder was seen to take. */
  readonly limits: { most: number };
}

async function askForMissing(
  workspace: Workspace,
  file: VectorFile,
  asking: Asking,
  onProgress: Progress | undefined,
): Promise<void> {
  const total = await workspace.facts.countItems();
  let done = 0;
  for await (const { texts, keys, items } of unencodedPages(workspace, file)) {
    asking.signal?.throwIfAborted();
    const batches = function* () {
      for (let from = 0, to = 0; from < texts.length; from = to) {
        to = Math.min(texts.length, from + asking.limits.most);
        yield { from, to };
      }
    };
    await runPool(batches(), asking.encoder.atOnce, ({ from, to }) =>
      askAll({ ...asking, file }, texts.slice(from, to), keys.slice(from, to)),
    );
    file.sync();
    done += items;
    onProgress?.("encode", done, total);
  }
}

/** Asks for some texts, in parts where the encoder takes no more at a time; what came is kept before more is asked. */
async function askAll(
  asking: Asking & { readonly file: VectorFile },
  texts: readonly string[],
  keys: readonly Buffer[],
): Promise<void> {
  const { encoder, met, signal, limits, file } = asking;
  const ask = async (some: readonly string[]) => {
    const given = await encoder.ask(some, signal === undefined ? {} : { signal });
    file.append(keys, keptVectors(met, given));
  };
  try {
    return await ask(texts);
  } catch (error) {
    if (!HeedError.is(error) || error.code !== "request-refused") throw error;
    if (texts.length === 1 && texts[0]!.length <= SHORTENED) throw error;
  }
  if (texts.length === 1) return ask([texts[0]!.slice(0, SHORTENED)]);
  const half = Math.ceil(texts.length / 2);
  await askAll(asking, texts.slice(0, half), keys.slice(0, half));
  limits.most = Math.min(limits.most, Math.max(half, LEAST_BATCH));
  await askAll(asking, texts.slice(half), keys.slice(half));
}

function encodedMentions(
  workspace: Workspace,
  encoder: EncoderRecord,
  file: VectorFile,
): EncodedMentions {
  const { model, dimensions } = encoder;
  const reader = new RowReader(file.path, dimensions);
  const rowOf = (text: string): number => {
    const row = file.rowOf(vectorKey(workspace, text));
    if (row < 0) throw new Error("A mention came after the vectors were made.");
    return row;
  };
  return {
    encoder,
    embedder: { model, dimensions, embed: async (texts) => reader.read(texts.map(rowOf)) },
    sample: (most) => reader.read(file.drawRows(most)),
    vectorsOf: (texts) => {
      const rows = Int32Array.from({ length: mentionCount(texts) }, (_, place) =>
        rowOf(mentionText(texts, place)),
      );
      return new StoredVectors(model, { path: file.path, dimensions, rows });
    },
    close: () => {
      reader.close();
      file.close();
    },
  };
}
