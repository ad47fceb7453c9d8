// Which files of a folder are pictures or sounds that the lab takes, and why the others are not taken.

/**
 * Why a file is not taken: neither a picture nor a sound; one of the other sort; kept by a system for itself; empty; above
 * {@link MOST_MEDIA_BYTES}; not readable; broken, or its bytes are other than its name says.
 */
export const MEDIA_REFUSALS = [
  "not-media",
  "other-sort",
  "system-file",
  "empty",
  "too-large",
  "missing-file",
  "broken-file",
] as const;
export type MediaRefusal = (typeof MEDIA_REFUSALS)[number];

export interface RefusedFile {
  /** Path from the top of the folder, divided by `/`. */
  readonly path: string;
  readonly reason: MediaRefusal;
}

/** Bytes of one picture or sound at most. */
export const MOST_MEDIA_BYTES = 50 * 1024 * 1024;
/** Files of one folder at most. */
export const MOST_MEDIA_FILES = 50_000;

const PICTURE_NAME = /\.(?:jpe?g|png|webp|gif|tiff?)$/i;
const SOUND_NAME = /\.wav$/i;
const SYSTEM_FILE = /(?:^|\/)(?:\.|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/i;

type MediaTask = "image" | "audio";

/** What a file's name promises; null for a name that is neither a picture's nor a sound's. */
export function mediaTaskOf(name: string): MediaTask | null {
  if (PICTURE_NAME.test(name)) return "image";
  return SOUND_NAME.test(name) ? "audio" : null;
}

/** What a folder is of: the sort that there is more of, pictures where there are as many of both. */
export function mediaTaskOfFolder(paths: readonly string[]): MediaTask {
  let sounds = 0;
  for (const path of paths) {
    const task = isSystemFile(path) ? null : mediaTaskOf(path);
    if (task !== null) sounds += task === "audio" ? 1 : -1;
  }
  return sounds > 0 ? "audio" : "image";
}

function isSystemFile(path: string): boolean {
  return SYSTEM_FILE.test(path);
}

/** Why a file is not taken, as far as its name and size tell; null for one that is. */
export function mediaRefusal(path: string, bytes: number, task: MediaTask): MediaRefusal | null {
  if (isSystemFile(path)) return "system-file";
  const named = mediaTaskOf(path);
  if (named === null) return "not-media";
  if (named !== task) return "other-sort";
  if (bytes === 0) return "empty";
  return bytes > MOST_MEDIA_BYTES ? "too-large" : null;
}

/**
 * The folder that all pictures and sounds of an archive lie in, when they lie deeper than that: it is the archive's own and no
 * class. Null where there is none.
 */
export function topFolderOf(paths: readonly string[]): string | null {
  const own = paths.filter((path) => !isSystemFile(path) && mediaTaskOf(path) !== null);
  const tops = new Set(own.map((path) => path.split("/")[0]));
  const isWrapped = tops.size === 1 && own.every((path) => path.split("/").length > 2);
  return isWrapped ? [...tops][0] : null;
}
