// Tokens as numbers: 0 is padding, 1 a token that training has not seen often enough.
import { tensorColumn } from "@heed/nn";

/** Numbers of tokens. */
export type Vocabulary = {
  readonly size: number;
  /** The token of each number; padding and unknown tokens are "". */
  readonly tokens: readonly string[];
  id(token: string): number;
};

/** Takes up every token that occurs at least `least` times. */
export function vocabularyOf(texts: readonly (readonly string[])[], least: number): Vocabulary {
  const counts = new Map<string, number>();
  for (const token of texts.flat()) counts.set(token, (counts.get(token) ?? 0) + 1);
  const known = [...counts].filter(([, times]) => times >= least).map(([token]) => token);
  const tokens = ["", "", ...known.sort()];
  const ids = new Map(tokens.map((token, at) => [token, at]));
  return { size: tokens.length, tokens, id: (token) => ids.get(token) || 1 };
}

/** Texts as rows of `length` numbers, cut off or filled up with 0. */
export function tokenColumn(
  texts: readonly (readonly string[])[],
  vocabulary: Vocabulary,
  length: number,
) {
  const ids = new Int32Array(texts.length * length);
  for (const [row, tokens] of texts.entries()) {
    for (const [at, token] of tokens.slice(0, length).entries()) {
      ids[row * length + at] = vocabulary.id(token);
    }
  }
  return tensorColumn(ids, [length]);
}
