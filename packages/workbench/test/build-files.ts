// Builds small files of every format for tests: archives, workbooks and texts, written here and nowhere copied from.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";

const folder = mkdtempSync(join(tmpdir(), "heed-files-"));
let written = 0;

/** Writes a file in a folder of its own, so that equal names do not meet; the path. */
export function writeFile(name: string, content: string | Uint8Array): string {
  written += 1;
  const path = join(mkdtempSync(join(folder, `${written}-`)), name);
  writeFileSync(path, content);
  return path;
}

/** A zip archive of deflated members (PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12, 4.3.16). */
export function buildZip(members: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(members)) {
    const [path, bytes] = [Buffer.from(name), Buffer.from(content)];
    const packed = deflateRawSync(bytes);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(0x800, 2);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(bytes.length, 18);
    facts.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), facts, path, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from("PK\u0001\u0002\u0014\u0000"), facts, rest, path]));
    parts.push(local);
    at += local.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(index.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, index, Buffer.from("PK\u0005\u0006"), end]);
}

/** A cell of a built workbook: a shared text, an inline text, or a number with a style (1 is a date). */
export type BuiltCell =
  | string
  | { readonly inline: string }
  | { readonly number: number; readonly style?: number }
  | null;

/** A workbook with one sheet, after a cover if there is one; empty cells are left out, as spreadsheets do. */
export function buildWorkbook(rows: readonly (readonly BuiltCell[])[], cover?: string): Buffer {
  const shared: string[] = [];
  const xml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const cellOf = (cell: BuiltCell, row: number, column: number) => {
    if (cell === null) return "";
    const at = `r="${String.fromCharCode(65 + column)}${row}"`;
    if (typeof cell === "string") return `<c ${at} t="s"><v>${shared.push(cell) - 1}</v></c>`;
    if ("inline" in cell) return `<c ${at} t="inlineStr"><is><t>${xml(cell.inline)}</t></is></c>`;
    return `<c ${at} s="${cell.style ?? 0}"><v>${cell.number}</v></c>`;
  };
  const lines = rows.map(
    (cells, index) =>
      `<row r="${index + 1}">${cells.map((cell, column) => cellOf(cell, index + 1, column)).join("")}</row>`,
  );
  return buildZip({
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": `<workbook xmlns:r="r"><sheets>${cover === undefined ? "" : '<sheet name="Cover" sheetId="2" r:id="rId2"/>'}<sheet name="Reviews" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels":
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="worksheets/sheet2.xml"/></Relationships>',
    "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${lines.join("")}</sheetData></worksheet>`,
    "xl/worksheets/sheet2.xml": `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>${xml(cover ?? "")}</t></is></c></row></sheetData></worksheet>`,
    "xl/sharedStrings.xml": `<sst>${shared.map((text) => `<si><r><t xml:space="preserve">${xml(text)}</t></r><rPh><t>reading</t></rPh></si>`).join("")}</sst>`,
    "xl/styles.xml":
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd hh:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>',
  });
}
