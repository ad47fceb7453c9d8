// Tables and texts as tools and people really write them: titles, odd quotes, short rows, lists without names.
import { expect, test } from "vitest";
import { buildWorkbook, buildZip, writeFile } from "../../../test/build-files.ts";
import { openReader } from "./open-reader.ts";
import { isFault, type ReadRecord } from "./reader.ts";

async function read(name: string, content: string | Uint8Array) {
  const reader = await openReader(writeFile(name, content));
  const records: ReadRecord[] = [];
  for await (const run of reader.read()) records.push(...run);
  const cells = records.flatMap((record) => (isFault(record) ? [] : [record.cells]));
  const faults = records.filter(isFault);
  const { columns, notes, format } = reader;
  return { columns: [...columns], notes: notes.map(({ code }) => code), cells, faults, format };
}

test("titles above the header are looked past, and it is said", async () => {
  const rows = "date,rating,text\n2026-03-01,5,Fine\n2026-03-02,1,Bad\n";
  const table = await read("a.csv", `User feedback 2026,,\n,,\n${rows}`);
  expect(table).toMatchObject({
    columns: ["date", "rating", "text"],
    notes: ["rows-above-header"],
    cells: [
      ["2026-03-01", "5", "Fine"],
      ["2026-03-02", "1", "Bad"],
    ],
  });
  expect((await read("a.csv", `User feedback 2026\n${rows}`)).cells).toEqual(table.cells);
  const sheet = buildWorkbook([
    ["User feedback 2026"],
    ["date", "rating", "text"],
    ["2026-03-01", "5", "Fine"],
  ]);
  expect(await read("a.xlsx", sheet)).toMatchObject({
    columns: ["date", "rating", "text"],
    notes: ["rows-above-header"],
    cells: [["2026-03-01", "5", "Fine"]],
  });
});

test("a cover before the sheet of feedback is not taken for it", async () => {
  const rows = [
    ["date", "text"],
    ["2026-03-01", "Fine"],
  ];
  expect(await read("a.xlsx", buildWorkbook(rows, "Exported on 1 March"))).toMatchObject({
    columns: ["date", "text"],
    notes: ["other-sheets"],
    cells: [["2026-03-01", "Fine"]],
  });
});

test("the line that tells Excel the delimiter is no row and no title", async () => {
  const { columns, cells, notes } = await read("a.csv", "sep=;\r\nid;text\r\n1;Fine, really\r\n");
  expect({ columns, cells, notes }).toEqual({
    columns: ["id", "text"],
    cells: [["1", "Fine, really"]],
    notes: [],
  });
});

test.each([
  ["spaces before quotes", 'id, text\n1, "Good, app"\n2, "Bad, ""app"""\n', 'Bad, "app"'],
  [
    "backslashes before quotes",
    'id,text\n1,"He said \\"x\\", yes"\n2,"Bad, \\"app\\""\n',
    'Bad, "app"',
  ],
])("%s are understood where they cut the rows evenly", async (_habit, content, last) => {
  const { cells, faults } = await read("a.csv", content);
  expect(faults).toEqual([]);
  expect(cells.at(-1)!.at(-1)).toBe(last);
});

test("rows without their empty end are whole where the export writes many of them", async () => {
  const rows = Array.from({ length: 40 }, (_, at) => `${at},words${at % 2 ? ",reply" : ""}`);
  const often = await read("a.csv", `id,text,reply\n${rows.join("\n")}\n`);
  expect([often.cells.length, often.faults.length, often.notes]).toEqual([40, 0, ["short-rows"]]);
  const once = await read(
    "a.csv",
    `id,text,reply\n${rows.map((row) => (row.endsWith("reply") ? row : `${row},`)).join("\n")}\n99,cut\n`,
  );
  expect(once.faults).toMatchObject([{ line: 42, fault: "ragged-row" }]);
});

test("a tab-separated file that Excel saved as Unicode text is a table in spite of its ending", async () => {
  const text = '\ufeffDate\tStars\tReview\r\n2026/3/1\t5\t"two\nlines"\r\n2026/3/2\t1\tBad\r\n';
  const { columns, cells, format } = await read("a.txt", Buffer.from(text, "utf16le"));
  expect({ columns, format }).toEqual({ columns: ["Date", "Stars", "Review"], format: "table" });
  expect(cells[0]).toEqual(["2026/3/1", "5", "two\nlines"]);
});

