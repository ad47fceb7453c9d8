// A folder of pictures or sounds as the browser hands it over, chosen or dropped, and what of it is sent.
import {
  MOST_MEDIA_FILES,
  mediaRefusal,
  mediaTaskOfFolder,
  type RefusedFile,
} from "@heed/core/api";
import { type FolderFile, MOST_PACKED_BYTES } from "./pack-folder.ts";

export interface ChosenFolder {
  readonly name: string;
  readonly files: readonly FolderFile[];
  /** What stays here, with the reason. */
  readonly refused: readonly RefusedFile[];
  readonly bytes: number;
}

/** Files of a chosen folder, each under its path with the folder's own name first. */
export function pickedFiles(files: readonly File[]): FolderFile[] {
  return files.map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/** Files of everything that was dropped, folders with all in them. */
export async function droppedFiles(transfer: DataTransfer): Promise<FolderFile[]> {
  // The items are gone after the first wait.
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return pickedFiles([...transfer.files]);
  return (await Promise.all(entries.map((entry) => filesOf(entry)))).flat();
}

async function filesOf(entry: FileSystemEntry): Promise<FolderFile[]> {
  const path = entry.fullPath.replace(/^\//, "");
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return [{ path, file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: FolderFile[] = [];
  for (;;) {
    // A folder is told in parts, until a part is empty.
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (part.length === 0) return found;
    for (const one of part) found.push(...(await filesOf(one)));
    if (found.length > MOST_MEDIA_FILES) return found;
  }
}

/** What of some files is sent; null for more than can be. */
export function chooseFolder(all: readonly FolderFile[]): ChosenFolder | null {
  const task = mediaTaskOfFolder(all.map(({ path }) => path));
  const top = onlyFolder(all.map(({ path }) => path));
  const files: FolderFile[] = [];
  const refused: RefusedFile[] = [];
  for (const one of all) {
    const reason = mediaRefusal(one.path, one.file.size, task);
    const path = top === null ? one.path : one.path.slice(top.length + 1);
    if (reason === null) files.push({ path, file: one.file });
    else if (reason !== "system-file") refused.push({ path, reason });
  }
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  if (files.length > MOST_MEDIA_FILES || bytes > MOST_PACKED_BYTES) return null;
  return { name: top ?? "data", files, refused, bytes };
}

/** The folder that was taken itself, which is no class; null for several, or for loose files. */
function onlyFolder(paths: readonly string[]): string | null {
  const tops = new Set(paths.map((path) => path.split("/")[0]!));
  return tops.size === 1 && paths.every((path) => path.includes("/")) ? [...tops][0]! : null;
}

/** The archive among some files, when there is nothing else. */
export function singleArchive(all: readonly FolderFile[]): File | null {
  const [only] = all;
  return all.length === 1 && only !== undefined && /\.zip$/i.test(only.path) ? only.file : null;
}
