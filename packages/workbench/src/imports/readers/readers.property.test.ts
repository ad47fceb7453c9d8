// Laws of the readers: what is written comes back, pieces do not matter, another reader agrees, and nothing crashes.

import { HeedError } from "@heed/core";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { recognise } from "../formats/recognise.ts";
import { bytesSource } from "./byte-source.ts";
import { CsvScanner, type ScannedRecord } from "./csv-scanner.ts";
import { JsonScanner } from "./json-scanner.ts";
import { openSource } from "./open-reader.ts";
import { isFault } from "./reader.ts";

const cell = fc.string({
  unit: fc.constantFrom("a", "é", "好", "😀", '"', ",", "\n", "\r\n", " ", "'"),
  maxLength: 8,
});
const table = fc.integer({ min: 2, max: 4 }).chain((width) =>
  fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
    minLength: 1,
    maxLength: 8,
  }),
);
const quoted = (rows: readonly (readonly string[])[]) =>
  `${rows.map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(",")).join("\n")}\n`;

function scan(text: string, cuts: readonly number[] = []): ScannedRecord[] {
  const scanner = new CsvScanner(",");
  const records: ScannedRecord[] = [];
  let from = 0;
  for (const cut of [...cuts].sort((a, b) => a - b).filter((at) => at < text.length)) {
    records.push(...scanner.push(text.slice(from, cut)));
    from = cut;
  }
  records.push(...scanner.push(text.slice(from)), ...scanner.end());
  return records;
}

test("a table comes back as it was written, however it is cut into pieces", () => {
  fc.assert(
    fc.property(table, fc.array(fc.nat(200)), (rows, cuts) => {
      const records = scan(quoted(rows), cuts);
      expect(records.map((record) => "cells" in record && record.cells)).toEqual(rows);
    }),
  );
});

test("pieces never matter, whatever the text", () => {
  const text = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r", "好"), maxLength: 60 });
  fc.assert(
    fc.property(text, fc.array(fc.nat(60)), (given, cuts) => {
      expect(scan(given, cuts)).toEqual(scan(given));
    }),
  );
});

test("csv-parse reads well-formed tables the same way", () => {
  fc.assert(
    fc.property(table, (rows) => {
      const text = quoted(rows);
      const theirs = parse(text, {
        relax_column_count: true,
        skip_empty_lines: false,
      }) as string[][];
      expect(scan(text).map((record) => "cells" in record && record.cells)).toEqual(theirs);
    }),
  );
});

test("lines are counted through quoted line breaks", () => {
  fc.assert(
    fc.property(table, (rows) => {
      const records = scan(quoted(rows));
      let line = 1;
      for (const [index, cells] of rows.entries()) {
        expect(records[index]!.line).toBe(line);
        line += 1 + cells.join("").split("\n").length - 1;
      }
    }),
  );
});

test("elements of a JSON document come back whole, however it is cut into pieces", () => {
  const element = fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue({ maxDepth: 2 }), {
    maxKeys: 3,
  });
  fc.assert(
    fc.property(
      fc.array(element, { maxLength: 5 }),
      fc.array(fc.nat(300)),
      fc.boolean(),
      (elements, cuts, isPretty) => {
        const text = JSON.stringify(
          { meta: { n: 1 }, a: { rows: elements } },
          null,
          isPretty ? 2 : 0,
        );
        const scanner = new JsonScanner();
        const found: unknown[] = [];
        let from = 0;
        for (const cut of [...cuts, text.length].sort((a, b) => a - b)) {
          for (const element of scanner.push(text.slice(from, cut)))
            found.push("text" in element ? JSON.parse(element.text) : element);
          from = Math.max(from, cut);
        }
        expect(found).toEqual(JSON.parse(JSON.stringify(elements)));
        expect(scanner.end()).toEqual([]);
      },
    ),
  );
});

test("whatever the bytes, a file is read or refused with a sentence; rows are numbered and fit the columns", async () => {
  const seeds = [
    "text,date\nhello,2026-01-01\n",
    '{"a":[{"b":1}]}',
    '{"a":1}\n{"a":2}\n',
    "WEBVTT\n\n00:01.000 --> 00:02.000\nhi\n",
    "A: b\nC: d\n",
    "\ufefftext\n好\n",
  ];
  const damaged = fc
    .record({
      seed: fc.constantFrom(...seeds),
      at: fc.nat(60),
      bytes: fc.uint8Array({ maxLength: 12 }),
      isWide: fc.boolean(),
    })
    .map(({ seed, at, bytes, isWide }) => {
      const text = Buffer.from(seed, isWide ? "utf16le" : "utf8");
      return Buffer.concat([text.subarray(0, at), bytes, text.subarray(at)]);
    });
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(damaged, fc.uint8Array({ maxLength: 200 })),
      fc.constantFrom("a.csv", "a.json", "a.txt", "a.md", "a"),
      async (bytes, name) => {
        await readOrRefuse(bytes, name);
      },
    ),
    { numRuns: 400 },
  );
});

async function readOrRefuse(bytes: Uint8Array, name: string): Promise<void> {
  try {
    const reader = await openSource(bytesSource(name, bytes));
    let row = 0;
    for await (const run of reader.read()) {
      for (const record of run) {
        row += 1;
        expect(record.row).toBe(row);
        expect(record.line).toBeGreaterThan(0);
        if (isFault(record)) expect(record.message).toMatch(/\.$/);
        else expect(record.cells.length).toBeLessThanOrEqual(reader.columns.length);
      }
    }
    const plan = await recognise(reader);
    expect(plan.confidence).toBeGreaterThanOrEqual(0);
    expect(plan.confidence).toBeLessThanOrEqual(1);
  } catch (error) {
    if (!HeedError.is(error)) throw error;
    expect(error.hint).toMatch(/\w/);
  }
}
