// Every format is told by its bytes, read into the same shape, and what is no feedback is refused with a way out.
import { gzipSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import { buildWorkbook, buildZip, writeFile } from "../../../test/build-files.ts";
import { openReader } from "./open-reader.ts";
import { type FileRecord, isFault, type ReadRecord } from "./reader.ts";

async function readAll(path: string) {
  const reader = await openReader(path);
  const records: ReadRecord[] = [];
  for await (const run of reader.read()) records.push(...run);
  return { reader, records };
}

/** Records as objects by column, faults as their codes. */
async function readRows(path: string) {
  const { reader, records } = await readAll(path);
  return records.map((record) =>
    isFault(record)
      ? record.fault
      : Object.fromEntries(record.cells.map((cell, at) => [reader.columns[at], cell])),
  );
}

const TABLE = '日期,text,rating\n2026-01-05,"Says ""hi"",\nthen dies",2\n2026-01-06,好用😀,5\n';
const ROWS = [
  { 日期: "2026-01-05", text: 'Says "hi",\nthen dies', rating: "2" },
  { 日期: "2026-01-06", text: "好用😀", rating: "5" },
];
const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();

test.each([
  ["UTF-8", Buffer.from(TABLE)],
  ["UTF-8 with a mark", Buffer.from(`\ufeff${TABLE}`)],
  ["UTF-16LE with a mark", Buffer.from(`\ufeff${TABLE}`, "utf16le")],
  ["UTF-16BE with a mark", swapped(Buffer.from(`\ufeff${TABLE}`, "utf16le"))],
  ["UTF-16LE without a mark", Buffer.from(TABLE, "utf16le")],
  ["UTF-16BE without a mark", swapped(Buffer.from(TABLE, "utf16le"))],
  ["Windows line ends", Buffer.from(TABLE.replaceAll("\n", "\r\n").replace('",\r\n', '",\n'))],
  ["gzip", gzipSync(TABLE)],
])("a table in %s is read cell by cell", async (_name, bytes) => {
  expect(await readRows(writeFile("reviews.csv", bytes))).toEqual(ROWS);
});

test("GB18030 is told from Western letters", async () => {
  // "内容\n很好用，推荐\n" in GB18030.
  const chinese = Buffer.from("c4dac8dd0abadcbac3d3c3a3accdc6bcf60a", "hex");
  expect(await readRows(writeFile("a.csv", chinese))).toEqual([{ 内容: "很好用，推荐" }]);
  const western = Buffer.from("text\nd\u00e9j\u00e0 vu, tr\u00e8s bien\n", "latin1");
  expect(await readRows(writeFile("b.csv", western))).toEqual([{ text: "déjà vu, très bien" }]);
});

test.each([";", "\t", "|", "，"])("cells parted by %j are told apart", async (mark) => {
  const path = writeFile(
    "a.csv",
    `date${mark}text\n2026-01-05${mark}one, two\n2026-01-06${mark}three\n`,
  );
  expect(await readRows(path)).toEqual([
    { date: "2026-01-05", text: "one, two" },
    { date: "2026-01-06", text: "three" },
  ]);
});

test("a table of one column keeps its commas", async () => {
  expect(await readRows(writeFile("a.csv", "text\nfine, really\nbad\n"))).toEqual([
    { text: "fine, really" },
    { text: "bad" },
  ]);
});

test("ragged rows, an open quote and an overlong line are faults with their line; the rest is read", async () => {
  const long = "x".repeat(3 * 1024 * 1024);
  const path = writeFile(
    "a.csv",
    `id,text\n1,fine\n2\n3,a,b\n4,fine,,\n5,${long}\n6,"never closed\n7,fine\n`,
  );
  const { records } = await readAll(path);
  expect(
    records.map((record) => [
      record.row,
      record.line,
      isFault(record) ? record.fault : record.cells[0],
    ]),
  ).toEqual([
    [1, 2, "1"],
    [2, 3, "ragged-row"],
    [3, 4, "ragged-row"],
    [4, 5, "4"],
    [5, 6, "row-too-long"],
    [6, 7, "broken-row"],
    [7, 8, "7"],
  ]);
});

test("columns that share a name or have none are all kept", async () => {
  const { reader } = await readAll(writeFile("a.csv", "text,text,,id\na,b,c,1\n"));
  expect(reader.columns).toEqual(["text", "text (2)", "column (3)", "id"]);
});

test("a table without a header names its columns by place, and says so", async () => {
  const { reader, records } = await readAll(
    writeFile("a.csv", "2026-01-05,Crashes a lot,2\n2026-01-06,Fine,5\n"),
  );
  expect(reader.columns).toEqual(["column 1", "column 2", "column 3"]);
  expect(reader.notes.map(({ code }) => code)).toEqual(["no-header"]);
  expect(records.length).toBe(2);
});

test("JSON arrays are found at any depth, with their path and line", async () => {
  const path = writeFile(
    "a.json",
    '{"meta": {"n": 2},\n "feed": {"entry": [\n{"id": 1, "tags": ["a", "b"]},\n{"id": 2, "user": {"name": "Ann"}, "labels": [{"name": "x"}]}]}}',
  );
  const { reader, records } = await readAll(path);
  expect(reader.columns).toEqual(["id", "tags", "@array", "user.name", "labels"]);
  expect(records.map(({ line }) => line)).toEqual([3, 4]);
  expect((records[1] as FileRecord).cells).toEqual(["2", "", "feed.entry", "Ann", "x"]);
});

test("JSON lines are read one by one, a broken line is a fault", async () => {
  expect(await readRows(writeFile("a.jsonl", '{"id":1}\n{"id":2\n\n{"id":3}\n'))).toEqual([
    { id: "1" },
    "broken-json",
    { id: "3" },
  ]);
});

test("a JSON document that is cut off gives what is whole and one fault", async () => {
  expect(await readRows(writeFile("a.json", '[{"a":1},{"a":2},{"a":'))).toEqual([
    { a: "1" },
    { a: "2" },
    "broken-json",
  ]);
});

test("a workbook's first sheet is read with its dates, shared and inline texts, and gaps", async () => {
  const path = writeFile(
    "a.xlsx",
    buildWorkbook([
      ["date", "text", "rating"],
      [{ number: 46027.5, style: 1 }, "Breaks <b> & crashes", { number: 2 }],
      [null, { inline: "没有日期" }, null],
    ]),
  );
  expect(await readRows(path)).toEqual([
    { date: "2026-01-05 12:00:00", text: "Breaks <b> & crashes", rating: "2" },
    { date: "", text: "没有日期", rating: "" },
  ]);
});

test("Parquet is read with its types", async () => {
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: "text", data: ["Slow", "很好"], type: "STRING" },
      { name: "stars", data: [1, 5], type: "INT32" },
      {
        name: "at",
        data: [new Date("2026-01-05T10:00:00Z"), new Date("2026-01-06T10:00:00Z")],
        type: "TIMESTAMP",
      },
    ],
  });
  expect(await readRows(writeFile("a.parquet", new Uint8Array(buffer)))).toEqual([
    { text: "Slow", stars: "1", at: "2026-01-05T10:00:00.000Z" },
    { text: "很好", stars: "5", at: "2026-01-06T10:00:00.000Z" },
  ]);
});

