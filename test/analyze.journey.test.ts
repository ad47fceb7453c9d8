// The promise of the thinnest path: an export goes in, evidenced needs come out, the same bytes every time.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spanFault } from "@heed/core";
import { beforeAll, expect, test } from "vitest";

const HEED = new URL("../apps/cli/bin/heed.js", import.meta.url).pathname;
const SAMPLE = new URL("../samples/reviews.csv", import.meta.url).pathname;
const ANSWERS = new URL("../samples/answer-key.csv", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "heed-journey-"));
const [first, second] = [join(folder, "first"), join(folder, "second")];

interface ItemLine {
  id: string;
  sourceId: string;
  text: string;
  kind: string;
  sentiment: string;
  themeId: string | null;
  duplicateOf: string | null;
  redactions: { kind: string; start: number; end: number }[];
}
interface MentionLine {
  id: string;
  itemId: string;
  start: number;
  end: number;
  themeId: string | null;
  unclear: string | null;
}

let items: ItemLine[];
let mentions: MentionLine[];

beforeAll(() => {
  for (const out of [first, second]) heed("analyze", SAMPLE, "--out", out, "--lang", "en");
  items = lines<ItemLine>("items.jsonl");
  mentions = lines<MentionLine>("mentions.jsonl");
}, 120_000);

test("a second run writes the same bytes, timings aside", () => {
  const files = readdirSync(first).sort();
  expect(files).toEqual([
    "items.jsonl",
    "mentions.jsonl",
    "needs.json",
    "rejected.jsonl",
    "report.html",
    "run.json",
    "themes.json",
  ]);
  for (const file of files) {
    const read = (out: string) => readFileSync(join(out, file), "utf8");
    if (file === "run.json")
      expect(withoutTimings(read(second))).toEqual(withoutTimings(read(first)));
    else expect(read(second), file).toBe(read(first));
  }
});

test("every row of the sample is an item or a listed rejection", () => {
  expect(items.length + lines("rejected.jsonl").length).toBe(answers().length);
});

test("mentions are exact spans of their item's text, in order and apart", () => {
  const byItem = Map.groupBy(mentions, (mention) => mention.itemId);
  for (const item of items) {
    const spans = byItem.get(item.id) ?? [];
    expect(spanFault(item.text, spans), item.id).toBeNull();
    expect(spans.length > 0, item.id).toBe(item.text !== "");
  }
});

test("every mention has a theme or a reason why it has none", () => {
  const themes = new Set(json<{ id: string }[]>("themes.json").map(({ id }) => id));
  for (const { id, themeId, unclear } of mentions) {
    expect(themeId === null ? unclear !== null : themes.has(themeId), id).toBe(true);
  }
});

test("private values of the sample are nowhere in what was written", () => {
  const written = readdirSync(first)
    .map((file) => readFileSync(join(first, file), "utf8"))
    .join("\n");
  for (const value of ["13812345678", "15900001234", "@example.com", "138-0013-8000"]) {
    expect(written.includes(value), value).toBe(false);
  }
  expect(items.some(({ redactions }) => redactions.some(({ kind }) => kind === "email"))).toBe(
    true,
  );
});

test("repeats that the answer key names point to the earlier item with the same words", () => {
  const idOf = new Map(items.map(({ id, sourceId }) => [sourceId, id]));
  const named = answers().filter(({ traits }) => /(^|;)duplicate-of:/.test(traits));
  expect(named.length).toBe(6);
  for (const { id, traits } of named) {
    const original = /(?:^|;)duplicate-of:(R-\d+)/.exec(traits)![1]!;
    const repeat = items.find(({ sourceId }) => sourceId === id);
    expect(repeat?.duplicateOf, id).toBe(idOf.get(original));
  }
});

test("the planted loss of notes by sync is among the first ten needs", () => {
  const stories = new Map(answers().map(({ id, story }) => [id, story]));
  const storyOf = new Map(items.map(({ id, sourceId }) => [id, stories.get(sourceId)]));
  const [top] = json<{ themeId: string; languages: Record<string, number> }[]>("needs.json")
    .slice(0, 10)
    .map((need) => ({ need, voices: mentions.filter(({ themeId }) => themeId === need.themeId) }))
    .filter(({ voices }) => {
      const told = voices.filter(({ itemId }) => storyOf.get(itemId) === "sync-loss").length;
      return told / voices.length > 0.5;
    });
  expect(top).toBeDefined();
});

test("hostile words do nothing in the report", () => {
  const report = readFileSync(join(first, "report.html"), "utf8");
  const scripts = report.match(/<script/g) ?? [];
  expect(scripts.length).toBe(1);
  expect(report).toContain("default-src 'none'");
  expect(report).not.toMatch(/https?:\/\/[^\s<"]+\.(?:js|css|png)/);
});

test("--themes fixes the number of leaf themes, and --json prints the needs", () => {
  const answer = JSON.parse(heed("analyze", SAMPLE, "--themes", "9", "--json")) as {
    needs: { rank: number }[];
    counts: { themes: number };
  };
  expect(answer.counts.themes).toBe(9);
  expect(answer.needs.map(({ rank }) => rank)).toEqual(answer.needs.map((_, index) => index + 1));
});

test("analysing into the same workspace again adds nothing and keeps theme ids", () => {
  const workspace = join(folder, "workspace");
  const read = (out: string) =>
    JSON.parse(readFileSync(join(folder, out, "themes.json"), "utf8")) as { id: string }[];
  heed("analyze", SAMPLE, "--workspace", workspace, "--out", join(folder, "third"));
  heed("analyze", SAMPLE, "--workspace", workspace, "--out", join(folder, "fourth"));
  expect(read("fourth").map(({ id }) => id)).toEqual(read("third").map(({ id }) => id));
  expect(lines("items.jsonl", "fourth").length).toBe(items.length);
});

test.each([
  ["a file that is not there", ["nowhere.csv"], 4, /no such file/],
  ["an empty file", [file("empty.csv", "")], 3, /is empty/],
  [
    "a picture named .csv",
    [file("picture.csv", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]))],
    3,
    /zero bytes|not text|not a/i,
  ],
  ["a sheet without words", [file("numbers.csv", "a,b\n1,2\n")], 3, /--text/],
  ["an unknown column", [file("words.csv", "text\nhello\n"), "--text", "body"], 3, /body/],
  ["a number of themes that is none", [SAMPLE, "--themes", "many"], 2, /whole number/],
])("%s is refused with a sentence and an exit code of its own", (_name, args, code, words) => {
  const { status, stderr } = spawnSync(process.execPath, [HEED, "analyze", ...args], {
    encoding: "utf8",
  });
  expect(stderr).toMatch(words);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(status).toBe(code);
});

function heed(...args: string[]): string {
  return execFileSync(process.execPath, [HEED, ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function lines<Line>(name: string, out = "first"): Line[] {
  return readFileSync(join(folder, out, name), "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
}

/** The answer key of the sample's reviews. */
function answers(): { id: string; story: string; traits: string }[] {
  const rows = readFileSync(ANSWERS, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("reviews.csv,"));
  return rows.map((row) => {
    const [, id, story, , , traits] = row.trim().split(",");
    return { id: id!, story: story!, traits: traits! };
  });
}

function json<Value>(name: string): Value {
  return JSON.parse(readFileSync(join(first, name), "utf8")) as Value;
}

function withoutTimings(text: string): unknown {
  return { ...(JSON.parse(text) as object), timings: null };
}
