// The one door to zip archives: members with limits on number, size and how much they swell.
import { InvalidInput } from "@heed/core/errors";
import yauzl from "yauzl";
import type { ByteSource } from "./byte-source.ts";

export interface ZipMember {
  readonly name: string;
  /** Size that the archive claims; reading more is refused. */
  readonly size: number;
  readonly source: ByteSource;
}

export interface ZipLimits {
  readonly mostMembers: number;
  /** Bytes of all members together. */
  readonly mostBytes: number;
  /** Unpacked bytes for each packed one, over the whole archive. */
  readonly mostRatio: number;
}

export const ZIP_LIMITS: ZipLimits = {
  mostMembers: 100_000,
  mostBytes: 16 * 1024 ** 3,
  mostRatio: 250,
};
/** Small archives may swell more: a short text of one character packs very well. */
const RATIO_FREE_BYTES = 16 * 1024 * 1024;

/** The members of an archive in the order of their names; refuses encrypted archives and those beyond the limits. */
export async function listZipMembers(
  archive:
    | { readonly name: string; readonly path: string }
    | { readonly name: string; readonly bytes: Buffer },
  limits: ZipLimits = ZIP_LIMITS,
): Promise<ZipMember[]> {
  const zip = await openZip(archive);
  const entries: yauzl.Entry[] = [];
  let bytes = 0;
  let packed = 0;
  try {
    for await (const entry of entriesOf(zip, archive.name)) {
      bytes += entry.uncompressedSize;
      packed += entry.compressedSize;
      if (entries.length >= limits.mostMembers)
        throw refuse(
          archive.name,
          `holds more than ${limits.mostMembers} files`,
          `中的文件超过 ${limits.mostMembers} 个`,
        );
      if (bytes > limits.mostBytes)
        throw refuse(
          archive.name,
          `unpacks to more than ${limits.mostBytes} bytes`,
          `解压后超过 ${limits.mostBytes} 字节`,
        );
      if (entry.isEncrypted()) throw refuse(archive.name, "is encrypted", "已加密", WITH_PASSWORD);
      if (!entry.fileName.endsWith("/")) entries.push(entry);
    }
  } finally {
    zip.close();
  }
  if (bytes > RATIO_FREE_BYTES && bytes > limits.mostRatio * Math.max(1, packed))
    throw refuse(
      archive.name,
      `unpacks to ${Math.round(bytes / Math.max(1, packed))} times its size`,
      `解压后为原大小的 ${Math.round(bytes / Math.max(1, packed))} 倍`,
    );
  return entries
    .sort((a, b) => (a.fileName < b.fileName ? -1 : a.fileName > b.fileName ? 1 : 0))
    .map((entry) => ({
      name: entry.fileName,
      size: entry.uncompressedSize,
      source: { name: entry.fileName, path: null, open: () => readEntry(archive, entry) },
    }));
}

type Archive = Parameters<typeof listZipMembers>[0];

async function openZip(archive: Archive): Promise<yauzl.ZipFile> {
  const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true } as const;
  const { promise, resolve, reject } = Promise.withResolvers<yauzl.ZipFile>();
  const done = (error: Error | null, zip?: yauzl.ZipFile) =>
    zip === undefined ? reject(brokenArchive(archive.name, error)) : resolve(zip);
  if ("bytes" in archive) yauzl.fromBuffer(archive.bytes, options, done);
  else yauzl.open(archive.path, options, done);
  return promise;
}

async function* entriesOf(zip: yauzl.ZipFile, name: string): AsyncGenerator<yauzl.Entry> {
  for (;;) {
    const { promise, resolve, reject } = Promise.withResolvers<yauzl.Entry | null>();
    const settle = {
      entry: resolve,
      end: () => resolve(null),
      error: (error: Error) => reject(brokenArchive(name, error)),
    };
    zip.once("entry", settle.entry).once("end", settle.end).once("error", settle.error);
    zip.readEntry();
    const entry = await promise.finally(() => {
      zip
        .removeListener("entry", settle.entry)
        .removeListener("end", settle.end)
        .removeListener("error", settle.error);
    });
    if (entry === null) return;
    yield entry;
  }
}

/** A member's bytes: the archive is opened anew, so that members can be read in any order and more than once. */
async function* readEntry(archive: Archive, entry: yauzl.Entry): AsyncGenerator<Uint8Array> {
  const zip = await openZip(archive);
  try {
    const { promise, resolve, reject } = Promise.withResolvers<AsyncIterable<Uint8Array>>();
    zip.openReadStream(entry, (error, stream) =>
      stream === undefined ? reject(brokenArchive(archive.name, error)) : resolve(stream),
    );
    const stream = await promise;
    try {
      yield* stream;
    } catch (cause) {
      throw brokenArchive(archive.name, cause);
    }
  } finally {
    zip.close();
  }
}

const WITHOUT_ARCHIVE = {
  en: "Unpack it and import the files that hold feedback.",
  zh: "解压后导入其中含有反馈的文件。",
};
const WITH_PASSWORD = { en: "Unpack it with its password first.", zh: "请先用密码解压。" };

function refuse(name: string, why: string, zh: string, hint = WITHOUT_ARCHIVE): InvalidInput {
  return new InvalidInput("archive-refused", `The archive ${name} ${why}.`, {
    hint: hint.en,
    zh: { message: `压缩包 ${name} ${zh}。`, hint: hint.zh },
  });
}

function brokenArchive(name: string, cause: unknown): InvalidInput {
  const why = cause instanceof Error ? `: ${cause.message.replace(/\.+$/, "")}` : "";
  return new InvalidInput("broken-archive", `The archive ${name} cannot be unpacked${why}.`, {
    cause,
    hint: "Download or export it again; it may have been cut off on the way.",
    zh: {
      message: `压缩包 ${name} 无法解压。`,
      hint: "请重新下载或导出；文件可能在传输中被截断。",
    },
  });
}
