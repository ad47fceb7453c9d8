// Counts letters by script, the first and cheapest evidence of a text's language.

/** Scripts that are told apart; everything else with letters is `other`. */
export const SCRIPTS = [
  "latin",
  "han",
  "kana",
  "hangul",
  "cyrillic",
  "arabic",
  "hebrew",
  "greek",
  "thai",
  "devanagari",
  "bengali",
  "tamil",
  "telugu",
  "georgian",
  "armenian",
  "khmer",
  "lao",
  "burmese",
  "ethiopic",
  "other",
] as const;
export type Script = (typeof SCRIPTS)[number];

/** Letters by place in `SCRIPTS`; `の` alone is left out of `kana`, since Chinese brand names use it as an ornament. */
export type ScriptCount = Uint32Array;

/** `[first, last, script]` over UTF-16 units in rising order; supplementary planes count by their lead unit. */
const RANGES: readonly (readonly [number, number, Script])[] = [
  [0x41, 0x5a, "latin"],
  [0x61, 0x7a, "latin"],
  [0xaa, 0xaa, "latin"],
  [0xba, 0xba, "latin"],
  [0xc0, 0xd6, "latin"],
  [0xd8, 0xf6, "latin"],
  [0xf8, 0x24f, "latin"],
  [0x250, 0x2af, "latin"],
  [0x370, 0x373, "greek"],
  [0x376, 0x377, "greek"],
  [0x37f, 0x37f, "greek"],
  [0x386, 0x386, "greek"],
  [0x388, 0x3ff, "greek"],
  [0x400, 0x481, "cyrillic"],
  [0x48a, 0x52f, "cyrillic"],
  [0x531, 0x587, "armenian"],
  [0x5d0, 0x5f2, "hebrew"],
  [0x620, 0x64a, "arabic"],
  [0x66e, 0x6d3, "arabic"],
  [0x6fa, 0x6fc, "arabic"],
  [0x750, 0x77f, "arabic"],
  [0x8a0, 0x8b4, "arabic"],
  [0x904, 0x939, "devanagari"],
  [0x958, 0x961, "devanagari"],
  [0x985, 0x9b9, "bengali"],
  [0xb83, 0xbb9, "tamil"],
  [0xc05, 0xc39, "telugu"],
  [0xe01, 0xe30, "thai"],
  [0xe32, 0xe33, "thai"],
  [0xe40, 0xe46, "thai"],
  [0xe81, 0xeb0, "lao"],
  [0x1000, 0x102a, "burmese"],
  [0x10a0, 0x10ff, "georgian"],
  [0x1200, 0x137f, "ethiopic"],
  [0x1780, 0x17b3, "khmer"],
  [0x1e00, 0x1eff, "latin"],
  [0x1f00, 0x1fff, "greek"],
  [0x3005, 0x3007, "han"],
  [0x3041, 0x3096, "kana"],
  [0x30a1, 0x30fa, "kana"],
  [0x3400, 0x4dbf, "han"],
  [0x4e00, 0x9fff, "han"],
  [0xac00, 0xd7a3, "hangul"],
  [0xd840, 0xd888, "han"],
  [0xf900, 0xfaff, "han"],
  [0xff21, 0xff3a, "latin"],
  [0xff41, 0xff5a, "latin"],
  [0xff66, 0xff9d, "kana"],
];

/** One byte per UTF-16 unit: index into `SCRIPTS`, or `NO_LETTER`. */
const NO_LETTER = 255;
const SCRIPT_OF = new Uint8Array(0x10000).fill(NO_LETTER);
for (const [first, last, script] of RANGES) {
  SCRIPT_OF.fill(SCRIPTS.indexOf(script), first, last + 1);
}

const HIRAGANA_NO = 0x306e;
/** Enough letters to know the script of any text; keeps long texts cheap. */
const ENOUGH_LETTERS = 2000;
const OTHER_LETTER = /\p{L}/u;

/** Letters by script in the first 2,000 letters of a text. */
export function countScripts(text: string): ScriptCount {
  const counts = new Uint32Array(SCRIPTS.length);
  let letters = 0;
  for (let at = 0; at < text.length && letters < ENOUGH_LETTERS; at += 1) {
    const unit = text.charCodeAt(at);
    const script = SCRIPT_OF[unit]!;
    if (script === NO_LETTER || unit === HIRAGANA_NO) continue;
    counts[script]! += 1;
    letters += 1;
  }
  if (letters === 0 && OTHER_LETTER.test(text)) counts[SCRIPTS.length - 1] = 1;
  return counts;
}
