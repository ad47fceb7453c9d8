// Vectors by the words they were made of, in two files that only grow: what a model was asked once is not asked again, and a kill loses nothing.
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";

/** Bytes of a key: 128 bits of a keyed hash. */
const KEY_BYTES = 16;
const ROWS_AT_ONCE = 4096;
/** 32 bits of a key and a row below this fit into a number together. */
const MOST_DRAWN_FROM = 2 ** 21;

/** Where the vectors of some mentions stand, as plain data for a thread that reads them itself. */
export interface StoredRows {
  readonly path: string;
  readonly dimensions: number;
  /** For each mention its row. */
  readonly rows: Int32Array;
}

/** Reads rows of a file, in the order asked for. */
export class RowReader {
  readonly #file: number;
  readonly #dimensions: number;

  constructor(path: string, dimensions: number) {
    this.#file = openSync(`${path}.rows`, "r");
    this.#dimensions = dimensions;
  }

  read(rows: ArrayLike<number>): Float32Array {
    const width = this.#dimensions;
    const vectors = new Float32Array(rows.length * width);
    const bytes = Buffer.from(vectors.buffer);
    for (let at = 0; at < rows.length; ) {
      // Rows that follow each other in the file are read together.
      let run = 1;
      while (at + run < rows.length && rows[at + run] === rows[at]! + run) run += 1;
      const size = run * width * 4;
      const got = readSync(this.#file, bytes, at * width * 4, size, rows[at]! * width * 4);
      if (got !== size)
        throw new Error(`Row ${rows[at]} is not in the file of vectors, which ends before it.`);
      at += run;
    }
    return vectors;
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** One model's vectors in a folder. The files hold keys and 32-bit floats in this machine's byte order; a torn end is cut off. */
export class VectorFile {
  readonly path: string;
  readonly dimensions: number;
  readonly #keyFile: number;
  readonly #rowFile: number;
  #keys: Buffer;
  #count: number;
  /** Open addressing: row + 1 by key, 0 where free. */
  #slots: Int32Array;

  constructor(path: string, dimensions: number) {
    this.path = path;
    this.dimensions = dimensions;
    mkdirSync(dirname(path), { recursive: true });
    this.#keyFile = openForAll(`${path}.keys`);
    this.#rowFile = openForAll(`${path}.rows`);
    const rowBytes = dimensions * 4;
    this.#count = Math.min(
      Math.floor(fstatSync(this.#keyFile).size / KEY_BYTES),
      Math.floor(fstatSync(this.#rowFile).size / rowBytes),
    );
    ftruncateSync(this.#keyFile, this.#count * KEY_BYTES);
    ftruncateSync(this.#rowFile, this.#count * rowBytes);
    this.#keys = Buffer.alloc(Math.max(64, this.#count) * KEY_BYTES);
    readSync(this.#keyFile, this.#keys, 0, this.#count * KEY_BYTES, 0);
    this.#slots = this.#place();
  }

  /** Vectors kept. */
  get count(): number {
    return this.#count;
  }

  /** Row of a key (16 bytes), or -1. */
  rowOf(key: Buffer): number {
    return this.#slots[this.#slotOf(key)]! - 1;
  }

  /** Keeps vectors under their keys; those of known keys are left out. Rows first, so that a kill leaves no key without one. */
  append(keys: readonly Buffer[], vectors: Float32Array): void {
    const width = this.dimensions;
    const fresh = keys.flatMap((key, at) => (this.rowOf(key) < 0 ? [at] : []));
    const rows = new Float32Array(fresh.length * width);
    for (const [to, at] of fresh.entries())
      rows.set(vectors.subarray(at * width, (at + 1) * width), to * width);
    writeAll(this.#rowFile, Buffer.from(rows.buffer), this.#count * width * 4);
    writeAll(this.#keyFile, Buffer.concat(fresh.map((at) => keys[at]!)), this.#count * KEY_BYTES);
    for (const at of fresh) this.#remember(keys[at]!);
  }

  /** At most so many rows, drawn by their keys: the same for the same words, in whatever order they came. */
  drawRows(most: number): number[] {
    const count = Math.min(this.#count, MOST_DRAWN_FROM);
    const order = Float64Array.from(
      { length: count },
      (_, row) => this.#keys.readUInt32BE(row * KEY_BYTES) * MOST_DRAWN_FROM + row,
    );
    return Array.from(order.sort().subarray(0, most), (value) => value % MOST_DRAWN_FROM);
  }

  /** Makes sure that a failure of the machine leaves what was appended. */
  sync(): void {
    fdatasyncSync(this.#rowFile);
    fdatasyncSync(this.#keyFile);
  }

  /** Writes both files anew with only the vectors whose keys stay; returns how many went. The file is closed then. */
  prune(stays: (key: Buffer) => boolean): number {
    const kept: number[] = [];
    for (let row = 0; row < this.#count; row += 1) if (stays(this.#keyAt(row))) kept.push(row);
    const gone = this.#count - kept.length;
    if (gone > 0) {
      const draft = `${this.path}.draft`;
      for (const end of [".keys", ".rows"]) rmSync(`${draft}${end}`, { force: true });
      const reader = new RowReader(this.path, this.dimensions);
      const next = new VectorFile(draft, this.dimensions);
      for (let at = 0; at < kept.length; at += ROWS_AT_ONCE) {
        const rows = kept.slice(at, at + ROWS_AT_ONCE);
        next.append(
          rows.map((row) => Buffer.from(this.#keyAt(row))),
          reader.read(rows),
        );
      }
      next.sync();
      next.close();
      reader.close();
      this.close();
      // Keys first: rows under the keys of other rows would be wrong; without keys they are merely made again.
      rmSync(`${this.path}.keys`);
      renameSync(`${draft}.rows`, `${this.path}.rows`);
      renameSync(`${draft}.keys`, `${this.path}.keys`);
    } else this.close();
    return gone;
  }

  close(): void {
    closeSync(this.#keyFile);
    closeSync(this.#rowFile);
  }

  #keyAt(row: number): Buffer {
    return this.#keys.subarray(row * KEY_BYTES, (row + 1) * KEY_BYTES);
  }

  #remember(key: Buffer): void {
    if ((this.#count + 1) * KEY_BYTES > this.#keys.length)
      this.#keys = Buffer.concat([this.#keys, Buffer.alloc(this.#keys.length)]);
    key.copy(this.#keys, this.#count * KEY_BYTES);
    this.#count += 1;
    if (this.#count * 2 > this.#slots.length) this.#slots = this.#place();
    else this.#slots[this.#slotOf(key)] = this.#count;
  }

  #place(): Int32Array {
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(64, this.#count) * 4)));
    for (let row = 0; row < this.#count; row += 1)
      this.#slots[this.#slotOf(this.#keyAt(row))] = row + 1;
    return this.#slots;
  }

  /** The slot of a key, or the free one where it would stand. */
  #slotOf(key: Buffer): number {
    const mask = this.#slots.length - 1;
    for (let slot = key.readUInt32LE(0) & mask; ; slot = (slot + 1) & mask) {
      const held = this.#slots[slot]!;
      if (held === 0 || this.#keyAt(held - 1).equals(key)) return slot;
    }
  }
}

function openForAll(path: string): number {
  return openSync(path, existsSync(path) ? "r+" : "w+", 0o600);
}

function writeAll(file: number, bytes: Buffer, position: number): void {
  for (let at = 0; at < bytes.length; )
    at += writeSync(file, bytes, at, bytes.length - at, position + at);
}