test("text gives a record a paragraph, a text without gaps a record a line", async () => {
  expect((await readRows(writeFile("a.txt", "One\nmore.\n\nTwo.\n"))).length).toBe(2);
  expect((await readRows(writeFile("a.txt", "One\nTwo, three\nFour\n"))).length).toBe(3);
});

test("Markdown gives paragraphs and list entries under their headings", async () => {
  expect(
    await readRows(
      writeFile(
        "a.md",
        "# Notes\n\nSome\nwords.\n\n## Bugs\n\n- One\n- Two\n  more\n\n---\n> Quoted\n",
      ),
    ),
  ).toEqual([
    { text: "Some\nwords.", section: "Notes" },
    { text: "One", section: "Bugs" },
    { text: "Two\n  more", section: "Bugs" },
    { text: "Quoted", section: "Bugs" },
  ]);
});

test.each([
  [
    "labels",
    "a.txt",
    "Interviewer: How is it?\n\nAnn: Slow.\nVery slow.\n\nInterviewer: And sync?\n\nAnn: Broken: it loses notes.\n\nInterviewer: Thanks.\n\nAnn: Sure.\n",
  ],
  [
    "bold labels and times",
    "a.md",
    "# Call\n\n**Interviewer:** How is it?\n\n[00:12] **Ann:** Slow.\nVery slow.\n\n**Interviewer:** And sync?\n\n**Ann:** Broken: it loses notes.\n\n**Interviewer:** Thanks.\n\n**Ann:** Sure.\n",
  ],
  [
    "WebVTT voices",
    "a.vtt",
    "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Interviewer>How is it?\n\nx\n00:03.000 --> 00:04.000\n<v Ann>Slow.\n\n00:04.000 --> 00:05.000\n<v Ann>Very slow.\n\n00:06.000 --> 00:07.000\n<v Interviewer>And sync?\n\n00:08.000 --> 00:09.000\n<v Ann>Broken: it loses notes.\n\n00:10.000 --> 00:11.000\n<v Interviewer>Thanks.\n\n00:12.000 --> 00:13.000\n<v Ann>Sure.\n",
  ],
  [
    "SubRip",
    "a.srt",
    "1\n00:00:01,000 --> 00:00:02,000\nInterviewer: How is it?\n\n2\n00:00:03,000 --> 00:00:04,000\nAnn: Slow.\nVery slow.\n\n3\n00:00:05,000 --> 00:00:06,000\nInterviewer: And sync?\n\n4\n00:00:07,000 --> 00:00:08,000\nAnn: Broken: it loses notes.\n\n5\n00:00:09,000 --> 00:00:10,000\nInterviewer: Thanks.\n\n6\n00:00:11,000 --> 00:00:12,000\nAnn: Sure.\n",
  ],
])(
  "a conversation in %s gives one record a turn of the one who answers",
  async (_name, file, text) => {
    const rows = (await readRows(writeFile(file, text))) as Record<string, string>[];
    expect(rows.map((row) => row.text!.replace(/\s+/g, " "))).toEqual([
      "Slow. Very slow.",
      "Broken: it loses notes.",
      "Sure.",
    ]);
    expect(rows[1]).toMatchObject({ speaker: "Ann", question: "And sync?" });
  },
);

