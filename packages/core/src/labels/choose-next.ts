// Chooses what a person should label next: what the model is unsure of, unlike what was labelled and what else is asked.

/** An example without a label. */
export interface Candidate {
  readonly number: number;
  /** Unit vector of what it says or shows. */
  readonly vector: Float32Array;
  /** Probabilities of the classes; null before there is a model. */
  readonly probabilities: ArrayLike<number> | null;
}

export interface Chosen {
  readonly number: number;
  /** `unsure`: the model hesitates; `different`: unlike all that was labelled. */
  readonly why: "unsure" | "different";
}

/** How much being unsure counts against being different, once there is a model. */
const UNSURE_WEIGHT = 0.65;

/**
 * Up to `count` examples, one after another: each has the largest sum of uncertainty (entropy, in [0, 1]) and distance to
 * the nearest example that is labelled or already chosen (core-set selection: O. Sener, S. Savarese, ICLR 2018). Without a
 * model distance alone decides. Ties go to the lower number.
 */
export function chooseNext(
  candidates: readonly Candidate[],
  labelled: readonly Float32Array[],
  count: number,
): Chosen[] {
  const distance = Float64Array.from(candidates, ({ vector }) =>
    labelled.length === 0 ? 1 : nearest(vector, labelled),
  );
  const unsure = candidates.map(({ probabilities }) =>
    probabilities === null ? null : entropy(probabilities),
  );
  const isChosen = new Uint8Array(candidates.length);
  const chosen: Chosen[] = [];
  while (chosen.length < Math.min(count, candidates.length)) {
    let best = -1;
    let most = Number.NEGATIVE_INFINITY;
    for (let at = 0; at < candidates.length; at += 1) {
      if (isChosen[at] === 1) continue;
      const doubt = unsure[at];
      const worth =
        doubt === null ? distance[at] : UNSURE_WEIGHT * doubt + (1 - UNSURE_WEIGHT) * distance[at];
      if (worth > most) [best, most] = [at, worth];
    }
    isChosen[best] = 1;
    const doubt = unsure[best];
    const isUnsure =
      doubt !== null && UNSURE_WEIGHT * doubt >= (1 - UNSURE_WEIGHT) * distance[best];
    chosen.push({ number: candidates[best].number, why: isUnsure ? "unsure" : "different" });
    for (let at = 0; at < candidates.length; at += 1)
      distance[at] = Math.min(distance[at], apart(candidates[at].vector, candidates[best].vector));
  }
  return chosen;
}

function nearest(vector: Float32Array, others: readonly Float32Array[]): number {
  let least = 1;
  for (const other of others) least = Math.min(least, apart(vector, other));
  return least;
}

/** Half the cosine distance, in [0, 1]. */
function apart(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let d = 0; d < one.length; d += 1) sum += one[d] * other[d];
  return (1 - sum) / 2;
}

function entropy(probabilities: ArrayLike<number>): number {
  if (probabilities.length < 2) return 0;
  let sum = 0;
  for (let c = 0; c < probabilities.length; c += 1)
    if (probabilities[c] > 0) sum -= probabilities[c] * Math.log(probabilities[c]);
  return sum / Math.log(probabilities.length);
}
