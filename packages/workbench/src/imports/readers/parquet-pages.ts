// Looks at the page headers of a Parquet file before anything is unpacked: what a few bytes claim to hold must fit into memory.
import { InvalidInput } from "@heed/core/errors";
import type { AsyncBuffer, ColumnMetaData, FileMetaData } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";

/** Values of the largest pages of all columns together, which are in memory at once; a null takes as much as a word. */
const MOST_VALUES = 50_000_000;
const MOST_PAGE_BYTES = 512 * 1024 * 1024;
/** A header is short unless it tells the least and the greatest of long texts. */
const HEADER_BYTES = [4 * 1024, 1024 * 1024, 64 * 1024 * 1024];

/**
 * Walks the pages of every column.
 * @throws InvalidInput `parquet-too-large` where reading one row would take more memory than there may be
 * @throws Error where the pages are not those that the file's end tells of
 */
export async function checkPages(
  name: string,
  file: AsyncBuffer,
  { row_groups: groups }: FileMetaData,
): Promise<void> {
  for (const { columns, num_rows: rows } of groups) {
    let together = 0;
    let longest = 0;
    for (const { meta_data: column } of columns) {
      if (column === undefined) continue;
      const { largest, total } = await countValues(name, file, column);
      together += largest;
      longest = Math.max(longest, total);
    }
    if (together > MOST_VALUES)
      throw tooLarge(
        name,
        [`pages of ${together} values`, `一页含 ${together} 个值`],
        [`${MOST_VALUES} in all columns together`, `所有列合计 ${MOST_VALUES} 个`],
      );
    if (Number(rows) > longest)
      throw new Error(`a row group tells of ${rows} rows and holds ${longest}`);
  }
}

/** Values of a column's largest page, and of all its pages of data. */
async function countValues(name: string, file: AsyncBuffer, column: ColumnMetaData) {
  const start = Number(column.dictionary_page_offset || column.data_page_offset);
  const end = Math.min(file.byteLength, start + Number(column.total_compressed_size));
  let [largest, total] = [0, 0];
  for (let at = start; at < end - 1; ) {
    const { header, bytes } = await readHeader(file, at, end);
    const packed = Number(header.compressed_page_size);
    const unpacked = Number(header.uncompressed_page_size);
    const data = header.data_page_header ?? header.data_page_header_v2;
    const values = Number((data ?? header.dictionary_page_header)?.num_values ?? 0);
    if (!(packed >= 0 && unpacked >= 0 && values >= 0))
      throw new Error("a page tells of fewer than no bytes or values");
    if (unpacked > MOST_PAGE_BYTES)
      throw tooLarge(
        name,
        [`a page of ${unpacked} bytes`, `一页有 ${unpacked} 字节`],
        [`${MOST_PAGE_BYTES}`, `${MOST_PAGE_BYTES} 字节`],
      );
    largest = Math.max(largest, values);
    if (data !== undefined) total += values;
    at += bytes + packed;
  }
  return { largest, total };
}

async function readHeader(file: AsyncBuffer, at: number, end: number) {
  for (const most of HEADER_BYTES) {
    const isAll = at + most >= end;
    const reader = {
      view: new DataView(await file.slice(at, Math.min(end, at + most))),
      offset: 0,
    };
    try {
      const header = parquetHeader(reader);
      if (reader.offset <= reader.view.byteLength) return { header, bytes: reader.offset };
    } catch (cause) {
      if (isAll) throw cause;
    }
    if (isAll) break;
  }
  throw new Error("a page's header does not end");
}

function tooLarge(
  name: string,
  [received, receivedZh]: readonly [string, string],
  [most, mostZh]: readonly [string, string],
): InvalidInput {
  return new InvalidInput(
    "parquet-too-large",
    `${name} has ${received}, expected at most ${most}.`,
    {
      hint: "Write it again with smaller pages or row groups, or as CSV.",
      zh: {
        message: `${name} ${receivedZh}，最多 ${mostZh}。`,
        hint: "请以较小的页或行组重新写出，或另存为 CSV。",
      },
    },
  );
}
