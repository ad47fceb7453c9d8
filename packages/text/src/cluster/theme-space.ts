// The space in which themes are found: vectors of meaning beside latent semantic analysis of the very texts.
import { shippedLexicon } from "../embed/concept-lexicon.ts";
import { embedTexts } from "../embed/create-embedder.ts";
import { DIMENSIONS } from "../embed/embedder-features.ts";
import { sparseProduct } from "../embed/kernels.ts";
import type { Vectors } from "../embed/reduce-vectors.ts";
import { normaliseRows, takeRows } from "../embed/sparse-matrix.ts";
import { foldText, tokensOf } from "../embed/tokens.ts";
import { truncatedSvd } from "../embed/truncated-svd.ts";
import { fitVectoriser, type VectorisedTexts } from "../embed/vectoriser.ts";

/** Texts with what an encoder of the user's says of them; null where the shipped embedder is to say it. */
export interface SpokenTexts {
  readonly texts: readonly string[];
  readonly vectors: Vectors | null;
}

/** Texts seen in both ways. */
export interface SeenTexts extends VectorisedTexts {
  /** Unit rows, row-major `rowCount x width`; a text without a known feature is a zero row. */
  readonly rows: Float32Array;
}

export interface ThemeSpace {
  readonly width: number;
  /** Family of each word column. */
  readonly wordFamilies: Uint8Array;
  see(spoken: SpokenTexts): SeenTexts;
}

/** What was learnt, before it is decided how much the embedder weighs. */
export interface LearntSpace {
  /** Weights of the embedder worth trying where latent directions weigh 1; the first is the usual one. */
  readonly balances: readonly number[];
  balanced(embedder: number): ThemeSpace;
  /** Texts in every way that they can be seen in, to be weighed by {@link weigh}. */
  look(spoken: SpokenTexts): LookedAt;
}

/** Texts with both parts of their rows apart. */
export interface LookedAt extends VectorisedTexts {
  readonly latent: Vectors;
  readonly embedded: Vectors;
}

/** Some of the texts. */
export function pickTexts(all: LookedAt, places: Int32Array): LookedAt {
  const pick = ({ rows, width }: Vectors): Vectors => {
    const picked = new Float32Array(places.length * width);
    for (let i = 0; i < places.length; i++)
      picked.set(rows.subarray(places[i]! * width, (places[i]! + 1) * width), i * width);
    return { rows: picked, width };
  };
  return {
    words: takeRows(all.words, places),
    weighted: takeRows(all.weighted, places),
    latent: pick(all.latent),
    embedded: pick(all.embedded),
  };
}

export interface ThemeSpaceOptions {
  readonly seed: number;
}

const LATENT_DIMENSIONS = 160;

/** Weight of concepts among a text's features, and of the embedder: when all texts share a way of writing, and when two ways meet. */
const ONE_SCRIPT = { concepts: 0.25, balances: [0.5, 1] };
const TWO_SCRIPTS = { concepts: 4, balances: [4] };
const LEAST_SECOND_SCRIPT = 0.05;

/** Learns weights and latent directions from `sample`. Features must occur in two texts (in one, below 50 texts). */
export function learnThemeSpace(spoken: SpokenTexts, options: ThemeSpaceOptions): LearntSpace {
  const sample = spoken.texts;
  const { concepts, balances } = holdsTwoScripts(sample) ? TWO_SCRIPTS : ONE_SCRIPT;
  const vectoriser = fitVectoriser(sample, {
    lexicon: shippedLexicon(),
    characters: [3, 5],
    leastTexts: sample.length < 50 ? 1 : 2,
    mostShare: 0.5,
    weights: [1, 1, concepts, 1],
  });
  const sampleSeen = vectoriser.transform(sample);
  const svd = truncatedSvd(sampleSeen.weighted, {
    rank: Math.min(LATENT_DIMENSIONS, Math.max(1, Math.floor(sample.length / 2))),
    seed: options.seed,
    powerIterations: 2,
    oversampling: 32,
  });
  const meaning = learnMeaning(spoken);
  const look = ({ texts, vectors }: SpokenTexts): LookedAt => {
    const seen = texts === sample ? sampleSeen : vectoriser.transform(texts);
    const latent = sparseProduct(seen.weighted, svd.right, svd.rank);
    normaliseRows(latent, svd.rank);
    return {
      ...seen,
      latent: { rows: latent, width: svd.rank },
      embedded: meaning.of({ texts, vectors }),
    };
  };
  return {
    balances,
    look,
    balanced: (embedder) => ({
      width: svd.rank + meaning.width,
      wordFamilies: vectoriser.wordFamilies,
      see: (more) => weigh(look(more), embedder),
    }),
  };
}

interface Meaning {
  readonly width: number;
  of(spoken: SpokenTexts): Vectors;
}

/** Mean cosine between texts above which vectors crowd around one direction; the shipped embedder's stay below 0.25. */
const CROWDED = 0.35;

/**
 * Vectors of meaning. Those of some encoders crowd around one direction, which says nothing of a text; they are seen from the mean of
 * the sample (Mu and Viswanath, 2018), so that what is near and far means the same as with the shipped embedder.
 */
function learnMeaning({ vectors: sample }: SpokenTexts): Meaning {
  if (sample === null)
    return {
      width: DIMENSIONS,
      of: ({ texts }) => ({ rows: embedTexts(texts), width: DIMENSIONS }),
    };
  const { width } = sample;
  const mean = meanRow(sample);
  if (mean.reduce((sum, value) => sum + value * value, 0) <= CROWDED)
    return { width, of: ({ vectors }) => vectors! };
  return {
    width,
    of: ({ vectors }) => {
      const rows = vectors!.rows.map((value, at) => value - mean[at % width]!);
      normaliseRows(rows, width);
      return { rows, width };
    },
  };
}

function meanRow({ rows, width }: Vectors): Float64Array {
  const mean = new Float64Array(width);
  for (let at = 0; at < rows.length; at++) mean[at % width]! += (rows[at]! * width) / rows.length;
  return mean;
}

/** Unit rows of the latent part followed by the embedder's, which weighs `embedder`. */
export function weigh(
  { words, weighted, latent, embedded }: LookedAt,
  embedder: number,
): SeenTexts {
  const width = latent.width + embedded.width;
  const count = words.rowCount;
  const rows = new Float32Array(count * width);
  for (let r = 0; r < count; r++) {
    const from = r * width;
    rows.set(latent.rows.subarray(r * latent.width, (r + 1) * latent.width), from);
    for (let k = 0; k < embedded.width; k++)
      rows[from + latent.width + k] = embedder * embedded.rows[r * embedded.width + k]!;
  }
  normaliseRows(rows, width);
  return { words, weighted, rows };
}

/** True when at least a twentieth of the texts is mostly spaced words and another mostly runs without spaces. */
function holdsTwoScripts(texts: readonly string[]): boolean {
  let spaced = 0;
  let unspaced = 0;
  for (const text of texts) {
    let balance = 0;
    for (const token of tokensOf(foldText(text)))
      balance += token.unspaced ? -2 * token.text.length : token.text.length;
    if (balance > 0) spaced++;
    else if (balance < 0) unspaced++;
  }
  return Math.min(spaced, unspaced) >= LEAST_SECOND_SCRIPT * texts.length && spaced > 0;
}
