// Everything that is wrong with files, put into the terminal at once: sentences in both languages, rows listed, no fault.
import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const HEED = new URL("../apps/cli/bin/heed.js", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "heed-bad-input-"));
const rows = (...lines: string[]) => `${lines.join("\n")}\n`;

/** Files that cannot be used at all, and a word of what is said in each language. */
const REFUSED: Readonly<Record<string, readonly [Buffer | string, string, string]>> = {
  "empty.csv": ["", "empty: 0 bytes", "空文件"],
  "header.csv": ["id,text,date\n", "holds no records", "没有记录"],
  "picture.csv": [
    Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"),
    "a PNG picture",
    "PNG 图片",
  ],
  "page.xls": ["<html><table><tr><td>a</td></tr></table></html>", "a web page", "网页"],
  "numbers.csv": [rows("1,2", "3,4"), "--text COLUMN", "--text 列名"],
  "bomb.csv.gz": [
    gzipSync(`text\n${"a".repeat(200_000_000)}`),
    "more than 250 times its size",
    "原大小的 250 倍",
  ],
  "cut.csv.gz": [gzipSync("text\nhello\n").subarray(0, 20), "cannot be unpacked", "无法解压"],
  "broken.json": ['{"a":1,}', "not valid JSON", "没有可读的记录"],
};

/** Files of which something can be kept, with the counts of items and of rejected rows. */
const READ: Readonly<Record<string, readonly [Buffer | string, number, number]>> = {
  "utf-16.csv": [
    Buffer.from("\ufeffid,text\n1,Too slow for me\n2,很好用啊真的\n", "utf16le"),
    2,
    0,
  ],
  "ragged.csv": [
    rows("id,text,date", "1,good app it is,2026-01-01", "2,bad", '3,"open quote,2026', "4,x,y,z,a"),
    1,
    3,
  ],
  "long-line.csv": [
    rows("id,text", "1,first words here", `2,${"abcdefgh ".repeat(7_000_000)}`),
    1,
    1,
  ],
  "dates.csv": [
    rows(
      "date,text",
      "2026-03-05,one is here",
      "05/03/2026,two is here",
      '"Mar 5, 2026",three is here',
      "2026年3月5日,four is here",
      "1772701621,five is here",
      "25/12/2026,six is here",
    ),
    6,
    0,
  ],
  "scripts.csv": [
    rows(
      "id,text",
      "1,👍🏽 love it 👨‍👩‍👧",
      "2,التطبيق لا يعمل بعد التحديث",
      "3,\u202egnp.exe \u001b[31m evil",
      '4,"<script>alert(1)</script> =cmd|calc {{x}} %s"',
    ),
    4,
    0,
  ],
  "same.csv": [`text,rating\n${"The app crashes when I open it,1\n".repeat(10_000)}`, 10_000, 0],
  "twice.csv": [rows("id,text,date,text", "1,first words here,2026-01-01,second words"), 1, 0],
};

for (const [name, [content]] of Object.entries({ ...REFUSED, ...READ }))
  writeFileSync(join(folder, name), content);

const heed = (...words: string[]) =>
  spawnSync(process.execPath, [HEED, ...words], { encoding: "utf8", maxBuffer: 1 << 26 });
const paths = (files: object) => Object.keys(files).map((name) => join(folder, name));

test.each([
  ["en", 1],
  ["zh", 2],
] as const)(
  "each file that cannot be used is refused by name with what to do (%s)",
  (lang, place) => {
    const workspace = join(folder, `refused-${lang}`);
    const { stdout, stderr, status } = heed(
      "import",
      ...paths({ ...REFUSED, "missing.csv": null }),
      "--workspace",
      workspace,
      "--lang",
      lang,
    );
    expect(stdout).toBe("");
    expect(status).toBe(3);
    expect(stderr).not.toMatch(/^\s+at /m);
    for (const [name, words] of Object.entries(REFUSED)) {
      // The member of a gzip is named without its ending.
      expect(stderr, name).toContain(name.replace(/\.gz$/, ""));
      expect(stderr, name).toContain(words[place]);
    }
    expect(stderr).toContain("missing.csv");
  },
  120_000,
);

test("of the others every row is an item or listed with its line and reason, and the terminal stays whole", () => {
  const workspace = join(folder, "read");
  const { stdout, stderr, status } = heed(
    "import",
    ...paths(READ),
    "--workspace",
    workspace,
    "--json",
  );
  expect(status, stderr).toBe(0);
  const outcomes = JSON.parse(stdout) as {
    import: { file: string; counts: { added: number; rejected: number; duplicates: number } };
    rejected: { line: number; reason: string; message: string }[];
  }[];
  for (const { import: entry, rejected } of outcomes) {
    const [, added, lost] = READ[entry.file]!;
    expect([entry.file, entry.counts.added, entry.counts.rejected]).toEqual([
      entry.file,
      added,
      lost,
    ]);
    expect(rejected.every(({ line, message }) => line > 1 && message.endsWith("."))).toBe(true);
  }
  expect(outcomes.at(-2)!.import.counts.duplicates).toBe(9_999);
  const preview = heed("import", "--preview", join(folder, "scripts.csv"), "--lang", "zh");
  expect(preview.stdout).toContain("التطبيق");
  for (const repaint of ["\u202e", "\u001b[31m"]) expect(preview.stdout).not.toContain(repaint);
}, 120_000);
