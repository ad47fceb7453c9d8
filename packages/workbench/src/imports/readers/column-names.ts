// Gives every column of a table a name of its own, so that none is lost, and tells a header from data.

/** A longer name is no name: its beginning stands for it. */
const LONGEST_NAME = 1_000;

/** Names as they are; a repeated or missing one gets its position. */
export function uniqueNames(header: readonly string[]): string[] {
  const seen = new Set<string>();
  return header.map((cell, index) => {
    const name = cell.trim().slice(0, LONGEST_NAME);
    const unique = name === "" || seen.has(name) ? `${name || "column"} (${index + 1})` : name;
    seen.add(unique);
    return unique;
  });
}

const VALUE = /^[\s$€¥£]*[-+]?\d[\d.,:/\-\s年月日TZ+%]*$|^\S+@\S+\.\w+$|^https?:\/\//;

/** Numbers, dates and addresses are told by so much of a cell. */
const LONGEST_VALUE = 320;

/** Whether a first record names columns: none of its cells is a number, a date or an address, and one is a name. */
export function looksLikeHeader(cells: readonly string[]): boolean {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
  return (
    filled.length > 0 &&
    !filled.some((cell) => VALUE.test(cell.slice(0, LONGEST_VALUE)) && cell !== "#")
  );
}
