// The parts of an XLSX workbook that its sheets refer to: names, shared texts, and which styles show dates.
import { InvalidInput } from "@heed/core/errors";
import { type ByteSource, bytesSource } from "./byte-source.ts";
import { decodeText } from "./decode-text.ts";
import { openXml, type XmlHandler } from "./xml-events.ts";
import type { ZipMember } from "./zip-members.ts";

export interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly source: ByteSource }[];
  readonly strings: readonly string[];
  /** Indexes of cell styles whose number format shows a date or a time. */
  readonly dateStyles: ReadonlySet<number>;
  readonly startsIn1904: boolean;
}

const UTF8 = { encoding: "utf-8", markBytes: 0, isCertain: true } as const;
/** Units of all shared texts together: they must be in memory to be referred to. */
const MOST_SHARED_UNITS = 256 * 1024 * 1024;
/** What a text takes beside its units, also where it is empty. */
const UNITS_EACH = 16;
/** Bytes of each part that is held in memory beside them: the lists of sheets and styles. */
const MOST_PART_BYTES = 64 * 1024 * 1024;

export async function readWorkbook(name: string, members: readonly ZipMember[]): Promise<Workbook> {
  const part = (path: string) =>
    members.find((member) => member.name === path)?.source ?? bytesSource(path, new Uint8Array());
  const lists = ["xl/_rels/workbook.xml.rels", "xl/workbook.xml", "xl/styles.xml"];
  if (members.some((member) => lists.includes(member.name) && member.size > MOST_PART_BYTES))
    throw tooLarge(
      `The lists of sheets and styles of ${name} take more than 67,108,864 bytes.`,
      `${name} 的工作表和样式列表超过 67,108,864 字节。`,
    );
  try {
    const targets = await readRelations(part("xl/_rels/workbook.xml.rels"));
    const { sheets, startsIn1904 } = await readSheetList(part("xl/workbook.xml"));
    return {
      sheets: sheets.map((sheet) => ({
        name: sheet.name,
        source: part(partPath(targets.get(sheet.relation) ?? "")),
      })),
      strings: await readStrings(part("xl/sharedStrings.xml"), name),
      dateStyles: await readDateStyles(part("xl/styles.xml")),
      startsIn1904,
    };
  } catch (cause) {
    if (cause instanceof InvalidInput) throw cause;
    throw new InvalidInput("broken-sheet", `The workbook ${name} is not valid XML.`, {
      cause,
      hint: "Open it in a spreadsheet and save it again, or save the sheet as CSV.",
      zh: {
        message: `工作簿 ${name} 不是有效的 XML。`,
        hint: "请用电子表格软件打开并重新保存，或另存为 CSV。",
      },
    });
  }
}

function partPath(target: string): string {
  return target.startsWith("/") ? target.slice(1) : `xl/${target}`;
}

async function readRelations(source: ByteSource): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  await parse(source, {
    open: (name, { Id, Target }) => {
      if (name === "Relationship" && Id !== undefined) targets.set(Id, Target ?? "");
    },
  });
  return targets;
}

async function readSheetList(source: ByteSource) {
  const sheets: { name: string; relation: string }[] = [];
  let startsIn1904 = false;
  await parse(source, {
    open: (tag, attributes) => {
      if (tag === "sheet" && attributes.state !== "veryHidden") {
        const relation =
          Object.entries(attributes).find(([key]) => /(^|:)id$/.test(key))?.[1] ?? "";
        sheets.push({ name: attributes.name ?? "", relation });
      }
      if (tag === "workbookPr") startsIn1904 = /^(1|true)$/.test(attributes.date1904 ?? "");
    },
  });
  return { sheets, startsIn1904 };
}

async function readStrings(source: ByteSource, name: string): Promise<string[]> {
  const strings: string[] = [];
  let text = "";
  let isText = false;
  let isGuide = false;
  let units = 0;
  await parse(source, {
    open: (tag) => {
      if (tag === "si") text = "";
      // Phonetic guides repeat the text in another script.
      else if (tag === "rPh") isGuide = true;
      else if (tag === "t") isText = !isGuide;
    },
    close: (tag) => {
      if (tag === "t") isText = false;
      if (tag === "rPh") isGuide = false;
      if (tag !== "si") return;
      strings.push(text);
      units += text.length + UNITS_EACH;
      if (units > MOST_SHARED_UNITS)
        throw tooLarge(
          `The texts of ${name} take more than 268,435,456 characters.`,
          `${name} 的文字超过 268,435,456 个字符。`,
        );
    },
    text: (piece) => {
      if (isText) text += piece;
    },
  });
  return strings;
}

/** A workbook that memory cannot hold. */
export function tooLarge(message: string, zh: string): InvalidInput {
  return new InvalidInput("sheet-too-large", message, {
    hint: "Save the sheet as CSV, which is read in any size.",
    zh: { message: zh, hint: "请将工作表另存为 CSV，任何大小均可读取。" },
  });
}

/** Built-in number formats that show dates or times (ECMA-376 part 1, section 18.8.30, and its East Asian lists). */
const DATE_FORMATS = new Set([
  14,
  15,
  16,
  17,
  18,
  19,
  20,
  21,
  22,
  45,
  46,
  47,
  ...range(27, 36),
  ...range(50, 58),
]);

async function readDateStyles(source: ByteSource): Promise<Set<number>> {
  const custom = new Map<number, string>();
  const styles = new Set<number>();
  let inCellStyles = false;
  let index = 0;
  await parse(source, {
    open: (tag, attributes) => {
      if (tag === "numFmt") custom.set(Number(attributes.numFmtId), attributes.formatCode ?? "");
      if (tag === "cellXfs") inCellStyles = true;
      if (tag !== "xf" || !inCellStyles) return;
      const format = Number(attributes.numFmtId ?? 0);
      const code = custom.get(format);
      if (code === undefined ? DATE_FORMATS.has(format) : showsDate(code)) styles.add(index);
      index += 1;
    },
    close: (tag) => {
      if (tag === "cellXfs") inCellStyles = false;
    },
  });
  return styles;
}

const LONGEST_FORMAT = 1_000;

/** Whether a format code has a day, month, year or hour outside of quoted words, brackets and escapes. */
function showsDate(code: string): boolean {
  return (
    /[dmyhs]/i.test(code.slice(0, LONGEST_FORMAT).replace(/"[^"]*"|\[[^\]]*\]|\\./g, "")) &&
    !/general/i.test(code)
  );
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

const DAY_MS = 86_400_000;
/** Day 0 of both date systems; the one of 1900 counts a 29 February that never was. */
const [ZERO_1900, ZERO_1904] = [Date.UTC(1899, 11, 30), Date.UTC(1904, 0, 1)];

/** A sheet's day number as ISO 8601 without a zone, to the second; the number itself where it is no day. */
export function excelInstant(days: number, startsIn1904: boolean): string {
  const ms = (startsIn1904 ? ZERO_1904 : ZERO_1900) + Math.round((days * DAY_MS) / 1000) * 1000;
  if (!Number.isFinite(ms) || days < 0 || days > 2_958_465) return String(days);
  return new Date(ms).toISOString().slice(0, 19).replace("T", " ").replace(" 00:00:00", "");
}

async function parse(source: ByteSource, handler: Partial<XmlHandler>): Promise<void> {
  const ignore = () => undefined;
  const xml = openXml({ open: ignore, close: ignore, text: ignore, ...handler });
  let isEmpty = true;
  for await (const text of decodeText(source, UTF8)) {
    isEmpty = false;
    xml.write(text);
  }
  if (!isEmpty) xml.end();
}
