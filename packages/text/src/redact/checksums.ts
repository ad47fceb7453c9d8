// The checksums that tell a private number from any other number of the same length.

/**
 * Luhn's check of a card number (ISO/IEC 7812-1, annex B): from the right every second digit is doubled,
 * digit sums add up to a multiple of ten.
 * @param digits decimal digits only
 */
export function isLuhnValid(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    const doubled = digit * 2;
    sum += index % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ID_CHECKS = "10X98765432";
const PROVINCES = new Set(
  "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split(
    " ",
  ),
);

/**
 * Whether 18 characters are a Chinese resident identity number (GB 11643-1999): known province, a real birth date and
 * the ISO 7064 MOD 11-2 check character.
 */
export function isChineseId(characters: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(characters) || !PROVINCES.has(characters.slice(0, 2))) return false;
  const year = Number(characters.slice(6, 10));
  const month = Number(characters.slice(10, 12));
  const day = Number(characters.slice(12, 14));
  if (year < 1900 || year > 2099 || month < 1 || month > 12) return false;
  if (day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return false;
  const sum = ID_WEIGHTS.reduce(
    (total, weight, index) => total + weight * (characters.charCodeAt(index) - 48),
    0,
  );
  return ID_CHECKS[sum % 11] === characters[17]!.toUpperCase();
}

/** Shannon entropy of the characters of a token, in bits per character. */
export function bitsPerCharacter(token: string): number {
  const counts = new Map<string, number>();
  for (const character of token) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values())
    bits -= (count / token.length) * Math.log2(count / token.length);
  return bits;
}
