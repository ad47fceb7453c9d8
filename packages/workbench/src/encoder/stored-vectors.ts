// Vectors of a workspace's mentions behind the port of theme finders, read from their file by whoever needs them, in any thread.
import type { MentionVectors, ModelName } from "@heed/core";
import { RowReader, type StoredRows } from "./vector-file.ts";

export class StoredVectors implements MentionVectors {
  readonly model: ModelName;
  /** Plain data, of which another thread makes the same. */
  readonly stored: StoredRows;
  #reader: RowReader | undefined;

  constructor(model: ModelName, stored: StoredRows) {
    this.model = model;
    this.stored = stored;
  }

  get dimensions(): number {
    return this.stored.dimensions;
  }

  read(places: ArrayLike<number>): Float32Array {
    const { path, dimensions, rows } = this.stored;
    this.#reader ??= new RowReader(path, dimensions);
    return this.#reader.read(Int32Array.from(places, (place) => rows[place]!));
  }

  close(): void {
    this.#reader?.close();
    this.#reader = undefined;
  }
}
