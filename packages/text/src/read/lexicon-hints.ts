// What the word lists and patterns say of a text, as features beside its own words.
import { decideKind, findCues } from "../classify/decide-kind.ts";
import { foldForReading } from "../classify/fold-for-reading.ts";
import { scoreSentiment } from "../classify/score-sentiment.ts";
import { type HashBuffer, mixHash, pushHash } from "./hash-buffer.ts";

const SEED = 0x3b9f12;
/** Bounds between the steps of evidence. */
const STEPS = [0.05, 0.3, 0.55, 0.8, 1.2, 1.8, 2.8, 4.5] as const;

/**
 * Appends hints of the rule reader's lists: how much evidence stands on either side, their difference, which patterns
 * hold, and the kind that the rules would give. They carry what people know of words that no training text has.
 */
export function hashHints(text: string, into: HashBuffer): void {
  const folded = foldForReading(text);
  const cues = findCues(folded);
  const found = scoreSentiment(folded);
  const kind = KIND_NUMBERS[decideKind(folded, cues, found)];
  const difference = found.positive - found.negative;
  const side = stepOf(Math.abs(difference)) * (difference < 0 ? -1 : 1);
  hint(into, 0, stepOf(found.positive));
  hint(into, 1, stepOf(found.negative));
  hint(into, 2, side);
  hint(into, 3, kind);
  hint(into, 4, kind * 64 + Math.sign(side));
  let flags = 0;
  let bit = 1;
  for (const holds of Object.values(cues)) {
    if (holds) {
      hint(into, 5, bit);
      flags |= bit;
    }
    bit *= 2;
  }
  hint(into, 6, flags);
  hint(into, 7, Math.min(Math.round(2 * Math.log2(folded.length + 1)), 20));
  hint(into, 8, flags * 8 + Math.sign(side) + 1);
}

function hint(into: HashBuffer, family: number, value: number): void {
  pushHash(into, mixHash(Math.imul(SEED + family, 0x9e3779b1) ^ (value + 1000)));
}

function stepOf(amount: number): number {
  let step = 0;
  while (step < STEPS.length && amount >= STEPS[step]!) step += 1;
  return step;
}

const KIND_NUMBERS = {
  bug: 1,
  request: 2,
  complaint: 3,
  praise: 4,
  question: 5,
  other: 6,
} as const;
