// Names a file by its first bytes, so that a picture called .csv is refused as the picture it is.

/** What a file is called in both languages. */
export interface FileKind {
  readonly en: string;
  readonly zh: string;
}

const SIGNATURES: readonly (readonly [FileKind, readonly number[], number])[] = [
  [{ en: "a PNG picture", zh: "PNG 图片" }, [0x89, 0x50, 0x4e, 0x47], 0],
  [{ en: "a JPEG picture", zh: "JPEG 图片" }, [0xff, 0xd8, 0xff], 0],
  [{ en: "a GIF picture", zh: "GIF 图片" }, [0x47, 0x49, 0x46, 0x38], 0],
  [{ en: "a BMP picture", zh: "BMP 图片" }, [0x42, 0x4d], 0],
  [{ en: "a TIFF picture", zh: "TIFF 图片" }, [0x49, 0x49, 0x2a, 0x00], 0],
  [
    { en: "a RIFF file (WebP picture or WAV sound)", zh: "RIFF 文件（WebP 图片或 WAV 声音）" },
    [0x52, 0x49, 0x46, 0x46],
    0,
  ],
  [{ en: "an MP3 sound", zh: "MP3 声音" }, [0x49, 0x44, 0x33], 0],
  [{ en: "an MP4 or HEIC file", zh: "MP4 或 HEIC 文件" }, [0x66, 0x74, 0x79, 0x70], 4],
  [{ en: "an Ogg sound", zh: "Ogg 声音" }, [0x4f, 0x67, 0x67, 0x53], 0],
  [{ en: "a PDF document", zh: "PDF 文档" }, [0x25, 0x50, 0x44, 0x46, 0x2d], 0],
  [
    {
      en: "an old Office document (.xls, .doc) or a workbook with a password",
      zh: "旧版 Office 文档（.xls、.doc）或加密的工作簿",
    },
    [0xd0, 0xcf, 0x11, 0xe0],
    0,
  ],
  [{ en: "an RTF document", zh: "RTF 文档" }, [0x7b, 0x5c, 0x72, 0x74, 0x66], 0],
  [{ en: "a 7-Zip archive", zh: "7-Zip 压缩包" }, [0x37, 0x7a, 0xbc, 0xaf], 0],
  [{ en: "a RAR archive", zh: "RAR 压缩包" }, [0x52, 0x61, 0x72, 0x21], 0],
  [{ en: "a Zstandard archive", zh: "Zstandard 压缩包" }, [0x28, 0xb5, 0x2f, 0xfd], 0],
  [{ en: "a bzip2 archive", zh: "bzip2 压缩包" }, [0x42, 0x5a, 0x68], 0],
  [{ en: "an XZ archive", zh: "XZ 压缩包" }, [0xfd, 0x37, 0x7a, 0x58, 0x5a], 0],
  [{ en: "an SQLite database", zh: "SQLite 数据库" }, [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], 0],
  [{ en: "a program", zh: "程序" }, [0x7f, 0x45, 0x4c, 0x46], 0],
];

/** What a file is, if it is something that holds no rows; null when its first bytes say nothing. */
export function nameBinary(head: Uint8Array): FileKind | null {
  const found = SIGNATURES.find(([, bytes, at]) =>
    bytes.every((byte, index) => head[at + index] === byte),
  );
  if (found === undefined) return null;
  // Two letters may also begin a text: "BM" is a picture only with the zero bytes of its header.
  return found[1].length > 3 || head.subarray(0, 64).includes(0) ? found[0] : null;
}

const DOCUMENTS: readonly (readonly [FileKind, RegExp])[] = [
  [{ en: "a Word document (.docx)", zh: "Word 文档（.docx）" }, /^word\/document\d*\.xml$/],
  [
    { en: "a PowerPoint presentation (.pptx)", zh: "PowerPoint 演示文稿（.pptx）" },
    /^ppt\/presentation\.xml$/,
  ],
  [{ en: "a binary workbook (.xlsb)", zh: "二进制工作簿（.xlsb）" }, /^xl\/workbook\.bin$/],
  [
    { en: "an OpenDocument file (.ods, .odt)", zh: "OpenDocument 文件（.ods、.odt）" },
    /^META-INF\/manifest\.xml$/,
  ],
  [
    { en: "an Apple Numbers or Pages document", zh: "Apple Numbers 或 Pages 文档" },
    /^Index\/(?:Document\.iwa|CalculationEngine.*\.iwa)$/,
  ],
];

/** What document a zip archive is by the files in it, null for an archive of files. */
export function nameDocument(members: ReadonlySet<string>): FileKind | null {
  for (const [name, member] of DOCUMENTS)
    for (const path of members) if (member.test(path)) return name;
  return null;
}

/** What a text is that begins with markup: pages are often saved under the name of a sheet. */
export function nameMarkup(start: string): FileKind | null {
  if (/^\ufeff?<(?:!doctype html|html|head|body|table|meta|style)\b/i.test(start))
    return { en: "a web page (HTML)", zh: "网页（HTML）" };
  return /^\ufeff?<(?:\?xml|!doctype)\b/i.test(start)
    ? { en: "an XML document", zh: "XML 文档" }
    : null;
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
