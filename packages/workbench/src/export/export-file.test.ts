// What is exported comes back: every format holds every row, no cell is a formula, and an import takes the guard away.
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { guardFormula, mentionAt, unguardFormula } from "@heed/core";
import { buildItem } from "@heed/core/testing";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importFile } from "../imports/run/import-file.ts";
import { undoImport } from "../imports/run/undo-import.ts";
import { openExistingWorkspace } from "../workspace/open-existing-workspace.ts";
import { openWorkspace, type Workspace } from "../workspace/open-workspace.ts";
import type { Cell } from "./cells.ts";
import { csvLines } from "./csv.ts";
import { EXPORT_FORMATS, exportFile } from "./export-file.ts";
import { EXPORTS } from "./export-tables.ts";
import { jsonLines } from "./json.ts";
import { markdownLines } from "./markdown.ts";

const HOSTILE = [
  '=HYPERLINK("http://x","free")',
  "+1 for dark mode",
  "-5 stars, if I could",
  "@team please look",
  "'=already guarded by its writer",
  'a, "quoted" line\nand a second | with <b>markup</b>',
  "一导出就闪退，太难用了 😀",
];
const folder = mkdtempSync(join(tmpdir(), "heed-export-"));
let workspace: Workspace;

beforeAll(async () => {
  workspace = await openWorkspace(join(folder, "workspace"));
  await workspace.records.takeNumbers("import", 1);
  await workspace.records.takeNumbers("item", HOSTILE.length);
  await workspace.records.addImport({
    id: "import_1",
    source: "x",
    file: "x",
    mapping: { text: ["text"] },
    status: "committed",
    counts: { rows: 0, added: 0, revised: 0, unchanged: 0, rejected: 0, redacted: 0 },
  });
  await workspace.facts.setVisibleImports(["import_1"]);
  const items = HOSTILE.map((text, index) =>
    buildItem(index + 1, {
      text,
      rating: 1 + (index % 5),
      appVersion: "4.2.0",
      writtenAt: "2026-03-01T10:00:00.000Z",
    }),
  );
  await workspace.facts.appendItems(items);
  await workspace.facts.appendMentions(
    items.map((item) => mentionAt(item, { start: 0, end: item.text.length })),
  );
  await workspace.records.replaceThemes({
    found: [],
    current: [
      {
        id: "theme_1",
        parentId: null,
        name: { en: "=1+1", zh: "公式" },
        keyphrases: { en: [], zh: [] },
        representatives: ["item_2.1.0-16"],
      },
    ],
  });
});
afterAll(() => workspace.close());

const out = (name: string) => join(folder, name);
async function textOf(lines: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const line of lines) text += line;
  return text;
}

test("every export is written in every format, with its number of rows", async () => {
  const counts: Record<string, number> = {};
  for (const what of EXPORTS) {
    for (const format of EXPORT_FORMATS) {
      const outcome = await exportFile(workspace, { what, format, out: out(`${what}.${format}`) });
      counts[what] = outcome.rows;
      expect(readFileSync(outcome.out).length).toBeGreaterThan(0);
    }
  }
  expect(counts).toEqual({ needs: 0, themes: 1, mentions: HOSTILE.length, items: HOSTILE.length });
  expect(readdirSync(folder).filter((name) => name.endsWith(".unfinished"))).toEqual([]);
});

test.each(["csv", "xlsx"] as const)(
  "exported %s comes back through the import, word for word",
  async (format) => {
    await exportFile(workspace, { what: "items", format, out: out(`back.${format}`) });
    const { import: entry } = await importFile(workspace, out(`back.${format}`), {
      source: format,
    });
    const texts: string[] = [];
    const facts: (string | number | null)[][] = [];
    for await (const page of workspace.facts.items()) {
      for (const item of page) {
        if (item.importId !== entry.id) continue;
        texts.push(item.text);
        facts.push([item.rating, item.appVersion, item.writtenAt]);
      }
    }
    expect(texts).toEqual(HOSTILE);
    expect(facts[0]).toEqual([1, "4.2.0", "2026-03-01T10:00:00.000Z"]);
    await undoImport(workspace, entry.id);
  },
);

const cell = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom(
    "=1",
    "+1",
    "-1",
    "@x",
    "\tx",
    "\rx",
    "\nx",
    "＝1",
    "'＋1",
    "''=x",
    "'x",
    "a\nb",
    " x ",
    "|",
    "\\|",
  ),
);

test("no cell of a CSV file begins like a formula, and taking the guard away gives the text back", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 5 }), async (rows) => {
      const text = await textOf(csvLines({ columns: ["a", "b"], rows }));
      const read = parse(text, { relax_quotes: false, record_delimiter: "\r\n" }) as string[][];
      expect(read.length).toBe(rows.length + 1);
      for (const [index, row] of rows.entries()) {
        const back = read[index + 1]!;
        expect(back.some((value) => /^[=+\-@\t\r\n＝＋－＠]/.test(value))).toBe(false);
        expect(back.map(unguardFormula)).toEqual(row);
      }
    }),
  );
});

test("a JSON export is the rows themselves", async () => {
  const rows: Cell[][] = [
    ["=1", 2, null],
    ["b", true, "x"],
  ];
  expect(JSON.parse(await textOf(jsonLines({ columns: ["a", "b", "c"], rows })))).toEqual([
    { a: "=1", b: 2, c: null },
    { a: "b", b: true, c: "x" },
  ]);
  expect(JSON.parse(await textOf(jsonLines({ columns: ["a"], rows: [] })))).toEqual([]);
});

test("a Markdown table has one line a row, and no cell breaks out of it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 5 }), async (rows) => {
      const lines = (await textOf(markdownLines({ columns: ["a", "b"], rows }))).split("\n");
      expect(lines.length).toBe(rows.length + 3);
      for (const line of lines.slice(2, -1)) {
        expect(line.replace(/\\./g, "").split("|").length).toBe(4);
        expect(line.replace(/\\./g, "")).not.toMatch(/[<>`[\]]/);
      }
    }),
  );
});

test("a byte order mark is written when asked for", async () => {
  await exportFile(workspace, {
    what: "items",
    format: "csv",
    out: out("bom.csv"),
    byteOrderMark: true,
  });
  expect(readFileSync(out("bom.csv")).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
});

test("a stopped export leaves the file that was there, and nothing unfinished", async () => {
  writeFileSync(out("kept.csv"), "before");
  const signal = AbortSignal.abort();
  await expect(
    exportFile(workspace, { what: "items", format: "csv", out: out("kept.csv"), signal }),
  ).rejects.toThrow();
  expect(readFileSync(out("kept.csv"), "utf8")).toBe("before");
  expect(readdirSync(folder)).not.toContain("kept.csv.unfinished");
});

test("a folder, or a file in no folder, is refused with a sentence", async () => {
  const request = { what: "items", format: "csv" } as const;
  await expect(exportFile(workspace, { ...request, out: folder })).rejects.toMatchObject({
    code: "out-is-a-folder",
  });
  await expect(
    exportFile(workspace, { ...request, out: join(folder, "no", "x.csv") }),
  ).rejects.toMatchObject({
    code: "no-such-folder",
  });
  await expect(openExistingWorkspace(join(folder, "nowhere"))).rejects.toMatchObject({
    code: "workspace-not-found",
  });
});

test("only what begins like a formula is guarded", () => {
  expect(["=1", "'=1", "＝1", "\n=1", "1-2", "'tis", "a@b"].map(guardFormula)).toEqual([
    "'=1",
    "''=1",
    "'＝1",
    "'\n=1",
    "1-2",
    "'tis",
    "a@b",
  ]);
});
