// Opens a recording of any kind as parts that a model can hear: WAV and FLAC as they are, all others through ffmpeg.
import { execFile } from "node:child_process";
import { mkdtemp, open, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { InvalidInput, Unsupported } from "@heed/core";
import { type SoundPart, wavParts } from "./wav-file.ts";

/** What providers take in one request. */
const MOST_FLAC_BYTES = 24 * 1024 * 1024;
const FFMPEG_TIMEOUT_MS = 30 * 60_000;

export interface HeardPart extends SoundPart {
  readonly name: string;
  readonly mediaType: string;
}

export interface RecordingOptions {
  readonly signal?: AbortSignal;
  /** Parts as WAV alone, for models that take samples. Default false. */
  readonly samplesOnly?: boolean;
  /** Seconds of a part at most. */
  readonly longestS?: number;
}

/** Parts of a recording in order. @throws `ffmpeg-missing` for a kind that needs it, `broken-sound` for none at all. */
export async function* openRecording(
  path: string,
  { signal, samplesOnly = false, longestS }: RecordingOptions = {},
): AsyncGenerator<HeardPart> {
  const kind = await soundKind(path);
  const name = basename(path).replace(/\.[^.]*$/, "");
  if (kind === "wav") {
    yield* named(wavParts(path, longestS), name);
  } else if (kind === "flac" && !samplesOnly && (await stat(path)).size <= MOST_FLAC_BYTES) {
    const bytes = await readFile(path);
    const seconds = flacSeconds(bytes);
    yield { bytes, startS: 0, seconds, name: `${name}.flac`, mediaType: "audio/flac" };
  } else {
    const folder = await mkdtemp(join(tmpdir(), "heed-sound-"));
    try {
      const wav = join(folder, "sound.wav");
      await convert(path, wav, signal);
      yield* named(wavParts(wav, longestS), name);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

async function* named(parts: AsyncIterable<SoundPart>, name: string): AsyncGenerator<HeardPart> {
  for await (const part of parts) yield { ...part, name: `${name}.wav`, mediaType: "audio/wav" };
}

async function soundKind(path: string): Promise<"wav" | "flac" | "other"> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(12);
    await file.read(head, 0, 12, 0);
    if (head.toString("latin1", 0, 4) === "RIFF" && head.toString("latin1", 8, 12) === "WAVE")
      return "wav";
    return head.toString("latin1", 0, 4) === "fLaC" ? "flac" : "other";
  } finally {
    await file.close();
  }
}

/** Length from the STREAMINFO block (RFC 9639, section 8.2): 20 bits of sample rate, 36 bits of samples. */
function flacSeconds(bytes: Buffer): number {
  if (bytes.length < 42)
    throw new InvalidInput("broken-sound", "The FLAC file ends in its header.");
  const rate = bytes.readUIntBE(18, 3) >> 4;
  const samples = (bytes[21]! & 0x0f) * 2 ** 32 + bytes.readUInt32BE(22);
  if (rate === 0) throw new InvalidInput("broken-sound", "The FLAC file has no sample rate.");
  return samples / rate;
}

async function convert(from: string, to: string, signal: AbortSignal | undefined): Promise<void> {
  const args = ["-nostdin", "-v", "error", "-i", from, "-vn", "-ac", "1", "-ar", "16000"];
  try {
    await promisify(execFile)("ffmpeg", [...args, "-c:a", "pcm_s16le", to], {
      timeout: FFMPEG_TIMEOUT_MS,
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (cause) {
    signal?.throwIfAborted();
    if ((cause as NodeJS.ErrnoException).code === "ENOENT")
      throw new Unsupported(
        "ffmpeg-missing",
        `${basename(from)} cannot be read as it is, and ffmpeg is not installed.`,
        {
          hint: "Install ffmpeg, or save the recording as WAV.",
          zh: {
            message: `${basename(from)} 无法直接读取，且没有安装 ffmpeg。`,
            hint: "请安装 ffmpeg，或将录音另存为 WAV。",
          },
        },
      );
    throw new InvalidInput("broken-sound", `ffmpeg finds no sound in ${basename(from)}.`, {
      cause,
    });
  }
}
