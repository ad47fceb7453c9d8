// Reads WAV recordings of 8 to 32 bits as one channel of samples.
import { readFile } from "node:fs/promises";
import { InvalidInput } from "@heed/core";

export interface Sound {
  /** In [-1, 1]. */
  readonly samples: Float32Array;
  /** Samples a second. */
  readonly rate: number;
}

/** Seconds of an example at most; a longer recording is read by its beginning. */
const LONGEST_S = 60;
const LEAST_SAMPLES = 64;

/** @throws InvalidInput `broken-sound` */
export async function readSound(source: string | Uint8Array): Promise<Sound> {
  const bytes = typeof source === "string" ? await readFile(source) : source;
  const name = typeof source === "string" ? source : "The recording";
  return decodeWav(bytes, name);
}

export function decodeWav(bytes: Uint8Array, name = "The recording"): Sound {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (at: number) =>
    at + 4 <= bytes.length ? String.fromCharCode(...bytes.subarray(at, at + 4)) : "";
  if (word(0) !== "RIFF" || word(8) !== "WAVE") throw broken(name, "it has no WAV header");
  let format: { coding: number; channels: number; rate: number; bits: number } | null = null;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at + 4, true);
    if (word(at) === "fmt " && at + 24 <= bytes.length) {
      const told = view.getUint16(at + 8, true);
      const coding = told === 0xfffe && length >= 26 ? view.getUint16(at + 32, true) : told;
      const channels = view.getUint16(at + 10, true);
      const rate = view.getUint32(at + 12, true);
      format = { coding, channels, rate, bits: view.getUint16(at + 22, true) };
    }
    if (word(at) === "data") {
      if (format === null) throw broken(name, "its format is missing");
      const rest = bytes.length - at - 8;
      const isStream = length === 0 || length === 0xffffffff;
      if (!isStream && length > rest) throw broken(name, "it ends before its header says");
      return samplesOf(view, at + 8, isStream ? rest : length, format, name);
    }
    at += 8 + length + (length % 2);
  }
  throw broken(name, "it holds no samples");
}

function samplesOf(
  view: DataView,
  start: number,
  length: number,
  {
    coding,
    channels,
    rate,
    bits,
  }: { coding: number; channels: number; rate: number; bits: number },
  name: string,
): Sound {
  const width = bits / 8;
  const isKnown = (coding === 1 && [1, 2, 3, 4].includes(width)) || (coding === 3 && width === 4);
  if (!isKnown || channels === 0 || rate === 0)
    throw broken(name, `it is coded as ${coding} with ${bits} bits`);
  const frames = Math.min(Math.floor(length / (width * channels)), LONGEST_S * rate);
  if (frames < LEAST_SAMPLES) throw broken(name, "it holds hardly any samples");
  const read = (at: number): number => {
    if (coding === 3) return view.getFloat32(at, true);
    if (width === 1) return (view.getUint8(at) - 128) / 128;
    if (width === 2) return view.getInt16(at, true) / 0x8000;
    if (width === 3) return (view.getInt16(at + 1, true) * 256 + view.getUint8(at)) / 0x800000;
    return view.getInt32(at, true) / 0x80000000;
  };
  const samples = new Float32Array(frames);
  for (let frame = 0; frame < frames; frame += 1) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1)
      sum += read(start + (frame * channels + channel) * width);
    samples[frame] = sum / channels;
  }
  return { samples, rate };
}

function broken(name: string, why: string): InvalidInput {
  return new InvalidInput("broken-sound", `${name} is no WAV file that can be read: ${why}.`, {
    hint: "Save the recording as PCM WAV; it may have been cut off.",
    zh: { message: `${name} 不是可读取的 WAV 文件。`, hint: "请另存为 PCM WAV；文件可能被截断。" },
  });
}
