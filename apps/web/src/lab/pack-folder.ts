// Packs the files of a folder into one ZIP archive in the browser, as they are: one upload instead of thousands.

/** A file with its path from the top of the folder, divided by `/`. */
export interface FolderFile {
  readonly path: string;
  readonly file: File;
}

const LOCAL_HEAD = 30;
const CENTRAL_HEAD = 46;
const END = 22;
/** Names are UTF-8. */
const FLAGS = 0x0800;
/** Sizes and places are kept in 32 bits, counts in 16. */
export const MOST_PACKED_BYTES = 0xffff_0000;

const SUMS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  return sum;
});

function crc32(bytes: Uint8Array): number {
  let sum = 0xffff_ffff;
  for (const byte of bytes) sum = SUMS[(sum ^ byte) & 0xff]! ^ (sum >>> 8);
  return (sum ^ 0xffff_ffff) >>> 0;
}

/**
 * A ZIP archive (PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16) whose members are the files themselves: each is read
 * once for its checksum, none is held in memory.
 */
export async function packFolder(
  files: readonly FolderFile[],
  onProgress?: (done: number, total: number) => void,
): Promise<Blob> {
  const parts: BlobPart[] = [];
  const directory: BlobPart[] = [];
  let at = 0;
  let directorySize = 0;
  for (const [done, { path, file }] of files.entries()) {
    const name = new TextEncoder().encode(path.normalize("NFC"));
    const sum = crc32(new Uint8Array(await file.arrayBuffer()));
    parts.push(head(LOCAL_HEAD, 0x04034b50, sum, file.size, name.length), name, file);
    const central = head(CENTRAL_HEAD, 0x02014b50, sum, file.size, name.length);
    new DataView(central.buffer).setUint32(42, at, true);
    directory.push(central, name);
    at += LOCAL_HEAD + name.length + file.size;
    directorySize += CENTRAL_HEAD + name.length;
    onProgress?.(done + 1, files.length);
  }
  const end = new DataView(new ArrayBuffer(END));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, files.length, true);
  end.setUint16(10, files.length, true);
  end.setUint32(12, directorySize, true);
  end.setUint32(16, at, true);
  return new Blob([...parts, ...directory, end.buffer], { type: "application/zip" });
}

/** A head of a member; the one in the directory says twice which version it needs. */
function head(length: number, mark: number, sum: number, size: number, name: number) {
  const bytes = new Uint8Array(new ArrayBuffer(length));
  const view = new DataView(bytes.buffer);
  const from = length === CENTRAL_HEAD ? 6 : 4;
  view.setUint32(0, mark, true);
  if (length === CENTRAL_HEAD) view.setUint16(4, 20, true);
  view.setUint16(from, 20, true);
  view.setUint16(from + 2, FLAGS, true);
  view.setUint32(from + 10, sum, true);
  view.setUint32(from + 14, size, true);
  view.setUint32(from + 18, size, true);
  view.setUint16(from + 22, name, true);
  return bytes;
}
