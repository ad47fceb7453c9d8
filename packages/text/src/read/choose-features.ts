// Chooses which hashed features a model learns: those whose presence tells most about the class.
import type { HashedTexts } from "./hash-texts.ts";

/** Hashed texts with their class numbers. */
export interface LabelledTexts {
  readonly texts: HashedTexts;
  readonly labels: Int32Array;
  /** How much each text counts; 1 each when absent. */
  readonly weights?: Float32Array;
}

export interface ChosenFeatures {
  readonly hashes: Int32Array;
  /** Row-major features x classes: log-odds of each class given the feature against without it, smoothed. */
  readonly evidence: Float32Array;
}

/** How many features are kept and how often one must occur. */
export interface FeatureChoice {
  readonly mostFeatures: number;
  /** Least number of texts with the feature. */
  readonly leastTexts: number;
}

/**
 * The features with the greatest log-likelihood ratio G^2 = 2 sum O ln(O / E) between presence and class (Dunning, 1993),
 * ties broken by hash. Their evidence is `ln p(f|c) - ln p(f|not c)`, smoothed by one (Wang and Manning, 2012, section 2.3).
 */
export function chooseFeatures(
  { texts, labels, weights }: LabelledTexts,
  classes: number,
  { mostFeatures, leastTexts }: FeatureChoice,
): ChosenFeatures {
  const counts = countFeatures(texts, labels, weights, classes);
  const { hashes, perClass, texts: occurrences, sizes } = counts;
  const kept: number[] = [];
  const gains = new Float64Array(hashes.length);
  for (let feature = 0; feature < hashes.length; feature += 1) {
    if (occurrences[feature]! < leastTexts) continue;
    gains[feature] = likelihoodRatio(perClass, feature * classes, sizes);
    kept.push(feature);
  }
  kept.sort((a, b) => gains[b]! - gains[a]! || hashes[a]! - hashes[b]!);
  kept.length = Math.min(kept.length, mostFeatures);
  const evidence = new Float32Array(kept.length * classes);
  for (const [row, feature] of kept.entries()) {
    evidence.set(evidenceOf(perClass, feature * classes, sizes), row * classes);
  }
  return { hashes: Int32Array.from(kept, (feature) => hashes[feature]!), evidence };
}

interface Counts {
  readonly hashes: Int32Array;
  /** Features x classes: weight of the texts of the class with the feature. */
  readonly perClass: Float64Array;
  /** Number of texts with the feature. */
  readonly texts: Int32Array;
  /** Weight of the texts of each class. */
  readonly sizes: Float64Array;
}

function countFeatures(
  { hashes, offsets }: HashedTexts,
  labels: Int32Array,
  weights: Float32Array | undefined,
  classes: number,
): Counts {
  const places = new Map<number, number>();
  let perClass = new Float64Array(2 ** 16 * classes);
  let occurrences = new Int32Array(2 ** 16);
  let seenBy = new Int32Array(2 ** 16).fill(-1);
  const sizes = new Float64Array(classes);
  for (let index = 0; index < labels.length; index += 1) {
    const weight = weights?.[index] ?? 1;
    sizes[labels[index]!]! += weight;
    for (let at = offsets[index]!; at < offsets[index + 1]!; at += 1) {
      const hash = hashes[at]!;
      let place = places.get(hash);
      if (place === undefined) {
        place = places.size;
        places.set(hash, place);
        if (place === occurrences.length) {
          perClass = doubled(perClass, new Float64Array(perClass.length * 2));
          occurrences = doubled(occurrences, new Int32Array(occurrences.length * 2));
          seenBy = doubled(seenBy, new Int32Array(seenBy.length * 2).fill(-1));
        }
      }
      if (seenBy[place] === index) continue;
      seenBy[place] = index;
      occurrences[place]! += 1;
      perClass[place * classes + labels[index]!]! += weight;
    }
  }
  return { hashes: Int32Array.from(places.keys()), perClass, texts: occurrences, sizes };
}

function doubled<Numbers extends Float64Array | Int32Array>(from: Numbers, into: Numbers): Numbers {
  into.set(from);
  return into;
}

function likelihoodRatio(perClass: Float64Array, from: number, sizes: Float64Array): number {
  let present = 0;
  let all = 0;
  for (let label = 0; label < sizes.length; label += 1) {
    present += perClass[from + label]!;
    all += sizes[label]!;
  }
  let sum = 0;
  for (let label = 0; label < sizes.length; label += 1) {
    const size = sizes[label]!;
    if (size === 0) continue;
    const here = perClass[from + label]!;
    const absent = size - here;
    if (here > 0) sum += here * Math.log((here * all) / (size * present));
    if (absent > 1e-9) sum += absent * Math.log((absent * all) / (size * (all - present)));
  }
  return 2 * sum;
}

function evidenceOf(perClass: Float64Array, from: number, sizes: Float64Array): number[] {
  const present = sizes.reduce((sum, _, label) => sum + perClass[from + label]!, 0);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return Array.from(sizes, (size, label) => {
    const here = perClass[from + label]!;
    return Math.log((here + 1) / (size + 2)) - Math.log((present - here + 1) / (all - size + 2));
  });
}
