// Reads WAV files of one channel and 16 bits.
import { readFileSync } from "node:fs";

/** A recording: samples from -1 to 1. */
export type Wave = { readonly samples: Float32Array; readonly rate: number };

/**
 * Reads a recording.
 *
 * @throws Error where the file is no WAV of one channel and 16 bits
 */
export function readWave(path: string): Wave {
  const file = readFileSync(path);
  let rate = 0;
  for (let at = 12; at + 8 <= file.length; ) {
    const name = file.toString("latin1", at, at + 4);
    const size = file.readUInt32LE(at + 4);
    const body = at + 8;
    if (name === "fmt ") {
      const [coding, channels] = [file.readUInt16LE(body), file.readUInt16LE(body + 2)];
      const bits = file.readUInt16LE(body + 14);
      rate = file.readUInt32LE(body + 4);
      if (coding !== 1 || channels !== 1 || bits !== 16) break;
    } else if (name === "data" && rate > 0) {
      const samples = Math.min(size, file.length - body) >> 1;
      return {
        samples: Float32Array.from(
          { length: samples },
          (_, k) => file.readInt16LE(body + 2 * k) / 2 ** 15,
        ),
        rate,
      };
    }
    at = body + size + (size & 1);
  }
  throw new Error(`${path} cannot be read: expected a WAV file of one channel and 16 bits.`);
}
