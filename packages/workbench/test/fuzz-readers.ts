// Hunts for files that readers, recognisers and the door stumble over: `node packages/workbench/test/fuzz-readers.ts [SECONDS] [SEED]`.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { HeedError } from "@heed/core";
import { admit, rowExcerpt } from "../src/imports/door/door.ts";
import { prepareMessages } from "../src/imports/formats/read-messages.ts";
import { recognise } from "../src/imports/formats/recognise.ts";
import { bytesSource } from "../src/imports/readers/byte-source.ts";
import { openSource } from "../src/imports/readers/open-reader.ts";
import { isFault } from "../src/imports/readers/reader.ts";
import { keyedHash } from "../src/workspace/keyed-hash.ts";
import { buildWorkbook, buildZip } from "./build-files.ts";

const SLOWEST_MS = 5_000;
const seconds = Number(process.argv[2] ?? 30);
const seed = Number(process.argv[3] ?? 1);
let state = seed >>> 0;
const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 4_294_967_296;
};
const pick = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)]!;

const sample = (name: string) =>
  readFileSync(new URL(`../../../samples/${name}`, import.meta.url)).subarray(0, 6_000);
const tickets = JSON.stringify({
  tickets: [
    {
      id: 1,
      subject: "a",
      description: "b",
      requester_id: 1,
      comments: [{ author_id: 1, body: "c" }],
    },
  ],
});
const seeds: readonly (readonly [string, Buffer])[] = [
  ["a.csv", sample("reviews.csv")],
  ["b.csv", sample("support-tickets.csv")],
  ["c.md", sample("interview.md")],
  ["d.json", Buffer.from(tickets)],
  ["e.jsonl", Buffer.from('{"number":1,"title":"a","body":"b","state":"open"}\n{"number":2}\n')],
  [
    "f.xlsx",
    buildWorkbook([
      ["text", "date"],
      ["hello", { number: 46027, style: 1 }],
    ]),
  ],
  ["g.zip", buildZip({ "c/d.json": '[{"type":"message","ts":"1.1","text":"hi","user":"U"}]' })],
  ["h.csv.gz", gzipSync("text,date\nhello,2026-01-01\n")],
  ["i.vtt", Buffer.from("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Hi\n")],
];
const TOKENS = [
  '"',
  '""',
  ",",
  "\n",
  "\r\n",
  "\t",
  "{",
  "}",
  "[",
  "]",
  "\\",
  "\u0000",
  "\ufeff",
  "😀",
  "好",
  "<",
  "&#x",
  "-->",
  "null",
  "'=",
  "x".repeat(5_000),
];

function mutate(bytes: Buffer): Buffer {
  let mutated = bytes;
  for (let times = 1 + Math.floor(random() * 6); times > 0; times -= 1) {
    const at = Math.floor(random() * mutated.length);
    const end = at + Math.floor(random() * 200);
    const between = pick([
      Buffer.from(pick(TOKENS)),
      Buffer.from([Math.floor(random() * 256)]),
      mutated.subarray(at, end),
      Buffer.alloc(0),
    ]);
    mutated = Buffer.concat([
      mutated.subarray(0, at),
      between,
      mutated.subarray(random() < 0.5 ? at : end),
    ]);
  }
  return mutated;
}

const DOOR = {
  source: "fuzz",
  importId: "import_1",
  rival: null,
  hash: keyedHash(new Uint8Array(32)),
  redactNames: true,
  forgotten: new Set<string>(),
};

async function read(name: string, bytes: Buffer): Promise<void> {
  const reader = await openSource(bytesSource(name, bytes));
  const plan = await recognise(reader);
  const messagesOf = prepareMessages(plan, reader.columns);
  const door = { ...DOOR, plan };
  for await (const run of reader.read()) {
    for (const record of run) {
      if (isFault(record)) rowExcerpt([record.excerpt]);
      else
        for (const message of messagesOf(record))
          if ("words" in message) admit(message, record.row, door);
    }
  }
}

const endAt = performance.now() + seconds * 1000;
let tried = 0;
let refused = 0;
let faults = 0;
while (performance.now() < endAt && faults < 5) {
  const before = state;
  const [name, bytes] = pick(seeds);
  const file = mutate(bytes);
  const startedAt = performance.now();
  tried += 1;
  try {
    await read(random() < 0.2 ? "a.csv" : name, file);
  } catch (error) {
    if (HeedError.is(error)) refused += 1;
    else {
      faults += 1;
      process.stdout.write(
        `state ${before}, ${name}: ${error instanceof Error ? error.stack : String(error)}\n${file.toString("base64").slice(0, 400)}\n`,
      );
    }
  }
  if (performance.now() - startedAt > SLOWEST_MS) {
    faults += 1;
    process.stdout.write(`state ${before}, ${name}: took more than ${SLOWEST_MS} ms\n`);
  }
}
process.stdout.write(
  `${tried} files tried (seed ${seed}): ${refused} refused with a sentence, ${faults} faults.\n`,
);
process.exitCode = faults === 0 ? 0 : 1;
