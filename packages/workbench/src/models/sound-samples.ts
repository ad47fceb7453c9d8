// Samples of a WAV as speech models take them (one channel, 16,000 a second, from -1 to 1), and the WAV of what they say.
import { InvalidInput } from "@heed/core";

const RATE = 16_000;
const HEAD = 12;

/** Samples of a WAV whose `data` chunk follows its `fmt ` chunk. @throws `broken-sound` for a coding that is not PCM. */
export function samplesAt16k(wav: Buffer): Float32Array {
  const length = wav.readUInt32LE(HEAD + 4);
  const fmt = wav.subarray(HEAD + 8, HEAD + 8 + length);
  const data = wav.subarray(HEAD + 8 + length + 8);
  const [channels, rate, bits] = [fmt.readUInt16LE(2), fmt.readUInt32LE(4), fmt.readUInt16LE(14)];
  const read = readerOf(fmt.readUInt16LE(0), bits, data);
  const frames = Math.floor(data.length / (channels * (bits / 8)));
  const mono = new Float32Array(frames);
  for (let frame = 0; frame < frames; frame += 1) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1) sum += read(frame * channels + channel);
    mono[frame] = sum / channels;
  }
  return rate === RATE ? mono : resample(mono, rate);
}

function readerOf(coding: number, bits: number, data: Buffer): (at: number) => number {
  // 0xfffe says that the coding stands further on; in practice it is PCM again.
  const isPcm = coding === 1 || coding === 0xfffe;
  if (isPcm && bits === 16) return (at) => data.readInt16LE(at * 2) / 32_768;
  if (isPcm && bits === 24) return (at) => data.readIntLE(at * 3, 3) / 8_388_608;
  if (isPcm && bits === 8) return (at) => (data[at]! - 128) / 128;
  if (coding === 3 && bits === 32) return (at) => data.readFloatLE(at * 4);
  throw new InvalidInput(
    "broken-sound",
    `The WAV's coding ${coding} with ${bits} bits is not read.`,
    {
      hint: "Save the recording as 16-bit PCM WAV.",
    },
  );
}

/** The mean over each new sample's share of the old ones when going down, straight lines between them when going up. */
function resample(samples: Float32Array, rate: number): Float32Array {
  const step = rate / RATE;
  const out = new Float32Array(Math.floor(samples.length / step));
  for (let at = 0; at < out.length; at += 1) {
    const from = at * step;
    if (step > 1) {
      const [first, last] = [Math.floor(from), Math.min(samples.length, Math.ceil(from + step))];
      let sum = 0;
      for (let old = first; old < last; old += 1) sum += samples[old]!;
      out[at] = sum / (last - first);
    } else {
      const left = Math.floor(from);
      const right = Math.min(left + 1, samples.length - 1);
      out[at] = samples[left]! + (samples[right]! - samples[left]!) * (from - left);
    }
  }
  return out;
}

/** A WAV of 16-bit samples on one channel. */
export function encodeWav(parts: readonly Float32Array[], rate: number): Buffer {
  const count = parts.reduce((sum, part) => sum + part.length, 0);
  const wav = Buffer.alloc(44 + count * 2);
  wav.write("RIFF", 0, "latin1");
  wav.writeUInt32LE(36 + count * 2, 4);
  wav.write("WAVEfmt ", 8, "latin1");
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write("data", 36, "latin1");
  wav.writeUInt32LE(count * 2, 40);
  let at = 44;
  for (const part of parts) {
    for (const sample of part) {
      wav.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), at);
      at += 2;
    }
  }
  return wav;
}
