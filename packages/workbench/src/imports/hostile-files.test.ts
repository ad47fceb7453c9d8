// Files made to hold a reader up: runs of one character that could be divided in ever so many ways, and workbooks far larger than they look.
import { InvalidInput } from "@heed/core";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import { buildZip } from "../../test/build-files.ts";
import { markdownLines } from "../export/markdown.ts";
import { namesWithin } from "./door/door.ts";
import { readInstant } from "./door/read-date.ts";
import { readRating } from "./door/read-rating.ts";
import { foldName } from "./formats/fold-name.ts";
import { recognise } from "./formats/recognise.ts";
import { bytesSource } from "./readers/byte-source.ts";
import { openSource } from "./readers/open-reader.ts";
import { isFault, type ReadRecord } from "./readers/reader.ts";
import { isConversation, readSpeakerLine } from "./readers/speaker-lines.ts";

/** So long that a reader which tries every division of it does not end within the time of a test. */
const LONG = 250_000;

async function read(name: string, content: string | Uint8Array): Promise<ReadRecord[]> {
  const reader = await openSource(bytesSource(name, Buffer.from(content)));
  const records: ReadRecord[] = [];
  for await (const run of reader.read()) records.push(...run);
  return records;
}

describe("cells of one character without end are read at once", () => {
  test.each([
    ["a rating", () => readRating(`1${" ".repeat(LONG)}x`)],
    ["a date", () => readInstant(`a${"\t".repeat(LONG)}x`)],
  ])("%s is none", (_what, cell) => {
    expect(cell()).toBeNull();
  });

  test("an author is who it says, with the address where there is one", () => {
    for (const hostile of [
      `<${"@".repeat(LONG)}`,
      `a${" ".repeat(LONG)}<b`,
      `"${'" '.repeat(LONG)}<a@b>`,
    ])
      expect(namesWithin(hostile)).toEqual([hostile]);
    expect(namesWithin('"Ann Lee" <ann@example.org>')).toEqual([
      ...['"Ann Lee" <ann@example.org>', "Ann Lee", "ann@example.org"],
    ]);
    expect(namesWithin("<ann@example.org>")).toEqual(["<ann@example.org>", "ann@example.org"]);
    expect(namesWithin("Ann <@example.org>")).toEqual(["Ann <@example.org>"]);
    expect(namesWithin("Ann <3 cats")).toEqual(["Ann <3 cats"]);
  });

  test("a column's name and a cell of a table in Markdown are folded", async () => {
    expect(foldName(`${"*".repeat(LONG)}x`)).toHaveLength(LONG + 1);
    const rows = [[`a${"\t".repeat(LONG)}b`, "two \n lines"]];
    const lines: string[] = [];
    for await (const line of markdownLines({ columns: ["a", "b"], rows } as never))
      lines.push(line);
    expect(lines.at(-1)).toMatch(/\| two lines \|\n$/);
  });

  test("a line with a name far away from its colon is nobody's turn", () => {
    expect(readSpeakerLine(`a${"\u00a0".repeat(LONG)}`)).toBeNull();
    expect(isConversation(`a${" ".repeat(LONG)}x`)).toBe(false);
    const told = readSpeakerLine(`  Ann Lee: ${"word ".repeat(100)}`);
    expect(told).toEqual({ speaker: "Ann Lee", words: "word ".repeat(100).trim() });
    expect(readSpeakerLine("Ann Lee  0:12")).toEqual({ speaker: "Ann Lee", words: "" });
  });
}, 30_000);

test.each([
  ["a.txt", `a${"\n".repeat(LONG)}b`],
  ["a.txt", `a${"\u00a0".repeat(LONG)}b`],
  ["a.md", `# Title\n\n# ${" ".repeat(LONG)}x\n`],
  ["a.md", `# Title\n\n# ${"# ".repeat(LONG / 2)}x\n\ntext\n`],
  ["a.md", `# Title\n\n- ${"\t".repeat(LONG)}\u2028x\n`],
  ["a.csv", `${"@".repeat(LONG)} x,b\n1,2\n`],
  ["a.csv", `text,rating\n<${"@".repeat(LONG)}>,1\n`],
  ["a.json", `{"a":1}${" ".repeat(LONG)},x\n{"a":2}`],
  ["a.vtt", `WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n${"<".repeat(LONG)}\n`],
  [
    "a.vtt",
    `WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n${"<v.".repeat(LONG / 3)}${"\t".repeat(LONG)}\n`,
  ],
])(
  "%s of %.12j… is read at once, or refused in a sentence",
  async (name, content) => {
    const outcome = await read(name, content).catch((error: unknown) => error);
    expect(Array.isArray(outcome) || outcome instanceof InvalidInput).toBe(true);
  },
  30_000,
);

test("headings keep their words without the marks around them", async () => {
  const text = "# Sync ##\n\nIt is slow\n\n##  C# \n\nIt is fast\n\n# #\n\nIt is here\n";
  expect((await read("a.md", text)).map((record) => "cells" in record && record.cells)).toEqual([
    ["It is slow", "Sync"],
    ["It is fast", "C"],
    ["It is here", ""],
  ]);
});

test("a refusal is a sentence, however many columns there are and whatever they are called", async () => {
  const wide = `${"x".repeat(400)},`.repeat(400);
  const reader = await openSource(
    bytesSource("a.csv", Buffer.from(`${wide}\n${"1,".repeat(400)}\n`)),
  );
  const outcome = await recognise(reader, undefined, "a.csv").catch((error: unknown) => error);
  expect(outcome).toMatchObject({ code: "no-text-column" });
  expect((outcome as InvalidInput).message.length).toBeLessThan(5_000);
  expect((outcome as InvalidInput).zh!.message.length).toBeLessThan(5_000);
});

