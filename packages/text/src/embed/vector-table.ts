// The file format of the embedder's table: one signed byte a number, one scale a row.

/** Row-major `rowCount x dimensions`. */
export interface VectorTable {
  readonly rowCount: number;
  readonly dimensions: number;
  readonly vectors: Float32Array;
}

/** "HEED" in ASCII, little-endian. */
const MAGIC = 0x44454548;
const HEADER_BYTES = 12;

/**
 * Packs a table: three 32-bit words (magic, rows, dimensions), a 32-bit float scale for each row, then
 * each row as `round(value / scale)` in signed bytes; scale = largest magnitude of the row / 127. Little-endian.
 */
export function packTable(table: VectorTable): Uint8Array {
  const { rowCount, dimensions, vectors } = table;
  const bytes = new Uint8Array(HEADER_BYTES + rowCount * (4 + dimensions));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, rowCount, true);
  view.setUint32(8, dimensions, true);
  for (let r = 0; r < rowCount; r++) {
    let most = 0;
    for (let k = r * dimensions; k < (r + 1) * dimensions; k++)
      most = Math.max(most, Math.abs(vectors[k]!));
    const scale = Math.fround(most / 127);
    view.setFloat32(HEADER_BYTES + 4 * r, scale, true);
    const from = HEADER_BYTES + 4 * rowCount + r * dimensions;
    for (let k = 0; k < dimensions; k++) {
      const step = scale === 0 ? 0 : Math.round(vectors[r * dimensions + k]! / scale);
      view.setInt8(from + k, Math.max(-127, Math.min(127, step)));
    }
  }
  return bytes;
}

/** Unpacks a table; refuses bytes that are not one. */
export function unpackTable(bytes: Uint8Array): VectorTable {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.byteLength >= HEADER_BYTES && view.getUint32(0, true) === MAGIC;
  const rowCount = whole ? view.getUint32(4, true) : 0;
  const dimensions = whole ? view.getUint32(8, true) : 0;
  if (!whole || bytes.byteLength !== HEADER_BYTES + rowCount * (4 + dimensions)) {
    throw new RangeError(
      `The vector table is damaged: received ${bytes.byteLength} bytes that do not fit their header, expected a file written by packTable; train it again or restore it.`,
    );
  }
  const vectors = new Float32Array(rowCount * dimensions);
  for (let r = 0; r < rowCount; r++) {
    const scale = view.getFloat32(HEADER_BYTES + 4 * r, true);
    const from = HEADER_BYTES + 4 * rowCount + r * dimensions;
    for (let k = 0; k < dimensions; k++)
      vectors[r * dimensions + k] = scale * view.getInt8(from + k);
  }
  return { rowCount, dimensions, vectors };
}
