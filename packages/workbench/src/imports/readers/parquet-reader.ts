// Reads Parquet files slice by slice, so that a row group never has to fit into memory as objects.
import { open } from "node:fs/promises";
import { InvalidInput } from "@heed/core/errors";
import { type AsyncBuffer, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { type ByteSource, readHead } from "./byte-source.ts";
import { flattenJson } from "./flatten-json.ts";
import { GrowingColumns } from "./growing-columns.ts";
import { checkPages } from "./parquet-pages.ts";
import type { Reader, ReadRecord } from "./reader.ts";

const SLICE_ROWS = 10_000;
/** Parquet is read from its end, so a member of an archive is held in memory up to this size. */
const MOST_MEMBER_BYTES = 512 * 1024 * 1024;

export async function openParquet(source: ByteSource): Promise<Reader> {
  const columns = new GrowingColumns();
  const total = await guarded(source.name, () =>
    withBuffer(source, (file) => countRows(source.name, file)),
  );
  return {
    format: "parquet",
    columns: columns.names,
    notes: [],
    read: () => readParquet(source, total, columns),
  };
}

/** Rows that the row groups hold, once their pages were looked at. */
async function countRows(name: string, file: AsyncBuffer): Promise<number> {
  const metadata = await parquetMetadataAsync(file);
  await checkPages(name, file, metadata);
  return metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
}

async function* readParquet(
  source: ByteSource,
  total: number,
  columns: GrowingColumns,
): AsyncGenerator<readonly ReadRecord[]> {
  for (let rowStart = 0; rowStart < total; rowStart += SLICE_ROWS) {
    const rowEnd = Math.min(total, rowStart + SLICE_ROWS);
    const objects = await guarded(source.name, () =>
      withBuffer(source, (file) => parquetReadObjects({ file, compressors, rowStart, rowEnd })),
    );
    yield objects.map((object, index) => {
      const value = plain(object);
      const row = rowStart + index + 1;
      return { row, line: row, cells: columns.place(flattenJson(value)), value };
    });
  }
}

/** Values as JSON has them: instants as ISO 8601, whole numbers of 64 bits as text when they are too large. */
function plain(value: unknown): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (typeof value === "bigint")
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Uint8Array) return null;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
  return value;
}

async function withBuffer<Value>(
  source: ByteSource,
  use: (buffer: AsyncBuffer) => Promise<Value>,
): Promise<Value> {
  if (source.path === null) {
    const bytes = await readHead(source, MOST_MEMBER_BYTES);
    const copy = new Uint8Array(bytes).buffer;
    return use({ byteLength: copy.byteLength, slice: (start, end) => copy.slice(start, end) });
  }
  const file = await open(source.path);
  try {
    const { size } = await file.stat();
    return await use({
      byteLength: size,
      slice: async (start, end = size) => {
        const bytes = Buffer.alloc(Math.max(0, Math.min(end, size) - start));
        await file.read(bytes, 0, bytes.length, start);
        return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
      },
    });
  } finally {
    await file.close();
  }
}

async function guarded<Value>(name: string, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof InvalidInput) throw cause;
    const why = cause instanceof Error ? cause.message.split("\n", 1)[0] : "unknown reason";
    throw new InvalidInput("broken-parquet", `${name} cannot be read as Parquet: ${why}.`, {
      cause,
      hint: "Write it again; it may have been cut off on the way.",
      zh: {
        message: `${name} 无法作为 Parquet 读取。`,
        hint: "请重新下载或导出；文件可能在传输中被截断。",
      },
    });
  }
}
