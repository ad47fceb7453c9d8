// Files that are either whole or not there.
import { open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { NnError } from "../errors.ts";

/**
 * Writes a file beside its final place, flushes it and renames it, so that a reader never sees
 * half a file and a failure (full disk, ended process) leaves the old one.
 */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.partial`;
  try {
    const file = await open(temporary, "w");
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw fileFailed(
      "written",
      path,
      error,
      "what stood there before is kept; make room and save again",
    );
  }
  await flushFolder(dirname(path));
}

/** The bytes of a file; throws `file-failed` when there is none to read. */
export async function readWhole(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw fileFailed("read", path, error, "check the path and who may read it");
  }
}

function fileFailed(how: string, path: string, cause: unknown, advice: string): NnError {
  const { code = "unknown error", message = "" } = cause as { code?: string; message?: string };
  return new NnError(
    "file-failed",
    `A file could not be ${how}: received ${code} for ${path} (${message}), expected a file that can be ` +
      `${how}; ${advice}.`,
    { cause },
  );
}

/** Makes the new name durable where the system lets a folder be flushed. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
