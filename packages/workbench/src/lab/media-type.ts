// Tells what a picture or a sound is by its first bytes: names are chosen by people, and sometimes by attackers.

export interface MediaType {
  readonly task: "image" | "audio";
  /** Ending under which it is kept. */
  readonly ending: string;
  /** Content type under which it is served. */
  readonly type: string;
}

const JPEG: MediaType = { task: "image", ending: ".jpg", type: "image/jpeg" };
const PNG: MediaType = { task: "image", ending: ".png", type: "image/png" };
const GIF: MediaType = { task: "image", ending: ".gif", type: "image/gif" };
const WEBP: MediaType = { task: "image", ending: ".webp", type: "image/webp" };
const TIFF: MediaType = { task: "image", ending: ".tif", type: "image/tiff" };
const WAV: MediaType = { task: "audio", ending: ".wav", type: "audio/wav" };

/** Null for bytes that the lab does not read. Drawings (SVG) are programs, so they are not among them. */
export function mediaTypeOf(bytes: Uint8Array): MediaType | null {
  const starts = (at: number, ...values: readonly number[]) =>
    values.every((value, place) => bytes[at + place] === value);
  const says = (at: number, word: string) =>
    starts(at, ...Array.from(word, (letter) => letter.charCodeAt(0)));
  if (starts(0, 0xff, 0xd8, 0xff)) return JPEG;
  if (starts(0, 0x89, 0x50, 0x4e, 0x47)) return PNG;
  if (says(0, "GIF8")) return GIF;
  if (says(0, "RIFF") && says(8, "WEBP")) return WEBP;
  if (says(0, "RIFF") && says(8, "WAVE")) return WAV;
  if (starts(0, 0x49, 0x49, 0x2a, 0) || starts(0, 0x4d, 0x4d, 0, 0x2a)) return TIFF;
  return null;
}

/** Content type of a kept file by its ending. */
export function contentTypeOf(file: string): string {
  const known = [JPEG, PNG, GIF, WEBP, TIFF, WAV].find(({ ending }) => file.endsWith(ending));
  if (known !== undefined) return known.type;
  return /\.jpeg$/.test(file) ? JPEG.type : "application/octet-stream";
}