describe("workbooks that are larger than they look", () => {
  const workbook = (parts: Readonly<Record<string, string>>) =>
    buildZip({
      "xl/workbook.xml":
        '<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
      "xl/_rels/workbook.xml.rels":
        '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
      "xl/styles.xml": "<styleSheet/>",
      "xl/sharedStrings.xml": "<sst/>",
      "xl/worksheets/sheet1.xml":
        '<worksheet><sheetData><row><c t="inlineStr"><is><t>Too slow</t></is></c></row></sheetData></worksheet>',
      ...parts,
    });
  /** Text that packs so little that the archive is not refused for how much it swells. */
  const noise = (bytes: number) => {
    let state = 1;
    const next = () => {
      state = (state * 48_271) % 2_147_483_647;
      return state.toString(36);
    };
    let text = "";
    while (text.length < bytes) text += next();
    return text;
  };
  const pad = { "docProps/thumbnail.txt": noise(1_500_000) };

  test("millions of shared texts without a word are refused before they fill the memory", async () => {
    const bytes = workbook({
      ...pad,
      "xl/sharedStrings.xml": `<sst>${"<si/>".repeat(18_000_000)}</sst>`,
    });
    await expect(read("a.xlsx", bytes)).rejects.toMatchObject({ code: "sheet-too-large" });
  });

  test("lists of sheets and styles that no workbook has are refused unread", async () => {
    const styles = `<styleSheet>${"<numFmt/>".repeat(8_000_000)}</styleSheet>`;
    const bytes = workbook({ ...pad, "xl/styles.xml": styles });
    await expect(read("a.xlsx", bytes)).rejects.toMatchObject({ code: "sheet-too-large" });
  });

  test("a word far to the right in row after row is no table", async () => {
    const row = '<row><c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row>';
    const sheet = `<worksheet><sheetData>${row.repeat(20_000)}</sheetData></worksheet>`;
    const outcome = read("a.xlsx", workbook({ "xl/worksheets/sheet1.xml": sheet }));
    await expect(outcome).rejects.toMatchObject({ code: "sheet-too-large" });
  });

  test("cells that are formatted and empty are none, and what is shown of a wide row is its beginning", async () => {
    const inline = (at: string, text: string) =>
      `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
    const rows = [
      `<row>${inline("A1", "text")}${inline("B1", "date")}</row>`,
      `<row>${inline("A2", "Too slow")}<c r="XFD2" s="1"/></row>`,
      `<row>${inline("A3", "Too fast")}${inline("XFD3", "x")}</row>`,
    ];
    const sheet = `<worksheet><sheetData>${rows.join("")}</sheetData></worksheet>`;
    const [first, second] = await read("a.xlsx", workbook({ "xl/worksheets/sheet1.xml": sheet }));
    expect(first).toMatchObject({ cells: ["Too slow", ""] });
    expect(second !== undefined && isFault(second) && second.excerpt.length).toBe(200);
  });

  test("entities of a document type stand for nothing", async () => {
    const laughs = Array.from(
      { length: 9 },
      (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`,
    );
    const sheet = `<!DOCTYPE w [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/hostname">${laughs.join("")}]>
      <worksheet><sheetData><row><c t="inlineStr"><is><t>&l9;&f;</t></is></c></row></sheetData></worksheet>`;
    const outcome = await read("a.xlsx", workbook({ "xl/worksheets/sheet1.xml": sheet })).catch(
      (error: unknown) => error,
    );
    expect(outcome instanceof InvalidInput || JSON.stringify(outcome).length < 200).toBe(true);
    expect(
      String(outcome instanceof InvalidInput ? outcome.message : JSON.stringify(outcome)),
    ).not.toMatch(/haha/);
  });
}, 60_000);

describe("Parquet files of a few bytes that tell of more than there is", () => {
  const NULLS = 1_048_576;
  const written = () =>
    Buffer.from(
      parquetWriteBuffer({
        columnData: ["a", "b"].map((name) => ({
          ...{ name, type: "STRING" as const, nullable: true },
          data: new Array(NULLS).fill(null),
        })),
        rowGroupSize: NULLS,
        codec: "UNCOMPRESSED",
      }),
    );
  /** The number that says how many, wherever it stands, becomes 64 times as much (a varint of four bytes, zigzag). */
  const patched = (bytes: Buffer, last: number) => {
    const number = Buffer.from([0x80, 0x80, 0x80, 0x01]);
    for (let at = bytes.indexOf(number); at >= 0; at = bytes.indexOf(number, at + 4))
      bytes[at + 3] = last;
    return bytes;
  };

  test("more values than memory holds are refused before any is unpacked", async () => {
    const bytes = patched(written(), 0x40);
    expect(bytes.length).toBeLessThan(2_000);
    await expect(read("a.parquet", bytes)).rejects.toMatchObject({ code: "parquet-too-large" });
  });

  test("rows that no page holds are not looked for", async () => {
    const bytes = written();
    const end = bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8);
    const footer = patched(Buffer.from(bytes.subarray(end)), 0x40);
    const lying = Buffer.concat([bytes.subarray(0, end), footer]);
    await expect(read("a.parquet", lying)).rejects.toMatchObject({ code: "broken-parquet" });
  });

  test("what is told truly is read", async () => {
    const reader = await openSource(bytesSource("a.parquet", written()));
    for await (const run of reader.read()) {
      expect(run).toHaveLength(10_000);
      break;
    }
  });
}, 60_000);
