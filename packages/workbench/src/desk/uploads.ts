// Files on their way in: kept in the workspace's folder until they are imported, taken up again where they broke off.
import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rm, stat, truncate, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Conflict, InvalidInput, NotFound } from "@heed/core";
import type { Upload } from "@heed/core/api";
import type { DeskContext } from "./desk-context.ts";

/** Largest file taken: 4 GiB. */
export const MOST_UPLOAD_BYTES = 4 * 1024 ** 3;
const KEPT_MS = 7 * 86_400_000;

interface KeptUpload {
  readonly name: string;
  readonly bytes: number;
  readonly at: string;
}

/** Announces a file; its bytes are sent next. */
export async function createUpload(
  context: DeskContext,
  { name, bytes }: { name: string; bytes: number },
): Promise<Upload> {
  if (bytes > MOST_UPLOAD_BYTES) throw tooLarge(bytes);
  const id = `upload_${randomBytes(12).toString("base64url")}`;
  await mkdir(folderOf(context, id), { recursive: true });
  await writeFile(join(folderOf(context, id), safeName(name)), "");
  const upload: KeptUpload = { name: safeName(name), bytes, at: context.now().toISOString() };
  await context.workspace.records.kept.put("upload", id, upload);
  return { id, name: upload.name, bytes, received: 0 };
}

export async function getUpload(context: DeskContext, id: string): Promise<Upload> {
  const { name, bytes } = await find(context, id);
  const { size } = await stat(join(folderOf(context, id), name));
  return { id, name, bytes, received: size };
}

/** Adds bytes from `offset` on; what was there behind it is replaced. What arrived stays when the connection breaks. */
export async function sendUpload(
  context: DeskContext,
  id: string,
  offset: number,
  body: ReadableStream<Uint8Array> | null,
): Promise<Upload> {
  const { name, bytes } = await find(context, id);
  const path = join(folderOf(context, id), name);
  if (isBusy.has(id)) {
    throw new Conflict("upload-is-busy", "Another request is sending this file.", {
      hint: "Wait for it to end, then ask how much was received.",
      retryable: true,
    });
  }
  isBusy.add(id);
  try {
    const { size } = await stat(path);
    if (offset > size) {
      throw new Conflict(
        "upload-has-gap",
        `${size} bytes are here, received an offset of ${offset}.`,
        {
          hint: "Send the bytes from the offset that the upload tells as received.",
        },
      );
    }
    await truncate(path, offset);
    if (body !== null) {
      await pipeline(
        Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]),
        limitTo(bytes - offset, bytes),
        createWriteStream(path, { flags: "r+", start: offset }),
      );
    }
  } finally {
    isBusy.delete(id);
  }
  return getUpload(context, id);
}

const isBusy = new Set<string>();

/** Path of a file that is here whole. */
export async function uploadedFile(context: DeskContext, id: string): Promise<string> {
  const { name, bytes, received } = await getUpload(context, id);
  if (received < bytes) {
    throw new Conflict("upload-not-whole", `${received} of ${bytes} bytes of ${name} are here.`, {
      hint: "Send the rest first.",
    });
  }
  return join(folderOf(context, id), name);
}

export async function dropUpload(context: DeskContext, id: string): Promise<void> {
  await context.workspace.records.kept.delete("upload", id);
  if (/^upload_[\w-]+$/.test(id)) await rm(folderOf(context, id), { recursive: true, force: true });
}

/** Takes away files that nobody imported within a week, and folders that no upload knows. */
export async function sweepUploads(context: DeskContext): Promise<void> {
  const kept = await context.workspace.records.kept.list("upload");
  const oldest = context.now().getTime() - KEPT_MS;
  const fresh = new Set<string>();
  for (const { id, record } of kept) {
    if (Date.parse((record as KeptUpload).at) < oldest) await dropUpload(context, id);
    else fresh.add(id);
  }
  const folders = await readdir(join(context.filesFolder, "uploads")).catch(() => []);
  for (const folder of folders) {
    if (!fresh.has(folder))
      await rm(join(context.filesFolder, "uploads", folder), { recursive: true, force: true });
  }
}

async function find(context: DeskContext, id: string): Promise<KeptUpload> {
  const upload = await context.workspace.records.kept.get("upload", id);
  if (upload !== undefined) return upload as KeptUpload;
  throw new NotFound("upload-not-found", "There is no such upload.", {
    hint: "It may have been imported or taken away after a week; announce the file again.",
  });
}

function folderOf({ filesFolder }: DeskContext, id: string): string {
  return join(filesFolder, "uploads", id);
}

/** The last part of a name without what file systems treat apart; never empty, never hidden. */
export function safeName(name: string): string {
  const last = basename(name.normalize("NFC").replaceAll("\\", "/"));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not stand in a file name.
  const plain = last.replace(/[\u0000-\u001f\u007f<>:"|?*\u202a-\u202e\u2066-\u2069]/g, "_");
  const visible = plain.replace(/^\.+/, "").slice(-180).trim();
  return visible === "" ? "file" : visible;
}

function limitTo(most: number, announced: number) {
  return async function* (chunks: AsyncIterable<Uint8Array>) {
    let seen = 0;
    for await (const chunk of chunks) {
      seen += chunk.length;
      if (seen > most) throw tooLarge(announced, true);
      yield chunk;
    }
  };
}

function tooLarge(bytes: number, isMore = false): InvalidInput {
  return isMore
    ? new InvalidInput("upload-too-long", `More bytes came than the ${bytes} announced.`, {
        hint: "Announce the file again with its right size.",
      })
    : new InvalidInput(
        "upload-too-large",
        `The file has ${bytes} bytes, expected at most ${MOST_UPLOAD_BYTES}.`,
        { hint: "Split the export, or import it with heed import, which has no limit." },
      );
}
