// What comes out of the door for some hundred messages at a time: bytes and numbers that cross threads without copies.
import type { PackedItems, RejectedRow } from "@heed/core";
import { packItems } from "@heed/store/items";
import type { AdmittedItem } from "../door/door.ts";
import { SIGNATURE_BYTES, writeSignature } from "../door/words-signature.ts";

export const KEY_BYTES = 16;

export interface DoorBatch {
  /** Position among all batches of the file. */
  readonly index: number;
  /** Records read for this batch, whatever became of them. */
  readonly rows: number;
  readonly packed: PackedItems;
  /** For each item its identity, content and words keys, one after another. */
  readonly keys: Uint8Array;
  /** For each item 1 where the export gave it an id. */
  readonly hasId: Uint8Array;
  /** For each item 1 where it has words. */
  readonly hasWords: Uint8Array;
  readonly signatures: Uint8Array;
  /** For each item 1 where its signature means something. */
  readonly hasSignature: Uint8Array;
  /** For each item the values removed from it, at most 255 counted. */
  readonly redacted: Uint8Array;
  readonly isSpam: Uint8Array;
  readonly rejected: readonly RejectedRow[];
}

export const KEYS_PER_ITEM = 3;

/** Packs the admitted items of one batch. `rivalMark` keeps the signatures of rivals apart from ours. */
export function packBatch(
  index: number,
  rows: number,
  admitted: readonly AdmittedItem[],
  rejected: readonly RejectedRow[],
  rivalMark: number,
): DoorBatch {
  const count = admitted.length;
  const keys = new Uint8Array(count * KEYS_PER_ITEM * KEY_BYTES);
  const batch = {
    hasId: new Uint8Array(count),
    hasWords: new Uint8Array(count),
    signatures: new Uint8Array(count * SIGNATURE_BYTES),
    hasSignature: new Uint8Array(count),
    redacted: new Uint8Array(count),
    isSpam: new Uint8Array(count),
  };
  const signatureBytes = Buffer.from(batch.signatures.buffer);
  const packable = admitted.map(({ item, folded, personKeys }, at) => {
    const from = at * KEYS_PER_ITEM * KEY_BYTES;
    writeKey(item.identityKey, keys, from);
    writeKey(item.contentKey, keys, from + KEY_BYTES);
    writeKey(item.textKey, keys, from + 2 * KEY_BYTES);
    batch.hasId[at] = item.sourceId === null ? 0 : 1;
    batch.hasWords[at] = item.textKey === "" ? 0 : 1;
    batch.redacted[at] = Math.min(255, item.redactions.length);
    batch.isSpam[at] = item.spam === null ? 0 : 1;
    const start = at * SIGNATURE_BYTES;
    if (!writeSignature(folded, batch.signatures, start))
      return { item, personKeys, signature: "" };
    batch.hasSignature[at] = 1;
    for (let byte = start; rivalMark !== 0 && byte < start + SIGNATURE_BYTES; byte += 1)
      batch.signatures[byte]! ^= rivalMark;
    return {
      item,
      personKeys,
      signature: signatureBytes.toString("base64url", start, start + SIGNATURE_BYTES),
    };
  });
  return {
    index,
    rows,
    packed: packItems(packable),
    keys,
    ...batch,
    rejected,
  };
}

/** Six bits for each unit of URL-safe base64. */
const SIX_BITS = new Uint8Array(128);
for (const [value, unit] of [
  ..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
].entries())
  SIX_BITS[unit.charCodeAt(0)] = value;

/** Writes the bytes of a key, 22 units of URL-safe base64; an empty key leaves zeros. */
function writeKey(key: string, into: Uint8Array, at: number): void {
  let bits = 0;
  let held = 0;
  let place = at;
  for (let unit = 0; unit < key.length && place < at + KEY_BYTES; unit += 1) {
    bits = ((bits << 6) | SIX_BITS[key.charCodeAt(unit)]!) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    into[place] = bits >> held;
    place += 1;
  }
}

/** Batches that follow each other as one. */
export function joinBatches(parts: readonly DoorBatch[]): DoorBatch {
  const [first] = parts;
  if (first === undefined || parts.length === 1) return first!;
  const join = (bytesOf: (part: DoorBatch) => Uint8Array) =>
    new Uint8Array(Buffer.concat(parts.map(bytesOf)));
  const ends = new Uint32Array(parts.reduce((sum, { packed }) => sum + packed.ends.length, 0));
  let [count, bytes] = [0, 0];
  for (const { packed } of parts) {
    for (const end of packed.ends) {
      ends[count] = bytes + end;
      count += 1;
    }
    bytes += packed.bytes.length;
  }
  return {
    index: first.index,
    rows: parts.reduce((sum, { rows }) => sum + rows, 0),
    packed: { bytes: join(({ packed }) => packed.bytes), ends },
    keys: join(({ keys }) => keys),
    hasId: join(({ hasId }) => hasId),
    hasWords: join(({ hasWords }) => hasWords),
    signatures: join(({ signatures }) => signatures),
    hasSignature: join(({ hasSignature }) => hasSignature),
    redacted: join(({ redacted }) => redacted),
    isSpam: join(({ isSpam }) => isSpam),
    rejected: parts.flatMap(({ rejected }) => rejected),
  };
}

/** The buffers of a batch, to be handed over rather than copied. */
export function buffersOf(batch: DoorBatch): ArrayBuffer[] {
  const { packed, keys, hasId, hasWords, signatures, hasSignature, redacted, isSpam } = batch;
  return [
    packed.bytes,
    packed.ends,
    keys,
    hasId,
    hasWords,
    signatures,
    hasSignature,
    redacted,
    isSpam,
  ].map(({ buffer }) => buffer as ArrayBuffer);
}
