// Hashes texts into the features that the readers know: their own words and letters, and hints of the word lists.
import { hashConcepts } from "./concept-hints.ts";
import { createHashBuffer } from "./hash-buffer.ts";
import { hashHints } from "./lexicon-hints.ts";
import { foldForHashing, hashText } from "./text-hashes.ts";

/** Feature hashes of many texts: text `i` owns `hashes[offsets[i]]` to `hashes[offsets[i + 1]]`, repeats included. */
export interface HashedTexts {
  readonly hashes: Int32Array;
  readonly offsets: Int32Array;
}

/** UTF-16 units of a text that are read; a longer text is read by its beginning. */
const MOST_UNITS = 1200;

/**
 * The features of each text. Texts are cut at 1200 units.
 *
 * @param hasLetters whether character n-grams of words are among them
 */
export function hashTexts(texts: readonly string[], hasLetters = true): HashedTexts {
  const buffer = createHashBuffer();
  const offsets = new Int32Array(texts.length + 1);
  for (const [index, text] of texts.entries()) {
    const read = text.length > MOST_UNITS ? text.slice(0, MOST_UNITS) : text;
    hashText(foldForHashing(read), buffer, hasLetters);
    hashHints(read, buffer);
    hashConcepts(read, buffer);
    offsets[index + 1] = buffer.length;
  }
  return { hashes: buffer.values.slice(0, buffer.length), offsets };
}
