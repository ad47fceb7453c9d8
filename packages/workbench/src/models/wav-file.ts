// WAV recordings, cut into parts at their quietest places so that no word is cut in two.
import { type FileHandle, open } from "node:fs/promises";
import { InvalidInput } from "@heed/core";

/** Seconds of one part at most when nobody says otherwise, and how far back its end is sought. */
const LONGEST_PART = 600;
/** Bytes of one part at most: providers take 25 MB in one request. */
const MOST_BYTES = 24_000_000;
const SOUGHT = 30;
/** Seconds over which loudness is taken. */
const WINDOW = 0.1;
/** Bytes of sound that may stand before the samples. */
const MOST_HEAD = 1 << 20;

interface WavFormat {
  /** Bytes of the `fmt ` chunk, as they stand. */
  readonly fmt: Buffer;
  readonly bytesPerSecond: number;
  /** Bytes of one sample over all channels: parts end at whole ones. */
  readonly frame: number;
  readonly isPcm16: boolean;
  readonly start: number;
  readonly length: number;
}

/** A part that stands for itself, with its place in the whole. */
export interface SoundPart {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly startS: number;
  readonly seconds: number;
}

/** Parts of a WAV file in order, each at most so many seconds and 24 MB; the file is read part by part. @throws `broken-sound` */
export async function* wavParts(path: string, longestS = LONGEST_PART): AsyncGenerator<SoundPart> {
  const file = await open(path);
  try {
    const format = await readFormat(file, path);
    let at = 0;
    while (at < format.length) {
      const length = await partLength(file, format, at, longestS);
      const samples = Buffer.alloc(length);
      await readWhole(file, samples, format.start + at, path);
      const seconds = length / format.bytesPerSecond;
      yield { bytes: asWav(format.fmt, samples), startS: at / format.bytesPerSecond, seconds };
      at += length;
    }
  } finally {
    await file.close();
  }
}

async function readFormat(file: FileHandle, path: string): Promise<WavFormat> {
  const { size } = await file.stat();
  const head = Buffer.alloc(Math.min(size, MOST_HEAD));
  await readWhole(file, head, 0, path);
  let fmt: Buffer | null = null;
  for (let at = 12; at + 8 <= head.length; ) {
    const name = head.toString("latin1", at, at + 4);
    const length = head.readUInt32LE(at + 4);
    if (name === "fmt ") fmt = head.subarray(at + 8, at + 8 + length);
    if (name === "data" && fmt !== null && fmt.length >= 16) {
      const bytesPerSecond = fmt.readUInt32LE(8);
      const frame = fmt.readUInt16LE(12);
      if (bytesPerSecond === 0 || frame === 0) break;
      const start = at + 8;
      // Recorders that were cut short, and streams, leave a length that is not true.
      const told = length === 0 || length === 0xffffffff ? size - start : length;
      const whole = Math.min(told, size - start);
      const isPcm16 = fmt.readUInt16LE(0) === 1 && fmt.readUInt16LE(14) === 16;
      return { fmt, bytesPerSecond, frame, isPcm16, start, length: whole - (whole % frame) };
    }
    at += 8 + length + (length % 2);
  }
  throw new InvalidInput("broken-sound", `${path} is no WAV file that can be read.`, {
    hint: "Save the recording as 16-bit PCM WAV or as FLAC.",
  });
}

async function partLength(
  file: FileHandle,
  format: WavFormat,
  at: number,
  longestS: number,
): Promise<number> {
  const { bytesPerSecond, frame, isPcm16, start, length } = format;
  const most = Math.min(longestS * bytesPerSecond, MOST_BYTES);
  const rest = length - at;
  if (rest <= most) return rest;
  const end = most - (most % frame);
  if (!isPcm16) return end;
  const back = Math.floor(Math.min(SOUGHT * bytesPerSecond, most / 2));
  const sought = Buffer.alloc(back - (back % frame));
  await readWhole(file, sought, start + at + end - sought.length, "the recording");
  const window = Math.max(
    frame,
    Math.floor(WINDOW * bytesPerSecond) - (Math.floor(WINDOW * bytesPerSecond) % frame),
  );
  let quietest = sought.length;
  let least = Number.POSITIVE_INFINITY;
  for (let from = 0; from + window <= sought.length; from += window) {
    let loudness = 0;
    for (let byte = from; byte < from + window; byte += 2)
      loudness += Math.abs(sought.readInt16LE(byte));
    if (loudness <= least) [least, quietest] = [loudness, from + window / 2];
  }
  const cut = end - sought.length + quietest;
  return cut - (cut % frame);
}

async function readWhole(
  file: FileHandle,
  into: Buffer,
  position: number,
  path: string,
): Promise<void> {
  const { bytesRead } = await file.read(into, 0, into.length, position);
  if (bytesRead < into.length)
    throw new InvalidInput("broken-sound", `${path} ends before its header says.`);
}

function asWav(fmt: Buffer, samples: Buffer): Buffer<ArrayBuffer> {
  const head = Buffer.alloc(12 + 8 + fmt.length + 8);
  head.write("RIFF", 0, "latin1");
  head.writeUInt32LE(head.length - 8 + samples.length, 4);
  head.write("WAVEfmt ", 8, "latin1");
  head.writeUInt32LE(fmt.length, 16);
  fmt.copy(head, 20);
  head.write("data", 20 + fmt.length, "latin1");
  head.writeUInt32LE(samples.length, 24 + fmt.length);
  return Buffer.concat([head, samples]);
}
