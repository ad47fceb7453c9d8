// What comes out of the door for some hundred messages at a time: bytes and numbers that cross threads without copies.
import type { PackedItems, RejectedRow } from "@heed/core";
import { packItems } from "@heed/store";
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
  const keys = Buffer.alloc(count * KEYS_PER_ITEM * KEY_BYTES);
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
    keys.write(item.identityKey, from, "base64url");
    keys.write(item.contentKey, from + KEY_BYTES, "base64url");
    keys.write(item.textKey, from + 2 * KEY_BYTES, "base64url");
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
    keys: new Uint8Array(keys),
    ...batch,
    rejected,
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