test("who asks is told in Chinese, and by question marks where names say nothing", async () => {
  const zh =
    "访谈者：怎么样？\n用户：太慢了。\n访谈者：同步呢？\n用户：会丢笔记。\n访谈者：好的？\n用户：嗯。\n";
  expect(
    (await readRows(writeFile("a.txt", zh))).map((row) => (row as { text: string }).text),
  ).toEqual(["太慢了。", "会丢笔记。", "嗯。"]);
  const named = "Bo: How is it?\nAnn: Slow.\nBo: Sync?\nAnn: Broken.\nBo: Why?\nAnn: No idea.\n";
  expect((await readRows(writeFile("a.txt", named))).length).toBe(3);
});

test("an archive joins the files in it, one level of archives deep, and leaves pictures out", async () => {
  const inner = buildZip({ "c.json": '[{"text":"inside"}]' });
  const path = writeFile(
    "a.zip",
    buildZip({
      "a.csv": "text,id\nfirst,1\n",
      "b/b.csv": "id,text\n2,second\n",
      "d.zip": inner,
      "e.png": "x",
      "__MACOSX/a.csv": "x",
    }),
  );
  const rows = (await readRows(path)) as Record<string, string>[];
  expect(rows.map((row) => [row.text, row["@file"]])).toEqual([
    ["first", "a.csv"],
    ["second", "b/b.csv"],
    ["inside", "d.zip"],
  ]);
});

test.each([
  ["an empty file", "a.csv", Buffer.alloc(0), "empty-file"],
  ["white space", "a.csv", Buffer.from(" \n\n\t"), "empty-file"],
  [
    "a picture named .csv",
    "a.csv",
    Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"),
    "not-text",
  ],
  ["an old Excel file", "a.xls", Buffer.from("d0cf11e0a1b11ae1", "hex"), "not-text"],
  [
    "bytes without meaning",
    "a.csv",
    Buffer.from(Array.from({ length: 999 }, (_, at) => (at * 7919) % 256)),
    "not-text",
  ],
  [
    "a cut off archive",
    "a.zip",
    buildZip({ "a.csv": "text\nhello\n" }).subarray(0, 40),
    "broken-archive",
  ],
  ["an archive without files", "a.zip", buildZip({ "a.png": "x" }), "empty-archive"],
  ["a zip bomb", "a.zip", buildZip({ "a.csv": Buffer.alloc(40_000_000, "a") }), "archive-refused"],
  [
    "archives in archives in archives",
    "a.zip",
    buildZip({ b: buildZip({ c: buildZip({ d: buildZip({ "e.csv": "text\nx\n" }) }) }) }),
    "archive-refused",
  ],
  ["a cut off gzip", "a.csv.gz", gzipSync("text\nhello\n").subarray(0, 20), "broken-archive"],
  ["a cut off Parquet file", "a.parquet", Buffer.from("PAR1 and nothing"), "broken-parquet"],
  [
    "a workbook that is no XML",
    "a.xlsx",
    buildZip({ "xl/workbook.xml": "<workbook", "[Content_Types].xml": "" }),
    "broken-sheet",
  ],
  ["a workbook without rows", "a.xlsx", buildWorkbook([]), "empty-file"],
])("%s is refused with what it is and what to do", async (_name, file, bytes, code) => {
  const path = writeFile(file, bytes);
  await expect(readAll(path)).rejects.toMatchObject({
    code,
    message: expect.stringContaining("."),
    hint: expect.stringMatching(/\w+/),
  });
});

test("a missing file and a folder are refused by name", async () => {
  await expect(openReader("/nowhere/a.csv")).rejects.toMatchObject({ code: "file-not-found" });
  await expect(openReader("/")).rejects.toMatchObject({ code: "not-a-file" });
});
