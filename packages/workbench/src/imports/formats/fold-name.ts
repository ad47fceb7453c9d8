// Makes names of columns comparable: width, case, separators and decoration do not count.

/** `Review_Text ` and `REVIEW TEXT` are the same name. */
export function foldName(column: string): string {
  return column
    .normalize("NFKC")
    .trim()
    .toLowerCase()
    .replace(/[_\-\s]+/g, " ")
    .replace(/(?<![?？:：*])[?？:：*]+$/, "")
    .trim();
}
