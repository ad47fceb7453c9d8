// A model as one file: what it is, the numbers of it, and a checksum by which a cut or altered one is told.
import { createHash, randomUUID } from "node:crypto";
import { open, readFile, rename, rm } from "node:fs/promises";
import type { FeatureColumn, LabTask } from "@heed/core";
import { HeedError, InvalidInput, NotFound, Unavailable } from "@heed/core";

/** What is written before the parts. */
export interface ModelHeader {
  readonly format: "heed-model-1";
  readonly name: string;
  readonly version: number;
  readonly task: LabTask;
  readonly target: string;
  readonly classes: readonly string[];
  readonly columns: readonly FeatureColumn[];
  readonly recipe: string;
  /** Scores are divided by it, so that probabilities come true as often as they say. */
  readonly temperature: number;
  /** Hashes of what it was trained on, so that it is never measured on that. */
  readonly trainedOn: readonly string[];
}

export interface ModelFile {
  readonly header: ModelHeader;
  readonly parts: Readonly<Record<string, Uint8Array>>;
  readonly sha256: string;
}

/** `HEEDMODL`, length of the header, header, parts, SHA-256 of all before. */
const MAGIC = Buffer.from("HEEDMODL", "latin1");
const DIGEST = 32;
const MOST_BYTES = 1 << 30;

type Table = readonly (readonly [name: string, length: number])[];

export function encodeModelFile(
  header: ModelHeader,
  parts: Readonly<Record<string, Uint8Array>>,
): Uint8Array {
  const table: Table = Object.entries(parts).map(([name, bytes]) => [name, bytes.length]);
  const head = Buffer.from(JSON.stringify({ ...header, parts: table }), "utf8");
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  const body = Buffer.concat([MAGIC, length, head, ...Object.values(parts)]);
  return Buffer.concat([body, createHash("sha256").update(body).digest()]);
}

/** @throws InvalidInput `foreign-model`, `damaged-model`, `newer-model`; NotFound `model-file-not-found` */
export async function readModelFile(path: string): Promise<ModelFile> {
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new NotFound("model-file-not-found", `There is no model in ${path}.`, {
      cause,
      hint: "List the models: heed lab models",
      zh: { message: `${path} 中没有模型。`, hint: "查看模型列表：heed lab models" },
    });
  });
  return decodeModelFile(bytes, path);
}

export function decodeModelFile(bytes: Buffer, name: string): ModelFile {
  if (bytes.length < MAGIC.length || !bytes.subarray(0, MAGIC.length).equals(MAGIC))
    throw new InvalidInput("foreign-model", `${name} is no model of Heed's lab.`, {
      hint: "Name a model of this workspace, or a .heed-model file that heed lab train wrote.",
      zh: {
        message: `${name} 不是 Heed 实验室的模型。`,
        hint: "请指定本工作区的模型，或 heed lab train 写出的 .heed-model 文件。",
      },
    });
  const body = bytes.subarray(0, -DIGEST);
  const sha256 = createHash("sha256").update(body).digest();
  if (bytes.length < MAGIC.length + 4 + DIGEST || !sha256.equals(bytes.subarray(-DIGEST)))
    throw new InvalidInput("damaged-model", `${name} is not whole: its checksum does not fit.`, {
      hint: "Copy it again, or train it again; a download or a disk may have cut it off.",
      zh: {
        message: `${name} 不完整：校验和不符。`,
        hint: "请重新复制或重新训练；可能被下载或磁盘截断。",
      },
    });
  const length = body.readUInt32LE(MAGIC.length);
  const start = MAGIC.length + 4;
  const { parts: table, ...header } = JSON.parse(
    body.toString("utf8", start, start + length),
  ) as ModelHeader & { parts: Table };
  if (header.format !== "heed-model-1")
    throw new InvalidInput("newer-model", `${name} was written by another version of Heed.`, {
      hint: "Open it with that version, or train it again.",
      zh: { message: `${name} 由另一版本的 Heed 写出。`, hint: "请用该版本打开，或重新训练。" },
    });
  const parts: Record<string, Uint8Array> = {};
  let at = start + length;
  for (const [part, size] of table) {
    parts[part] = body.subarray(at, at + size);
    at += size;
  }
  return { header, parts, sha256: sha256.toString("hex") };
}

/**
 * Writes a file whole or not at all: beside its place first, through to the disk, then moved there.
 *
 * @throws Unavailable `disk-full`
 */
export async function writeWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  if (bytes.length > MOST_BYTES)
    throw new InvalidInput("too-large", `${path} would hold ${bytes.length} bytes.`, {
      hint: "Train on less, or on fewer classes.",
    });
  const beside = `${path}.${randomUUID().slice(0, 8)}.part`;
  try {
    const file = await open(beside, "w");
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw diskError(error, path);
  }
}

/** SQLite says so itself, or has taken the transaction back by itself, which it does when it cannot write. */
const FULL_RECORDS = /database or disk is full|cannot rollback - no transaction is active/;

/** A full disk in words; anything else as it is. */
export function diskError(error: unknown, path: string): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  const isFull = code === "ENOSPC" || code === "EDQUOT" || FULL_RECORDS.test(message);
  if (HeedError.is(error) || !isFull) return error;
  return new Unavailable("disk-full", `${path} could not be written: the disk is full.`, {
    cause: error,
    hint: "Make room and run the same command again: it goes on from the last whole step.",
    zh: {
      message: `无法写入 ${path}：磁盘已满。`,
      hint: "腾出空间后再次运行同一命令，会从最后完成的步骤继续。",
    },
  });
}
