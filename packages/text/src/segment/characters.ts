// What each UTF-16 unit is to the segmenter: a table, so that the scan costs one look-up a unit.

/** Classes of units. */
export const SPACE = 1;
/** Letters of scripts written with spaces, and combining marks. */
export const LETTER = 2;
export const DIGIT = 3;
/** Han, kana and other letters written without spaces. */
export const HAN = 4;
export const DOT = 5;
/** `!` `?` and all full-width or ideographic sentence ends. */
export const END = 6;
export const SEMICOLON = 7;
export const COMMA = 8;
export const ELLIPSIS = 9;
export const EMOJI = 10;
export const OPENER = 11;
export const CLOSER = 12;
export const TILDE = 13;
export const DASH = 14;
/** Marks that open an item of a list written with emoji: ✅ ❌ ✔ ✖ ☑ ➡ ▶ ⭕. */
export const TICK = 15;

const CLASS = new Uint8Array(0x10000);

function mark(characters: string, kind: number): void {
  for (let at = 0; at < characters.length; at += 1) CLASS[characters.charCodeAt(at)] = kind;
}

for (let unit = 0; unit < 0x10000; unit += 1) {
  const character = String.fromCharCode(unit);
  if (/\s/.test(character)) CLASS[unit] = SPACE;
  else if (/[\p{L}\p{M}]/u.test(character)) CLASS[unit] = LETTER;
  else if (/\p{N}/u.test(character)) CLASS[unit] = DIGIT;
}
CLASS.fill(LETTER, 0xd800, 0xe000);
CLASS.fill(EMOJI, 0xd83c, 0xd83f);
CLASS.fill(HAN, 0xd840, 0xd889);
for (const [first, last] of [
  [0x3005, 0x3007],
  [0x3041, 0x3096],
  [0x30a1, 0x30ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xf900, 0xfaff],
  [0x0e01, 0x0e3a],
  [0x0e40, 0x0e4e],
] as const) {
  CLASS.fill(HAN, first, last + 1);
}
CLASS.fill(EMOJI, 0x2600, 0x27c0);
CLASS.fill(EMOJI, 0x2b00, 0x2bff);
CLASS.fill(LETTER, 0xfe00, 0xfe10);
mark("\u200d\ufe0f\u20e3", EMOJI);
mark("✅❌✔✖☑➡▶⭕", TICK);
mark(".", DOT);
mark("!?！？。｡‼⁇⁈⁉", END);
mark(";；", SEMICOLON);
mark(",，、､", COMMA);
mark("…⋯", ELLIPSIS);
mark("([{（【「『《〈“‘", OPENER);
mark(')]}）】」』》〉”’"', CLOSER);
mark("~～〜", TILDE);
mark("—–", DASH);

/** Class of a UTF-16 unit. */
export function classOf(unit: number): number {
  return CLASS[unit]!;
}

export function isWordUnit(unit: number): boolean {
  const kind = CLASS[unit]!;
  return kind === LETTER || kind === DIGIT;
}

/** Low halves of surrogate pairs belong to the unit before them. */
export function isLowHalf(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/**
 * How much a stretch says: 2 for a word of a spaced script or a number, 1 for a Han character.
 * Other letters written without spaces count as Han.
 */
export function weightOf(text: string, start: number, end: number): number {
  let weight = 0;
  let inWord = false;
  for (let at = start; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    const kind = CLASS[unit]!;
    if (kind === LETTER || kind === DIGIT) {
      if (!inWord && !isLowHalf(unit)) weight += 2;
      inWord = true;
    } else {
      if (kind === HAN) weight += 1;
      if (unit !== 0x27 && unit !== 0x2019) inWord = false;
    }
  }
  return weight;
}

const WORDS = /[\p{L}\p{N}]/u;

/** Whether a stretch holds a letter or a digit. */
export function hasWords(text: string): boolean {
  return WORDS.test(text);
}
