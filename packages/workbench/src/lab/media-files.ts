// Pictures and sounds on their way in: the files of a folder or an archive, and which of them are taken.
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join, relative, resolve, sep } from "node:path";
import {
  InvalidInput,
  type LabTask,
  MOST_MEDIA_FILES,
  mediaRefusal,
  mediaTaskOfFolder,
  type RefusedFile,
  topFolderOf,
} from "@heed/core";
import { listZipMembers } from "../imports/readers/zip-members.ts";

/** A file in a folder or an archive. */
export interface MediaFile {
  /** Path from the top, divided by `/`. */
  readonly path: string;
  readonly bytes: number;
  readonly read: () => Promise<Buffer>;
}

/** What a folder or an archive holds. */
export interface MediaFolder {
  readonly name: string;
  readonly task: "image" | "audio";
  readonly files: readonly MediaFile[];
  readonly refused: readonly RefusedFile[];
}

/** Pictures and sounds hardly pack: an archive of them that swells is a trap. */
const ARCHIVE_LIMITS = { mostMembers: MOST_MEDIA_FILES, mostBytes: 8 * 1024 ** 3, mostRatio: 50 };

/** A folder, or a ZIP archive of one. @throws InvalidInput `archive-refused`, `broken-archive`, `too-many-examples` */
export async function openMediaFolder(path: string, task?: LabTask): Promise<MediaFolder> {
  const isFolder = (await stat(path)).isDirectory();
  const files = isFolder ? await filesOfFolder(path) : await filesOfArchive(path);
  return sorted(basename(resolve(path)).replace(/\.zip$/i, ""), files, task);
}

async function filesOfFolder(path: string): Promise<MediaFile[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const found = entries.filter((entry) => entry.isFile());
  if (found.length > MOST_MEDIA_FILES) throw tooMany(path, found.length);
  const files = found.map(async (entry): Promise<MediaFile> => {
    const at = join(entry.parentPath, entry.name);
    const { size } = await stat(at).catch(() => ({ size: 0 }));
    const own = relative(path, at).split(sep).join("/");
    return { path: own, bytes: size, read: () => readFile(at) };
  });
  return inOrder(await Promise.all(files));
}

async function filesOfArchive(path: string): Promise<MediaFile[]> {
  const members = await listZipMembers({ name: basename(path), path }, ARCHIVE_LIMITS);
  const files = members.map(
    ({ name, size, source }): MediaFile => ({
      path: name.normalize("NFC"),
      bytes: size,
      read: async () => {
        const parts: Uint8Array[] = [];
        for await (const part of source.open()) parts.push(part);
        return Buffer.concat(parts);
      },
    }),
  );
  return inOrder(withoutTop(files));
}

/** An archive of a folder holds the folder itself: classes are the folders in it. */
function withoutTop(files: readonly MediaFile[]): readonly MediaFile[] {
  const top = topFolderOf(files.map(({ path }) => path));
  if (top === null) return files;
  return files.map((file) =>
    file.path.startsWith(`${top}/`) ? { ...file, path: file.path.slice(top.length + 1) } : file,
  );
}

function inOrder(files: readonly MediaFile[]): MediaFile[] {
  return files.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function sorted(name: string, all: readonly MediaFile[], asked: LabTask | undefined): MediaFolder {
  if (asked !== undefined && asked !== "image" && asked !== "audio")
    throw new InvalidInput("not-a-table", `${name} is a folder, expected a file for ${asked}.`, {
      hint: "Name a CSV, JSONL or XLSX file.",
      zh: { message: `${name} 是文件夹，应为文件。`, hint: "请指定 CSV、JSONL 或 XLSX 文件。" },
    });
  const task = asked ?? mediaTaskOfFolder(all.map(({ path }) => path));
  const files: MediaFile[] = [];
  const refused: RefusedFile[] = [];
  for (const file of all) {
    const reason = mediaRefusal(file.path, file.bytes, task);
    if (reason === null) files.push(file);
    else refused.push({ path: file.path, reason });
  }
  return { name, task, files, refused };
}

function tooMany(path: string, files: number): InvalidInput {
  return new InvalidInput(
    "too-many-examples",
    `${path} holds ${files} files, expected at most ${MOST_MEDIA_FILES}.`,
    {
      hint: "Name a folder with fewer.",
      zh: {
        message: `${path} 含 ${files} 个文件，最多 ${MOST_MEDIA_FILES} 个。`,
        hint: "请指定文件较少的文件夹。",
      },
    },
  );
}
