// Names a file by its first bytes, so that a picture called .csv is refused as the picture it is.

const SIGNATURES: readonly (readonly [string, readonly number[], number])[] = [
  ["a PNG picture", [0x89, 0x50, 0x4e, 0x47], 0],
  ["a JPEG picture", [0xff, 0xd8, 0xff], 0],
  ["a GIF picture", [0x47, 0x49, 0x46, 0x38], 0],
  ["a BMP picture", [0x42, 0x4d], 0],
  ["a TIFF picture", [0x49, 0x49, 0x2a, 0x00], 0],
  ["a RIFF file (WebP picture or WAV sound)", [0x52, 0x49, 0x46, 0x46], 0],
  ["an MP3 sound", [0x49, 0x44, 0x33], 0],
  ["an MP4 or HEIC file", [0x66, 0x74, 0x79, 0x70], 4],
  ["an Ogg sound", [0x4f, 0x67, 0x67, 0x53], 0],
  ["a PDF document", [0x25, 0x50, 0x44, 0x46, 0x2d], 0],
  [
    "an old Office document (.xls, .doc) or a workbook with a password",
    [0xd0, 0xcf, 0x11, 0xe0],
    0,
  ],
  ["an RTF document", [0x7b, 0x5c, 0x72, 0x74, 0x66], 0],
  ["a 7-Zip archive", [0x37, 0x7a, 0xbc, 0xaf], 0],
  ["a RAR archive", [0x52, 0x61, 0x72, 0x21], 0],
  ["a Zstandard archive", [0x28, 0xb5, 0x2f, 0xfd], 0],
  ["a bzip2 archive", [0x42, 0x5a, 0x68], 0],
  ["an XZ archive", [0xfd, 0x37, 0x7a, 0x58, 0x5a], 0],
  ["an SQLite database", [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], 0],
  ["a program", [0x7f, 0x45, 0x4c, 0x46], 0],
];

/** What a file is, if it is something that holds no rows; null when its first bytes say nothing. */
export function nameBinary(head: Uint8Array): string | null {
  const found = SIGNATURES.find(([, bytes, at]) =>
    bytes.every((byte, index) => head[at + index] === byte),
  );
  if (found === undefined) return null;
  // Two letters may also begin a text: "BM" is a picture only with the zero bytes of its header.
  return found[1].length > 3 || head.subarray(0, 64).includes(0) ? found[0] : null;
}

const DOCUMENTS: readonly (readonly [string, RegExp])[] = [
  ["a Word document (.docx)", /^word\/document\d*\.xml$/],
  ["a PowerPoint presentation (.pptx)", /^ppt\/presentation\.xml$/],
  ["a binary workbook (.xlsb)", /^xl\/workbook\.bin$/],
  ["an OpenDocument file (.ods, .odt)", /^META-INF\/manifest\.xml$/],
  ["an Apple Numbers or Pages document", /^Index\/(?:Document\.iwa|CalculationEngine.*\.iwa)$/],
];

/** What document a zip archive is by the files in it, null for an archive of files. */
export function nameDocument(members: ReadonlySet<string>): string | null {
  for (const [name, member] of DOCUMENTS)
    for (const path of members) if (member.test(path)) return name;
  return null;
}

/** What a text is that begins with markup: pages are often saved under the name of a sheet. */
export function nameMarkup(start: string): string | null {
  if (/^\ufeff?<(?:!doctype html|html|head|body|table|meta|style)\b/i.test(start))
    return "a web page (HTML)";
  return /^\ufeff?<(?:\?xml|!doctype)\b/i.test(start) ? "an XML document" : null;
}

export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5);
}

export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

export function isParquet(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x41 && head[2] === 0x52 && head[3] === 0x31;
}
