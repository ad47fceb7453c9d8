// Opens any file by what its bytes say it is; its name only breaks ties.
import { InvalidInput } from "@heed/core/errors";
import { openArchive } from "./archive-reader.ts";
import { type ByteSource, emptyFile, openFileSource, readHead } from "./byte-source.ts";
import { type DetectedEncoding, detectEncoding } from "./detect-encoding.ts";
import { gunzipSource } from "./gunzip.ts";
import { openJson } from "./json-reader.ts";
import { isGzip, isParquet, isZip, nameBinary, nameDocument, nameMarkup } from "./name-binary.ts";
import { openParquet } from "./parquet-reader.ts";
import { openProse } from "./prose-reader.ts";
import type { Reader, ReaderNote } from "./reader.ts";
import { openSheet } from "./sheet-reader.ts";
import { type SniffedTable, sniffDelimiter } from "./sniff-delimiter.ts";
import { isConversation } from "./speaker-lines.ts";
import { openTable } from "./table-reader.ts";
import { openTranscript } from "./transcript-reader.ts";
import { listZipMembers } from "./zip-members.ts";

/** A table of one column: no character separates cells, whatever stands in the words. */
const NO_DELIMITER = "\u001f";
const HEAD_BYTES = 256 * 1024;
/** Archives inside archives: one level is common (an export of exports), more is a trap. */
const DEEPEST_ARCHIVE = 2;
const MOST_NESTED_BYTES = 256 * 1024 * 1024;

/** Opens a file on disk. */
export async function openReader(path: string): Promise<Reader> {
  return openSource(await openFileSource(path), 0);
}

/** Opens bytes of any kind; refuses what holds no records with what it is and what to do. */
export async function openSource(source: ByteSource, depth = 0): Promise<Reader> {
  const head = await readHead(source, HEAD_BYTES);
  if (head.length === 0) throw emptyFile(source.name);
  if (isZip(head)) return openZipFile(source, depth);
  if (isGzip(head)) {
    if (depth > DEEPEST_ARCHIVE) throw tooDeep(source.name);
    return openSource(gunzipSource(source), depth + 1);
  }
  if (isParquet(head)) return openParquet(source);
  const binary = nameBinary(head);
  if (binary !== null)
    throw notText(source.name, `is not text but ${binary.en}`, `不是文本，而是${binary.zh}`);
  const encoding = detectEncoding(head);
  if (encoding === null)
    throw notText(
      source.name,
      "is not text: it holds zero bytes or other controls",
      "不是文本：含有零字节或其他控制字符",
    );
  const reader = await openText(
    source,
    encoding,
    decodeHead(head, encoding),
    head.length < HEAD_BYTES,
  );
  if (encoding.isDamaged === true)
    return { ...reader, notes: [...reader.notes, DAMAGED_CHARACTERS] };
  return encoding.isCertain ? reader : { ...reader, notes: [...reader.notes, guessed(encoding)] };
}

async function openZipFile(source: ByteSource, depth: number): Promise<Reader> {
  if (depth > DEEPEST_ARCHIVE) throw tooDeep(source.name);
  const archive =
    source.path === null
      ? { name: source.name, bytes: await readNested(source) }
      : { name: source.name, path: source.path };
  const members = await listZipMembers(archive);
  const names = new Set(members.map(({ name }) => name));
  if (names.has("xl/workbook.xml")) return openSheet(source.name, members);
  const document = nameDocument(names);
  if (document !== null)
    throw notText(source.name, `is not text but ${document.en}`, `不是文本，而是${document.zh}`);
  return openArchive(source.name, members, (member) => openSource(member, depth + 1));
}

async function readNested(source: ByteSource): Promise<Buffer> {
  const bytes = await readHead(source, MOST_NESTED_BYTES + 1);
  if (bytes.length <= MOST_NESTED_BYTES) return bytes;
  throw new InvalidInput(
    "archive-refused",
    `${source.name} is an archive of more than 268,435,456 bytes inside another one.`,
    {
      hint: "Unpack the outer archive and import the inner one.",
      zh: {
        message: `${source.name} 是另一个压缩包中的压缩包，超过 268,435,456 字节。`,
        hint: "请解压外层压缩包，再导入内层文件。",
      },
    },
  );
}

/** Text without the character that the end of the sample may have cut. */
function decodeHead(head: Buffer, { encoding, markBytes }: DetectedEncoding): string {
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(head.subarray(markBytes), {
    stream: true,
  });
}

