// The promise of a workspace: what was analysed once answers at once, and every figure leads to its rows.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Digest, HypothesisReading, Need } from "@heed/core";
import type { HeadedNeed } from "@heed/workbench";
import { beforeAll, expect, test } from "vitest";

const HEED = new URL("../apps/cli/bin/heed.js", import.meta.url).pathname;
const sample = (file: string) => new URL(`../samples/${file}`, import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "heed-needs-"));
const workspace = join(folder, "workspace");
let needs: Need[];

beforeAll(() => {
  for (const file of ["reviews.csv", "support-tickets.csv"])
    heed("analyze", sample(file), "--workspace", workspace, "--themes", "24", "--json");
  ({ needs } = JSON.parse(heed("needs", "--json", "--limit", "100")) as { needs: Need[] });
}, 300_000);

test("reviews and tickets together are ranked, with the worth of the accounts that the tickets name", () => {
  expect(needs.map(({ rank }) => rank)).toEqual(needs.map((_, index) => index + 1));
  expect(needs.every(({ value }) => value.ok)).toBe(true);
  for (const { score, share, severity } of needs) {
    for (const { value, low, high } of [score, share, severity]) {
      expect(low <= value && value <= high).toBe(true);
    }
  }
});

test("needs are headed by words that somebody said, and the terminal says where", () => {
  const listed = JSON.parse(heed("needs", "--limit", "40", "--json")) as { needs: HeadedNeed[] };
  for (const language of ["en", "zh"] as const) {
    const stated = listed.needs.filter(({ statement }) => statement[language] !== null);
    expect(stated.length).toBeGreaterThan(5);
    const table = heed("needs", "--limit", "40", "--lang", language);
    expect(table).toContain(language === "en" ? "key words" : "关键词");
    const { id, name, statement } = stated[0]!;
    expect(table).toContain(statement[language]!.text);
    const shown = heed("needs", id, "--lang", language);
    for (const words of [statement[language]!.text, statement[language]!.itemId, name[language]])
      expect(shown).toContain(words);
  }
}, 120_000);

test("the rows behind a need, a week and a segment count what the need says", () => {
  const { id, people, mentions, weeks, segments } = needs[0]!;
  const rows = (...flags: string[]) =>
    JSON.parse(heed("needs", id, "--rows", "--json", ...flags)) as {
      people: number;
      mentions: number;
      rows: { text: string }[];
    };
  const all = rows();
  expect([all.people, all.mentions, all.rows.length]).toEqual([people, mentions, mentions]);
  const busiest = weeks.toSorted((a, b) => b.people - a.people)[0]!;
  expect(rows("--week", busiest.weekDate).people).toBe(busiest.people);
  const { dimension, value, people: told } = segments[0]!;
  expect(rows("--segment", `${dimension}=${value}`).people).toBe(told);
}, 120_000);

test("the digest speaks of the last week in the data, in both languages", () => {
  const digest = JSON.parse(heed("digest", "--json")) as Digest;
  expect(digest.asOfDate).toBe("2026-09-21");
  for (const { state } of digest.entries)
    expect(["new", "rising", "falling", "resolved"]).toContain(state);
  expect(heed("digest", "--lang", "en")).toContain("21 Sep 2026");
  expect(heed("digest", "--lang", "zh")).toContain("2026年9月21日");
}, 60_000);

test("the report is the same every time, marks the releases and stays small", () => {
  const write = (name: string) => {
    const out = join(folder, name);
    heed("report", "--out", out, "--releases", sample("releases.csv"), "--title", "Pagepond");
    return readFileSync(out, "utf8");
  };
  const page = write("first.html");
  expect(write("second.html")).toBe(page);
  expect(page).toContain(">4.2.0</text>");
  expect(page.length).toBeLessThan(600_000);
}, 60_000);

test("a brief set later is checked against what was analysed before, without analysing again", () => {
  const file = join(folder, "brief.md");
  writeFileSync(
    file,
    "## 问题\n为什么流失？\n## 假设\n- 验证码收不到 (signs: code, 验证码)\n- People want a flute (signs: flute)\n",
  );
  heed("brief", "set", file);
  const readings = JSON.parse(heed("brief", "check", "--json")) as HypothesisReading[];
  expect(readings.map(({ verdict }) => verdict)).toEqual(["supported", "not-mentioned"]);
  expect(heed("brief", "plan", "--lang", "zh")).toContain("验证码收不到");
}, 60_000);

test.each([
  ["a folder without a workspace", ["needs", "--workspace", folder], 4, /no workspace/],
  ["a need that is not there", ["needs", "need_9999"], 4, /need_9999/],
  [
    "a week that begins on no Monday",
    ["needs", "need_1", "--rows", "--week", "2026-09-22"],
    2,
    /Monday/,
  ],
])(
  "%s is refused with a sentence and an exit code of its own",
  (_name, args, code, words) => {
    const { status, stderr } = spawnSync(process.execPath, [HEED, ...args], {
      encoding: "utf8",
      env: { ...process.env, HEED_WORKSPACE: workspace },
    });
    expect(stderr).toMatch(words);
    expect(status).toBe(code);
  },
  60_000,
);

function heed(...args: string[]): string {
  return execFileSync(process.execPath, [HEED, ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, HEED_WORKSPACE: workspace },
  });
}
