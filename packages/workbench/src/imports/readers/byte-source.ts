// Bytes that can be read from the start more than once: a file, or a member of an archive.
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { InvalidInput, NotFound } from "@heed/core/errors";

export interface ByteSource {
  /** Name for messages and for telling the format by its ending. */
  readonly name: string;
  /** Path in the file system, for formats that must jump about; null for bytes inside an archive. */
  readonly path: string | null;
  /** All bytes from the start. */
  open(): AsyncIterable<Uint8Array>;
}

/** Small enough that the records of a chunk are gone before the next one comes. */
const CHUNK_BYTES = 128 * 1024;

/** A file on disk; refuses what is missing, a folder, empty or not readable, with a sentence that says so. */
export async function openFileSource(path: string): Promise<ByteSource> {
  const facts = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === "ENOENT" ? "there is no such file" : cause.message;
    throw new NotFound("file-not-found", `Cannot open ${path}: ${why}.`, {
      cause,
      hint: "Check the path; a folder or a web address is not a file.",
      zh: {
        message: `无法打开 ${path}：${cause.code === "ENOENT" ? "没有这个文件" : cause.message}。`,
        hint: "请检查路径；文件夹和网址不是文件。",
      },
    });
  });
  if (facts.isDirectory()) {
    throw new InvalidInput("not-a-file", `${path} is a folder, expected a file.`, {
      hint: "Name one of the files in it.",
      zh: { message: `${path} 是文件夹，应为文件。`, hint: "请指定其中的一个文件。" },
    });
  }
  if (facts.isFile() && facts.size === 0) throw emptyFile(basename(path));
  return {
    name: basename(path),
    path,
    open: () => createReadStream(path, { highWaterMark: CHUNK_BYTES }),
  };
}

/** Bytes that are in memory already. */
export function bytesSource(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    path: null,
    open: async function* () {
      for (let at = 0; at < bytes.length; at += CHUNK_BYTES)
        yield bytes.subarray(at, at + CHUNK_BYTES);
    },
  };
}

/** The first `most` bytes. */
export async function readHead(source: ByteSource, most: number): Promise<Buffer> {
  if (source.path !== null) return readFileHead(source.path, most);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source.open()) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= most) break;
  }
  return Buffer.concat(chunks).subarray(0, most);
}

export function emptyFile(name: string): InvalidInput {
  return new InvalidInput("empty-file", `${name} is empty: 0 bytes.`, {
    hint: "Export it again and check that the export finished.",
    zh: { message: `${name} 是空文件：0 字节。`, hint: "请重新导出，并确认导出已完成。" },
  });
}

async function readFileHead(path: string, most: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(most);
    const { bytesRead } = await file.read(buffer, 0, most, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
