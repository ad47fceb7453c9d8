// Takes pictures and sounds into the workspace, checked and under the hash of their bytes, and folders of them as data sets.
import { createHash } from "node:crypto";
import { access, mkdir, readdir, readFile } from "node:fs/promises";
import { basename, dirname, extname, join, relative, resolve, sep } from "node:path";
import { type Dataset, type Example, HeedError, InvalidInput, type LabTask } from "@heed/core";
import { keepDataset, type LabContext, labFolders } from "./lab-context.ts";
import { writeWhole } from "./model-file.ts";
import { pictureFingerprint } from "./read-picture.ts";
import { decodeWav } from "./read-sound.ts";
import { bytesOf } from "./recipe.ts";

const PICTURES = /\.(?:jpe?g|png|webp|gif|bmp|tiff?)$/i;
const SOUNDS = /\.wav$/i;
const MOST_BYTES = 50 * 1024 * 1024;
const MOST_FILES = 50_000;

export interface FolderRequest {
  readonly task?: LabTask | undefined;
  readonly target?: string | undefined;
  readonly name?: string | undefined;
  /** How a file's path tells its class (`label`) and group (`group`); default: the folder it lies in. */
  readonly pattern?: string | undefined;
  readonly classes?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** What is kept of a file, or the reason why it is left out. */
export async function keepMedia(
  { folder }: Pick<LabContext, "folder">,
  task: LabTask,
  file: string,
  list: string,
  signal?: AbortSignal,
): Promise<Pick<Example, "file" | "fingerprint"> | "missing-file" | "broken-file" | "too-large"> {
  signal?.throwIfAborted();
  const base = resolve(dirname(list));
  const path = resolve(base, file);
  // A list may name files beside and below it, and no others.
  if (!path.startsWith(base + sep)) return "missing-file";
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) return "missing-file";
  if (bytes.length > MOST_BYTES) return "too-large";
  const fingerprint = await fingerprintOf(task, bytes);
  if (fingerprint === null) return "broken-file";
  const hash = createHash("sha256").update(bytes).digest("hex");
  const kept = join(hash.slice(0, 2), `${hash}${extname(file).toLowerCase()}`);
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

/** A folder of pictures or sounds; classes are the folders in it, or what a pattern finds in the paths. */
export async function importFolder(
  context: LabContext,
  path: string,
  request: FolderRequest,
): Promise<Dataset> {
  const files = (await listFiles(path)).sort();
  const task = request.task ?? (files.some((file) => PICTURES.test(file)) ? "image" : "audio");
  if (task !== "image" && task !== "audio")
    throw new InvalidInput("not-a-table", `${path} is a folder, expected a file for ${task}.`, {
      hint: "Name a CSV, JSONL or XLSX file.",
      zh: { message: `${path} 是文件夹，应为文件。`, hint: "请指定 CSV、JSONL 或 XLSX 文件。" },
    });
  const own = files.filter((file) => (task === "image" ? PICTURES : SOUNDS).test(file));
  const read = reader(request.pattern);
  const examples: Example[] = [];
  const leftOut: Record<string, number> = {};
  const broken: string[] = [];
  for (const [at, file] of own.entries()) {
    const kept = await keepMedia(context, task, file, join(path, "list"), request.signal);
    if (typeof kept === "string") {
      leftOut[kept] = (leftOut[kept] ?? 0) + 1;
      if (broken.length < 5) broken.push(file);
      continue;
    }
    examples.push({ number: examples.length, ...kept, ...read(file), time: null, slices: {} });
    if (at % 20 === 19) request.onProgress?.(at + 1, own.length);
  }
  if (examples.length === 0)
    throw new InvalidInput(
      "no-examples",
      broken.length === 0
        ? `${path} holds no ${task === "image" ? "pictures" : "WAV files"}.`
        : `None of the ${own.length} files of ${path} can be read, such as ${broken.join(", ")}.`,
      {
        hint: "Put the files of each class into a folder of its name.",
        zh: {
          message: `${path} 中没有可读取的文件。`,
          hint: "请把每类文件放入以类别命名的文件夹。",
        },
      },
    );
  const classes = new Set(examples.flatMap(({ label }) => (label === null ? [] : [label])));
  for (const name of request.classes ?? []) classes.add(name);
  return keepDataset(
    context,
    {
      ...{ task, target: request.target ?? "label" },
      classes: [...classes].sort(),
      columns: [],
      origin: { kind: "folder", name: basename(resolve(path)) },
      leftOut,
    },
    { asked: request.name, wish: basename(resolve(path)) },
    examples,
  );
}

async function listFiles(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => relative(path, join(entry.parentPath, entry.name)));
  if (files.length <= MOST_FILES) return files;
  throw new InvalidInput(
    "too-many-examples",
    `${path} holds ${files.length} files, expected at most ${MOST_FILES}.`,
    {
      hint: "Name a folder with fewer.",
    },
  );
}

/** How a path tells class and group. */
function reader(pattern: string | undefined) {
  if (pattern === undefined)
    return (file: string) => ({
      label: file.includes(sep) ? file.split(sep)[0] : null,
      group: null,
    });
  const expression = compilePattern(pattern);
  return (file: string) => {
    const match = expression.exec(file.replaceAll(sep, "/"));
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
