// Tells how a text file's bytes stand for characters: by its mark, by where its zero bytes stand, by what is valid.

export const ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "gb18030", "windows-1252"] as const;
export type Encoding = (typeof ENCODINGS)[number];

export interface DetectedEncoding {
  readonly encoding: Encoding;
  /** Bytes of the mark at the start. */
  readonly markBytes: number;
  /** False where the bytes would be valid in another encoding too. */
  readonly isCertain: boolean;
  /** True for UTF-8 in which some bytes stand for nothing. */
  readonly isDamaged?: boolean;
}

/** Share of zero bytes above which a file without a mark is taken for UTF-16. */
const UTF16_ZERO_SHARE = 0.02;
/** Share of control bytes (zero included) above which bytes are no text: a few stray ones come with hostile words. */
const MOST_CONTROLS = 0.01;
/** Share of two-byte characters with both bytes high above which bytes are Chinese rather than Western letters. */
const CHINESE_PAIR_SHARE = 0.7;

/**
 * The encoding of a text by its first bytes, or null for bytes that are no text (zero bytes without UTF-16's pattern).
 * GB18030 covers GBK and GB2312; a UTF-16 file without a mark is told by its zero bytes standing on one side only.
 */
export function detectEncoding(head: Uint8Array): DetectedEncoding | null {
  const [a, b, c] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return certain("utf-8", 3);
  if (a === 0xff && b === 0xfe) return certain("utf-16le", 2);
  if (a === 0xfe && b === 0xff) return certain("utf-16be", 2);
  const [even, odd] = countZeros(head);
  const wide = even + odd > 0 ? withoutMark(head, even, odd) : null;
  if (wide !== null) return wide;
  if (controlShare(head) > MOST_CONTROLS) return null;
  if (isValid(head, "utf-8")) return certain("utf-8", 0);
  const { whole, broken } = countSequences(head);
  if (whole > broken) return { ...certain("utf-8", 0), isDamaged: true };
  const share = chinesePairShare(head);
  if (share >= CHINESE_PAIR_SHARE && isValid(head, "gb18030"))
    return { encoding: "gb18030", markBytes: 0, isCertain: false };
  return { encoding: "windows-1252", markBytes: 0, isCertain: false };
}

function certain(encoding: Encoding, markBytes: number): DetectedEncoding {
  return { encoding, markBytes, isCertain: true };
}

function countZeros(head: Uint8Array): [number, number] {
  let even = 0;
  let odd = 0;
  for (let at = 0; at < head.length; at += 1) {
    if (head[at] !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  return [even, odd];
}

/** Characters of ASCII leave a zero byte: the second one in little-endian, the first one in big-endian order. */
function withoutMark(head: Uint8Array, even: number, odd: number): DetectedEncoding | null {
  const encoding = odd > even ? "utf-16le" : "utf-16be";
  const [many, few] = odd > even ? [odd, even] : [even, odd];
  const isPattern = many >= UTF16_ZERO_SHARE * head.length && few <= many / 50;
  if (!isPattern || !isValid(head, encoding)) return null;
  return { encoding, markBytes: 0, isCertain: false };
}

/** Whether the bytes decode; a character cut by the end of the sample is no fault. */
function isValid(head: Uint8Array, encoding: Encoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Characters of two bytes or more that are whole UTF-8, and high bytes that belong to none. */
function countSequences(head: Uint8Array): { whole: number; broken: number } {
  let [whole, broken] = [0, 0];
  for (let at = 0; at < head.length; at += 1) {
    const first = head[at]!;
    if (first < 0x80) continue;
    const more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc2 ? 1 : 0;
    let found = 0;
    while (found < more && ((head[at + 1 + found] ?? 0) & 0xc0) === 0x80) found += 1;
    if (more > 0 && found === more && first < 0xf5) {
      whole += 1;
      at += more;
    } else broken += 1;
  }
  return { whole, broken };
}

function controlShare(head: Uint8Array): number {
  let controls = 0;
  for (const byte of head) if (byte < 0x09 || (byte > 0x0d && byte < 0x1b)) controls += 1;
  // In a short text one stray byte is a large share of nothing.
  return controls <= 2 ? 0 : controls / head.length;
}

function chinesePairShare(head: Uint8Array): number {
  let pairs = 0;
  let high = 0;
  for (let at = 0; at + 1 < head.length; at += 1) {
    if (head[at]! < 0x81) continue;
    pairs += 1;
    if (head[at + 1]! >= 0xa1) high += 1;
    at += 1;
  }
  return pairs === 0 ? 0 : high / pairs;
}
