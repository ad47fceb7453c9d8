// Takes pictures and sounds into the workspace, checked and under the hash of their bytes, and folders of them as data sets.
import { createHash } from "node:crypto";
import { access, mkdir, readFile } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import {
  type Dataset,
  type Example,
  HeedError,
  InvalidInput,
  type LabTask,
  MOST_MEDIA_BYTES,
  type RefusedFile,
} from "@heed/core";
import { keepDataset, type LabContext, labFolders } from "./lab-context.ts";
import { openMediaFolder } from "./media-files.ts";
import { mediaTypeOf } from "./media-type.ts";
import { writeWhole } from "./model-file.ts";
import { pictureFingerprint } from "./read-picture.ts";
import { decodeWav } from "./read-sound.ts";
import { bytesOf } from "./recipe.ts";

export interface FolderRequest {
  readonly task?: LabTask | undefined;
  readonly target?: string | undefined;
  readonly name?: string | undefined;
  /** How a file's path tells its class (`label`) and group (`group`); default: the folder it lies in. */
  readonly pattern?: string | undefined;
  readonly classes?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Told of each file that is not taken. */
  readonly onRefused?: ((file: RefusedFile) => void) | undefined;
}

type Kept = Pick<Example, "file" | "fingerprint">;

/** What is kept of a file that a list names, or the reason why it is left out. */
export async function keepListed(
  context: Pick<LabContext, "folder">,
  task: LabTask,
  file: string,
  list: string,
): Promise<Kept | "missing-file" | "broken-file" | "too-large"> {
  const base = resolve(dirname(list));
  const path = resolve(base, file);
  // A list may name files beside and below it, and no others.
  if (!path.startsWith(base + sep)) return "missing-file";
  const bytes = await readFile(path).catch(() => null);
  return bytes === null ? "missing-file" : keepMedia(context, task, bytes);
}

/** What is kept of the bytes of a file, or the reason why they are left out. */
async function keepMedia(
  { folder }: Pick<LabContext, "folder">,
  task: LabTask,
  bytes: Buffer,
): Promise<Kept | "broken-file" | "too-large"> {
  if (bytes.length > MOST_MEDIA_BYTES) return "too-large";
  const type = mediaTypeOf(bytes);
  const fingerprint = type?.task === task ? await fingerprintOf(task, bytes) : null;
  if (type === null || fingerprint === null) return "broken-file";
  const hash = createHash("sha256").update(bytes).digest("hex");
  const kept = join(hash.slice(0, 2), `${hash}${type.ending}`);
  const into = join(labFolders(folder).media, kept);
  const isKnown = await access(into).then(
    () => true,
    () => false,
  );
  if (!isKnown) {
    await mkdir(dirname(into), { recursive: true });
    await writeWhole(into, bytes);
  }
  return { file: kept, fingerprint };
}

/** Null where the bytes are no picture or sound. */
async function fingerprintOf(task: LabTask, bytes: Buffer): Promise<string | null> {
  try {
    return task === "image" ? await pictureFingerprint(bytes) : soundFingerprint(bytes);
  } catch (error) {
    if (HeedError.is(error) && (error.code === "broken-picture" || error.code === "broken-sound"))
      return null;
    throw error;
  }
}

/** A hash of the samples: copies in another container are the same; sounds that are merely alike are not. */
function soundFingerprint(bytes: Buffer): string {
  const { samples, rate } = decodeWav(bytes);
  const hash = createHash("sha256").update(String(rate)).update(bytesOf(samples));
  return hash.digest("hex").slice(0, 16);
}

/**
 * A folder of pictures or sounds, or a ZIP archive of one; classes are the folders in it, or what a pattern finds in the
 * paths.
 *
 * @throws InvalidInput `no-examples`
 */
export async function importFolder(
  context: LabContext,
  path: string,
  request: FolderRequest,
): Promise<Dataset> {
  const { name, task, files, refused } = await openMediaFolder(path, request.task);
  const read = reader(request.pattern);
  const examples: Example[] = [];
  const leftOut: Record<string, number> = {};
  const refuse = (file: RefusedFile) => {
    // What a system keeps for itself is none of the person's data.
    if (file.reason !== "system-file") leftOut[file.reason] = (leftOut[file.reason] ?? 0) + 1;
    request.onRefused?.(file);
  };
  refused.forEach(refuse);
  const broken: string[] = [];
  for (const [at, file] of files.entries()) {
    request.signal?.throwIfAborted();
    const bytes = await file.read().catch((error: unknown) => {
      if (HeedError.is(error)) throw error;
      return null;
    });
    const kept = bytes === null ? "missing-file" : await keepMedia(context, task, bytes);
    if (typeof kept === "string") {
      refuse({ path: file.path, reason: kept });
      if (broken.length < 5) broken.push(file.path);
      continue;
    }
    examples.push({ number: examples.length, ...kept, ...read(file.path), time: null, slices: {} });
    if (at % 20 === 19) request.onProgress?.(at + 1, files.length);
  }
  if (examples.length === 0) throw nothing(name, task, files.length, broken);
  const classes = new Set(examples.flatMap(({ label }) => (label === null ? [] : [label])));
  for (const one of request.classes ?? []) classes.add(one);
  return keepDataset(
    context,
    {
      ...{ task, target: request.target ?? "label" },
      classes: [...classes].sort(),
      columns: [],
      origin: { kind: "folder", name },
      leftOut,
    },
    { asked: request.name, wish: name },
    examples,
  );
}

function nothing(name: string, task: LabTask, files: number, broken: readonly string[]) {
  return new InvalidInput(
    "no-examples",
    broken.length === 0
      ? `${name} holds no ${task === "image" ? "pictures" : "WAV files"}.`
      : `None of the ${files} files of ${name} can be read, such as ${broken.join(", ")}.`,
    {
      hint: "Put the files of each class into a folder of its name.",
      zh: {
        message: `${name} 中没有可读取的文件。`,
        hint: "请把每类文件放入以类别命名的文件夹。",
      },
    },
  );
}

/** The folder in which a file lies; null for one at the top. */
export function folderOf(path: string): string | null {
  return path.includes("/") ? path.split("/")[0] : null;
}

/** How a path tells class and group. */
function reader(pattern: string | undefined) {
  if (pattern === undefined) return (file: string) => ({ label: folderOf(file), group: null });
  const expression = compilePattern(pattern);
  return (file: string) => {
    const match = expression.exec(file);
    return {
      label: match?.groups?.label ?? match?.[1] ?? null,
      group: match?.groups?.group ?? null,
    };
  };
}

function compilePattern(pattern: string): RegExp {
  try {
    return new RegExp(pattern, "u");
  } catch (cause) {
    throw new InvalidInput("bad-pattern", `“${pattern}” is no regular expression.`, {
      cause,
      hint: "For 7_anna_0.wav: --pattern '(?<label>\\d+)_(?<group>[a-z]+)_'",
      zh: {
        message: `“${pattern}”不是正则表达式。`,
        hint: "例如 7_anna_0.wav：--pattern '(?<label>\\d+)_(?<group>[a-z]+)_'",
      },
    });
  }
}
