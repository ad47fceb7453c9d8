// Turns bytes into text piece by piece, so that a file of any size passes through little memory.
import type { ByteSource } from "./byte-source.ts";
import type { DetectedEncoding } from "./detect-encoding.ts";

/** The text of a source in pieces of about a mebibyte; bytes that stand for nothing become U+FFFD. */
export async function* decodeText(
  source: ByteSource,
  { encoding, markBytes }: DetectedEncoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  let skip = markBytes;
  for await (const bytes of source.open()) {
    const rest = bytes.subarray(Math.min(skip, bytes.length));
    skip -= bytes.length - rest.length;
    const text = decoder.decode(rest, { stream: true });
    if (text !== "") yield text;
  }
  const last = decoder.decode();
  if (last !== "") yield last;
}
