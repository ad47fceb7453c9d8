// How well counting guesses the next character: the baseline of the text generator.
import type { Vocabulary } from "../data/vocabulary.ts";

/**
 * Bits a character of `test` under counts of `train`: single characters, pairs and triples mixed as
 * Witten & Bell (1991) do, where a context counts the more, the fewer different successors it has.
 */
export function trigramBits(
  train: readonly string[],
  test: readonly string[],
  vocabulary: Vocabulary,
): number {
  const counts = new Map<string, Map<number, number>>();
  const sums = new Map<string, number>();
  for (const { contexts, id } of successors(train, vocabulary)) {
    for (const context of contexts) {
      const seen = counts.get(context) ?? new Map<number, number>();
      counts.set(context, seen.set(id, (seen.get(id) ?? 0) + 1));
      sums.set(context, (sums.get(context) ?? 0) + 1);
    }
  }
  let [bits, places] = [0, 0];
  for (const { contexts, id } of successors(test, vocabulary)) {
    let chance = 1 / vocabulary.size;
    for (const context of contexts) {
      const seen = counts.get(context);
      if (seen === undefined) continue;
      const sum = sums.get(context)!;
      chance = ((seen.get(id) ?? 0) + seen.size * chance) / (sum + seen.size);
    }
    bits -= Math.log2(chance);
    places += 1;
  }
  return bits / places;
}

/** Every character with what goes before it: nothing, one character, two. */
function* successors(lines: readonly string[], vocabulary: Vocabulary) {
  let [before, last] = [1, 1];
  for (const line of lines) {
    for (const letter of [...line, "\n"]) {
      const id = vocabulary.id(letter);
      yield { contexts: ["", `${last}`, `${before} ${last}`], id };
      [before, last] = [last, id];
    }
  }
}
