// Reads ratings out of the cells that exports write them into; what is no rating from 1 to 5 is null, never a guess.

const STARS = /^\s*([0-5](?:[.,]\d+)?)\s*(?:stars?|星|分|\/\s*5|out of 5|of 5)?\s*$/i;
const WORDS: Readonly<Record<string, number>> = {
  ONE: 1,
  TWO: 2,
  THREE: 3,
  FOUR: 4,
  FIVE: 5,
  一星: 1,
  二星: 2,
  两星: 2,
  三星: 3,
  四星: 4,
  五星: 5,
};

/** Longer cells hold words, not a rating. */
const LONGEST = 100;

/** Stars from 1 to 5, or null ("4", "4.5", "4 stars", "5星", "4/5", "★★★☆☆", "FIVE"). */
export function readRating(cell: string): number | null {
  const trimmed = cell.trim();
  if (trimmed === "" || trimmed.length > LONGEST) return null;
  const drawn = /^[★⭐🌟]+/u.exec(trimmed);
  if (drawn !== null) return Math.min(5, [...drawn[0]].length);
  const match = STARS.exec(trimmed);
  if (match === null) return WORDS[trimmed.toUpperCase()] ?? null;
  const value = Number(match[1]!.replace(",", "."));
  return value >= 1 ? value : null;
}
