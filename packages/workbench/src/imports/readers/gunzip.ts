// Unpacks gzip as it arrives, and stops when it swells beyond what text does.
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { InvalidInput } from "@heed/core/errors";
import type { ByteSource } from "./byte-source.ts";
import { ZIP_LIMITS } from "./zip-members.ts";

const RATIO_FREE_BYTES = 64 * 1024 * 1024;

/** The unpacked bytes of a gzip source under its name without `.gz`. */
export function gunzipSource(
  source: ByteSource,
  limits: { readonly mostBytes: number; readonly mostRatio: number } = ZIP_LIMITS,
): ByteSource {
  return {
    name: source.name.replace(/\.gz$/i, ""),
    path: null,
    open: () => unpack(source, limits),
  };
}

async function* unpack(
  source: ByteSource,
  { mostBytes, mostRatio }: { readonly mostBytes: number; readonly mostRatio: number },
): AsyncGenerator<Uint8Array> {
  let packed = 0;
  let bytes = 0;
  const counted = async function* () {
    for await (const chunk of source.open()) {
      packed += chunk.length;
      yield chunk;
    }
  };
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  const input = Readable.from(counted(), { objectMode: false });
  input.on("error", (error) => gunzip.destroy(error));
  try {
    for await (const chunk of input.pipe(gunzip) as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      const swells = bytes > RATIO_FREE_BYTES && bytes > mostRatio * packed;
      if (swells || bytes > mostBytes) {
        throw new InvalidInput(
          "archive-refused",
          `${source.name} unpacks to more than ${swells ? `${mostRatio} times its size` : `${mostBytes} bytes`}.`,
          {
            hint: "Unpack it and import the files that hold feedback.",
            zh: {
              message: `${source.name} 解压后超过${swells ? `原大小的 ${mostRatio} 倍` : ` ${mostBytes} 字节`}。`,
              hint: "解压后导入其中含有反馈的文件。",
            },
          },
        );
      }
      yield chunk;
    }
  } catch (cause) {
    if (cause instanceof InvalidInput) throw cause;
    throw new InvalidInput(
      "broken-archive",
      `${source.name} cannot be unpacked: ${cause instanceof Error ? cause.message.replace(/\.+$/, "") : "unknown reason"}.`,
      {
        cause,
        hint: "Download or export it again; it may have been cut off on the way.",
        zh: {
          message: `${source.name} 无法解压。`,
          hint: "请重新下载或导出；文件可能在传输中被截断。",
        },
      },
    );
  } finally {
    input.destroy();
    gunzip.destroy();
  }
}
