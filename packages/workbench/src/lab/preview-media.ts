// Looks into a folder or an archive before it is brought in: classes, how many of each, a few to see, and what is refused.

import type { RefusedFile } from "@heed/core";
import { folderOf } from "./keep-media.ts";
import { type MediaFile, openMediaFolder } from "./media-files.ts";
import { thumbnailOf } from "./thumbnail.ts";

export interface MediaPreview {
  readonly name: string;
  readonly task: "image" | "audio";
  readonly files: number;
  readonly bytes: number;
  /** Files that lie in no folder: they come without a class. */
  readonly withoutClass: number;
  readonly classes: readonly {
    readonly name: string;
    readonly files: number;
    readonly samples: readonly {
      readonly path: string;
      /** A small picture as a `data:` address; null where the file cannot be read. */
      readonly picture: string | null;
    }[];
  }[];
  /** The first of those that are not taken, and how many there are. */
  readonly refused: readonly RefusedFile[];
  readonly refusedCount: number;
}

const SAMPLES = 4;
const SAMPLED_CLASSES = 12;
const MOST_CLASSES = 500;
/** A file above this size is not opened for a small picture. */
const MOST_SAMPLE_BYTES = 20 * 1024 * 1024;
const SIDE = 96;
export const MOST_REFUSED = 200;

export async function previewMedia(path: string, task?: "image" | "audio"): Promise<MediaPreview> {
  const folder = await openMediaFolder(path, task);
  const byClass = Map.groupBy(folder.files, (file) => folderOf(file.path));
  const named = [...byClass].flatMap(([name, files]) => (name === null ? [] : [{ name, files }]));
  const classes: MediaPreview["classes"][number][] = [];
  for (const [at, { name, files }] of named.slice(0, MOST_CLASSES).entries()) {
    const shown = at < SAMPLED_CLASSES ? spread(files) : [];
    classes.push({ name, files: files.length, samples: await Promise.all(shown.map(sampleOf)) });
  }
  const refused = folder.refused.filter(({ reason }) => reason !== "system-file");
  return {
    ...{ name: folder.name, task: folder.task, files: folder.files.length },
    bytes: folder.files.reduce((sum, { bytes }) => sum + bytes, 0),
    withoutClass: byClass.get(null)?.length ?? 0,
    ...{ classes, refused: refused.slice(0, MOST_REFUSED), refusedCount: refused.length },
  };
}

/** A few from all over a class. */
function spread(files: readonly MediaFile[]): MediaFile[] {
  const count = Math.min(SAMPLES, files.length);
  return Array.from({ length: count }, (_, at) => files[Math.floor((at * files.length) / count)]);
}

async function sampleOf(file: MediaFile) {
  const { path } = file;
  if (file.bytes > MOST_SAMPLE_BYTES) return { path, picture: null };
  const small = await file
    .read()
    .then((bytes) => thumbnailOf(bytes, SIDE))
    .catch(() => null);
  const picture =
    small === null ? null : `data:${small.type};base64,${small.bytes.toString("base64")}`;
  return { path, picture };
}
