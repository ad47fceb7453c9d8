// Recipes for texts: words alone as the baseline, words with meaning for few labels, a network for many.
import {
  createEmbedder,
  type HashedTexts,
  hashTexts,
  openShareReader,
  openTextClassifier,
  type ShareReader,
  trainTextClassifier,
} from "@heed/text";
import { type FeatureRows, RowBuilder } from "./feature-rows.ts";
import { type FittedFeatures, linearRecipe } from "./linear-recipe.ts";
import {
  bytesOf,
  type Fitted,
  floatsOf,
  integersOf,
  jsonBytes,
  jsonOf,
  type Recipe,
  type TaskDoor,
} from "./recipe.ts";

/** Texts with all that recipes read of them. */
export interface ReadyTexts {
  readonly texts: readonly string[];
  readonly hashed: HashedTexts;
  /** Unit vectors of the built-in embedder. */
  readonly vectors: Float32Array;
  /** What the built-in reader says: three sentiments and six kinds. */
  readonly shares: Float32Array;
}

const DIMENSIONS = createEmbedder().dimensions;
const SHARES = 9;
/** Weights of all features at most; bounds memory. */
const MOST_WEIGHTS = 4_000_000;
const MOST_WORDS = 60_000;
/** From so many texts on a word has to occur twice. */
const ENOUGH_TEXTS = 200;
/** Examples and examples a class from which the network is worth trying. */
const LEAST_FOR_NETWORK = 300;
const LEAST_IN_CLASS = 20;
const PART = 2_000;

let shareReader: Promise<ShareReader> | undefined;

/** Scale of each family of features beside the words. */
interface Families {
  readonly meaning: number;
  readonly reader: number;
}

export const TEXT_TASK: TaskDoor<ReadyTexts> = {
  task: "text",
  recipes: [
    wordsRecipe("words", { meaning: 0, reader: 0 }, [10]),
    wordsRecipe("meaning", { meaning: 1, reader: 0 }, [1, 10, 100]),
    wordsRecipe("reader", { meaning: 1, reader: 1 }, [1, 10, 100]),
    networkRecipe(),
  ],
  prepare: async (inputs, { signal, onProgress }) => {
    const texts = inputs.map(({ text }) => text ?? "");
    const embedder = createEmbedder();
    shareReader ??= openShareReader();
    const readShares = await shareReader;
    const vectors = new Float32Array(texts.length * DIMENSIONS);
    const shares = new Float32Array(texts.length * SHARES);
    for (let from = 0; from < texts.length; from += PART) {
      signal?.throwIfAborted();
      const part = texts.slice(from, from + PART);
      vectors.set(await embedder.embed(part), from * DIMENSIONS);
      const { sentiments, kinds } = await readShares(part);
      for (let at = 0; at < part.length; at += 1) {
        shares.set(sentiments.subarray(at * 3, at * 3 + 3), (from + at) * SHARES);
        shares.set(kinds.subarray(at * 6, at * 6 + 6), (from + at) * SHARES + 3);
      }
      onProgress?.(from + part.length, texts.length);
    }
    return { texts, hashed: hashTexts(texts), vectors, shares };
  },
  vectors: ({ vectors }) => ({ data: vectors, dimensions: DIMENSIONS }),
};

function wordsRecipe(
  name: string,
  families: Families,
  strengths: readonly number[],
): Recipe<ReadyTexts> {
  return linearRecipe<ReadyTexts>({
    ...{ name, isBaseline: name === "words", strengths },
    fitFeatures: (ready, rows, _labels, classes) =>
      wordFeatures(chooseWords(ready.hashed, rows, classes), families),
    openFeatures: (parts) =>
      wordFeatures(
        { hashes: integersOf(parts.words), weights: floatsOf(parts.rarity) },
        jsonOf<Families>(parts.families),
      ),
  });
}

/** Words that are known, and how much each weighs by its rarity. */
interface KnownWords {
  readonly hashes: Int32Array;
  readonly weights: Float32Array;
}

