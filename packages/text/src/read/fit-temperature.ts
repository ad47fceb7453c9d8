// Makes stated probabilities honest: one number that all class scores are divided by.

const LEAST = 0.2;
const MOST = 5;
const ROUNDS = 60;

/**
 * The temperature with the least mean of -ln p(label) when scores are divided by it (Guo et al., 2017, section 4.2), by
 * golden-section search on its logarithm between 0.2 and 5. Scores are taken as ln p; 1 without examples.
 *
 * @param probabilities row-major examples x classes
 */
export function fitTemperature(
  probabilities: Float32Array,
  labels: Int32Array,
  classes: number,
): number {
  if (labels.length === 0) return 1;
  const scores = Float64Array.from(probabilities, (share) => Math.log(Math.max(share, 1e-12)));
  const loss = (logarithm: number) => meanLoss(scores, labels, classes, Math.exp(logarithm));
  const ratio = (Math.sqrt(5) - 1) / 2;
  let low = Math.log(LEAST);
  let high = Math.log(MOST);
  for (let round = 0; round < ROUNDS; round += 1) {
    const span = ratio * (high - low);
    if (loss(high - span) < loss(low + span)) high = low + span;
    else low = high - span;
  }
  return Math.exp((low + high) / 2);
}

function meanLoss(
  scores: Float64Array,
  labels: Int32Array,
  classes: number,
  temperature: number,
): number {
  let sum = 0;
  for (const [example, label] of labels.entries()) {
    let total = 0;
    for (let at = 0; at < classes; at += 1) {
      total += Math.exp(scores[example * classes + at]! / temperature);
    }
    sum += Math.log(total) - scores[example * classes + label]! / temperature;
  }
  return sum / labels.length;
}