test("a JSON list of texts gives a record a text, a list of lists a record a list", async () => {
  expect((await read("a.json", '["It [crashes]", "好用", "a \\"b\\""]')).cells).toEqual([
    ["It [crashes]"],
    ["好用"],
    ['a "b"'],
  ]);
  expect(await read("a.json", '[["It crashes", 1], ["Fine", 5]]')).toMatchObject({
    columns: ["column 1", "column 2"],
    cells: [
      ["It crashes", "1"],
      ["Fine", "5"],
    ],
  });
});

test("a JSON document that ends between two records has a fault, and depth is limited", async () => {
  const cut = await read("a.json", '{"reviews":[{"text":"a"},{"text":"b"},');
  expect([cut.cells.length, cut.faults.map(({ fault }) => fault)]).toEqual([2, ["broken-json"]]);
  await expect(read("a.json", '{"a":'.repeat(100_000))).rejects.toMatchObject({
    code: "broken-json",
  });
});

test("a long text beside the records of a JSON document takes no memory", async () => {
  const long = `{"picture":"${"x".repeat(40_000_000)}","reviews":[{"text":"a"}]}`;
  const before = process.memoryUsage().rss;
  const { cells } = await read("a.json", long);
  expect(cells).toEqual([["a", "reviews"]]);
  expect(process.memoryUsage().rss - before).toBeLessThan(600 * 1024 ** 2);
});

test("records that each name fields of their own fill no memory with columns", async () => {
  const lines = Array.from({ length: 5_000 }, (_, at) => `{"text":"a","field${at}":"${at}"}`);
  const { columns, cells } = await read("a.jsonl", lines.join("\n"));
  expect(columns.length).toBeLessThanOrEqual(2_001);
  expect(cells.at(-1)!.at(-1)).toBe("field4999: 4999");
});

test("recorders that write a name and a time on a line of their own are understood", async () => {
  const turn = (name: string, at: string, words: string) => `${name}  ${at}\n${words}\n\n`;
  const text = [
    turn("Ann Lee", "0:03", "How do you plan your day?"),
    turn("Bo Chen", "0:10", "I use the board.\nEvery morning."),
    turn("Ann Lee", "10:20", "What is hard?"),
    turn("Bo Chen", "10:25", "Sync loses notes."),
    turn("Ann Lee", "1:00:30", "Anything else?"),
    turn("Bo Chen", "1:00:33", "No."),
  ].join("");
  const { cells, format } = await read("a.txt", text);
  expect(format).toBe("transcript");
  expect(cells.map(([words, speaker, question]) => [words, speaker, question])).toEqual([
    ["I use the board. Every morning.", "Bo Chen", "How do you plan your day?"],
    ["Sync loses notes.", "Bo Chen", "What is hard?"],
    ["No.", "Bo Chen", "Anything else?"],
  ]);
});

test("subtitles that name nobody are cut between sentences, not kept as one speech", async () => {
  const cue = (at: number) =>
    `00:00:${String(at).padStart(2, "0")}.000 --> 00:00:${String(at).padStart(2, "0")}.900\nThis is sentence number ${at} of a talk without any speaker.\n`;
  const { cells } = await read(
    "a.vtt",
    `WEBVTT\n\n${Array.from({ length: 20 }, (_, at) => cue(at)).join("\n")}`,
  );
  expect(cells.length).toBeGreaterThan(2);
  expect(cells.map(([words]) => words).join(" ")).toContain("number 19 of");
});

test.each([
  ["reviews.xls", "<html><table><tr><td>a</td></tr></table></html>", "web page"],
  ["tickets.xml", '<?xml version="1.0"?><tickets/>', "XML document"],
  ["a.docx", buildZip({ "word/document.xml": "<w/>" }), "Word document"],
  ["a.ods", buildZip({ "META-INF/manifest.xml": "<m/>", "content.xml": "<c/>" }), "OpenDocument"],
  ["a.xls", Buffer.from("d0cf11e0a1b11ae1", "hex"), "old Office document"],
])("%s is refused as what it is", async (name, content, what) => {
  await expect(read(name, content)).rejects.toMatchObject({
    code: "not-text",
    message: expect.stringContaining(what),
    hint: expect.stringContaining("CSV"),
  });
});