/** The most frequent words of the training texts; rarity is ln((1 + n) / (1 + texts with it)) + 1. */
function chooseWords(
  { hashes, offsets }: HashedTexts,
  rows: Int32Array,
  classes: number,
): KnownWords {
  const counts = new Map<number, number>();
  const own = new Set<number>();
  for (const row of rows) {
    own.clear();
    for (let k = offsets[row]; k < offsets[row + 1]; k += 1) own.add(hashes[k]);
    for (const hash of own) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  }
  const least = rows.length >= ENOUGH_TEXTS ? 2 : 1;
  const most = Math.min(MOST_WORDS, Math.floor(MOST_WEIGHTS / classes));
  const chosen = [...counts]
    .filter(([, count]) => count >= least)
    .sort(([a, x], [b, y]) => y - x || a - b)
    .slice(0, most);
  return {
    hashes: Int32Array.from(chosen, ([hash]) => hash),
    weights: Float32Array.from(
      chosen,
      ([, count]) => Math.log((1 + rows.length) / (1 + count)) + 1,
    ),
  };
}

function wordFeatures(words: KnownWords, families: Families): FittedFeatures<ReadyTexts> {
  const place = new Map(Array.from(words.hashes, (hash, at) => [hash, at]));
  return {
    rowsOf: (ready, rows) => rowsOfTexts(ready, rows, words, place, families),
    parts: () => ({
      words: bytesOf(words.hashes),
      rarity: bytesOf(words.weights),
      families: jsonBytes(families),
    }),
  };
}

function rowsOfTexts(
  { hashed: { hashes, offsets }, vectors, shares }: ReadyTexts,
  rows: Int32Array,
  words: KnownWords,
  place: ReadonlyMap<number, number>,
  { meaning, reader }: Families,
): FeatureRows {
  const builder = new RowBuilder();
  const from = words.hashes.length;
  const counts = new Map<number, number>();
  for (const row of rows) {
    counts.clear();
    for (let k = offsets[row]; k < offsets[row + 1]; k += 1) {
      const column = place.get(hashes[k]);
      if (column !== undefined) counts.set(column, (counts.get(column) ?? 0) + 1);
    }
    let squares = 0;
    for (const [column, count] of counts) {
      const value = (1 + Math.log(count)) * words.weights[column];
      counts.set(column, value);
      squares += value * value;
    }
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (const [column, value] of counts) builder.add(column, value * scale);
    if (meaning > 0) {
      for (let d = 0; d < DIMENSIONS; d += 1)
        builder.add(from + d, meaning * vectors[row * DIMENSIONS + d]);
    }
    if (reader > 0) {
      for (let d = 0; d < SHARES; d += 1)
        builder.add(from + DIMENSIONS + d, reader * shares[row * SHARES + d]);
    }
    builder.endRow();
  }
  return builder.rows(from + DIMENSIONS + SHARES);
}

/** The network of the built-in readers, trained on the labels alone. */
function networkRecipe(): Recipe<ReadyTexts> {
  const opened = async (bytes: Uint8Array, classes: number): Promise<Fitted<ReadyTexts>> => {
    const classifier = await openTextClassifier(bytes);
    // Classes stand under their numbers; one that no training text had is missing.
    const places = classifier.labels.map(Number);
    return {
      parts: () => ({ network: bytes }),
      predict: async ({ texts }, rows) => {
        const shares = await classifier.probabilities(Array.from(rows, (row) => texts[row]));
        const all = new Float32Array(rows.length * classes);
        for (let at = 0; at < rows.length; at += 1) {
          for (const [k, place] of places.entries())
            all[at * classes + place] = shares[at * places.length + k];
        }
        return all;
      },
    };
  };
  return {
    ...{ name: "network", isBaseline: false, isQuick: false },
    fits: (examples, classes) =>
      examples >= LEAST_FOR_NETWORK && examples >= LEAST_IN_CLASS * classes,
    seconds: (examples, classes) => 2 + examples * (0.004 + 0.0002 * classes),
    fit: async ({ texts }, rows, labels, classes, { seed, signal, onStep }) => {
      const examples = Array.from(rows, (row, at) => ({
        text: texts[row],
        label: String(labels[at]),
      }));
      const { bytes } = await trainTextClassifier(examples, {
        recipe: { seed },
        ...(signal && { signal }),
        onEpoch: (epoch, loss) => onStep?.(epoch, loss, null),
      });
      return opened(bytes, classes);
    },
    open: async ({ network }, classes) => opened(network, classes),
  };
}
