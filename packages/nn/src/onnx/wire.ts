// Protocol-buffer wire format: the few encodings that ONNX files use, written and read by hand.
import { NnError } from "../errors.ts";

/** Wire type of a field, as the low three bits of its tag (protobuf encoding guide). */
export const wireType = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

const textEncoder = new TextEncoder();
const textDecoder = new TextDecoder("utf-8", { fatal: true });

/** Collects the bytes of one message; large byte strings are kept by reference, not copied. */
export class WireWriter {
  readonly #chunks: Uint8Array[] = [];
  #length = 0;

  /** Number of bytes written so far. */
  get length(): number {
    return this.#length;
  }

  /** Writes an integer field; negative values take the ten-byte two's complement form. */
  integer(field: number, value: number | bigint): void {
    this.#push(varint(BigInt(field * 8 + wireType.varint)));
    this.#push(varint(BigInt(value)));
  }

  /** Writes a 32-bit float field. */
  float(field: number, value: number): void {
    this.#push(varint(BigInt(field * 8 + wireType.fixed32)));
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    this.#push(bytes);
  }

  /** Writes a length-delimited field: raw bytes or UTF-8 text. */
  bytes(field: number, value: Uint8Array | string): void {
    const bytes = typeof value === "string" ? textEncoder.encode(value) : value;
    this.#push(varint(BigInt(field * 8 + wireType.bytes)));
    this.#push(varint(BigInt(bytes.length)));
    this.#push(bytes);
  }

  /** Writes a nested message. */
  message(field: number, inner: WireWriter): void {
    this.#push(varint(BigInt(field * 8 + wireType.bytes)));
    this.#push(varint(BigInt(inner.#length)));
    for (const chunk of inner.#chunks) this.#push(chunk);
  }

  /** The whole message as one array. */
  finish(): Uint8Array {
    const result = new Uint8Array(this.#length);
    let offset = 0;
    for (const chunk of this.#chunks) {
      result.set(chunk, offset);
      offset += chunk.length;
    }
    return result;
  }

  #push(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }
}

/** One field as found on the wire. */
export type WireField = {
  readonly field: number;
  readonly type: number;
  /** Set for varint fields, as a signed 64-bit value. */
  readonly integer: bigint;
  /** Set for fixed and length-delimited fields: a view into the message, not a copy. */
  readonly bytes: Uint8Array;
};

const noBytes = new Uint8Array(0);

/** Walks over the fields of one message; throws `malformed-model` when it is cut off. */
export function* readFields(message: Uint8Array): Generator<WireField> {
  let offset = 0;
  while (offset < message.length) {
    const [tag, afterTag] = readVarint(message, offset);
    const field = Number(tag >> 3n);
    const type = Number(tag & 7n);
    offset = afterTag;
    if (type === wireType.varint) {
      const [value, next] = readVarint(message, offset);
      offset = next;
      yield { field, type, integer: BigInt.asIntN(64, value), bytes: noBytes };
      continue;
    }
    let length = fixedLength(type);
    if (length === undefined) {
      const [size, next] = readVarint(message, offset);
      length = Number(size);
      offset = next;
    }
    if (offset + length > message.length) throw truncated(offset);
    yield { field, type, integer: 0n, bytes: message.subarray(offset, offset + length) };
    offset += length;
  }
}

/** Reads the integers of a packed field. */
export function readPackedIntegers(bytes: Uint8Array): bigint[] {
  const values: bigint[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    const [value, next] = readVarint(bytes, offset);
    values.push(BigInt.asIntN(64, value));
    offset = next;
  }
  return values;
}

/** Reads the floats of a fixed or packed field. */
export function readFloats(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length >> 2 }, (_, i) => view.getFloat32(i * 4, true));
}

/** Reads UTF-8 text; throws `malformed-model` when the bytes are no text. */
export function readText(bytes: Uint8Array): string {
  try {
    return textDecoder.decode(bytes);
  } catch (cause) {
    throw new NnError(
      "malformed-model",
      "A name in the model file is not UTF-8: expected text, export the model again.",
      { cause },
    );
  }
}

function fixedLength(type: number): number | undefined {
  if (type === wireType.fixed32) return 4;
  if (type === wireType.fixed64) return 8;
  if (type === wireType.bytes) return undefined;
  throw new NnError(
    "malformed-model",
    `The model file has a field of wire type ${type}: expected 0, 1, 2 or 5; ` +
      "check that the file is an ONNX model.",
  );
}

function varint(value: bigint): Uint8Array {
  let rest = BigInt.asUintN(64, value);
  const bytes: number[] = [];
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

function readVarint(bytes: Uint8Array, start: number): [value: bigint, next: number] {
  let value = 0n;
  let shift = 0n;
  for (let offset = start; offset < bytes.length; offset += 1) {
    const byte = bytes[offset]!;
    value |= BigInt(byte & 127) << shift;
    if (byte < 128) return [value, offset + 1];
    shift += 7n;
    if (shift > 63n) break;
  }
  throw truncated(start);
}

function truncated(offset: number): NnError {
  return new NnError(
    "malformed-model",
    `The model file ends or breaks at byte ${offset} of a message: expected more bytes; ` +
      "the file was cut off or is no ONNX model, fetch or export it again.",
  );
}
