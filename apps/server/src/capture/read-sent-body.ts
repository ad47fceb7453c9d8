// Reads the body of a capture request as senders pack it: gzip by header or by query, base64 in a form, JSON under any media type.
import { promisify } from "node:util";
import { gunzip, inflate } from "node:zlib";
import { InvalidInput } from "@heed/core";
import { Refused } from "../problem.ts";

/** Bytes of a body as it comes over the wire, and of what it unpacks to. */
export const MOST_SENT_BYTES = 8 * 1024 * 1024;
const MOST_UNPACKED_BYTES = 32 * 1024 * 1024;

const unzip = promisify(gunzip);
const unflate = promisify(inflate);

/** The JSON of a request's body. */
export async function readSentBody(request: Request): Promise<unknown> {
  const query = new URL(request.url).searchParams;
  const bytes = await readWhole(request, MOST_SENT_BYTES);
  const coding = request.headers.get("content-encoding")?.toLowerCase() ?? "";
  // The first two bytes of gzip: the query may say gzip-js of a body that a proxy unpacked.
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const plain = isGzip
    ? await unpack(unzip, bytes)
    : coding === "deflate"
      ? await unpack(unflate, bytes)
      : bytes;
  const text = plain.toString("utf8");
  const form = /^data=/.test(text) ? new URLSearchParams(text) : null;
  const packing = query.get("compression") ?? form?.get("compression") ?? "";
  const data = form?.get("data") ?? query.get("data") ?? text;
  return parse(packing === "base64" || !/^\s*[[{]/.test(data) ? fromBase64(data) : data);
}

/** A body's bytes; one that is longer is left where it is as soon as that is known. */
async function readWhole({ headers, body }: Request, most: number): Promise<Buffer> {
  if (Number(headers.get("content-length")) > most) throw tooLarge(most);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > most) throw tooLarge(most);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function unpack(
  how: (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>,
  bytes: Buffer,
): Promise<Buffer> {
  try {
    return await how(bytes, { maxOutputLength: MOST_UNPACKED_BYTES });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE")
      throw tooLarge(MOST_UNPACKED_BYTES);
    throw new InvalidInput(
      "broken-gzip",
      "The body says that it is compressed and cannot be unpacked.",
      {
        cause,
        hint: "Send whole gzip, or plain JSON.",
      },
    );
  }
}

/** Base64 with letters outside Latin-1 escaped, as browsers' senders write it. */
function fromBase64(data: string): string {
  const text = Buffer.from(data.replaceAll(" ", "+"), "base64").toString("utf8");
  return /^\s*[[{]/.test(text) ? text : data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidInput("broken-json", "The body cannot be read as JSON.", {
      cause,
      hint: "Check quotes, commas and brackets.",
    });
  }
}

function tooLarge(bytes: number): Refused {
  return new Refused(
    413,
    "body-too-large",
    `The body is larger than ${bytes} bytes.`,
    "Send smaller batches.",
  );
}
