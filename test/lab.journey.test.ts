// The promise of the lab in the terminal: fifty labels, one command, a model with honest figures; what cannot be is refused.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const HEED = new URL("../apps/cli/bin/heed.js", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "heed-lab-journey-"));
const workspace = join(folder, "workspace");

function heed(words: readonly string[], input?: string) {
  return spawnSync(process.execPath, [HEED, "lab", ...words, "--workspace", workspace], {
    encoding: "utf8",
    ...(input === undefined ? {} : { input }),
  });
}

function csv(name: string, lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `label,text\n${lines.join("\n")}\n`);
  return path;
}

const THINGS = [
  "photo",
  "note",
  "login",
  "invoice",
  "widget",
  "search",
  "export",
  "calendar",
  "folder",
  "share",
];
const fifty = THINGS.flatMap((thing, at) => [
  `bug,the ${thing} screen crashes every time ${at}`,
  `bug,the ${thing} page shows an error and freezes ${at}`,
  `wish,please add dark mode to the ${thing} page ${at}`,
  `wish,I would love to sort every ${thing} by date ${at}`,
  `wish,你们能不能给 ${thing} 加个批量操作 ${at}`,
]);

test("fifty labels become a model, which answers, explains and has a card in both languages", () => {
  const trained = heed(["train", csv("fifty.csv", fifty), "--target", "label", "--lang", "en"]);
  expect(trained.stderr).toContain("50 labelled examples; about");
  expect(trained.status).toBe(0);
  for (const question of ["How good", "How much", "How long", "Is it safe"])
    expect(trained.stdout).toContain(question);
  const shown = JSON.parse(heed(["models", "fifty", "--json"]).stdout);
  expect(shown.evaluation.accuracy.value).toBeGreaterThan(shown.evaluation.majority);
  const answer = heed(["predict", "fifty", "the calendar crashes with an error", "--json"]);
  expect(JSON.parse(answer.stdout).label).toBe("bug");
  const why = heed(["explain", "fifty", "给日历加个批量操作吧", "--lang", "zh"]);
  expect(why.stdout).toContain("依据");
  expect(heed(["card", "fifty", "--lang", "zh"]).stdout).toContain("# 模型卡");
  const hard = heed(["robustness", "fifty", "fifty", "--json"]);
  expect(JSON.parse(hard.stdout).trials.length).toBeGreaterThan(5);
}, 180_000);

test("labels are given by key, taken back, and counted", () => {
  const path = csv(
    "open.csv",
    fifty.map((line) => line.replace(/^\w+/, "")),
  );
  heed(["datasets", "add", path, "--task", "text", "--text", "text", "--name", "open"]);
  const said = heed(["label", "open", "--classes", "bug,wish", "--json"], "1\n2\nu\n1\ns\nq\n");
  const progress = JSON.parse(said.stdout.slice(said.stdout.lastIndexOf("\n{")));
  expect(progress).toMatchObject({ own: 2, labelled: 2, examples: 50 });
}, 60_000);

test("one class, an unknown model and a foreign file are refused with their own exit codes", () => {
  const one = csv(
    "one.csv",
    fifty.slice(0, 20).map((line) => line.replace(/^\w+/, "bug")),
  );
  const refused = heed(["train", one, "--target", "label", "--lang", "en"]);
  expect([refused.status, refused.stderr]).toEqual([
    3,
    expect.stringContaining("nothing to tell apart"),
  ]);
  const unknown = heed(["predict", "nothing", "words", "--lang", "zh"]);
  expect([unknown.status, unknown.stderr]).toEqual([4, expect.stringContaining("没有模型")]);
  const foreign = heed(["predict", one, "words", "--lang", "en"]);
  expect([foreign.status, foreign.stderr]).toEqual([
    3,
    expect.stringContaining("no model of Heed"),
  ]);
}, 60_000);

test("Ctrl-C ends a training with nothing half-written, and the next one goes on", async () => {
  const path = csv(
    "again.csv",
    fifty.map((line, at) => `${line} once more ${at * 31}`),
  );
  const words = [
    "lab",
    "train",
    path,
    "--target",
    "label",
    "--lang",
    "en",
    "--workspace",
    workspace,
  ];
  const child = spawn(process.execPath, [HEED, ...words]);
  let said = "";
  const ended = new Promise<number | null>((resolve) => child.on("exit", (code) => resolve(code)));
  child.stderr.setEncoding("utf8").on("data", (part: string) => {
    said += part;
    if (part.includes("Learning curve")) child.kill("SIGINT");
  });
  expect(await ended).toBe(130);
  expect(said).toContain("stopped");
  const models = readdirSync(join(workspace, "lab", "models"));
  expect(models.some((name) => name.startsWith("again"))).toBe(false);
  const next = heed(["train", path, "--target", "label", "--lang", "en"]);
  expect(next.stdout).toContain("Went on from a training that was stopped");
  expect(readFileSync(join(workspace, "lab", "models", "again@1.md"), "utf8")).toContain("again@1");
}, 120_000);
