// Hashes that can be compared inside one workspace and reveal nothing outside it.
import { hash } from "node:crypto";

/** A keyed hash of several parts; parts are kept apart, so ("ab", "c") and ("a", "bc") differ. 22 characters. */
export type KeyedHash = (...parts: readonly string[]) => string;

/**
 * The sandwich construction SHA-256(key, parts, key) (Yasuda, "Sandwich is indeed secure", 2007), cut to 128 bits, in
 * URL-safe base64: one pass of the hash instead of the two and the object of an HMAC, since an import takes millions.
 */
export function keyedHash(key: Uint8Array): KeyedHash {
  const secret = Buffer.from(key).toString("base64");
  return (...parts) => {
    let text = secret;
    for (const part of parts) text += `${part.length}:${part}`;
    const digest = hash("sha256", text + secret, "base64url");
    return digest.slice(0, 21) + LAST[ALPHABET.indexOf(digest[21]!) >> 4]!;
  };
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** The 22nd character holds two bits of the 128, so only four characters stand there. */
const LAST = "AQgw";
