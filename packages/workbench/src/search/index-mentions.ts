// Tells search what an analysis has understood: only mentions that it does not know as they are.
import { type Embedder, quote, type SearchableMention } from "@heed/core";
import type { EncodedMentions } from "../encoder/encode-mentions.ts";
import { beginVectors, endVectors } from "../encoder/search-vectors.ts";
import type { Workspace } from "../workspace/open-workspace.ts";

export interface IndexOptions {
  /** Makes the vectors of search by meaning; without one, search is by words. */
  readonly embedder?: Embedder;
  /** Vectors by the encoder that the user chose, which stand for the embedder's. */
  readonly encoded?: EncodedMentions | null;
  readonly signal?: AbortSignal;
}

const BATCH = 20_000;

/** Brings search up to date with all that was read. */
export async function indexMentions(
  workspace: Workspace,
  { embedder: builtIn, encoded, signal }: IndexOptions = {},
): Promise<void> {
  const embedder = encoded?.embedder ?? builtIn;
  const { search } = workspace.facts;
  if (embedder !== undefined) await beginVectors(workspace.records, encoded?.encoder ?? null);
  const outdated = new Set(await search.outdatedItems(embedder?.model));
  await search.forgetSuperseded();
  let batch: SearchableMention[] = [];
  const flush = async () => {
    signal?.throwIfAborted();
    await search.add(await withVectors(batch, embedder), embedder?.model);
    batch = [];
  };
  for await (const page of outdated.size === 0 ? [] : workspace.facts.itemFacts()) {
    for (const { item, mentions } of page) {
      if (!outdated.has(item.id)) continue;
      for (const { mention, reading } of mentions) {
        if (reading !== null) batch.push({ mention, item, reading });
      }
      if (batch.length >= BATCH) await flush();
    }
  }
  if (batch.length > 0) await flush();
  if (embedder !== undefined) await endVectors(workspace.records, encoded ?? null);
}

async function withVectors(
  mentions: readonly SearchableMention[],
  embedder: Embedder | undefined,
): Promise<readonly SearchableMention[]> {
  if (embedder === undefined || mentions.length === 0) return mentions;
  const { dimensions } = embedder;
  const vectors = await embedder.embed(
    mentions.map(({ item, mention }) => quote(item.text, mention)),
  );
  return mentions.map((mention, index) => ({
    ...mention,
    vector: vectors.subarray(index * dimensions, (index + 1) * dimensions),
  }));
}
