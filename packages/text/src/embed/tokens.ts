// Cuts any language into tokens: words where spaces part them, runs of characters where none do.

/** One token of a folded text; `unspaced` is a run written without spaces (Han, kana, Thai, Lao, Khmer, Burmese). */
export interface Token {
  readonly text: string;
  readonly unspaced: boolean;
}

/** Compatibility-composed and lower-cased: a view for matching, never stored. */
export function foldText(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

const NONE = 0;
const WORD = 1;
const UNSPACED = 2;
const APOSTROPHE = 3;
const SUFFIX = 4;

let classes: Uint8Array | null = null;

/** The class of every UTF-16 unit, filled once; surrogates (mostly emoji) belong to no token. */
function characterClasses(): Uint8Array {
  if (classes !== null) return classes;
  const table = new Uint8Array(65536);
  const word = /[\p{L}\p{N}\p{M}_]/u;
  const unspaced =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30FC\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
  for (let code = 0; code < 65536; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const character = String.fromCharCode(code);
    if (unspaced.test(character)) table[code] = UNSPACED;
    else if (word.test(character)) table[code] = WORD;
  }
  table[0x27] = APOSTROPHE;
  table[0x2019] = APOSTROPHE;
  table[0x2b] = SUFFIX;
  table[0x23] = SUFFIX;
  classes = table;
  return table;
}

/**
 * Tokens of an already folded text, in order. Punctuation and symbols part tokens and are dropped, but an
 * apostrophe between letters and a closing `+` or `#` stay (don't, c++, c#).
 */
export function tokensOf(folded: string): Token[] {
  const table = characterClasses();
  const tokens: Token[] = [];
  const end = folded.length;
  let at = 0;
  while (at < end) {
    const kind = table[folded.charCodeAt(at)]!;
    if (kind !== WORD && kind !== UNSPACED) {
      at++;
      continue;
    }
    const start = at;
    at++;
    while (at < end && continues(table, folded, at, kind)) at++;
    if (kind === WORD) while (at < end && table[folded.charCodeAt(at)] === SUFFIX) at++;
    tokens.push({
      text: folded.slice(start, at).replaceAll("\u2019", "'"),
      unspaced: kind === UNSPACED,
    });
  }
  return tokens;
}

function continues(table: Uint8Array, folded: string, at: number, kind: number): boolean {
  const here = table[folded.charCodeAt(at)];
  if (here === kind) return true;
  return (
    kind === WORD && here === APOSTROPHE && (table[folded.charCodeAt(at + 1)] ?? NONE) === WORD
  );
}
