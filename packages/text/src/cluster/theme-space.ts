// The space in which themes are found: the shipped embedder beside latent semantic analysis of the very texts.
import { shippedLexicon } from "../embed/concept-lexicon.ts";
import { embedTexts } from "../embed/create-embedder.ts";
import { DIMENSIONS } from "../embed/embedder-features.ts";
import { sparseProduct } from "../embed/kernels.ts";
import { normaliseRows, takeRows } from "../embed/sparse-matrix.ts";
import { foldText, tokensOf } from "../embed/tokens.ts";
import { truncatedSvd } from "../embed/truncated-svd.ts";
import { fitVectoriser, type VectorisedTexts } from "../embed/vectoriser.ts";

/** Texts seen in both ways. */
export interface SeenTexts extends VectorisedTexts {
  /** Unit rows, row-major `rowCount x width`; a text without a known feature is a zero row. */
  readonly rows: Float32Array;
}

export interface ThemeSpace {
  readonly width: number;
  /** Family of each word column. */
  readonly wordFamilies: Uint8Array;
  see(texts: readonly string[]): SeenTexts;
}

/** What was learnt, before it is decided how much the embedder weighs. */
export interface LearntSpace {
  /** Weights of the embedder worth trying where latent directions weigh 1; the first is the usual one. */
  readonly balances: readonly number[];
  balanced(embedder: number): ThemeSpace;
  /** Texts in every way that they can be seen in, to be weighed by {@link weigh}. */
  look(texts: readonly string[]): LookedAt;
}

/** Texts with both parts of their rows apart. */
export interface LookedAt extends VectorisedTexts {
  readonly latent: Part;
  readonly embedded: Part;
}

interface Part {
  readonly rows: Float32Array;
  readonly width: number;
}

/** Some of the texts. */
export function pickTexts(all: LookedAt, places: Int32Array): LookedAt {
  const pick = ({ rows, width }: Part): Part => {
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
export function learnThemeSpace(
  sample: readonly string[],
  options: ThemeSpaceOptions,
): LearntSpace {
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
  const look = (texts: readonly string[]): LookedAt => {
    const seen = texts === sample ? sampleSeen : vectoriser.transform(texts);
    const latent = sparseProduct(seen.weighted, svd.right, svd.rank);
    normaliseRows(latent, svd.rank);
    return {
      ...seen,
      latent: { rows: latent, width: svd.rank },
      embedded: { rows: embedTexts(texts), width: DIMENSIONS },
    };
  };
  return {
    balances,
    look,
    balanced: (embedder) => ({
      width: svd.rank + DIMENSIONS,
      wordFamilies: vectoriser.wordFamilies,
      see: (texts) => weigh(look(texts), embedder),
    }),
  };
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
