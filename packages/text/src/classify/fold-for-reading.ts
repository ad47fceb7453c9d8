// Folds a mention for the rules: one spelling for what people write in many ways. Offsets are not kept.

const UNMARKED: readonly (readonly [RegExp, string])[] = [
  [/\b(can|won|don|doesn|didn|isn|wasn|aren|couldn|wouldn|shouldn|haven|hasn)t\b/g, "$1't"],
  [/\bcan not\b/g, "cannot"],
  [/ n't\b/g, "n't"],
];
const HAS_NEGATION = /nt\b|n't|can not/;
const FULL_WIDTH = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g;
const STRETCHED = /([a-z!?！？。~～])\1{2,}/g;

/** Lower case, straight apostrophes, ASCII letters and digits, `cant` as `can't`, no letter more than twice in a row. */
export function foldForReading(text: string): string {
  let folded = text.toLowerCase().replace(/[’‘`´]/g, "'");
  if (FULL_WIDTH.test(folded)) {
    folded = folded.replace(FULL_WIDTH, (unit) => String.fromCharCode(unit.charCodeAt(0) - 0xfee0));
  }
  folded = folded.replace(STRETCHED, "$1$1").trim();
  if (folded.includes("  ")) folded = folded.replace(/ {2,}/g, " ");
  if (!HAS_NEGATION.test(folded)) return folded;
  for (const [form, spelling] of UNMARKED) folded = folded.replace(form, spelling);
  return folded;
}
