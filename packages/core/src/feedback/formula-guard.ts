// Cells that a spreadsheet may show but never run: a formula is guarded by an apostrophe on its way out, which is taken away on its way in.

/** What spreadsheets begin formulas with (OWASP, "CSV Injection"), some of them also in full width, behind apostrophes. */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;

/**
 * A text that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, also in full width, a tab or a line end)
 * behind an apostrophe; so is one that begins with apostrophes before such a sign, so that nothing is lost on the way back.
 */
export function guardFormula(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** The text behind such an apostrophe, which the person did not write; any other text as it is. */
export function unguardFormula(text: string): string {
  return text.charCodeAt(0) === 39 && FORMULA.test(text) ? text.slice(1) : text;
}