async function openText(
  source: ByteSource,
  encoding: DetectedEncoding,
  sample: string,
  isWhole: boolean,
): Promise<Reader> {
  const start = sample.trimStart();
  if (start === "")
    throw new InvalidInput("empty-file", `${source.name} holds nothing but white space.`, {
      hint: "Export it again and check that the export finished.",
      zh: { message: `${source.name} 中只有空白。`, hint: "请重新导出，并确认导出已完成。" },
    });
  const page = nameMarkup(start);
  if (page !== null)
    throw notText(source.name, `is not a table but ${page.en}`, `不是表格，而是${page.zh}`);
  const json = jsonFormat(start, isWhole);
  if (json !== null) return openJson(source, encoding, json);
  if (/^WEBVTT\b/.test(start) || /^\d+\s*\r?\n\d{2}:\d{2}:\d{2},\d{3} --> /.test(start))
    return openTranscript(source, encoding, "subtitles");
  const ending = /\.([a-z0-9]+)$/i.exec(source.name)?.[1]?.toLowerCase() ?? "";
  if (!/^(?:csv|tsv|tab)$/.test(ending) && isConversation(sample))
    return openTranscript(source, encoding, "transcript");
  if (/^(?:json|jsonl|ndjson)$/.test(ending)) throw notJson(source.name);
  const table = sniffDelimiter(sample);
  if (table !== null && isTable(table, ending))
    return openTable(source, { encoding, delimiter: table.delimiter, dialect: table.dialect });
  if (/^(?:csv|tsv|tab)$/.test(ending))
    return openTable(source, { encoding, delimiter: NO_DELIMITER });
  return openProse(source, {
    encoding,
    format: /^(?:md|markdown)$/.test(ending) ? "markdown" : "text",
    isLineByLine: !/\n[ \t]*\r?\n/.test(sample.trimEnd()),
  });
}

/** In files that are called text, words are full of commas, but hardly of tabs. */
function isTable({ delimiter, evenness }: SniffedTable, ending: string): boolean {
  if (/^(?:md|markdown)$/.test(ending)) return false;
  if (!/^(?:txt|text)$/.test(ending)) return true;
  return evenness >= (delimiter === "\t" ? 0.7 : 0.95);
}

/** JSON lines begin with a whole object on the first line and another on the second; anything else is a document. */
function jsonFormat(start: string, isWhole: boolean): "json" | "json-lines" | null {
  if (/^\[\s*(?:[{[\]"\d-]|$)/.test(start)) return "json";
  if (!/^\{\s*(?:"|\})/.test(start)) return null;
  const lines = start.split("\n", 3);
  const isObject = (line: string | undefined) => {
    try {
      return line !== undefined && typeof JSON.parse(line) === "object";
    } catch {
      return false;
    }
  };
  if (lines.length === 1 || lines[1]!.trim() === "") {
    const holdsList = /:\s*\[\s*\{/.test(lines[0]!);
    return isObject(lines[0]) && !holdsList && isWhole ? "json-lines" : "json";
  }
  return isObject(lines[0]) || (/^\s*\{/.test(lines[1]!) && /\},?$/.test(lines[0]!.trimEnd()))
    ? "json-lines"
    : "json";
}

const DAMAGED_CHARACTERS: ReaderNote = {
  code: "damaged-characters",
  en: "The file is UTF-8, but some bytes in it stand for no character; they are shown as �.",
  zh: "文件是 UTF-8 编码，但其中有些字节不成字符，显示为 �。",
};

function guessed({ encoding }: DetectedEncoding): ReaderNote {
  return {
    code: "guessed-encoding",
    en: `The file is not UTF-8; it is read as ${encoding.toUpperCase()}.`,
    zh: `文件不是 UTF-8 编码，按 ${encoding.toUpperCase()} 读取。`,
  };
}

/** What to do with a file that is no text: models hear recordings and see pictures. */
function wayOut(what: string): { readonly en: string; readonly zh: string } {
  if (/sound|MP4/.test(what))
    return {
      en: "Have a model write down what is said in it: heed transcribe FILE",
      zh: "可由模型转写其中的话：heed transcribe 文件",
    };
  if (/picture/.test(what))
    return {
      en: "Have what people say in it read: heed screenshots FILE",
      zh: "可读取图中用户说的话：heed screenshots 文件",
    };
  return {
    en: "Export the feedback as CSV or XLSX (in Excel: “Save as”, “CSV UTF-8”) and import that file.",
    zh: "请将反馈导出为 CSV 或 XLSX（Excel 中“另存为”“CSV UTF-8”），再导入该文件。",
  };
}

function notText(name: string, what: string, zh: string): InvalidInput {
  const { en: hint, zh: hintZh } = wayOut(what);
  return new InvalidInput(
    "not-text",
    `${name} ${what}, expected feedback as CSV, JSON, XLSX, Parquet or text.`,
    {
      hint,
      zh: {
        message: `${name} ${zh}；可导入的是 CSV、JSON、XLSX、Parquet 或文本格式的反馈。`,
        hint: hintZh,
      },
    },
  );
}

function notJson(name: string): InvalidInput {
  return new InvalidInput(
    "broken-json",
    `${name} is called JSON and holds none: expected a list or an object.`,
    {
      hint: "Export it again; it may have been cut off at its beginning.",
      zh: {
        message: `${name} 名为 JSON，内容却不是：应为列表或对象。`,
        hint: "请重新导出；文件开头可能被截断。",
      },
    },
  );
}

function tooDeep(name: string): InvalidInput {
  return new InvalidInput(
    "archive-refused",
    `${name} is an archive inside archives, more than ${DEEPEST_ARCHIVE} deep.`,
    {
      hint: "Unpack it and import the files that hold feedback.",
      zh: {
        message: `${name} 是层层嵌套的压缩包，超过 ${DEEPEST_ARCHIVE} 层。`,
        hint: "解压后导入其中含有反馈的文件。",
      },
    },
  );
}
